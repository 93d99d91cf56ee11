"""An event loop whose time is a virtual clock's: nothing waits, and timers are right to the µs."""

from __future__ import annotations

import asyncio
import selectors
from contextlib import ExitStack, contextmanager
from datetime import datetime, timedelta, tzinfo
from typing import TYPE_CHECKING
from unittest.mock import patch

import apscheduler.executors.base
import apscheduler.schedulers.base
import apscheduler.triggers.date

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from posture_daemon.simulation.virtual_time import VirtualClock

_TICK = timedelta(microseconds=1)
_READS_THE_CLOCK = (
    apscheduler.executors.base,
    apscheduler.schedulers.base,
    apscheduler.triggers.date,
)


class VirtualLoop(asyncio.SelectorEventLoop):
    """Where a loop would wait, this one lets the clock pass on.

    Like the timers of a real loop, these stand still while the machine sleeps.
    """

    def __init__(self, clock: VirtualClock) -> None:
        self._clock = clock
        self._end: timedelta | None = None
        # The selector is told who asks, since it is the one who would wait.
        super().__init__(_Unwaiting(self._pass))
        self._clock_resolution = _TICK.total_seconds()

    def time(self) -> float:
        """The time of the loop's timers, in seconds."""
        return (self._clock.now().elapsed - self._clock.asleep()).total_seconds()

    def run_until(self, elapsed: timedelta) -> None:
        """Run all that happens until then, and at that very time."""
        self._end = max(elapsed, self._clock.now().elapsed)
        self.run_forever()
        self._end = None

    def _pass(self, seconds: float | None) -> None:
        """Nothing is to be done for so many seconds, or ever again."""
        now = self._clock.now().elapsed
        timer = None if seconds is None else now + timedelta(seconds=seconds)
        if self._end is not None and (timer is None or timer > self._end):
            self._clock.pass_to(self._end)
            self.stop()
        elif timer is not None:
            self._clock.pass_to(timer)
        else:
            raise RuntimeError("the loop would wait for ever")


class _Unwaiting(selectors.SelectSelector):
    """Asks what is ready; where it would wait, it says for how long and does not."""

    def __init__(self, idle: Callable[[float | None], None]) -> None:
        super().__init__()
        self._idle = idle

    def select(self, timeout: float | None = None) -> list[tuple[selectors.SelectorKey, int]]:
        """See what is ready now."""
        ready = super().select(0)
        if not ready and timeout != 0:
            self._idle(timeout)
        return ready


@contextmanager
def virtual_loop(clock: VirtualClock) -> Iterator[VirtualLoop]:
    """Make such a loop; inside, APScheduler reads the same clock (it has no seam of its own)."""

    class VirtualDatetime(datetime):
        @classmethod
        def now(cls, tz: tzinfo | None = None) -> datetime:  # type: ignore[override]
            return clock.now().wall.astimezone(tz)

    loop = VirtualLoop(clock)
    with ExitStack() as patches:
        for module in _READS_THE_CLOCK:
            patches.enter_context(patch.object(module, "datetime", VirtualDatetime))
        try:
            yield loop
        finally:
            loop.run_until(clock.now().elapsed)
            loop.close()
