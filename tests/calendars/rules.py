"""Rules of recurrence made by chance: the usual kinds, each of which begins on its own start."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable
    from random import Random

_DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")


def series(chance: Random) -> tuple[datetime, str]:
    """The local start of a series within three years, and its rule."""
    start = datetime(2024, 1, 1)  # noqa: DTZ001 - a local time
    start += timedelta(days=chance.randrange(1050), minutes=30 * chance.randrange(8, 44))
    frequency = chance.choice(tuple(_PARTS))
    parts = [f"FREQ={frequency}", *_PARTS[frequency](chance, start)]
    if chance.random() < 0.5:
        parts.append(f"INTERVAL={chance.randint(2, 4)}")
    until = start + timedelta(days=chance.randint(1, 900))
    ends = ("", f"COUNT={chance.randint(1, 200)}", f"UNTIL={until:%Y%m%d}T225959Z")
    return start, ";".join(filter(None, (*parts, chance.choice(ends))))


def _days(chance: Random, start: datetime) -> str:
    days = {_DAYS[start.weekday()], *chance.sample(_DAYS, 2)}
    return "BYDAY=" + ",".join(sorted(days, key=_DAYS.index))


def _nth_day(start: datetime) -> str:
    return f"BYDAY={(start.day - 1) // 7 + 1}{_DAYS[start.weekday()]}"


def _daily(chance: Random, start: datetime) -> list[str]:
    return chance.choice(([], [_days(chance, start)]))


def _weekly(chance: Random, start: datetime) -> list[str]:
    return [*_daily(chance, start), f"WKST={chance.choice(('SU', 'MO'))}"]


def _monthly(chance: Random, start: datetime) -> list[str]:
    dates = sorted({start.day, chance.randint(1, 28)})
    by_date = "BYMONTHDAY=" + ",".join(map(str, dates))
    return chance.choice(([], [_nth_day(start)], [by_date]))


def _yearly(chance: Random, start: datetime) -> list[str]:
    return [f"BYMONTH={start.month}", *chance.choice(([], [_nth_day(start)]))]


_PARTS: dict[str, Callable[[Random, datetime], list[str]]] = {
    "DAILY": _daily,
    "WEEKLY": _weekly,
    "MONTHLY": _monthly,
    "YEARLY": _yearly,
}
