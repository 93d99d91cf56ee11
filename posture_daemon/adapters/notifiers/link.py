"""The link to the notification server: who it is, and when it comes, goes, hangs and recovers."""

from __future__ import annotations

import asyncio
import logging
from datetime import timedelta
from typing import TYPE_CHECKING, Protocol

from jeepney import DBusAddress, HeaderFields

from posture_daemon.adapters.notifiers.freedesktop import Server
from posture_daemon.adapters.notifiers.steady_bus import SteadyBus
from posture_daemon.errors import Unavailable
from posture_daemon.wire.bus import BUS, Bus, ErrorReply, NoAnswer
from posture_daemon.wire.notifications import NAME, PATH

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from jeepney import Message

    from posture_daemon.adapters.notifiers.steady_bus import Later
    from posture_daemon.wire.bus import Body


# GNOME sends a second copy of each signal from another process; the sender keeps it out.
_RULES = (
    f"type='signal',sender='{NAME}',interface='{NAME}'",
    f"type='signal',sender='{BUS.bus_name}',member='NameOwnerChanged',arg0='{NAME}'",
)

# How long a server that did not answer is left alone, unless it answers after all.
_PATIENCE = timedelta(minutes=1)

_log = logging.getLogger(__name__)


class Listener(Protocol):
    """Who hears of the server."""

    def appeared(self) -> None:
        """A server can be talked to, for the first time or again."""

    def vanished(self) -> None:
        """The server has gone, and with it everything that it showed."""

    def heard(self, member: str, body: Body) -> None:
        """The server sent a signal."""


class Link:
    """Keeps in touch with whoever owns the name org.freedesktop.Notifications."""

    def __init__(
        self,
        listener: Listener,
        *,
        environ: Mapping[str, str] | None,
        limit: timedelta,
        later: Later | None,
    ) -> None:
        self._listener = listener
        self._steady = SteadyBus(self, environ=environ, limit=limit, later=later)
        self._owner = ""
        self._server: Server | None = None
        self._meeting = asyncio.Lock()
        self._activating = False
        self._deaf_until = 0.0
        self._greetings: set[asyncio.Task[None]] = set()

    @property
    def known(self) -> Server | None:
        """The server that was met last and is still there."""
        return self._server

    async def open(self) -> None:
        """Connect, and meet the server if there is one.

        Raises Unavailable with the reason, and yet goes on watching and trying until `close`.
        """
        await self._steady.open()
        await self._look()

    async def close(self) -> None:
        """Leave, and try no more."""
        for greeting in self._greetings:
            greeting.cancel()
        await asyncio.gather(*self._greetings, return_exceptions=True)
        await self._steady.close()
        self._owner, self._server = "", None

    async def server(self) -> Server:
        """Return the server, met and if need be started; Unavailable with the reason if none."""
        async with self._meeting:
            if self._server is None:
                self._server = await self._met()
            return self._server

    async def call(
        self,
        member: str,
        signature: str | None = None,
        body: Body = (),
        landed: Callable[[Body], None] | None = None,
    ) -> Body:
        """Call the server's method; see `Bus.call`.

        A server that did not answer is left alone for a minute; if it answers after all, the
        listener hears that it appeared.
        """
        now = asyncio.get_running_loop().time
        if now() < self._deaf_until:
            raise Unavailable("The notification server does not answer.")

        def arrived(reply: Body) -> None:
            if landed:
                landed(reply)
            if self._deaf_until:
                self._deaf_until = 0.0
                self._greet_soon()

        try:
            return await self._steady.bus.call(self._address(), member, signature, body, arrived)
        except NoAnswer as error:
            self._deaf_until = now() + _PATIENCE.total_seconds()
            raise Unavailable("The notification server does not answer.") from error

    def tell(self, member: str, signature: str, body: Body) -> None:
        """Call the server's method and wait for nothing."""
        if self._owner:
            self._steady.bus.tell(self._address(), member, signature, body)

    async def settle_on(self, bus: Bus) -> None:
        """Ask a new bus for the server's signals, and who it is."""
        for rule in _RULES:
            await bus.call(BUS, "AddMatch", "s", (rule,))
        self._owner = await _owner(bus)

    async def resume(self) -> None:
        """Meet the server again, and tell."""
        try:
            await self._look()
        except Unavailable as error:
            _log.debug("A notification server came and cannot be used: %s", error)
        else:
            self._listener.appeared()

    def signalled(self, message: Message) -> None:
        """Hear the bus on the owner of the name, and the owner on its notifications."""
        fields = message.header.fields
        member, sender = fields.get(HeaderFields.member), fields.get(HeaderFields.sender)
        if sender == BUS.bus_name and member == "NameOwnerChanged":
            self._changed(str(message.body[2]))
        elif sender == self._owner and fields.get(HeaderFields.interface) == NAME:
            self._listener.heard(str(member), tuple(message.body))

    def cut_off(self) -> None:
        """Without the bus there is no server."""
        self._changed("")

    def _address(self) -> DBusAddress:
        # The owner itself: by the well-known name a call could reach the next server, to which
        # the numbers of this one mean other people's notifications.
        if not self._owner:
            raise Unavailable("The notification server has just gone.")
        return DBusAddress(PATH, self._owner, NAME)

    async def _look(self) -> None:
        """Meet the server that runs; one that could be started is left until it is needed.

        While a session begins, the desktop's own server may be just about to come.
        """
        if self._owner:
            await self.server()
        elif not await _startable(self._steady.bus):
            raise Unavailable(
                "No notification server is running, and none is installed that could be started."
            )

    async def _met(self) -> Server:
        if not self._owner:
            await self._activate()
        owner = self._owner
        information = await self.call("GetServerInformation")
        capabilities = await self.call("GetCapabilities")
        if owner != self._owner:
            raise Unavailable("The notification server has just changed.")
        match information, capabilities:
            case (name, vendor, version, *_), (list(words), *_):
                able = frozenset(map(str, words))
                return Server(owner, str(name), str(version), able, str(vendor))
        raise Unavailable("The notification server does not follow the specification.")

    async def _activate(self) -> None:
        bus = self._steady.bus
        self._activating = True
        try:
            await bus.call(BUS, "StartServiceByName", "su", (NAME, 0))
            self._owner = await _owner(bus)
        except (ErrorReply, NoAnswer) as error:
            reason = str(error).rstrip(".")
            raise Unavailable(
                f"No notification server is running, and none could be started ({reason})."
            ) from error
        finally:
            self._activating = False

    def _changed(self, owner: str) -> None:
        if owner == self._owner:
            return
        self._owner, self._server, self._deaf_until = owner, None, 0.0
        self._listener.vanished()
        if owner and not self._activating:
            self._greet_soon()

    def _greet_soon(self) -> None:
        greeting = asyncio.get_running_loop().create_task(self.resume())
        self._greetings.add(greeting)
        greeting.add_done_callback(self._greetings.discard)


async def _startable(bus: Bus) -> bool:
    (names,) = await bus.call(BUS, "ListActivatableNames")
    return NAME in names


async def _owner(bus: Bus) -> str:
    try:
        return str((await bus.call(BUS, "GetNameOwner", "s", (NAME,)))[0])
    except ErrorReply:
        return ""
