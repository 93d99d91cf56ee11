"""The desktops' own lock screens and screen savers on the session bus."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from jeepney import DBusAddress, HeaderFields

from posture_daemon.wire.bus import BUS, ErrorReply
from posture_daemon.wire.sensor_bus import Which, connected

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from jeepney import Message

    from posture_daemon.wire.sensor_bus import SensorBus

# All have the method GetActive and the signal ActiveChanged in an interface of the bus name.
_SCREENS = {
    f"org.{desktop}.ScreenSaver": f"/org/{desktop}/ScreenSaver"
    for desktop in ("gnome", "cinnamon", "mate", "xfce", "freedesktop")  # the last one is KDE's
}


class LockScreens:
    """Whichever lock screen runs now or comes later; while it is up nobody is at work.

    None is started by being asked. `environ` is the session's, by default that of this process.
    """

    source = "locked"
    name = "the desktop's lock screen"

    def __init__(self, environ: Mapping[str, str] | None = None) -> None:
        self._environ = os.environ if environ is None else environ

    async def watch(self, changed: Callable[[bool, str], None]) -> None:
        """Report locked (and by which) and unlocked until cancelled.

        Raises NotHere without a session bus, Unavailable when it goes.
        """
        async with connected(Which.SESSION, self._environ) as bus:
            screens = _Screens(bus)
            await screens.begin()
            told = screens.locked
            changed(bool(told), told)
            async for message in bus.signals():
                await screens.heard(message)
                if told != (told := screens.locked):
                    changed(bool(told), told)


class _Screens:
    """Who owns each of the names, and which of them are up."""

    def __init__(self, bus: SensorBus) -> None:
        self._bus = bus
        self._owners: dict[str, str] = {}
        self._up: dict[str, bool] = {}

    @property
    def locked(self) -> str:
        """The name of one that is up, or nothing."""
        return next((name for name in _SCREENS if self._up.get(name)), "")

    async def begin(self) -> None:
        """Ask for the signals of all names, and those that are there for their state."""
        for name in _SCREENS:
            await self._bus.watch_owner(name)
            await self._bus.watch(f"type='signal',interface='{name}',member='ActiveChanged'")
            await self._settle(name, await self._bus.owner(name))

    async def heard(self, message: Message) -> None:
        """Take what the bus says of an owner, or an owner of itself."""
        fields = message.header.fields
        sender, interface = fields.get(HeaderFields.sender), fields.get(HeaderFields.interface)
        match message.body:
            case (str(name), _, str(owner)) if sender == BUS.bus_name and name in _SCREENS:
                await self._settle(name, owner)
            case (bool(up),) if interface and self._owners.get(interface) == sender:
                self._up[interface] = up

    async def _settle(self, name: str, owner: str) -> None:
        self._owners[name] = owner
        self._up[name] = bool(owner) and await self._is_up(name, owner)

    async def _is_up(self, name: str, owner: str) -> bool:
        # The owner itself: a call by the well-known name would start one that is not running.
        screen = DBusAddress(_SCREENS[name], owner, name)
        try:
            return await self._bus.call(screen, "GetActive") == (True,)
        except ErrorReply:  # GNOME's of the freedesktop name knows only inhibitors
            return False
