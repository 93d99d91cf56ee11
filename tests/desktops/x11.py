"""Desktops on an X screen: the picture, the pointer, and the notification servers made for X11."""

from __future__ import annotations

import shutil
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PIL import ImageGrab

from tests.adapters.notifiers.real_servers import (
    GNOME_CLASSIC,
    XFCE,
    choose_in_dunst,
    displayed_by_dunst,
    start_dunst,
)
from tests.desktop import need, wait_until
from tests.desktops.sight import Sight
from tests.e2e.pictures import paint_background

if TYPE_CHECKING:
    from PIL.Image import Image

    from tests.desktop import PrivateDesktop

MATE = Path("/usr/lib/mate-notification-daemon/mate-notification-daemon")
LXQT = "lxqt-notificationd"
_SERVICES = Path("/usr/share/dbus-1/services")


def picture(session: PrivateDesktop) -> Image:
    """Return what is on the screen; `import` needs seconds where there are many windows."""
    return ImageGrab.grab(xdisplay=session.environ["DISPLAY"])


def click(session: PrivateDesktop, x: int, y: int) -> None:
    """Move the pointer to a place, in pixels, and press its left button."""
    # GTK takes no press where it has not seen the pointer come in.
    for place in ((x - 6, y - 2), (x, y)):
        session.run("xdotool", "mousemove", "--sync", *map(str, place))
    session.run("xdotool", "click", "1")


def offer(session: PrivateDesktop, service: str) -> None:
    """Let the bus start one of the machine's services when it is called."""
    shutil.copy(_SERVICES / f"{service}.service", session.folder / "services")
    session.reload_services()


class XSeat:
    """A seat at an X screen with nothing on it but the notifications of one server.

    The session needs its bus and its screen.
    """

    def __init__(self, session: PrivateDesktop) -> None:
        need("xdotool", "display")
        self.session = session
        paint_background(session)
        self.start()
        self._sight = Sight(partial(picture, session))

    def start(self) -> None:
        """Start the server."""
        raise NotImplementedError

    @property
    def environ(self) -> dict[str, str]:
        """What a program needs in order to live on this desktop."""
        return self.session.environ

    def screenshot(self, path: Path) -> None:
        """Write a picture of the whole screen."""
        picture(self.session).save(path)

    def wait_for_notice(self) -> None:
        """Wait until a notification is on the screen."""
        self._sight.wait_for_notice()

    def wait_until_clear(self) -> None:
        """Wait until no notification is on the screen any more."""
        self._sight.wait_until_clear()

    def press(self, label: str) -> None:
        """Click on the button of this label."""
        click(self.session, *self._sight.find(label))

    def close(self) -> None:
        """Nothing is held."""


class Dunst(XSeat):
    """dunst, which draws no buttons: its own menu is where one chooses."""

    def start(self) -> None:
        """Start dunst."""
        start_dunst(self.session)

    def press(self, label: str) -> None:
        """Choose from the menu."""
        wait_until(lambda: displayed_by_dunst(self.session), "dunst shows a notification")
        choose_in_dunst(self.session, label)

    def set_do_not_disturb(self, on: bool) -> None:  # noqa: FBT001 - a switch
        """Pause dunst, or let it go on."""
        self.session.run("dunstctl", "set-paused", str(on).lower())


class Xfce(XSeat):
    """The notification server of Xfce."""

    def start(self) -> None:
        """Start it; its settings are in Xfconf."""
        need(str(XFCE), "xfconf-query")
        offer(self.session, "org.xfce.Xfconf")
        self.session.start_server(XFCE)

    def set_do_not_disturb(self, on: bool) -> None:  # noqa: FBT001 - a switch
        """Turn the switch of the panel's plug-in: it is this property."""
        key = ("--channel", "xfce4-notifyd", "--property", "/do-not-disturb")
        value = ("--create", "--type", "bool", "--set", str(on).lower())
        self.session.run("xfconf-query", *key, *value)


class Mate(XSeat):
    """The notification server of MATE."""

    def start(self) -> None:
        """Start it; its settings are in dconf."""
        need(str(MATE), "gsettings")
        offer(self.session, "ca.desrt.dconf")
        self.session.start_server(MATE)

    def set_do_not_disturb(self, on: bool) -> None:  # noqa: FBT001 - a switch
        """Turn the switch of the panel's applet: it is this key."""
        key = ("org.mate.NotificationDaemon", "do-not-disturb")
        self.session.run("gsettings", "set", *key, str(on).lower())


class GnomeClassic(XSeat):
    """notification-daemon, GNOME's classic server, which has no do-not-disturb."""

    def start(self) -> None:
        """Start it."""
        need(str(GNOME_CLASSIC))
        self.session.start_server(GNOME_CLASSIC)

    def set_do_not_disturb(self, on: bool) -> None:  # noqa: FBT001 - a switch
        """There is no such switch."""
        raise NotImplementedError


class Lxqt(XSeat):
    """The notification server of LXQt."""

    def start(self) -> None:
        """Start it."""
        need(LXQT)
        self.session.environ["XDG_CURRENT_DESKTOP"] = "LXQt"
        self.session.start_server(LXQT)

    def set_do_not_disturb(self, on: bool) -> None:  # noqa: FBT001 - a switch
        """Write what its menu writes, and as Qt does: a new file in place of the old one."""
        file = Path(self.session.environ["HOME"]) / ".config" / "lxqt" / "notifications.conf"
        new = file.with_suffix(".new")
        new.write_text(f"[General]\n__userfile__=true\ndoNotDisturb={str(on).lower()}\n")
        new.rename(file)
