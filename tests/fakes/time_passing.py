"""Time that passes when a test says so, for sources that look now and then."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import timedelta


@dataclass
class TimePassing:
    """Seconds since the beginning, and those who sleep until some later one."""

    now: float = 0.0
    sleeps: list[float] = field(default_factory=list)
    _sleepers: list[tuple[float, asyncio.Event]] = field(default_factory=list)

    async def sleep(self, seconds: float) -> None:
        """Return once so many seconds have been let pass."""
        self.sleeps.append(seconds)
        woken = asyncio.Event()
        self._sleepers.append((self.now + seconds, woken))
        await woken.wait()

    def let_pass(self, length: timedelta) -> None:
        """Let time pass, and wake who has slept enough."""
        self.now += length.total_seconds()
        # A millionth of a second is what seconds lose as they are added up.
        due = [woken for until, woken in self._sleepers if until <= self.now + 1e-6]
        self._sleepers = [one for one in self._sleepers if one[1] not in due]
        for woken in due:
            woken.set()
