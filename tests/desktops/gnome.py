"""GNOME Shell without a screen: its picture, its pointer and keyboard, and its notifications."""

from __future__ import annotations

import json
import shutil
import signal
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from jeepney import DBusAddress, MessageType, new_method_call
from jeepney.io.blocking import open_dbus_connection

from tests.desktop import LIMIT, need, wait_until
from tests.desktops.logind import Logind, start_system_bus

if TYPE_CHECKING:
    import subprocess

    from tests.desktop import PrivateDesktop

_SERVICES = Path("/usr/share/dbus-1/services")
_ENVIRON = {
    "XDG_CURRENT_DESKTOP": "GNOME",
    "XDG_SESSION_DESKTOP": "gnome",
    "XDG_SESSION_TYPE": "wayland",
    "GNOME_SHELL_SESSION_MODE": "user",
    "LIBGL_ALWAYS_SOFTWARE": "1",
}
_PYTHON = "/usr/bin/python3"  # the one that has dbusmock
_STARTED_BY_NAME = ("ca.desrt.dconf", "org.gnome.Shell.Notifications", "org.gnome.ScreenSaver")

_SHELL = DBusAddress("/org/gnome/Shell", "org.gnome.Shell", "org.gnome.Shell")
_SCREENSHOT = DBusAddress(
    "/org/gnome/Shell/Screenshot", "org.gnome.Shell.Screenshot", "org.gnome.Shell.Screenshot"
)
_REMOTE = DBusAddress(
    "/org/gnome/Mutter/RemoteDesktop",
    "org.gnome.Mutter.RemoteDesktop",
    "org.gnome.Mutter.RemoteDesktop",
)
_LEFT_BUTTON = 0x110  # BTN_LEFT of linux/input-event-codes.h
_WIDTH, _HEIGHT = 1280, 800
_FAR = 10_000.0
_TRIES, _LIMIT = 4, 8.0  # seconds
_STILL = 12  # times seen in the same place: a banner unfolds in steps

# The middle of the visible button of this label, as [x, y].
_BUTTON = """
(() => {
    let found = null;
    const look = actor => {
        if (!actor.visible)
            return;
        if (actor.label === %s && actor.mapped) {
            const [x, y] = actor.get_transformed_position();
            const [width, height] = actor.get_transformed_size();
            found = [x + width / 2, y + height / 2];
        }
        actor.get_children().forEach(look);
    };
    look(global.stage);
    return found;
})()
"""
# Whether the pointer is seen on it, and whether it is held down.
_HOVERED, _PRESSED = (
    _BUTTON.replace("found = [x + width / 2, y + height / 2]", f"found = actor.{state}")
    for state in ("hover", "pressed")
)
_BANNER = """
(() => {
    const {_banner: banner, _notificationState: state} = Main.messageTray;
    if (!banner || state !== imports.ui.messageTray.State.SHOWN)
        return null;
    const [x, y] = banner.get_transformed_position();
    const [width, height] = banner.get_transformed_size();
    return [x + width / 2, y + Math.min(height, 40) / 2];
})()
"""
_NOTHING = """
Main.messageTray._notificationState === imports.ui.messageTray.State.HIDDEN &&
    !Main.messageTray._banner && !Main.messageTray.getSources().length
"""


