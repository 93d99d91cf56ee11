"""Presence on Windows, with doubles of the system's libraries."""

from __future__ import annotations

import ctypes
import sys
from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest

from posture_daemon.adapters.presence.windows import WindowsIdle, WindowsLock
from posture_daemon.errors import NotHere, Unavailable
from tests.contracts.busy_source import BusySourceContract
from tests.contracts.idle_source import IdleSourceContract
from tests.contracts.watching import play, watching_busy, watching_idle
from tests.fakes.time_passing import TimePassing

AFTER = timedelta(seconds=8)
_BEAT = timedelta(seconds=5)
_ROUND = 1 << 32


class Windows:
    """The three libraries; the tick count is about to begin anew."""

    def __init__(self) -> None:
        self.time = TimePassing()
        self.touched = 0.0
        self.flags = 1  # unlocked
        self.length = 24
        self.works = True
        self.freed = 0
        self.user32 = SimpleNamespace(GetLastInputInfo=self._last_input)
        self.kernel32 = SimpleNamespace(GetTickCount=lambda: self._tick(self.time.now))
        self.wtsapi32 = SimpleNamespace(
            WTSQuerySessionInformationW=self._session, WTSFreeMemory=self._free
        )

    def _tick(self, seconds: float) -> int:
        return (_ROUND - 3000 + round(seconds * 1000)) % _ROUND

    def _last_input(self, found: Any) -> bool:
        assert found._obj.size == 8
        found._obj.tick = self._tick(self.touched)
        return self.works

    def _session(self, server: None, session: Any, kind: int, found: Any, length: Any) -> bool:
        assert (server, session.value, kind) == (None, 0xFFFFFFFF, 25)
        # Level 1, some filling, the session, its state (active), its flags, and more behind it.
        self._words = (ctypes.c_int32 * 6)(1, 0, 2, 0, self.flags, 77)
        ctypes.memmove(found, ctypes.byref(ctypes.pointer(self._words)), ctypes.sizeof(found._obj))
        length._obj.value = self.length
        return self.works

    def _free(self, _found: Any) -> None:
        self.freed += 1


class Stage(Windows):
    """A person at Windows."""

    after = AFTER

    def touch(self) -> None:
        """Touch something, and let the next look come."""
        self.touched = self.time.now
        self.time.let_pass(AFTER / 2)

    def leave(self) -> None:
        """Let time pass until the look that matters."""
        self.time.let_pass(timedelta(seconds=self.touched - self.time.now) + AFTER)

    def begin(self) -> None:
        """Lock."""
        self.flags = 0
        self.time.let_pass(_BEAT)

    def end(self) -> None:
        """Unlock."""
        self.flags = 1
        self.time.let_pass(_BEAT)

    def kill(self) -> None:
        """Windows tells nothing any more."""
        self.works = False
        self.time.let_pass(timedelta(hours=10))


class IdleStage(Stage):
    """One whose source is of idleness."""

    def __init__(self) -> None:
        super().__init__()
        self.source = WindowsIdle(self, self.time.sleep)


class LockStage(Stage):
    """One whose source is of the lock."""

    def __init__(self) -> None:
        super().__init__()
        self.source = WindowsLock(self, self.time.sleep)


class TestIdle(IdleSourceContract):
    """The promises of an idle source."""

    @pytest.fixture
    def idle_stage(self) -> IdleStage:
        """Sit down."""
        return IdleStage()


class TestLock(BusySourceContract):
    """The promises of a busy source."""

    @pytest.fixture
    def busy_stage(self) -> LockStage:
        """Sit down."""
        return LockStage()


def test_the_tick_count_may_begin_anew() -> None:
    """An input before the count began anew, 49 days after the start, is not a long time ago."""
    stage = IdleStage()

    async def scenario() -> None:
        async with watching_idle(stage.source, AFTER) as watching:
            await watching.heard(1)
            stage.time.let_pass(AFTER)
            assert await watching.heard(2) == AFTER
            assert watching.states == [False, True]

    play(scenario())


def test_what_windows_gave_is_given_back() -> None:
    """Each answer's memory is freed, and one that is too short says nothing of a lock."""
    stage = LockStage()
    stage.flags, stage.length = 0, 8

    async def scenario() -> None:
        async with watching_busy(stage.source) as watching:
            await watching.heard(1)
            assert watching.states == [False]
            assert stage.freed == 1

    play(scenario())


@pytest.mark.parametrize("flags", [1, -1])
def test_unknown_is_not_locked(flags: int) -> None:
    """Only the flag of a lock is one."""
    stage = LockStage()
    stage.flags = flags

    async def scenario() -> None:
        async with watching_busy(stage.source) as watching:
            await watching.heard(1)
            assert watching.states == [False]

    play(scenario())


def test_windows_that_refuses_is_unavailable() -> None:
    """A call that fails is said, and no state is made up."""
    stage = LockStage()
    stage.works = False

    async def scenario() -> None:
        with pytest.raises(Unavailable, match="locked"):
            await stage.source.watch(lambda *_: pytest.fail("a state was made up"))

    play(scenario())


@pytest.mark.skipif(sys.platform == "win32", reason="this is Windows")
def test_elsewhere_it_is_not_here() -> None:
    """On other systems there is nothing to ask, now or later."""

    async def scenario() -> None:
        with pytest.raises(NotHere, match="not Windows"):
            await WindowsIdle().watch(AFTER, lambda *_: None)
        with pytest.raises(NotHere, match="not Windows"):
            await WindowsLock().watch(lambda *_: None)

    play(scenario())
