"""Full screen on a real sway, and on compositors that tell less or nonsense."""

from __future__ import annotations

import signal
import struct
import sys
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

import pytest

from posture_daemon.adapters.busy.full_screen_wayland import FullScreenWayland
from posture_daemon.errors import NotHere, Unavailable
from tests.contracts.busy_source import BusySourceContract
from tests.contracts.flood import MANY, FloodContract
from tests.contracts.watching import play, watching_busy
from tests.desktop import private_bus
from tests.desktops.kwin import Kwin
from tests.desktops.sway import Sway
from tests.fakes.compositor import Compositor, string

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable
    from pathlib import Path

    from tests.contracts.watching import Watching
    from tests.desktop import PrivateDesktop

__all__ = ["private_bus"]

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="Wayland is at home on Linux")

MANAGER = "zwlr_foreign_toplevel_manager_v1"
_MANAGER_ID, _WINDOW = 4, 0xFF000000  # behind the registry and the first sync; the server's own
_ACTIVATED, _FULL_SCREEN = 2, 3


class SwayStage:
    """A desktop with sway and one window."""

    def __init__(self, session: PrivateDesktop) -> None:
        self.sway = Sway(session)
        self.window = self.sway.open_window()
        self.source = FullScreenWayland(session.environ)

    def begin(self) -> None:
        """Make the window full screen."""
        self.sway.message("fullscreen", "enable")

    def end(self) -> None:
        """Make it a window again."""
        self.sway.message("fullscreen", "disable")

    def kill(self) -> None:
        """Kill the compositor."""
        self.sway.end(signal.SIGKILL)


@pytest.fixture
def busy_stage(private_bus: PrivateDesktop) -> SwayStage:
    """Start a desktop with a window."""
    return SwayStage(private_bus)


class TestSway(BusySourceContract):
    """The promises of a busy source, on sway."""


def test_names_the_program_and_forgets_it(busy_stage: SwayStage) -> None:
    """The window's program is named, and a window that has gone is not in full screen."""

    async def scenario() -> None:
        async with watching_busy(busy_stage.source) as watching:
            await watching.heard(1)
            busy_stage.begin()
            assert await watching.heard(2) == "foot"
            busy_stage.sway.session.end(busy_stage.window, signal.SIGKILL)
            await watching.heard(3)
            assert watching.states == [False, True, False]

    play(scenario())


def test_a_window_on_another_workspace_does_not_count(busy_stage: SwayStage) -> None:
    """Who has gone to another workspace does not look at the film."""

    async def scenario() -> None:
        async with watching_busy(busy_stage.source) as watching:
            await watching.heard(1)
            busy_stage.begin()
            await watching.heard(2)
            busy_stage.sway.message("workspace", "2")
            await watching.heard(3)
            busy_stage.sway.message("workspace", "1")
            await watching.heard(4)
            assert watching.states == [False, True, False, True]

    play(scenario())


def test_kwin_does_not_tell(private_bus: PrivateDesktop) -> None:
    """KDE lists its windows for its own programs only: not here."""
    Kwin(private_bus)

    async def scenario() -> None:
        with pytest.raises(NotHere, match="full screen"):
            await FullScreenWayland(private_bus.environ).watch(lambda *_: None)

    play(scenario())


@pytest.mark.parametrize("offers", [{}, {MANAGER: 1}])
def test_a_compositor_that_cannot_tell(tmp_path: Path, offers: dict[str, int]) -> None:
    """GNOME lists no windows, and the first version of the list knows no full screen."""

    async def scenario() -> None:
        async with Compositor(tmp_path, offers).running() as compositor:
            with pytest.raises(NotHere, match="full screen"):
                await FullScreenWayland(compositor.environ).watch(lambda *_: None)

    play(scenario())


def test_a_change_is_complete_when_the_compositor_says_so(tmp_path: Path) -> None:
    """Between the parts of a change nothing is told."""

    async def scenario() -> None:
        async with (
            Compositor(tmp_path, {MANAGER: 3}).running() as compositor,
            watching_busy(FullScreenWayland(compositor.environ)) as watching,
        ):
            await watching.heard(1)
            listed(compositor)
            compositor.event(_WINDOW, 4, states(_FULL_SCREEN))
            compositor.event(_WINDOW, 5)  # not activated
            compositor.event(_WINDOW, 4, states(_ACTIVATED, _FULL_SCREEN))
            compositor.event(_WINDOW, 1, string("mpv"))
            compositor.event(_WINDOW, 5)
            await watching.heard(2)
            assert watching.reports == [(False, ""), (True, "mpv")]

    play(scenario())


def test_a_compositor_that_stops_telling_is_unavailable(tmp_path: Path) -> None:
    """The end of the list is the end of the source; so is a state that is not complete."""

    async def scenario() -> None:
        async with Compositor(tmp_path, {MANAGER: 3}).running() as compositor:
            async with watching_busy(FullScreenWayland(compositor.environ)) as watching:
                await watching.heard(1)
                compositor.event(_MANAGER_ID, 1)
                assert "no longer" in str(await watching.failed())
            async with watching_busy(FullScreenWayland(compositor.environ)) as watching:
                await watching.heard(1)
                listed(compositor)
                compositor.event(_WINDOW, 4, struct.pack("=I", 1000))
                assert isinstance(await watching.failed(), Unavailable)

    play(scenario())


class TestFlood(FloodContract):
    """A window that changes all the time."""

    @pytest.fixture
    @asynccontextmanager
    async def flooded(self, tmp_path: Path) -> AsyncIterator[tuple[Watching, Callable[[], None]]]:
        """Watch a compositor that can be told what to say."""
        async with (
            Compositor(tmp_path, {MANAGER: 3}).running() as compositor,
            watching_busy(FullScreenWayland(compositor.environ)) as watching,
        ):

            def flood() -> None:
                listed(compositor)
                for _ in range(MANY):
                    compositor.event(_WINDOW, 5)

            yield watching, flood


def test_an_endless_list_of_windows_is_unavailable(tmp_path: Path) -> None:
    """Thousands of windows are a fault."""

    async def scenario() -> None:
        async with (
            Compositor(tmp_path, {MANAGER: 3}).running() as compositor,
            watching_busy(FullScreenWayland(compositor.environ)) as watching,
        ):
            await watching.heard(1)
            for number in range(5000):
                listed(compositor, number)
            await watching.failed()

    play(scenario())


def listed(compositor: Compositor, number: int = 0) -> None:
    """Tell of a window."""
    compositor.event(_MANAGER_ID, 0, struct.pack("=I", _WINDOW + number))


def states(*numbers: int) -> bytes:
    """Write the states of a window."""
    array = struct.pack(f"={len(numbers)}I", *numbers)
    return struct.pack("=I", len(array)) + array
