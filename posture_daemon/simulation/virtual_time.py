"""Virtual time: a clock that stands still until told, and a timetable that keeps to it."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from posture_daemon.core.moment import Moment

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import datetime


class VirtualClock:
    """A clock to be set by hand; keeps the contract of the real one."""

    def __init__(self, wall: datetime) -> None:
        self._now = Moment(wall, timedelta())
        self._asleep = timedelta()

    def now(self) -> Moment:
        """The moment that it was set to."""
        return self._now

    def asleep(self) -> timedelta:
        """How long the machine has slept in all."""
        return self._asleep

    def pass_to(self, elapsed: timedelta) -> None:
        """Let time pass."""
        self._now = self._now.later(elapsed - self._now.elapsed)

    def sleep(self, length: timedelta) -> None:
        """Let the machine sleep for this long."""
        self._asleep += length
        self._now = self._now.later(length)

    def set_wall(self, by: timedelta) -> None:
        """Set the wall clock; elapsed time is not moved."""
        self._now = Moment(self._now.wall + by, self._now.elapsed)


class VirtualTimetable:
    """The timetable of virtual time: `run_until` lets time pass and runs what is due, in order."""

    def __init__(self, clock: VirtualClock, call: Callable[[str], None]) -> None:
        self._clock = clock
        self._call = call
        self._jobs: dict[str, datetime] = {}

    def arm(self, name: str, at: datetime) -> None:
        """Set or move a job."""
        self._jobs[name] = at

    def disarm(self, name: str) -> None:
        """Remove a job."""
        self._jobs.pop(name, None)

    def jobs(self) -> Mapping[str, datetime]:
        """What is armed."""
        return self._jobs

    def clear(self) -> None:
        """Forget every job, as a killed process does."""
        self._jobs.clear()

    def run_until(self, elapsed: timedelta) -> None:
        """Let time pass to then; a job that is due at that very time runs as well."""
        while self._jobs:
            name = min(self._jobs, key=self._jobs.__getitem__)
            now = self._clock.now()
            at = max(now.elapsed + (self._jobs[name] - now.wall), now.elapsed)
            if at > elapsed:
                break
            del self._jobs[name]
            self._clock.pass_to(at)
            self._call(name)
        self._clock.pass_to(elapsed)
