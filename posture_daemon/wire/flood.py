"""The guard against a flood: a source that changes all the time is of no use, and is left alone."""

from __future__ import annotations

import asyncio
from datetime import timedelta

from posture_daemon.errors import Unavailable

_MOST = 2000
_WITHIN = timedelta(seconds=5)


class Flood:
    """Counts events; far more than a desktop has reason for are a fault of whoever sends them."""

    def __init__(self, most: int = _MOST, within: timedelta = _WITHIN) -> None:
        self._most = most
        self._within = within.total_seconds()
        self._begun = 0.0
        self._count = 0

    def count(self, events: int = 1) -> None:
        """Count so many events now. Raises Unavailable when they have become too many."""
        now = asyncio.get_running_loop().time()
        if now - self._begun > self._within:
            self._begun, self._count = now, 0
        self._count += events
        if self._count > self._most:
            raise Unavailable(
                f"It sends more than {self._most} changes within {self._within:g} seconds."
            )
