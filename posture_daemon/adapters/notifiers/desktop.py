"""Notices on the desktop: the client of org.freedesktop.Notifications."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from posture_daemon.adapters.notifiers.freedesktop import (
    NOTIFY_SIGNATURE,
    answer_to,
    notify_arguments,
    vanishing,
)
from posture_daemon.adapters.notifiers.link import Link
from posture_daemon.core.notice import Answer, Notice
from posture_daemon.errors import Unavailable

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from posture_daemon.adapters.notifiers.freedesktop import Server
    from posture_daemon.adapters.notifiers.steady_bus import Later
    from posture_daemon.wire.bus import Body

# Why a notification was closed; 1 (expired), 3 (closed by us) and 4 (undefined) say nothing of
# the person.
_DISMISSED = 2


@dataclass(frozen=True, slots=True)
class _Shown:
    """A notice on the screen; its number means nothing to any other server."""

    notice: Notice
    number: int


@dataclass(frozen=True, slots=True, eq=False)
class _Flight:
    """A notice on its way, in place of the one of that number (0 for none)."""

    notice: Notice
    replaces: int


class Desktop:
    """Shows one notice at a time on the desktop and hears what the person does with it.

    A person's answer is reported once. That a notice expired, here or in the server, is no
    answer: whoever set `expires` knows.
    """

    def __init__(
        self,
        *,
        environ: Mapping[str, str] | None = None,
        limit: timedelta = timedelta(seconds=5),
        later: Later | None = None,
    ) -> None:
        """`limit` bounds every call; `later` times expiries, and attempts to reach a lost bus."""
        self._later = later
        self._link = Link(self, environ=environ, limit=limit, later=later)
        self._answered: Callable[[str, Answer], None] = lambda _tag, _answer: None
        self._ready: Callable[[], None] = lambda: None
        self._wanted: Notice | None = None
        self._shown: _Shown | None = None
        self._flight: _Flight | None = None
        self._expiry: asyncio.TimerHandle | None = None
        self._turn = asyncio.Lock()

    @property
    def name(self) -> str:
        """The server's own name and version, once it is known."""
        return f"{self._link.known or 'a notification server'} over D-Bus"

    async def open(
        self, answered: Callable[[str, Answer], None], ready: Callable[[], None]
    ) -> None:
        """Begin; what raises Unavailable now may call `ready` later, until `close`."""
        self._answered, self._ready = answered, ready
        await self._link.open()

    async def show(self, notice: Notice) -> None:
        """Show the notice in place of the one before."""
        self._wanted = notice
        async with self._turn:
            server = await self._link.server()
            # It may have been withdrawn or overtaken while it waited.
            if self._wanted is notice:
                await self._deliver(notice, server)

    async def withdraw(self, tag: str) -> None:
        """Take the notice off the screen; one that is still on its way is closed on arrival."""
        if self._wanted and self._wanted.tag == tag:
            self._wanted = None
        if self._shown and self._shown.notice.tag == tag:
            self._take_down()

    async def close(self) -> None:
        """Take down what is shown: nobody would hear the answer."""
        self._wanted = None
        self._take_down()
        await self._link.close()

    def appeared(self) -> None:
        """Let the caller show the live notice again."""
        asyncio.get_running_loop().call_soon(self._ready)

    def vanished(self) -> None:
        """Forget the notice: the server took it along, and the next one reuses its number."""
        self._forget()

    def heard(self, member: str, body: Body) -> None:
        """Take a signal about the notice on the screen; any other is not ours or came twice."""
        match self._shown, member, body:
            case _Shown(notice, number), "ActionInvoked", (heard, str(key)) if heard == number:
                self._take_down_answered()
                self._answer(notice, answer_to(notice, key))
            case _Shown(notice, number), "NotificationClosed", (heard, reason) if heard == number:
                self._forget()
                if reason == _DISMISSED:
                    self._answer(notice, Answer.DISMISSED)

    async def _deliver(self, notice: Notice, server: Server) -> None:
        replaces = _replaced(notice, self._shown)
        if not replaces and not server.loses_what_follows_a_close:
            self._take_down()
        flight = self._flight = _Flight(notice, replaces)
        arguments = notify_arguments(notice, server, flight.replaces)

        def landed(reply: Body) -> None:
            # Here and not after the await: a signal may follow in the same breath.
            match reply:
                case (int(number),) if self._link.known is server:
                    self._land(flight, number)

        try:
            await self._link.call("Notify", NOTIFY_SIGNATURE, arguments, landed)
            self._expect_landed(flight)
        except BaseException:
            self._flight = None
            # It was to be replaced, so it is no longer true.
            self._take_down()
            raise

    def _expect_landed(self, flight: _Flight) -> None:
        if self._flight is flight:
            raise Unavailable("The notification server has just gone, or gives no numbers.")

    def _land(self, flight: _Flight, number: int) -> None:
        if self._flight is not flight:
            # Given up long ago; `ready` lets the caller show what is true by now.
            self._close(number)
            return
        self._flight = None
        if flight.replaces:
            self._forget()
        else:
            self._take_down()
        if self._wanted is flight.notice:
            self._shown = _Shown(flight.notice, number)
            self._arm(flight.notice)
        else:
            self._close(number)

    def _arm(self, notice: Notice) -> None:
        # GNOME and others never expire anything, and no one a critical notice.
        if notice.expires is not None and not notice.alarm:
            later = self._later or asyncio.get_running_loop().call_later
            self._expiry = later(notice.expires.total_seconds(), self._take_down)

    def _take_down(self) -> None:
        if self._shown:
            self._close(self._shown.number)
        self._forget()

    def _take_down_answered(self) -> None:
        # Some servers leave it on the screen. Where closing means to show something once more,
        # it must not come back: such a server has taken it down.
        if self._link.known and self._link.known.leaves_closed_on_screen:
            self._forget()
        self._take_down()

    def _close(self, number: int) -> None:
        # Not what a notice on its way replaces: that one would be closed under its number.
        if self._flight and self._flight.replaces == number:
            return
        if self._link.known and self._link.known.leaves_closed_on_screen:
            self._link.tell("Notify", NOTIFY_SIGNATURE, vanishing(number))
        else:
            self._link.tell("CloseNotification", "u", (number,))

    def _forget(self) -> None:
        self._shown = None
        if self._expiry:
            self._expiry.cancel()
            self._expiry = None

    def _answer(self, notice: Notice, answer: Answer) -> None:
        # Not from within the receiver, which an error of the caller must not end.
        asyncio.get_running_loop().call_soon(self._answered, notice.tag, answer)


def _replaced(notice: Notice, shown: _Shown | None) -> int:
    """The number of the notification to be updated in place, 0 where it must pop up.

    An alarm in place of another one would go unnoticed. What follows it pops up too: its stack
    has another name.
    """
    if shown is None:
        return 0
    before = shown.notice
    is_same = (notice.tag, notice.alarm) == (before.tag, before.alarm)
    return shown.number if is_same or not (notice.alarm or before.alarm) else 0
