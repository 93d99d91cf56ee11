"""The notification servers of wlroots desktops, on a headless sway: mako and swaync."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PIL import Image

from posture_daemon.core.notice import BUTTONS
from tests.desktop import need, wait_until
from tests.desktops.sight import Sight
from tests.desktops.sway import Sway
from tests.desktops.virtual_pointer import VirtualPointer
from tests.desktops.x11 import offer

if TYPE_CHECKING:
    from pathlib import Path

    from tests.desktop import PrivateDesktop

_SIZE = 1280, 800


class SwaySeat:
    """A seat at sway with nothing on it but the notifications of one server.

    The session needs its bus.
    """

    def __init__(self, session: PrivateDesktop) -> None:
        need("grim")
        self.session = session
        Sway(session)
        # Before the server starts, which then has always had a mouse.
        self._pointer = VirtualPointer(session.environ["WAYLAND_DISPLAY"], *_SIZE)
        self.start()
        self._sight = Sight(self._picture)

    def start(self) -> None:
        """Start the server."""
        raise NotImplementedError

    @property
    def environ(self) -> dict[str, str]:
        """What a program needs in order to live on this desktop."""
        return self.session.environ

    def screenshot(self, path: Path) -> None:
        """Write a picture of the whole screen."""
        self.session.run("grim", path)

    def wait_for_notice(self) -> None:
        """Wait until a notification is on the screen."""
        self._sight.wait_for_notice()

    def wait_until_clear(self) -> None:
        """Wait until no notification is on the screen any more."""
        self._sight.wait_until_clear()

    def press(self, label: str) -> None:
        """Click on the button of this label."""
        self._pointer.click(*self._sight.find(label))

    def close(self) -> None:
        """Let go of the pointer."""
        self._pointer.close()

    def _picture(self) -> Image.Image:
        path = self.session.folder / "screen.ppm"
        self.session.run("grim", "-t", "ppm", path)
        with Image.open(path) as screen:
            screen.load()
            return screen


class Mako(SwaySeat):
    """mako, which draws no buttons: makoctl is where one chooses."""

    def start(self) -> None:
        """Start it, with a mode that hides."""
        need("mako", "makoctl")
        config = self.session.folder / "mako.conf"
        config.write_text("[mode=do-not-disturb]\ninvisible=1\n")
        self.session.start_server("mako", "--config", config)

    def press(self, label: str) -> None:
        """Invoke the action of the latest notification."""
        wait_until(lambda: '"app-name"' in self.session.run("makoctl", "list"), "mako shows one")
        key = next(action.value for action in BUTTONS if action.label == label)
        self.session.run("makoctl", "invoke", key)

    def set_do_not_disturb(self, on: bool) -> None:  # noqa: FBT001 - a switch
        """Add the mode, or take it away."""
        self.session.run("makoctl", "mode", "-a" if on else "-r", "do-not-disturb")


class Swaync(SwaySeat):
    """SwayNotificationCenter."""

    def start(self) -> None:
        """Start it; it wants dconf."""
        need("swaync", "swaync-client")
        offer(self.session, "ca.desrt.dconf")
        self.session.start_server("swaync")
        wait_until(lambda: self.session.owner("org.erikreider.swaync.cc"), "swaync listens")

    def set_do_not_disturb(self, on: bool) -> None:  # noqa: FBT001 - a switch
        """Turn the switch of the control centre."""
        self.session.run("swaync-client", "--dnd-on" if on else "--dnd-off")
