"""The real clocks: the wall clock, and elapsed time that runs during suspend (rule 1)."""

from __future__ import annotations

import sys
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from posture_daemon.core.moment import Moment

if TYPE_CHECKING:
    from posture_daemon.core.state import State

_BOOT_ID = Path("/proc/sys/kernel/random/boot_id")


def _read(name: str) -> timedelta:
    """Read one of the system's clocks; the monotonic clock where there is no such clock."""
    clock = getattr(time, name, None)
    seconds = time.monotonic() if clock is None else time.clock_gettime(clock)
    return timedelta(seconds=seconds)


# The clock that counts suspended time, and the one that stands still meanwhile. On macOS the
# clock named "monotonic" runs on; on Windows Python has only one that does.
_RUNNING, _AWAKE = {
    "linux": ("CLOCK_BOOTTIME", "CLOCK_MONOTONIC"),
    "darwin": ("CLOCK_MONOTONIC", "CLOCK_UPTIME_RAW"),
}.get(sys.platform, ("CLOCK_MONOTONIC", "CLOCK_MONOTONIC"))


class SystemClock:
    """Reads the system's clocks. `offset` makes elapsed time go on from an earlier run's."""

    def __init__(self) -> None:
        self.boot = self._boot_id()
        self.offset = timedelta()

    @staticmethod
    def _boot_id() -> str:
        """Name this start of the machine; empty where the system does not tell."""
        return _BOOT_ID.read_text().strip() if _BOOT_ID.exists() else ""

    def now(self) -> Moment:
        """Read both clocks."""
        return Moment(datetime.now(UTC), _read(_RUNNING) + self.offset)

    def asleep(self) -> timedelta:
        """How long the machine has slept since it booted."""
        return _read(_RUNNING) - _read(_AWAKE)

    def continue_from(self, state: State) -> timedelta:
        """Go on counting where a state left off; answers how long the service was away.

        Within one boot the elapsed clock tells; over a reboot only the wall clock can.
        """
        now = self.now()
        gap = now.elapsed - (state.elapsed - state.clock_offset)
        if not self.boot or state.boot != self.boot or gap < timedelta():
            gap = max(now.wall - state.wall, timedelta())
        self.offset = state.elapsed + gap - now.elapsed
        return gap
