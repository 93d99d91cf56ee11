"""Idleness on a real GNOME Shell, with a real pointer."""

from __future__ import annotations

import signal
from contextlib import asynccontextmanager
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from posture_daemon.adapters.presence.mutter import MutterIdle
from posture_daemon.errors import NotHere, Unavailable
from tests.contracts.flood import FloodContract
from tests.contracts.idle_source import IdleSourceContract
from tests.contracts.watching import play, watching_idle
from tests.desktops.gnome import Gnome
from tests.desktops.mock import Mock

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Iterator

    from tests.contracts.watching import Watching
    from tests.desktop import PrivateDesktop

AFTER = timedelta(milliseconds=400)
GNOME = "org.gnome.Mutter.IdleMonitor"
_KEY = 0x61  # the letter a


class GnomeStage:
    """A person at GNOME, with a keyboard."""

    after = AFTER

    def __init__(self, gnome: Gnome) -> None:
        self._gnome = gnome
        self.source = MutterIdle(gnome.environ)

    def touch(self) -> None:
        """Press a key."""
        self._gnome.type_key(_KEY)

    def leave(self) -> None:
        """Time passes by itself."""

    def kill(self) -> None:
        """Kill the shell."""
        self._gnome.session.end(self._gnome.shell, signal.SIGKILL)


@pytest.fixture
def idle_stage(private_bus: PrivateDesktop) -> Iterator[GnomeStage]:
    """Sit down at GNOME."""
    gnome = Gnome(private_bus)
    yield GnomeStage(gnome)
    gnome.close()


class TestGnome(IdleSourceContract):
    """The promises of an idle source, on GNOME Shell."""


class TestFlood(FloodContract):
    """A shell whose watch fires all the time."""

    @pytest.fixture
    @asynccontextmanager
    async def flooded(
        self, private_bus: PrivateDesktop
    ) -> AsyncIterator[tuple[Watching, Callable[[], None]]]:
        """Watch a shell that dbusmock plays."""
        shell = Monitor(private_bus, GNOME)
        async with watching_idle(MutterIdle(private_bus.environ), AFTER) as watching:
            yield watching, lambda: shell.flood("WatchFired", "u", "1")


def test_who_is_away_already_is_told_so_at_once(idle_stage: GnomeStage) -> None:
    """GNOME measures before anybody asks: the first report is idle, with the whole length."""

    async def scenario() -> None:
        idle_stage.touch()
        async with watching_idle(idle_stage.source, AFTER) as earlier:
            await earlier.begun()
            async with watching_idle(idle_stage.source, AFTER / 2) as watching:
                assert await watching.heard(1) >= AFTER
                idle_stage.touch()
                await watching.heard(2)
                assert watching.states[:2] == [True, False]

    play(scenario())


def test_cinnamon_has_the_same_monitor_by_another_name(private_bus: PrivateDesktop) -> None:
    """Muffin, as dbusmock plays it: idle, its length, the return, and the end of the shell."""
    muffin = Monitor(private_bus, "org.cinnamon.Muffin.IdleMonitor")
    muffin.method("GetIdletime", "", "t", "ret = 90000")

    async def scenario() -> None:
        async with watching_idle(MutterIdle(private_bus.environ), AFTER) as watching:
            assert await watching.heard(1) == timedelta(seconds=90)
            muffin.emit("WatchFired", "u", "uint32 2")
            await watching.heard(2)
            muffin.emit("WatchFired", "u", "uint32 1")
            await watching.heard(3)
            assert watching.states == [True, False, True]
            muffin.end(signal.SIGKILL)
            assert str(await watching.failed()) == "The desktop's shell has gone."

    play(scenario())


def test_a_watch_of_somebody_else_is_no_news(private_bus: PrivateDesktop) -> None:
    """Only the numbers of the own watches count, and only from the shell itself."""
    shell, other = Monitor(private_bus, GNOME), Mock(private_bus, "org.example.Liar", "/liar")

    async def scenario() -> None:
        async with watching_idle(MutterIdle(private_bus.environ), AFTER) as watching:
            await watching.heard(1)
            shell.method("GetIdletime", "", "t", "ret = 700")
            other.emit_as(GNOME, "WatchFired", "u", "uint32 1")
            shell.emit("WatchFired", "s", "'1'")
            shell.emit("WatchFired", "u", "uint32 99")
            assert watching.states == [False]
            shell.emit("WatchFired", "u", "uint32 1")
            assert await watching.heard(2) == timedelta(milliseconds=700)

    play(scenario())


def test_the_return_of_somebody_who_is_quicker_than_the_watch(private_bus: PrivateDesktop) -> None:
    """An idle watch that fired, and an input at once after it, are no idleness."""
    shell = Monitor(private_bus, GNOME)

    async def scenario() -> None:
        async with watching_idle(MutterIdle(private_bus.environ), AFTER) as watching:
            await watching.heard(1)
            shell.emit("WatchFired", "u", "uint32 1")  # and yet GetIdletime says zero
            shell.method("GetIdletime", "", "t", "ret = 500")
            shell.emit("WatchFired", "u", "uint32 1")
            await watching.heard(2)
            assert watching.states == [False, True]

    play(scenario())


@pytest.mark.parametrize(
    ("gives", "code"), [("s", "ret = 'long'"), ("t", "ret = 2 ** 63"), ("", "")]
)
def test_an_answer_of_another_kind(private_bus: PrivateDesktop, gives: str, code: str) -> None:
    """What is no number, or one of millions of years, is not an answer."""
    Monitor(private_bus, GNOME).method("GetIdletime", "", gives, code)

    async def scenario() -> None:
        with pytest.raises(Unavailable, match="number"):
            await MutterIdle(private_bus.environ).watch(AFTER, lambda *_: None)

    play(scenario())


@pytest.mark.parametrize(("desktop", "later"), [("KDE", False), ("ubuntu:GNOME", True), ("", True)])
def test_without_a_shell(private_bus: PrivateDesktop, desktop: str, later: bool) -> None:  # noqa: FBT001 - parametrized
    """On GNOME the shell may be about to come; on another desktop it never will."""
    environ = private_bus.environ | {"XDG_CURRENT_DESKTOP": desktop}

    async def scenario() -> None:
        with pytest.raises(Unavailable) as raised:
            await MutterIdle(environ).watch(AFTER, lambda *_: None)
        assert isinstance(raised.value, NotHere) is not later

    play(scenario())


class Monitor(Mock):
    """An idle monitor that dbusmock plays; the idle watch is number 1, that of the return 2."""

    def __init__(self, session: PrivateDesktop, name: str) -> None:
        super().__init__(session, name, f"/{name.replace('.', '/')}/Core")
        self.method("GetIdletime", "", "t", "ret = 0")
        self.method("AddIdleWatch", "t", "u", "ret = 1")
        self.method("AddUserActiveWatch", "", "u", "ret = 2")
