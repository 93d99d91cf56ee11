"""Plasma on an X screen: its shell with the notifications, its picture and its pointer."""

from __future__ import annotations

import shutil
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from tests.desktop import need
from tests.desktops.logind import start_system_bus
from tests.desktops.sight import Box, Sight
from tests.desktops.x11 import XSeat, picture

if TYPE_CHECKING:
    from PIL.Image import Image

    from tests.desktop import PrivateDesktop

_SERVICES = Path("/usr/share/dbus-1/services")
_ENVIRON = {
    "XDG_CURRENT_DESKTOP": "KDE",
    "XDG_SESSION_DESKTOP": "KDE",
    "KDE_FULL_SESSION": "true",
    "KDE_SESSION_VERSION": "5",
    "KWIN_COMPOSE": "N",
    "QT_QUICK_BACKEND": "software",
    "LIBGL_ALWAYS_SOFTWARE": "1",
}
_CONFIG_CHANGED = "org.kde.kconfig.notify.ConfigChanged"
_ABOVE_THE_PANEL = Box(0, 0, 1280, 750)


class Plasma(XSeat):
    """A seat at Plasma 5 with KWin on X11.

    The session needs its bus and its screen, and gets a system bus without anybody on it.
    """

    def __init__(self, session: PrivateDesktop) -> None:
        need("plasmashell", "kwin_x11", "kded5", "kwriteconfig5", "xdotool", "gdbus", "pkill")
        self.session = session
        start_system_bus(session)
        _offer_services(session)
        session.start("kwin_x11", "--no-kactivities")
        self.shell = session.start_server("plasmashell", "--no-respawn")
        self._sight = Sight(partial(picture, session), _ABOVE_THE_PANEL)
        self._sight.remember_empty(_is_painted)

    def press(self, label: str) -> None:
        """Click on it, and take the pointer away: what comes up below it takes no next click."""
        super().press(label)
        self.session.run("xdotool", "mousemove", "--sync", "640", "300")

    def close(self) -> None:
        """End the shell, and its kioslaves, which would stay without it."""
        self.session.end(self.shell)
        # By the name of this session's own folder, which is in their command lines.
        self.session.run("pkill", "-KILL", "-f", f"kioslave5 .*{self.session.folder}/", check=False)

    def set_do_not_disturb(self, on: bool) -> None:  # noqa: FBT001 - a switch
        """Write what the applet's menu writes, a time far away or long ago, and tell as it does."""
        year = "2099" if on else "2000"
        key = ("--file", "plasmanotifyrc", "--group", "DoNotDisturb", "--key", "Until")
        self.session.run("kwriteconfig5", *key, f"{year},1,1,0,0,0")
        signal = ("--object-path", "/plasmanotifyrc", "--signal", _CONFIG_CHANGED)
        self.session.run("gdbus", "emit", "--session", *signal, "{'DoNotDisturb': [b'Until']}")


def _is_painted(screen: Image) -> bool:
    """Say whether the picture of the background is there: the bare X screen is black."""
    return all(screen.getpixel((place, place)) != (0, 0, 0) for place in (10, 300, 700))


def _offer_services(session: PrivateDesktop) -> None:
    for service in _SERVICES.glob("org.kde.*.service"):
        # The wallet asks for a password.
        if "wallet" not in service.name:
            shutil.copy(service, session.folder / "services")
    session.environ |= _ENVIRON
    still = ("--group", "KDE", "--key", "AnimationDurationFactor", "0")
    session.run("kwriteconfig5", "--file", "kdeglobals", *still)
    session.reload_services()
    session.run("dbus-update-activation-environment", "--all")
