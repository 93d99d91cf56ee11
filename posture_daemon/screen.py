"""The screen: brings the one live notice to the person, in the background, and what they answer."""

from __future__ import annotations

import asyncio
import logging
from typing import TYPE_CHECKING

from posture_daemon.errors import Unavailable

if TYPE_CHECKING:
    from collections.abc import Callable

    from posture_daemon.core.notice import Answer, Notice
    from posture_daemon.ports import Bell, Notifier, SleepInhibitor

log = logging.getLogger(__name__)


class NotifierScreen:
    """Keeps what a notifier shows equal to what was asked for last.

    A notifier that hangs or dies holds up nothing: the notice is shown when it is back, if it is
    still wanted then. `delivered` hears the tag of each notice that has reached the person.
    An alarm rings the bell at once, and a wakeful notice keeps the machine awake, whether or not
    they can be shown.
    """

    def __init__(
        self,
        notifier: Notifier,
        delivered: Callable[[str], None],
        answered: Callable[[str, Answer], None] = lambda _tag, _answer: None,
        *,
        bell: Bell | None = None,
        inhibitor: SleepInhibitor | None = None,
    ) -> None:
        self._notifier = notifier
        self._delivered = delivered
        self._answered = answered
        self._bell = bell
        self._inhibitor = inhibitor
        self._wanted: Notice | None = None
        self._shown: Notice | None = None
        self._changed = asyncio.Event()
        self._said: str | None = None

    async def open(self) -> None:
        """Open the notifier; one that cannot work yet may come to."""
        try:
            await self._notifier.open(self._answered, self.refresh)
        except Unavailable as reason:
            log.warning("notices cannot be shown yet: %s", reason)

    async def change(self, notifier: Notifier) -> None:
        """Show everything through another notifier from now on."""
        before, self._notifier = self._notifier, notifier
        await before.close()
        await self.open()
        self.refresh()

    async def close(self) -> None:
        """Close the notifier; what it shows goes with it."""
        await self._notifier.close()

    def display(self, notice: Notice | None) -> None:
        """Have this notice on the screen, in place of the one before; none clears it."""
        before, self._wanted = self._wanted, notice
        self._changed.set()
        if self._bell and _alarm(notice) != _alarm(before):
            self._bell.hush()
            if notice and notice.alarm:
                self._bell.ring()
        if self._inhibitor and _wakeful(notice) != _wakeful(before):
            (self._inhibitor.hold if _wakeful(notice) else self._inhibitor.release)()

    def refresh(self) -> None:
        """The server has come (back), and has nothing of ours on the screen."""
        self._shown = None
        self._changed.set()

    async def run(self) -> None:
        """Work until cancelled."""
        while True:
            await self._changed.wait()
            self._changed.clear()
            try:
                await self._update(self._wanted)
            except Unavailable as reason:
                self._say("the notice cannot be shown now: %s", reason.title)
            except Exception as mistake:  # noqa: BLE001  one notice is lost, not the whole day
                self._say("the notice cannot be shown: a mistake", mistake=mistake)

    async def _update(self, wanted: Notice | None) -> None:
        before = self._shown
        if wanted == before:
            return
        # Noted first: a refresh that comes while the notifier is at it undoes it.
        self._shown = wanted
        if wanted is None:
            if before is not None:
                await self._notifier.withdraw(before.tag)
            return
        try:
            await self._notifier.show(wanted)
        except BaseException:
            if self._shown is wanted:
                self._shown = before
            raise
        self._said = None
        self._delivered(wanted.tag)

    def _say(self, trouble: str, *particulars: str, mistake: Exception | None = None) -> None:
        """Say what is wrong, once for each spell of trouble."""
        if trouble != self._said:
            level = logging.WARNING if mistake is None else logging.ERROR
            log.log(level, trouble, *particulars, exc_info=mistake)
        self._said = trouble


def _alarm(notice: Notice | None) -> str | None:
    """The tag of an alarm; each repetition has another."""
    return notice.tag if notice and notice.alarm else None


def _wakeful(notice: Notice | None) -> bool:
    return notice is not None and notice.wakeful
