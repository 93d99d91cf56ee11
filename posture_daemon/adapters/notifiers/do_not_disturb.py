"""Whether a notification server hides what it is given: one way of asking for each of them."""

from __future__ import annotations

import asyncio
import os
from typing import TYPE_CHECKING, Any

from jeepney import DBusAddress

from posture_daemon.adapters.notifiers.link import NAME, PATH
from posture_daemon.errors import Unavailable
from posture_daemon.wire.bus import Bus, ErrorReply, socket_path

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable
    from datetime import timedelta

_PROPERTIES = "org.freedesktop.DBus.Properties"
_MAKO_MODES = {"dnd", "do-not-disturb", "away"}  # the names are the person's own choice
_SECONDS = 5


async def is_hiding(server: str, limit: timedelta) -> bool | None:
    """Say whether the server of this name is set to do-not-disturb; none if it cannot be asked."""
    way = _WAYS.get(server)
    if way is None:
        return None
    try:
        bus = await Bus.connect(socket_path(os.environ), limit)
        try:
            return await way(bus)
        finally:
            await bus.close()
    except Unavailable:
        return None


async def _property(bus: Bus, path: str, interface: str, name: str) -> Any:
    address = DBusAddress(path, NAME, _PROPERTIES)
    ((_signature, value),) = await bus.call(address, "Get", "ss", (interface, name))
    return value


async def _plasma(bus: Bus) -> bool:
    return bool(await _property(bus, PATH, NAME, "Inhibited"))


async def _dunst(bus: Bus) -> bool:
    return bool(await _property(bus, PATH, "org.dunstproject.cmd0", "paused"))


async def _mako(bus: Bus) -> bool:
    modes = await _property(bus, "/fr/emersion/Mako", "fr.emersion.Mako", "Modes")
    return not _MAKO_MODES.isdisjoint(modes)


async def _swaync(bus: Bus) -> bool:
    name = "org.erikreider.swaync.cc"
    (on,) = await bus.call(DBusAddress("/org/erikreider/swaync/cc", name, name), "GetDnd")
    return bool(on)


async def _xfce(bus: Bus) -> bool:
    address = DBusAddress("/org/xfce/Xfconf", "org.xfce.Xfconf", "org.xfce.Xfconf")
    setting = ("xfce4-notifyd", "/do-not-disturb")
    try:
        ((_signature, on),) = await bus.call(address, "GetProperty", "ss", setting)
    except ErrorReply:  # it was never set
        return False
    return bool(on)


def _gsettings(schema: str, key: str, hiding: str) -> Callable[[Bus], Awaitable[bool]]:
    async def read(_bus: Bus) -> bool:
        return await _setting(schema, key) == hiding

    return read


async def _setting(schema: str, key: str) -> str:
    pipe, null = asyncio.subprocess.PIPE, asyncio.subprocess.DEVNULL
    try:
        child = await asyncio.create_subprocess_exec(
            "gsettings", "get", schema, key, stdout=pipe, stderr=null
        )
        async with asyncio.timeout(_SECONDS):
            said, _ = await child.communicate()
    except OSError as error:  # a TimeoutError is one
        raise Unavailable("gsettings does not answer.") from error
    if child.returncode:
        raise Unavailable("gsettings does not know the key.")
    return said.decode().strip()


# By the names that the servers give themselves.
_WAYS: dict[str, Callable[[Bus], Awaitable[bool]]] = {
    "Plasma": _plasma,
    "dunst": _dunst,
    "mako": _mako,
    "SwayNotificationCenter": _swaync,
    "Xfce Notify Daemon": _xfce,
    "gnome-shell": _gsettings("org.gnome.desktop.notifications", "show-banners", "false"),
    "cinnamon": _gsettings("org.cinnamon.desktop.notifications", "display-notifications", "false"),
    "Notification Daemon": _gsettings("org.mate.NotificationDaemon", "do-not-disturb", "true"),
}
