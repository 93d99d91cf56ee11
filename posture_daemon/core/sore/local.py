"""When things were by the clock of now: only elapsed time is trusted, whoever has set the clock."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from functools import cached_property
from typing import TYPE_CHECKING

from posture_daemon.core.local_time import instant

if TYPE_CHECKING:
    from datetime import tzinfo

    from posture_daemon.core.moment import Moment
    from posture_daemon.core.plan import Span

_DAY = timedelta(days=1)


class LocalClock:
    """Turns elapsed times into local days and back, as the clock of a moment shows them.

    A clock that was set moves everything that lies behind along with it, so that nothing is
    longer ago, or more often on one day, than it really is.
    """

    def __init__(self, now: Moment, zone: tzinfo, waking: Span) -> None:
        self.now = now
        self.zone = zone
        self.waking = waking

    def wall(self, elapsed: timedelta) -> datetime:
        """The instant (UTC) of an elapsed time."""
        return (self.now.wall + (elapsed - self.now.elapsed)).astimezone(UTC)

    def elapsed(self, at: datetime) -> timedelta:
        """The elapsed time of an instant."""
        return self.now.elapsed + (at - self.now.wall)

    def day(self, elapsed: timedelta) -> date:
        """The local date of an elapsed time."""
        return self.wall(elapsed).astimezone(self.zone).date()

    @cached_property
    def today(self) -> date:
        """The local date of now."""
        return self.day(self.now.elapsed)

    def starts(self, day: date) -> timedelta:
        """When a day begins, as elapsed time."""
        return self.elapsed(instant(day, timedelta(), self.zone))

    def wakes(self, day: date) -> timedelta:
        """When the waking hours of a day begin, as elapsed time."""
        return self.elapsed(instant(day, self.waking.start, self.zone))

    def sleeps(self, day: date) -> timedelta:
        """When they end."""
        return self.elapsed(instant(day, self.waking.end, self.zone))

    @property
    def is_waking(self) -> bool:
        """Whether these are waking hours; they may run past midnight."""
        return any(
            self.wakes(day) <= self.now.elapsed < self.sleeps(day)
            for day in (self.today - _DAY, self.today)
        )

    @cached_property
    def turns(self) -> timedelta:
        """When the local day, or waking, next begins or ends."""
        days = [self.today + number * _DAY for number in (-1, 0, 1)]
        turns = [turn for day in days for turn in (self.wakes(day), self.sleeps(day))]
        turns += map(self.starts, days)
        # A clock change may have skipped midnight; it is looked at again a day later at most.
        return min((turn for turn in turns if turn > self.now.elapsed), default=_later(self.now))

    def said(self, elapsed: timedelta) -> str:
        """An elapsed time as "15:40", or with its day where that is another."""
        local = self.wall(elapsed).astimezone(self.zone)
        return f"{local:%H:%M}" if local.date() == self.today else f"{local:%A %H:%M}"


def _later(now: Moment) -> timedelta:
    return now.elapsed + _DAY
