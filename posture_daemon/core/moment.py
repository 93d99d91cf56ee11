"""A moment, read on both clocks at once (rule 1)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta


@dataclass(frozen=True, slots=True)
class Moment:
    """An aware instant of the wall clock, and the elapsed time, which no clock setting moves.

    `elapsed` counts suspended time too, and goes on over restarts of the service.
    """

    wall: datetime
    elapsed: timedelta

    def later(self, by: timedelta) -> Moment:
        """The moment this much later, if nobody sets the clock in between."""
        return Moment(self.wall + by, self.elapsed + by)
