"""Sources that do what a test tells them to, and a loop on virtual time for them to play on."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta, tzinfo
from typing import TYPE_CHECKING, Any

from posture_daemon.simulation.virtual_time import VirtualClock
from tests.fakes.virtual_loop import virtual_loop

if TYPE_CHECKING:
    from collections.abc import Coroutine, Iterator, Sequence

    from posture_daemon.core.meeting import Meeting
    from posture_daemon.errors import Unavailable
    from tests.fakes.virtual_loop import VirtualLoop

NINE = datetime(2026, 3, 2, 9, tzinfo=UTC)


@dataclass(eq=False)
class Actor:
    """A busy source or one of idle time: `trouble` is raised at once, `fail` raises it later."""

    name: str = "an actor"
    source: str = "microphone"
    exact: bool = True
    waiting: str = ""
    trouble: Exception | None = None
    begun: list[float] = field(default_factory=list)
    heard: list[Callable[..., None]] = field(default_factory=list)
    afters: list[timedelta] = field(default_factory=list)
    _failing: list[asyncio.Future[None]] = field(default_factory=list)

    async def watch(self, *arguments: Any) -> None:
        """Play until told to fail: takes (changed), or (after, changed)."""
        *afters, changed = arguments
        self.begun.append(asyncio.get_running_loop().time())
        if self.trouble:
            raise self.trouble
        self.afters += afters
        failing: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self.heard.append(changed)
        self._failing.append(failing)
        try:
            await failing
        finally:
            self._failing.remove(failing)
            self.heard.remove(changed)

    def say(self, *word: object) -> None:
        """Report to everybody who watches; what they raise ends the watching, as it would."""
        try:
            for changed in tuple(self.heard):
                changed(*word)
        except Exception as wrong:  # noqa: BLE001
            self.fail(wrong)

    def fail(self, reason: Exception | Unavailable) -> None:
        """End every watch with this."""
        for failing in self._failing:
            failing.set_exception(reason)


class NoCalendars:
    """There are no calendars."""

    woken = 0

    async def watch(self, changed: Callable[[Sequence[Meeting]], None]) -> None:
        """Say so, and nothing more."""
        changed(())
        await asyncio.Event().wait()

    def wake(self) -> None:
        """Count."""
        self.woken += 1

    def refresh(self) -> None:
        """Nothing to read."""

    def report(self, zone: tzinfo) -> list[dict[str, Any]]:
        """Nothing to tell."""
        return []


class Stage:
    """A virtual loop on which coroutines play; `wait` lets time pass."""

    def __init__(self, loop: VirtualLoop, clock: VirtualClock) -> None:
        self.loop = loop
        self.clock = clock
        self._tasks: list[asyncio.Task[Any]] = []

    def play(self, work: Coroutine[Any, Any, Any]) -> asyncio.Task[Any]:
        """Begin something, and let it do what it can do at once."""
        task = self.loop.create_task(work)
        self._tasks.append(task)
        self.wait(0)
        return task

    def do(self, act: Callable[[], None]) -> None:
        """Do something within the loop."""
        self.loop.call_soon(act)
        self.wait(0)

    def wait(self, seconds: float) -> None:
        """Let time pass."""
        self.loop.run_until(self.clock.now().elapsed + timedelta(seconds=seconds))

    def end(self) -> None:
        """Cancel all that plays."""
        for task in self._tasks:
            task.cancel()
        self.wait(0)


@contextmanager
def stage() -> Iterator[Stage]:
    """Make a stage, on a Monday at nine."""
    clock = VirtualClock(NINE)
    with virtual_loop(clock) as loop:
        made = Stage(loop, clock)
        try:
            yield made
        finally:
            made.end()