class Gnome:
    """A seat at GNOME Shell, which has one screen of 1280x800 and no animations.

    The session needs its bus, and gets a system bus with a logind, whose session can be locked.
    """

    def __init__(self, session: PrivateDesktop) -> None:
        need("gnome-shell", "gjs", "gsettings", "gdbus")
        self.session = session
        start_system_bus(session)
        self.logind = Logind(session)
        _start_display_manager(session)
        _prepare_shell(session)
        for _ in range(_TRIES):
            self.shell = _start_shell(session)
            self._bus = open_dbus_connection(session.environ["DBUS_SESSION_BUS_ADDRESS"])
            if self._takes_input():
                break
            self._bus.close()
            session.end(self.shell, signal.SIGKILL)
        else:
            pytest.fail("GNOME Shell does not take input")
        self._leave_overview()

    def _takes_input(self) -> bool:
        """Ask for the devices, which live as long as the connection; now and then it hangs."""
        try:
            (path,) = self._call(_REMOTE, "CreateSession", limit=_LIMIT)
        except TimeoutError:
            return False
        self._devices = DBusAddress(path, _REMOTE.bus_name, f"{_REMOTE.interface}.Session")
        self._call(self._devices, "Start")
        return True

    @property
    def environ(self) -> dict[str, str]:
        """What a program needs in order to live on this desktop."""
        return self.session.environ

    def close(self) -> None:
        """Let go of pointer and keyboard."""
        self._bus.close()

    def screenshot(self, path: Path) -> None:
        """Write a picture of the whole screen."""
        done, _ = self._call(_SCREENSHOT, "Screenshot", "bbs", False, False, str(path))
        assert done, f"GNOME Shell did not write {path}"

    def wait_for_notice(self) -> None:
        """Wait until a banner is on the screen."""
        self._place(_BANNER, "a notification is on the screen")

    def wait_until_clear(self) -> None:
        """Wait until there is no banner, and nothing in the list either."""
        wait_until(lambda: self.evaluate(_NOTHING), "GNOME Shell shows no notification")

    def unfold(self, label: str) -> None:
        """Point at the banner until it has unfolded and shows the button of this label."""
        self.move(*self._place(_BANNER, "a notification is on the screen"))
        self._place(_BUTTON % json.dumps(label), f"the button {label} is on the screen")

    def press(self, label: str) -> None:
        """Unfold the banner, click on the button of this label, and leave."""
        self.unfold(label)
        button = _BUTTON % json.dumps(label)
        self.move(*self._place(button, f"the button {label} is on the screen"))
        # The way there led out of the banner, which has to notice that the pointer is back.
        wait_until(lambda: self.evaluate(_HOVERED % json.dumps(label)), f"it points at {label}")
        self._hold_button(down=True)
        wait_until(lambda: self.evaluate(_PRESSED % json.dumps(label)), f"{label} is pressed")
        self._hold_button(down=False)
        self.move(0, _HEIGHT - 1)

    def set_do_not_disturb(self, on: bool) -> None:  # noqa: FBT001 - a switch
        """Turn the switch in the calendar's menu: it is this key."""
        shown = "false" if on else "true"
        key = ("org.gnome.desktop.notifications", "show-banners")
        self.session.run("gsettings", "set", *key, shown)

    def move(self, x: float, y: float) -> None:
        """Move the pointer to a place of the screen, in pixels."""
        # Only steps can be asked for without PipeWire: first into a corner, then from there. (The
        # upper left one would open the overview.)
        for step in ((-_FAR, _FAR), (x, y - _HEIGHT + 1)):
            self._call(self._devices, "NotifyPointerMotionRelative", "dd", *step)

    def click(self, x: float, y: float) -> None:
        """Move the pointer and press its left button."""
        self.move(x, y)
        for down in (True, False):
            self._hold_button(down=down)

    def _hold_button(self, *, down: bool) -> None:
        self._call(self._devices, "NotifyPointerButton", "ib", _LEFT_BUTTON, down)

    def type_key(self, keysym: int) -> None:
        """Press and release a key, named by its X11 keysym (for example 0x61 for "a")."""
        for pressed in (True, False):
            self._call(self._devices, "NotifyKeyboardKeysym", "ub", keysym, pressed)

    def evaluate(self, script: str) -> Any:
        """Run JavaScript in the shell and return what it makes of it as JSON."""
        done, result = self._call(_SHELL, "Eval", "s", script)
        assert done, f"GNOME Shell says {result}"
        return json.loads(result) if result else None

    def _leave_overview(self) -> None:
        """Show the empty desktop: GNOME Shell begins with its overview."""
        wait_until(
            lambda: self.evaluate("!Main.layoutManager._startingUp"), "GNOME Shell has started"
        )
        self.evaluate(
            "Main.overview.hide(); Main.messageTray.getSources().forEach(s => s.destroy())"
        )
        wait_until(lambda: not self.evaluate("Main.overview.visible"), "the overview has gone")

    def _place(self, script: str, what: str) -> tuple[float, float]:
        """Wait until what the script finds stands still, and say where it is."""
        seen: list[Any] = []

        def still() -> bool:
            seen.append(self.evaluate(script))
            last = seen[-_STILL:]
            return len(last) == _STILL and last[0] is not None and all(x == last[0] for x in last)

        wait_until(still, what)
        x, y = seen[-1]
        return x, y

    def _call(
        self,
        to: DBusAddress,
        member: str,
        signature: str = "",
        *body: Any,
        limit: float = LIMIT,
    ) -> tuple[Any, ...]:
        call = new_method_call(to, member, signature or None, body)
        reply = self._bus.send_and_get_reply(call, timeout=limit)
        if reply.header.message_type is MessageType.error:
            pytest.fail(f"GNOME Shell refuses {member}: {reply.body}")
        return tuple(reply.body)


def _start_display_manager(session: PrivateDesktop) -> None:
    """Let dbusmock be GDM: GNOME Shell locks the screen only where there is one."""
    name, path = "org.gnome.DisplayManager", "/org/gnome/DisplayManager/Manager"
    mock = (_PYTHON, "-m", "dbusmock", "--system", name, path, f"{name}.Manager")
    session.start(*mock)
    add = ("--object-path", path, "--method", "org.freedesktop.DBus.Mock.AddProperty")
    call = ("gdbus", "call", "--system", "--dest", name, *add, f"{name}.Manager", "Version")
    wait_until(lambda: session.run(*call, "<'43'>", check=False) == "()", "a GDM is there")


def _prepare_shell(session: PrivateDesktop) -> None:
    for service in _STARTED_BY_NAME:
        shutil.copy(_SERVICES / f"{service}.service", session.folder / "services")
    session.reload_services()
    session.environ |= _ENVIRON
    for switch in ("enable-animations", "enable-hot-corners"):
        session.run("gsettings", "set", "org.gnome.desktop.interface", switch, "false")
    session.run("gsettings", "set", "org.gnome.shell", "welcome-dialog-last-shown-version", "99")


def _start_shell(session: PrivateDesktop) -> subprocess.Popen[bytes]:
    # The unsafe mode lets a test take pictures and look for buttons.
    options = ("--headless", "--wayland", "--no-x11", "--unsafe-mode")
    screen = ("--virtual-monitor", f"{_WIDTH}x{_HEIGHT}")
    shell = session.start_server("gnome-shell", *options, *screen)
    wait_until(lambda: session.owner(_REMOTE.bus_name), "GNOME Shell takes input")
    session.environ["WAYLAND_DISPLAY"] = "wayland-0"
    return shell
