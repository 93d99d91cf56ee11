"""The lock of the session, with logind as dbusmock plays it."""

from __future__ import annotations

import asyncio
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

import pytest

from posture_daemon.adapters.presence.logind_lock import LogindLock
from posture_daemon.errors import Unavailable
from tests.adapters.presence.logind_stage import SESSION, SESSION_INTERFACE, LogindStage
from tests.contracts.busy_source import BusySourceContract
from tests.contracts.flood import FloodContract
from tests.contracts.watching import play, watching_busy
from tests.desktop import until

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable

    from tests.contracts.watching import Watching
    from tests.desktop import PrivateDesktop


class Timers:
    """Timers that go off when the test says so."""

    def __init__(self) -> None:
        self.armed: list[tuple[float, asyncio.TimerHandle]] = []

    def __call__(self, delay: float, callback: Callable[[], None]) -> asyncio.TimerHandle:
        """Arm a timer; a day is longer than any test."""
        handle = asyncio.get_running_loop().call_later(86_400, callback)
        self.armed.append((delay, handle))
        self._callback = callback
        return handle

    def fire(self) -> None:
        """Let the newest timer go off, unless it was cancelled."""
        if not self.armed[-1][1].cancelled():
            self._callback()


class Stage(LogindStage):
    """A locker that tells logind."""

    def __init__(self, session: PrivateDesktop) -> None:
        super().__init__(session)
        self.timers = Timers()
        self.source = LogindLock(session.environ, self.timers)

    def begin(self) -> None:
        """Lock."""
        self.logind.set_locked_hint(locked=True)

    def end(self) -> None:
        """Unlock."""
        self.logind.set_locked_hint(locked=False)


@pytest.fixture
def busy_stage(private_bus: PrivateDesktop) -> Stage:
    """Start logind."""
    return Stage(private_bus)


class TestFlood(FloodContract):
    """A session that is asked to lock all the time."""

    @pytest.fixture
    @asynccontextmanager
    async def flooded(
        self, busy_stage: Stage
    ) -> AsyncIterator[tuple[Watching, Callable[[], None]]]:
        """Watch the stage."""
        async with watching_busy(busy_stage.source) as watching:

            def flood() -> None:
                busy_stage.flood(SESSION, f'self.EmitSignal("{SESSION_INTERFACE}", "Lock", "", [])')

            yield watching, flood


class TestContract(BusySourceContract):
    """The promises of a busy source, by the LockedHint."""


def test_the_signal_lock_counts_until_unlock(busy_stage: Stage) -> None:
    """A locker that sets no hint is believed to lock when asked to, and to unlock."""

    async def scenario() -> None:
        async with watching_busy(busy_stage.source) as watching:
            await watching.heard(1)
            busy_stage.logind.lock()
            await watching.heard(2)
            busy_stage.logind.unlock()
            await watching.heard(3)
            assert watching.states == [False, True, False]

    play(scenario())


def test_the_signal_lock_alone_does_not_count_for_ever(busy_stage: Stage) -> None:
    """A locker that tells of no end, as swaylock, is not waited for after a minute."""

    async def scenario() -> None:
        async with watching_busy(busy_stage.source) as watching:
            await watching.heard(1)
            busy_stage.logind.lock()
            await watching.heard(2)
            busy_stage.timers.fire()
            assert watching.states == [False, True, False]
            assert [delay for delay, _ in busy_stage.timers.armed] == [60]

    play(scenario())


def test_a_hint_confirms_the_signal(busy_stage: Stage) -> None:
    """With the hint it is locked for as long as the hint says, whatever Unlock asks for."""

    async def scenario() -> None:
        async with watching_busy(busy_stage.source) as watching:
            await watching.heard(1)
            busy_stage.logind.lock()
            busy_stage.logind.set_locked_hint(locked=True)
            # One more signal, behind the hint: when it was heard, the hint was too.
            busy_stage.logind.unlock()
            busy_stage.logind.lock()
            await watching.heard(2)
            await until(lambda: len(busy_stage.timers.armed) == 2, "the second signal was heard")
            busy_stage.timers.fire()
            assert watching.states == [False, True]
            busy_stage.logind.unlock()
            busy_stage.logind.set_locked_hint(locked=False)
            await watching.heard(3)
            assert watching.states == [False, True, False]

    play(scenario())


def test_other_changes_of_the_session_do_not_unlock(busy_stage: Stage) -> None:
    """While the signal counts, a hint that never was set is no news."""

    async def scenario() -> None:
        async with watching_busy(busy_stage.source) as watching:
            await watching.heard(1)
            busy_stage.logind.lock()
            busy_stage.logind.set_idle_hint(idle=True)
            busy_stage.logind.unlock()
            await watching.heard(3)
            assert watching.states == [False, True, False]

    play(scenario())


def test_a_hint_of_another_kind(busy_stage: Stage) -> None:
    """What is no boolean is no hint."""
    properties = "{'LockedHint': <'perhaps'>}"
    busy_stage.logind.mock(SESSION, "UpdateProperties", SESSION_INTERFACE, properties)

    async def scenario() -> None:
        with pytest.raises(Unavailable, match="not as it should be"):
            await busy_stage.source.watch(lambda *_: None)

    play(scenario())


def test_a_timer_does_not_outlive_the_watch(busy_stage: Stage) -> None:
    """Cancelling the watch cancels what was to follow the signal."""

    async def scenario() -> None:
        async with watching_busy(busy_stage.source) as watching:
            await watching.heard(1)
            busy_stage.logind.lock()
            await watching.heard(2)
        assert all(handle.cancelled() for _, handle in busy_stage.timers.armed)

    play(scenario())
