"""Reminders that can never fall due: too long an interval, or times outside working hours."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from posture_daemon.core.length import format_length
from posture_daemon.core.reminder import Anchor, FixedTime, Kind
from posture_daemon.settings import notation, profiles
from posture_daemon.settings.days import DAY_NAMES
from posture_daemon.settings.problems import KeyPath, Problem
from posture_daemon.settings.translate import kind_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from posture_daemon.core.plan import Span
    from posture_daemon.settings.model import ReminderTable, Settings

_DAY = timedelta(days=1)


def never_due(settings: Settings) -> Iterator[Problem]:
    """Warnings about the person's own reminders; a profile is made for every week."""
    if not any(settings.work_hours.week):
        return
    effective = profiles.effective(settings)
    for uid, own in settings.reminders.items():
        if own.enabled:
            yield from _about(settings, uid, effective[uid])


def _about(settings: Settings, uid: str, table: ReminderTable) -> Iterator[Problem]:
    days = _days(settings, table)
    path = ("reminders", uid)
    if not days:
        yield _never((*path, "days"), "none of these days is a working day")
    elif table.every:
        yield from _interval((*path, "every"), table.every, _stretch(settings, table.rest))
    else:
        # In the last minutes of a day nothing comes but the notice for its end.
        last = kind_of(uid, table) is Kind.END_OF_DAY
        quiet = timedelta() if last else settings.timing.quiet_before_end
        for place, fixed in enumerate(table.at):
            if not any(_comes(fixed, spans, settings.timing.grace, quiet) for spans in days):
                yield _never((*path, "at", place), _outside(days, quiet))


def _never(path: KeyPath, why: str) -> Problem:
    return Problem(path, f"can never fall due: {why}", severity="warning")


def _days(settings: Settings, table: ReminderTable) -> list[Sequence[Span]]:
    """The hours of all the days that the reminder is for."""
    hours = settings.work_hours
    week = [hours.week[n] for n, name in enumerate(DAY_NAMES) if _is_for(table, n)]
    return [
        spans
        for spans in (*week, *(s for d, s in hours.on.items() if _is_for(table, d.weekday())))
        if spans
    ]


def _is_for(table: ReminderTable, weekday: int) -> bool:
    return table.days is None or DAY_NAMES[weekday] in table.days


def _interval(path: KeyPath, every: timedelta, longest: timedelta) -> Iterator[Problem]:
    if every >= longest:
        length = format_length(longest)
        yield _never(path, f"the longest work without a rest of that length is {length}")


def _stretch(settings: Settings, rest: timedelta | None) -> timedelta:
    """The most work between two rests that settle it, in two weeks and on single dates."""
    hours = settings.work_hours
    starts = ((n * _DAY, spans) for n, spans in enumerate(hours.week * 2))
    weeks = [(day + span.start, day + span.end) for day, spans in starts for span in spans]
    dates = [[(span.start, span.end) for span in spans] for spans in hours.on.values()]
    return max(_longest(spans, rest or timedelta()) for spans in (weeks, *dates))


def _longest(spans: Sequence[tuple[timedelta, timedelta]], rest: timedelta) -> timedelta:
    longest = work = ended = timedelta()
    for start, end in spans:
        away = start - ended
        work = (work if away < max(rest, timedelta(seconds=1)) else timedelta()) + end - start
        longest, ended = max(longest, work), end
    return longest


def _comes(fixed: FixedTime, spans: Sequence[Span], grace: timedelta, quiet: timedelta) -> bool:
    """Whether there is work at this time, or so soon after it that the reminder still waits."""
    anchors = {Anchor.START: spans[0].start, Anchor.END: spans[-1].end}
    at = anchors.get(fixed.anchor, timedelta()) + fixed.offset
    # After midnight, "02:00" belongs to the night shift that began the evening before.
    times = (at, at + _DAY) if fixed.anchor is Anchor.CLOCK else (at,)
    over = spans[-1].end - quiet
    return any(span.start - grace <= time < min(span.end, over) for span in spans for time in times)


def _outside(days: Sequence[Sequence[Span]], quiet: timedelta) -> str:
    spans = dict.fromkeys(notation.hours(spans[0].start, spans[-1].end) for spans in days)
    last = f", and in the last {format_length(quiet)} only the end-of-day notice comes"
    return f"the working hours are {', '.join(spans)}{last if quiet else ''}"
