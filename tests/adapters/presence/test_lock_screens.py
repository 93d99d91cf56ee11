"""Lock screens on the session bus: a real GNOME Shell, and all of them as dbusmock plays them."""

from __future__ import annotations

import signal
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

import pytest

from posture_daemon.adapters.presence.lock_screens import LockScreens
from posture_daemon.adapters.presence.logind_lock import LogindLock
from posture_daemon.errors import NotHere
from tests.contracts.busy_source import BusySourceContract
from tests.contracts.flood import FloodContract
from tests.contracts.watching import play, watching_busy
from tests.desktops.gnome import Gnome
from tests.desktops.mock import Mock

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable

    from tests.contracts.watching import Watching
    from tests.desktop import PrivateDesktop

NAMES = [f"org.{it}.ScreenSaver" for it in ("gnome", "cinnamon", "mate", "xfce", "freedesktop")]


class Screen(Mock):
    """A lock screen that is down at first."""

    def __init__(self, session: PrivateDesktop, name: str) -> None:
        super().__init__(session, name, f"/{name.replace('.', '/')}")
        self.method("GetActive", "", "b", "ret = False")

    def show(self) -> None:
        """Come up, and tell."""
        self.method("GetActive", "", "b", "ret = True")
        self.emit("ActiveChanged", "b", "true")

    def hide(self) -> None:
        """Go down, and tell."""
        self.method("GetActive", "", "b", "ret = False")
        self.emit("ActiveChanged", "b", "false")


class Stage:
    """A desktop with MATE's lock screen."""

    def __init__(self, session: PrivateDesktop) -> None:
        self._session = session
        self._screen = Screen(session, "org.mate.ScreenSaver")
        self.source = LockScreens(session.environ)

    def begin(self) -> None:
        """Lock."""
        self._screen.show()

    def end(self) -> None:
        """Unlock."""
        self._screen.hide()

    def kill(self) -> None:
        """Kill the session bus; a lock screen alone may come and go."""
        self._session.end(self._session.bus, signal.SIGKILL)


@pytest.fixture
def busy_stage(private_bus: PrivateDesktop) -> Stage:
    """Start a desktop."""
    return Stage(private_bus)


class TestContract(BusySourceContract):
    """The promises of a busy source."""


@pytest.mark.parametrize("name", NAMES)
def test_each_lock_screen_may_come_and_go(private_bus: PrivateDesktop, name: str) -> None:
    """One that starts later is heard and named; when it is killed while up, nothing is locked."""

    async def scenario() -> None:
        async with watching_busy(LockScreens(private_bus.environ)) as watching:
            await watching.heard(1)
            screen = Screen(private_bus, name)
            screen.show()
            assert await watching.heard(2) == name
            screen.end(signal.SIGKILL)
            await watching.heard(3)
            assert watching.states == [False, True, False]

    play(scenario())


def test_one_of_two_is_enough(private_bus: PrivateDesktop) -> None:
    """Locked is told until the last one is down."""
    mate, kde = (Screen(private_bus, name) for name in (NAMES[2], NAMES[4]))

    async def scenario() -> None:
        async with watching_busy(LockScreens(private_bus.environ)) as watching:
            await watching.heard(1)
            for step, reports in ((kde.show, 2), (mate.show, 3), (mate.hide, 4), (kde.hide, 5)):
                step()
                await watching.heard(reports)
            assert watching.states == [False, True, True, True, False]

    play(scenario())


def test_nobody_else_may_speak_for_a_lock_screen(private_bus: PrivateDesktop) -> None:
    """A signal of the right name from another program is no news; nor is one of another kind."""
    screen, other = Screen(private_bus, NAMES[2]), Mock(private_bus, "org.example.Liar", "/liar")

    async def scenario() -> None:
        async with watching_busy(LockScreens(private_bus.environ)) as watching:
            await watching.heard(1)
            other.emit_as("org.mate.ScreenSaver", "ActiveChanged", "b", "true")
            screen.emit("ActiveChanged", "s", "'true'")
            screen.emit("ActiveChanged", "bb", "true", "true")
            screen.show()
            screen.hide()
            await watching.heard(3)
            assert watching.states == [False, True, False]

    play(scenario())


def test_an_answer_of_another_kind_is_no_lock(private_bus: PrivateDesktop) -> None:
    """A service of that name without the method, or with another answer, is not up."""
    screen = Screen(private_bus, NAMES[4])
    screen.method("GetActive", "", "s", "ret = 'yes'")
    Mock(private_bus, NAMES[0], "/elsewhere")

    async def scenario() -> None:
        async with watching_busy(LockScreens(private_bus.environ)) as watching:
            await watching.heard(1)
            assert watching.reports == [(False, "")]

    play(scenario())


class TestFlood(FloodContract):
    """A lock screen that changes all the time."""

    @pytest.fixture
    @asynccontextmanager
    async def flooded(
        self, private_bus: PrivateDesktop
    ) -> AsyncIterator[tuple[Watching, Callable[[], None]]]:
        """Watch MATE's lock screen."""
        screen = Screen(private_bus, NAMES[2])
        async with watching_busy(LockScreens(private_bus.environ)) as watching:
            yield watching, lambda: screen.flood("ActiveChanged", "b", "True")


def test_no_session_bus() -> None:
    """Without a bus there is no lock screen to ask, now or later."""

    async def scenario() -> None:
        with pytest.raises(NotHere, match="session bus"):
            await LockScreens({}).watch(lambda *_: None)

    play(scenario())


def test_gnome(private_bus: PrivateDesktop) -> None:
    """GNOME Shell's lock screen is told by its own signal, and by logind's hint."""
    private_bus.environ["XDG_SESSION_ID"] = "auto"  # whose hint it is to set
    gnome = Gnome(private_bus)
    lock = ("gdbus", "call", "--session", "--dest", NAMES[0], "--object-path")

    async def scenario() -> None:
        async with (
            watching_busy(LockScreens(gnome.environ)) as screens,
            watching_busy(LogindLock(gnome.environ)) as hint,
        ):
            await screens.heard(1)
            await hint.heard(1)
            gnome.session.run(*lock, "/org/gnome/ScreenSaver", "--method", f"{NAMES[0]}.Lock")
            assert await screens.heard(2) == NAMES[0]
            await hint.heard(2)
            gnome.logind.unlock()
            await screens.heard(3)
            await hint.heard(3)
            assert screens.states == hint.states == [False, True, False]

    try:
        play(scenario())
    finally:
        gnome.close()
