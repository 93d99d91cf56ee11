"""The lock of the session as logind knows it."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Callable
from datetime import timedelta
from typing import TYPE_CHECKING, TypeAlias

from jeepney import HeaderFields

from posture_daemon.adapters.presence.login_session import changes, own_session, read, signals
from posture_daemon.errors import Unavailable
from posture_daemon.wire.sensor_bus import Which, connected

if TYPE_CHECKING:
    from collections.abc import Mapping

    from jeepney import DBusAddress, Message

    from posture_daemon.wire.sensor_bus import SensorBus

Later: TypeAlias = Callable[[float, Callable[[], None]], asyncio.TimerHandle]

# Longer than a person may be idle before being counted as away: the idle source goes on from there.
_UNCONFIRMED = timedelta(minutes=1)


class LogindLock:
    """The session's LockedHint, and the signal Lock.

    The hint is the truth where the locker sets it, as GNOME and KDE do. The signal asks for a
    lock only, and lockers that it starts (swaylock, i3lock) tell nobody when they end: it counts
    for one minute, unless the hint confirms it, and Unlock or the hint ends it before.

    `environ` names the system bus, by default as for this process; `later` calls back after so
    many seconds, as the loop's call_later does.
    """

    source = "locked"
    name = "logind"

    def __init__(
        self, environ: Mapping[str, str] | None = None, later: Later | None = None
    ) -> None:
        self._environ = os.environ if environ is None else environ
        self._later = later

    async def watch(self, changed: Callable[[bool, str], None]) -> None:
        """Report locked and unlocked until cancelled.

        Raises Unavailable when logind is not there, knows no session, or goes.
        """
        async with connected(Which.SYSTEM, self._environ) as bus:
            session = await own_session(bus)
            await bus.watch(changes(session), signals(session, "Lock"), signals(session, "Unlock"))
            await bus.watch_owner(session.bus_name)
            lock = _Lock(changed, self._later or asyncio.get_running_loop().call_later)
            try:
                lock.hinted(locked=await _hint(bus, session))
                async for message in bus.signals():
                    await _hear(message, lock, bus, session)
            finally:
                lock.forget()


class _Lock:
    """Whether the session is locked: hinted at, or asked for a moment ago."""

    def __init__(self, changed: Callable[[bool, str], None], later: Later) -> None:
        self._changed = changed
        self._later = later
        self._hint = False
        self._told: bool | None = None
        self._asked: asyncio.TimerHandle | None = None

    def hinted(self, *, locked: bool) -> None:
        """Take the hint; it is said anew when the session's other properties change."""
        if locked or self._hint:
            self.forget()
        self._hint = locked
        self._tell()

    def asked(self) -> None:
        """Count as locked for a while."""
        self.forget()
        self._asked = self._later(_UNCONFIRMED.total_seconds(), self.unasked)
        self._tell()

    def unasked(self) -> None:
        """Go by the hint alone."""
        self.forget()
        self._tell()

    def forget(self) -> None:
        """Let the signal count no longer."""
        if self._asked:
            self._asked.cancel()
        self._asked = None

    def _tell(self) -> None:
        locked = self._hint or self._asked is not None
        if locked is not self._told:
            self._told = locked
            self._changed(locked, "")


async def _hear(message: Message, lock: _Lock, bus: SensorBus, session: DBusAddress) -> None:
    match message.header.fields.get(HeaderFields.member):
        case "Lock":
            lock.asked()
        case "Unlock":
            lock.unasked()
        case _:
            lock.hinted(locked=await _hint(bus, session))


async def _hint(bus: SensorBus, session: DBusAddress) -> bool:
    match await read(bus, session, "LockedHint"):
        case bool(locked):
            return locked
    raise Unavailable("logind's locked hint is not as it should be.")
