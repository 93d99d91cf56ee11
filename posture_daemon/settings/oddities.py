"""What is legal but surely not meant: hours, limits and reminders that cannot do their work."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from posture_daemon.core.length import format_length
from posture_daemon.settings import profiles
from posture_daemon.settings.days import DAY_NAMES
from posture_daemon.settings.never_due import never_due
from posture_daemon.settings.problems import KeyPath, Problem

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from posture_daemon.core.plan import Span
    from posture_daemon.settings.model import ReminderTable, Settings

_HOUR = timedelta(hours=1)
_DAY = timedelta(days=1)
_LITTLE_WORK = 2 * _HOUR  # in a week
_FEW = 4  # notices in a day; so few are hardly lost
_AT_WORK = 10 * _HOUR  # how long somebody who writes "00:00-24:00" is there
_LONG_DAY = 13 * _HOUR  # of work; European law leaves 13 hours between two rests of 11


def oddities(settings: Settings) -> Iterator[Problem]:
    """Warnings about settings that are right."""
    yield from _week(settings)
    yield from _long_days(settings)
    yield from _end_of_day(settings)
    yield from _limits(settings)
    yield from _days_between(settings)
    yield from never_due(settings)


def _odd(path: KeyPath, sentence: str) -> Problem:
    return Problem(path, sentence, severity="warning")


def _week(settings: Settings) -> Iterator[Problem]:
    work = sum(map(_work, settings.work_hours.week), timedelta())
    if settings.work_hours.on or work >= _LITTLE_WORK:
        return
    amount = f"only {format_length(work)} of work in a week" if work else "no work in any week"
    yield _odd(("work_hours",), f"{amount}; reminders come in working hours only")


def _long_days(settings: Settings) -> Iterator[Problem]:
    hours = settings.work_hours
    days = [(("work_hours", name), hours.week[n]) for n, name in enumerate(DAY_NAMES)]
    dates = [(("work_hours", "on", day.isoformat()), spans) for day, spans in hours.on.items()]
    for path, spans in [*days, *dates]:
        # "00:00-24:00" is how somebody says "always", and means it.
        if _DAY > (work := _work(spans)) >= _LONG_DAY:
            yield _odd(path, f"{format_length(work)} of work in one day; is that meant?")


def _end_of_day(settings: Settings) -> Iterator[Problem]:
    quiet = settings.timing.quiet_before_end
    days = [spans[-1].end - spans[0].start for spans in settings.work_hours.week if spans]
    if days and quiet >= max(days):
        sentence = f"as long as the longest working day ({format_length(max(days))}), so no notice"
        yield _odd(("timing", "quiet_before_end"), f"{sentence} but the day's last will come")


def _limits(settings: Settings) -> Iterator[Problem]:
    longest = min(max(map(_work, settings.work_hours.week)), _AT_WORK)
    loud = [one for one in profiles.effective(settings).values() if one.enabled and not one.quiet]
    wanted = _in_a_day(loud, longest)
    allowed = _allowed(settings, longest / _HOUR)
    tightest = min(allowed, key=lambda key: allowed[key])
    if wanted > _FEW and wanted > 2 * allowed[tightest]:
        sentence = f"about {wanted:.0f} notices would come in a day of {format_length(longest)}"
        yield _odd(("limits", tightest), f"drops most reminders: {sentence} without it")


def _days_between(settings: Settings) -> Iterator[Problem]:
    """A routine that needs days of rest, on days that are next to each other."""
    tables = profiles.effective(settings).items()
    named = {uid: table for uid, table in tables if table.routine and table.enabled}
    if not named:
        return
    from posture_daemon.content.routines import routines

    known = routines()
    for uid, table in named.items():
        days = [n for n, name in enumerate(DAY_NAMES) if not table.days or name in table.days]
        worked = {n for n in days if settings.work_hours.week[n]}
        if known[table.routine or ""].days_between and any((n + 1) % 7 in worked for n in worked):
            sentence = 'wants a day between two of it; write days = ["tuesday", "friday"], say'
            yield _odd(("reminders", uid, "routine"), sentence)


def _in_a_day(reminders: Sequence[ReminderTable], work: timedelta) -> float:
    """The rarer ones mostly come together with the most frequent one, as one notice."""
    intervals = [one.every for one in reminders if one.every]
    return sum(len(one.at) for one in reminders) + (work / min(intervals) if intervals else 0)


def _allowed(settings: Settings, hours: float) -> dict[str, float]:
    limits = settings.limits
    allowed = {"per_day": limits.per_day, "per_hour": limits.per_hour * hours}
    return allowed | ({"min_gap": hours * (_HOUR / limits.min_gap)} if limits.min_gap else {})


def _work(spans: Sequence[Span]) -> timedelta:
    return sum((span.end - span.start for span in spans), timedelta())
