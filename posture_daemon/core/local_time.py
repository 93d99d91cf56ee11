"""Local times as instants: what a clock on the wall says, across every change of the clocks."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta, tzinfo
from functools import lru_cache

YEARS = range(1970, 2200)
"""The years that can be asked about; further away, calendars and computers know no dates."""

_MIDNIGHT = time()
_SECOND = timedelta(seconds=1)


@lru_cache(maxsize=128)
def instant(day: date, since_midnight: timedelta, zone: tzinfo) -> datetime:
    """The UTC instant at which a wall clock in `zone` shows this time of the day (rule 2).

    A time that happens twice is the first of the two; one that a clock change skips is the
    next one that exists.
    """
    naive = datetime.combine(day, _MIDNIGHT) + since_midnight
    found = naive.replace(tzinfo=zone).astimezone(UTC)
    if found.astimezone(zone).replace(tzinfo=None) == naive:
        return found
    return _end_of_gap(naive, zone)


def _end_of_gap(naive: datetime, zone: tzinfo) -> datetime:
    """Find the instant at which the clocks jump over `naive`, to the second, by bisection."""
    naive = naive.replace(microsecond=0)
    before = naive.replace(tzinfo=zone, fold=1).astimezone(UTC)
    after = naive.replace(tzinfo=zone, fold=0).astimezone(UTC)
    while after - before > _SECOND:
        middle = before + (after - before) // 2
        middle = middle.replace(microsecond=0)
        if middle.astimezone(zone).replace(tzinfo=None) < naive:
            before = middle
        else:
            after = middle
    return after
