"""The days that a report is about, and how they are put together where there are many."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta, tzinfo
from itertools import groupby
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable

_DAY = timedelta(days=1)
DAYS_ALONE = 10
"""So many days have a row each; more have one for each week."""
DAYS_IN_WEEKS = 84
"""So many days have a row for each week, and a point each in the chart; more are put together."""


@dataclass(frozen=True, slots=True)
class Period:
    """From the first day to the last, both whole, as the clocks of a zone have them."""

    first: date
    last: date
    zone: tzinfo

    @property
    def days(self) -> tuple[date, ...]:
        """Every one of the days."""
        return tuple(self.first + _DAY * n for n in range((self.last - self.first).days + 1))

    @property
    def pace(self) -> str:
        """How its rows follow one another."""
        if len(self.days) <= DAYS_ALONE:
            return "Day by day"
        return "Month by month" if self.is_long else "Week by week"

    @property
    def is_long(self) -> bool:
        """Whether single days would no longer be readable."""
        return len(self.days) > DAYS_IN_WEEKS

    def day(self, at: datetime) -> date:
        """The day on which an instant lies."""
        return at.astimezone(self.zone).date()

    def holds(self, at: datetime) -> bool:
        """Whether an instant lies within."""
        return self.first <= self.day(at) <= self.last

    def stretches(self) -> list[tuple[date, ...]]:
        """The days in rows for a table: alone, by weeks from the first day on, or by months."""
        if len(self.days) <= DAYS_ALONE:
            return [(day,) for day in self.days]
        return self._together(_month) if self.is_long else self.weeks()

    def weeks(self) -> list[tuple[date, ...]]:
        """The days in weeks, counted from the first day on."""
        return self._together(lambda day: (day - self.first).days // 7)

    def _together(self, key: Callable[[date], Hashable]) -> list[tuple[date, ...]]:
        return [tuple(days) for _, days in groupby(self.days, key)]


def _month(day: date) -> tuple[int, int]:
    return day.year, day.month
