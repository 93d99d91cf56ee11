"""D-Bus for a sensor: what it reads, and the signals that it waits for."""

from __future__ import annotations

import asyncio
import os
from contextlib import asynccontextmanager
from datetime import timedelta
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from posture_daemon.errors import Unavailable
from posture_daemon.wire.bus import BUS, Body, Bus, ErrorReply, socket_path, system_socket_path
from posture_daemon.wire.flood import Flood

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Mapping

    from jeepney import DBusAddress, Message

_PROPERTIES = "org.freedesktop.DBus.Properties"
_LIMIT = timedelta(seconds=5)


class Which(StrEnum):
    """The bus of the session, or of the whole machine."""

    SESSION = "session bus"
    SYSTEM = "system bus"


class SensorBus:
    """A connection of one sensor: what floods or breaks it harms no other."""

    def __init__(self, bus: Bus) -> None:
        self._bus = bus
        self._flood = Flood()
        self._signals: asyncio.Queue[Message | str] = asyncio.Queue()
        bus.listen(self._heard, self._signals.put_nowait)

    def _heard(self, message: Message) -> None:
        self._flood.count()  # what it raises ends the connection
        self._signals.put_nowait(message)

    async def call(
        self, to: DBusAddress, member: str, signature: str | None = None, body: Body = ()
    ) -> Body:
        """Call a method and return the reply's body; Unavailable with the reason if it fails."""
        return await self._bus.call(to, member, signature, body)

    async def get(self, of: DBusAddress, member: str) -> Any:
        """Read a property of its interface; Unavailable if there is none, or nobody answers."""
        properties = of.with_interface(_PROPERTIES)
        reply = await self.call(properties, "Get", "ss", (of.interface, member))
        match reply:
            case ((str(), value),):
                return value
        raise Unavailable(f"{of.bus_name} does not tell its {member}.")

    async def owner(self, name: str) -> str:
        """Return the unique name of the owner of a bus name, or nothing."""
        try:
            return str((await self._bus.call(BUS, "GetNameOwner", "s", (name,)))[0])
        except ErrorReply:
            return ""

    async def watch(self, *rules: str) -> None:
        """Ask for the signals that match one of these rules; do so before reading the state."""
        for rule in rules:
            await self._bus.call(BUS, "AddMatch", "s", (rule,))

    async def watch_owner(self, name: str) -> None:
        """Ask for the signal NameOwnerChanged of this name."""
        await self.watch(
            f"type='signal',sender='{BUS.bus_name}',member='NameOwnerChanged',arg0='{name}'"
        )

    async def signals(self) -> AsyncIterator[Message]:
        """Every signal that was asked for, as it comes. Raises Unavailable when the bus goes."""
        while True:
            match await self._signals.get():
                case str(reason):
                    raise Unavailable(f"The bus has gone ({reason}).")
                case message:
                    yield message


@asynccontextmanager
async def connected(
    which: Which, environ: Mapping[str, str] | None = None, limit: timedelta = _LIMIT
) -> AsyncIterator[SensorBus]:
    """Connect for as long as the block runs; every call is bounded by `limit`.

    Raises NoBus where none is to be expected, and Unavailable when it does not answer.
    """
    find = socket_path if which is Which.SESSION else system_socket_path
    bus = await Bus.connect(find(os.environ if environ is None else environ), limit, which.value)
    try:
        yield SensorBus(bus)
    finally:
        await bus.close()
