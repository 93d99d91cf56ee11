"""Working hours as an entry of the journal notes them, so that the past keeps its own."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from posture_daemon.core.plan import Span, WorkHours

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import datetime

    from posture_daemon.core.work_calendar import WorkCalendar

_BEHIND = timedelta(days=2)
_AHEAD = timedelta(days=400)
"""How far single dates are noted: a night goes on, and the journal forgets what is older."""

_MINUTE = timedelta(minutes=1)


def noted(calendar: WorkCalendar, at: datetime) -> tuple[str, ...]:
    """The zone, a line for each day of the week, and one for each date that differs from it.

    "1 09:00-12:30 13:00-17:30" is a Monday, "2026-12-25" a day off; a night ends after 24:00.
    """
    hours, today = calendar.hours, calendar.local_day(at)
    first, last = today - _BEHIND, today + _AHEAD
    near = [day for day in {*hours.on, *hours.days_off} if first <= day <= last]
    week = (_line(str(day), spans) for day, spans in enumerate(hours.week, 1))
    dates = (_line(day.isoformat(), hours.on.get(day, ())) for day in sorted(near))
    return (str(calendar.zone), *week, *dates)


def hours_of(lines: Sequence[str]) -> WorkHours:
    """The hours that were noted like this; their zone is an IANA name if it has one."""
    zone, *days = lines
    spans = {day: tuple(map(_span, written)) for day, *written in map(str.split, days)}
    week = tuple(spans.pop(str(day), ()) for day in range(1, 8))
    return WorkHours(zone, week, {date.fromisoformat(day): on for day, on in spans.items()})


def _line(day: str, spans: Iterable[Span]) -> str:
    return " ".join((day, *(f"{_clock(span.start)}-{_clock(span.end)}" for span in spans)))


def _clock(at: timedelta) -> str:
    hours, minutes = divmod(at // _MINUTE, 60)
    return f"{hours:02}:{minutes:02}"


def _span(written: str) -> Span:
    start, end = (clock.split(":") for clock in written.split("-"))
    return Span(*(timedelta(hours=int(h), minutes=int(m)) for h, m in (start, end)))
