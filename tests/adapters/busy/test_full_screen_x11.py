"""Full screen on a real X server with a real window manager."""

from __future__ import annotations

import signal
import struct
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

import pytest

from posture_daemon.adapters.busy.full_screen_x11 import FullScreenX11
from posture_daemon.errors import NotHere
from posture_daemon.wire.x11 import connected
from posture_daemon.wire.x11_properties import Properties
from tests.contracts.busy_source import BusySourceContract
from tests.contracts.flood import MANY, FloodContract
from tests.contracts.watching import play, watching_busy
from tests.desktop import need, private_desktop, wait_until

if TYPE_CHECKING:
    import subprocess
    from collections.abc import AsyncIterator, Callable

    from tests.contracts.watching import Watching
    from tests.desktop import PrivateDesktop

__all__ = ["private_desktop"]

_CHANGE_PROPERTY, _WINDOW = 18, 33  # a request, and the type of its value


class Openbox:
    """A desktop with openbox, and one xterm that can be made full screen."""

    def __init__(self, session: PrivateDesktop) -> None:
        need("openbox", "xterm", "wmctrl", "xprop")
        self.session = session
        session.start("openbox", "--config-file", "/dev/null", "--sm-disable")
        wait_until(lambda: "window id" in self._root("_NET_SUPPORTING_WM_CHECK"), "openbox manages")
        self.window = self.open("slides")
        self.source = FullScreenX11(session.environ)

    def open(self, title: str) -> subprocess.Popen[bytes]:
        """Open a window, which gets the focus."""
        window = self.session.start("xterm", "-T", title, "-e", "sleep", "600")
        wait_until(lambda: title in self._active(), f"{title} is active")
        return window

    def begin(self) -> None:
        """Make the window full screen."""
        self.session.run("wmctrl", "-r", "slides", "-b", "add,fullscreen")
        wait_until(lambda: "FULLSCREEN" in self._active("_NET_WM_STATE"), "it is full screen")

    def end(self) -> None:
        """Make it a window again."""
        self.session.run("wmctrl", "-r", "slides", "-b", "remove,fullscreen")

    def activate(self, title: str) -> None:
        """Give a window the focus."""
        self.session.run("wmctrl", "-a", title)
        wait_until(lambda: title in self._active(), f"{title} is active")

    def kill(self) -> None:
        """Kill the X server."""
        self.session.end(self.session.display, signal.SIGKILL)

    def _root(self, name: str) -> str:
        return self.session.run("xprop", "-root", name)

    def _active(self, name: str = "WM_NAME") -> str:
        number = self._root("_NET_ACTIVE_WINDOW").rpartition(" ")[2]
        return self.session.run("xprop", "-id", number, name, check=False)


@pytest.fixture
def busy_stage(private_desktop: PrivateDesktop) -> Openbox:
    """Start a desktop with a window."""
    return Openbox(private_desktop)


class TestContract(BusySourceContract):
    """The promises of a busy source, on Xvfb with openbox."""


class TestFlood(FloodContract):
    """Windows that come to the front all the time."""

    @pytest.fixture
    @asynccontextmanager
    async def flooded(
        self, private_desktop: PrivateDesktop
    ) -> AsyncIterator[tuple[Watching, Callable[[], None]]]:
        """Watch a server, beside a program that writes to its root window."""
        async with (
            connected(private_desktop.environ) as program,
            watching_busy(FullScreenX11(private_desktop.environ)) as watching,
        ):
            active = await Properties(program).atom("_NET_ACTIVE_WINDOW")

            def flood() -> None:
                change = struct.pack("=IIIBxxxI", program.root, active, _WINDOW, 32, 0)
                for _ in range(MANY):
                    program.send(_CHANGE_PROPERTY, 0, change)

            yield watching, flood


def test_the_window_in_front_counts(busy_stage: Openbox) -> None:
    """A window in full screen behind the active one is nothing; it is named by its class."""
    busy_stage.open("notes")

    async def scenario() -> None:
        async with watching_busy(busy_stage.source) as watching:
            await watching.heard(1)
            busy_stage.activate("slides")
            busy_stage.begin()
            assert await watching.heard(2) == "XTerm"
            busy_stage.activate("notes")
            await watching.heard(3)
            busy_stage.activate("slides")
            await watching.heard(4)
            assert watching.states == [False, True, False, True]

    play(scenario())


def test_a_window_that_is_killed_is_no_longer_full_screen(busy_stage: Openbox) -> None:
    """A program that crashes in full screen leaves nothing in full screen."""

    async def scenario() -> None:
        async with watching_busy(busy_stage.source) as watching:
            await watching.heard(1)
            busy_stage.begin()
            await watching.heard(2)
            busy_stage.session.end(busy_stage.window, signal.SIGKILL)
            await watching.heard(3)
            assert watching.states == [False, True, False]

    play(scenario())


def test_without_a_window_manager_nothing_is_full_screen(private_desktop: PrivateDesktop) -> None:
    """Nobody says which window is active; that is free, and not an error."""

    async def scenario() -> None:
        async with watching_busy(FullScreenX11(private_desktop.environ)) as watching:
            await watching.heard(1)
            assert watching.reports == [(False, "")]

    play(scenario())


def test_a_window_that_has_gone_is_not_full_screen(private_desktop: PrivateDesktop) -> None:
    """Between the end of a window and the news of the next one, nothing is full screen."""
    need("xprop")
    gone = ("-f", "_NET_ACTIVE_WINDOW", "32x", "-set", "_NET_ACTIVE_WINDOW", "0x7ffffff")
    private_desktop.run("xprop", "-root", *gone)

    async def scenario() -> None:
        async with watching_busy(FullScreenX11(private_desktop.environ)) as watching:
            await watching.heard(1)
            assert watching.reports == [(False, "")]

    play(scenario())


def test_the_windows_of_xwayland_are_not_all_windows() -> None:
    """On Wayland the X server is not asked."""
    inside = {"WAYLAND_DISPLAY": "wayland-0", "DISPLAY": ":0"}

    async def scenario() -> None:
        with pytest.raises(NotHere, match="Wayland"):
            await FullScreenX11(inside).watch(lambda *_: None)

    play(scenario())
