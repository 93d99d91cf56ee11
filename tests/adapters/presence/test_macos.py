"""Presence on macOS, with doubles of the system's frameworks."""

from __future__ import annotations

import sys
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest

from posture_daemon.adapters.presence.macos import MacIdle, MacLock
from posture_daemon.errors import NotHere, Unavailable
from tests.contracts.busy_source import BusySourceContract
from tests.contracts.idle_source import IdleSourceContract
from tests.contracts.watching import play, watching_busy
from tests.fakes.time_passing import TimePassing

if TYPE_CHECKING:
    from collections.abc import Callable

AFTER = timedelta(seconds=8)
_BEAT = timedelta(seconds=5)
_KEY, _SESSION, _TRUE = 0x7F00_0000_0010, 0x7F00_0000_0020, 0x7F00_0000_0030  # addresses


class Function:
    """A function of a library, whose types can be declared."""

    restype: Any = None
    argtypes: Any = None

    def __init__(self, does: Callable[..., Any]) -> None:
        self._does = does

    def __call__(self, *arguments: Any) -> Any:
        """Call it."""
        return self._does(*arguments)


class Mac:
    """Both frameworks in one."""

    def __init__(self) -> None:
        self.time = TimePassing()
        self.touched = 0.0
        self.locked = False
        self.graphical = True
        self.works = True
        self.held: list[int] = []
        self.CGEventSourceSecondsSinceLastEventType = Function(self._since)
        self.CGSessionCopyCurrentDictionary = Function(self._session)
        self.CFStringCreateWithCString = Function(self._string)
        self.CFDictionaryGetValue = Function(self._value)
        self.CFBooleanGetValue = Function(lambda value: int(value == _TRUE))
        self.CFRelease = Function(self.held.remove)

    def load(self, path: str) -> Mac:
        """Load a framework."""
        assert path.startswith("/System/Library/Frameworks/")
        return self

    def _since(self, source: int, kind: int) -> float:
        assert (source, kind) == (1, 0xFFFFFFFF)
        return self.time.now - self.touched if self.works else float("nan")

    def _session(self) -> int | None:
        return self._given(_SESSION) if self.graphical else None

    def _string(self, _allocator: None, text: bytes, encoding: int) -> int:
        assert (text, encoding) == (b"CGSSessionScreenIsLocked", 0x08000100)
        return self._given(_KEY)

    def _value(self, dictionary: int, key: int) -> int | None:
        assert (dictionary, key) == (_SESSION, _KEY)
        return _TRUE if self.locked else None

    def _given(self, thing: int) -> int:
        self.held.append(thing)
        return thing


class IdleStage(Mac):
    """A person at a Mac."""

    after = AFTER

    def __init__(self) -> None:
        super().__init__()
        self.source = MacIdle(self.load, self.time.sleep)

    def touch(self) -> None:
        """Touch something, and let the next look come."""
        self.touched = self.time.now
        self.time.let_pass(AFTER / 2)

    def leave(self) -> None:
        """Let time pass until the look that matters."""
        self.time.let_pass(timedelta(seconds=self.touched - self.time.now) + AFTER)

    def kill(self) -> None:
        """Let it tell nothing any more."""
        self.works = False
        self.time.let_pass(timedelta(hours=10))


class LockStage(Mac):
    """A Mac that can be locked."""

    def __init__(self) -> None:
        super().__init__()
        self.source = MacLock(self.load, self.time.sleep)

    def begin(self) -> None:
        """Lock."""
        self.locked = True
        self.time.let_pass(_BEAT)

    def end(self) -> None:
        """Unlock."""
        self.locked = False
        self.time.let_pass(_BEAT)

    def kill(self) -> None:
        """End the graphical session."""
        self.graphical = False
        self.time.let_pass(_BEAT)


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


def test_what_macos_gave_is_given_back() -> None:
    """However often it is looked, no more than the key is held, and nothing in the end."""
    stage = LockStage()

    async def scenario() -> None:
        async with watching_busy(stage.source) as watching:
            await watching.heard(1)
            stage.begin()
            await watching.heard(2)
            assert stage.held == [_KEY]
        assert stage.held == []

    play(scenario())


def test_a_library_that_is_missing_is_unavailable() -> None:
    """A macOS without a framework is said in a sentence."""

    def load(path: str) -> Mac:
        raise OSError(path)

    async def scenario() -> None:
        with pytest.raises(Unavailable, match="macOS has no"):
            await MacIdle(load).watch(AFTER, lambda *_: None)

    play(scenario())


@pytest.mark.skipif(sys.platform == "darwin", reason="this is macOS")
def test_elsewhere_it_is_not_here() -> None:
    """On other systems there is nothing to ask, now or later."""

    async def scenario() -> None:
        with pytest.raises(NotHere, match="not macOS"):
            await MacIdle().watch(AFTER, lambda *_: None)
        with pytest.raises(NotHere, match="not macOS"):
            await MacLock().watch(lambda *_: None)

    play(scenario())
