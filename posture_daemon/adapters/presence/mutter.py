"""Idleness as Mutter tells it on the session bus: GNOME, and with Muffin Cinnamon."""

from __future__ import annotations

import os
from datetime import timedelta
from typing import TYPE_CHECKING

from jeepney import DBusAddress, HeaderFields

from posture_daemon.adapters.presence.edge import Edge
from posture_daemon.errors import NotHere, Unavailable
from posture_daemon.wire.bus import BUS
from posture_daemon.wire.sensor_bus import Which, connected

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from jeepney import Message

    from posture_daemon.wire.bus import Body
    from posture_daemon.wire.sensor_bus import SensorBus

_MONITORS = tuple(
    DBusAddress(f"/{name.replace('.', '/')}/Core", name, name)
    for name in ("org.gnome.Mutter.IdleMonitor", "org.cinnamon.Muffin.IdleMonitor")
)

# The desktops on Mutter, on a library made of it, or with the monitor in another place.
_DESKTOPS = frozenset({"GNOME", "Unity", "Budgie", "Pantheon", "X-Cinnamon", "Cinnamon"})

_MILLISECOND = timedelta(milliseconds=1)


class MutterIdle:
    """The idle monitor of Mutter or Muffin: exact, and silent until something happens.

    `environ` is the session's, by default that of this process.
    """

    name = "the idle monitor of GNOME or Cinnamon"
    exact = True

    def __init__(self, environ: Mapping[str, str] | None = None) -> None:
        self._environ = os.environ if environ is None else environ

    async def watch(self, after: timedelta, changed: Callable[[bool, timedelta], None]) -> None:
        """Report idle and active until cancelled.

        Raises Unavailable while there is no such shell, and when it goes; NotHere on desktops
        that never have one.
        """
        async with connected(Which.SESSION, self._environ) as bus:
            watches = _Watches(bus, await self._monitor(bus), after, Edge(changed))
            await watches.begin()
            async for message in bus.signals():
                await watches.heard(message)

    async def _monitor(self, bus: SensorBus) -> DBusAddress:
        """Find the monitor, by the owner's own name: it is this shell that has our watches."""
        for monitor in _MONITORS:
            await bus.watch_owner(monitor.bus_name)
            if owner := await bus.owner(monitor.bus_name):
                return DBusAddress(monitor.object_path, owner, monitor.interface)
        desktops = self._environ.get("XDG_CURRENT_DESKTOP", "")
        if desktops and _DESKTOPS.isdisjoint(desktops.split(":")):
            raise NotHere(f"{desktops} has no idle monitor on the session bus.")
        raise Unavailable("Neither GNOME nor Cinnamon is running.")


class _Watches:
    """The watches at one monitor: one that fires at each idleness, and one at the next return."""

    def __init__(self, bus: SensorBus, monitor: DBusAddress, after: timedelta, edge: Edge) -> None:
        self._bus = bus
        self._monitor = monitor
        self._after = after
        self._edge = edge
        self._idle = self._return = 0

    async def begin(self) -> None:
        """Set the first watch, and tell the present state."""
        owner, interface = self._monitor.bus_name, self._monitor.interface
        await self._bus.watch(f"type='signal',sender='{owner}',interface='{interface}'")
        self._idle = await self._number("AddIdleWatch", "t", (self._after // _MILLISECOND,))
        self._edge.measured(await self._look(), self._after)

    async def heard(self, message: Message) -> None:
        """Tell the edge that a watch stands for. Raises Unavailable when the shell has gone."""
        fields = message.header.fields
        match fields.get(HeaderFields.member), fields.get(HeaderFields.sender), message.body:
            case "NameOwnerChanged", BUS.bus_name, (_, self._monitor.bus_name, _):
                raise Unavailable("The desktop's shell has gone.")
            case "WatchFired", self._monitor.bus_name, (self._idle,):
                self._edge.measured(await self._look(), self._after)
            case "WatchFired", self._monitor.bus_name, (self._return,):
                self._edge.active()

    async def _look(self) -> timedelta:
        """Measure the time since the last input; if it is long, watch for the return."""
        length = await self._length()
        if length >= self._after:
            self._return = await self._number("AddUserActiveWatch")
            length = await self._length()  # somebody may have come back before that
        return length

    async def _length(self) -> timedelta:
        return await self._number("GetIdletime") * _MILLISECOND

    async def _number(self, member: str, signature: str | None = None, body: Body = ()) -> int:
        match await self._bus.call(self._monitor, member, signature, body):
            case (int(number),) if number < 1 << 53:  # thousands of years; what timedelta can hold
                return number
        raise Unavailable("The idle monitor does not answer with a number.")
