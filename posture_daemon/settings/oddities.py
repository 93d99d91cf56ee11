"""What is legal but surely not meant: hours, limits and reminders that cannot do their work."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from posture_daemon.core.length import format_length
from posture_daemon.settings import profiles, sit_stand
from posture_daemon.settings.allowed import did_you_mean, nearest
from posture_daemon.settings.days import DAY_NAMES
from posture_daemon.settings.never_due import never_due
from posture_daemon.settings.odd_calendars import odd_calendars
from posture_daemon.settings.problems import KeyPath, Problem

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from posture_daemon.core.plan import Span
    from posture_daemon.settings.model import Settings

_HOUR = timedelta(hours=1)
_DAY = timedelta(days=1)
_LITTLE_WORK = 2 * _HOUR  # in a week
_FEW = 4  # notices in a day; so few are hardly lost
_AT_WORK = 10 * _HOUR  # how long somebody who writes "00:00-24:00" is there
_LONG_LEAVE = 366  # days
_LONG = timedelta(minutes=30)
_TOO_LONG = {
    "idle_after": "whoever leaves counts as present",
    "settle": "nothing comes after a meeting or a mute",
    "flap": "a call that is over counts as going on",
}
_GLANCE = timedelta(seconds=5)
_LONG_DAY = 13 * _HOUR  # of work; European law leaves 13 hours between two rests of 11


def oddities(settings: Settings) -> Iterator[Problem]:
    """Warnings about settings that are right."""
    yield from _week(settings)
    yield from _long_days(settings)
    yield from _end_of_day(settings)
    yield from _limits(settings)
    yield from _days_between(settings)
    yield from never_due(settings)
    yield from _nothing(settings)
    yield from _unknown(settings)
    yield from _leave(settings)
    yield from _lengths(settings)
    yield from odd_calendars(settings.mute)


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


def _nothing(settings: Settings) -> Iterator[Problem]:
    """Settings without a reminder."""
    if not any(one.enabled for one in profiles.effective(settings).values()):
        key = "reminders" if settings.reminders else "profile"
        yield _odd((key,), "there is no reminder, so nothing will ever come")


def _unknown(settings: Settings) -> Iterator[Problem]:
    """Reminders that are switched off, and are in no profile under this name."""
    for uid, own in settings.reminders.items():
        if own.enabled or own.every or own.at:
            continue
        if uid not in (known := profiles.known_uids() | sit_stand.POSITIONS.keys()):
            hint = did_you_mean(nearest(uid, sorted(known)))
            yield _odd(("reminders", uid), f"switches off a reminder that there is not{hint}")


def _leave(settings: Settings) -> Iterator[Problem]:
    for place, dates in enumerate(settings.work_hours.days_off):
        if (days := (dates.last - dates.first).days + 1) > _LONG_LEAVE:
            yield _odd(("work_hours", "days_off", place), f"{days} days off; is that meant?")


def _lengths(settings: Settings) -> Iterator[Problem]:
    """Lengths with which the service does not do its work."""
    timing = settings.timing
    for key, effect in _TOO_LONG.items():
        if (length := getattr(timing, key)) > _LONG:
            yield _odd(("timing", key), f"{effect} for {format_length(length)}; is that meant?")
    if timing.expire < _GLANCE:
        yield _odd(("timing", "expire"), "a notice is gone before anybody has read it")


def _limits(settings: Settings) -> Iterator[Problem]:
    longest = min(max(map(_work, settings.work_hours.week)), _AT_WORK)
    wanted = _in_a_day(settings, longest)
    for key, allowed in _allowed(settings, longest / _HOUR).items():
        if wanted > _FEW and wanted > 2 * allowed:
            sentence = f"of about {wanted:.0f} notices in {format_length(longest)} of work"
            yield _odd(("limits", key), f"drops most reminders: {sentence} {allowed:.0f} may come")


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


def _in_a_day(settings: Settings, work: timedelta) -> float:
    """How many notices would come that count; quiet ones do not, nor does sitting down again.

    The rarer ones mostly come together with the most frequent one, as one notice.
    """
    tables = profiles.effective(settings).items()
    loud = {uid: one for uid, one in tables if one.enabled and not one.quiet}
    stands = loud.get(sit_stand.STAND) if settings.desk.kind != "none" else None
    if stands:
        loud = {uid: one for uid, one in loud.items() if uid not in sit_stand.POSITIONS}
    intervals = [one.every for one in loud.values() if one.every]
    by_work = work / min(intervals) if intervals else 0
    at_the_desk = work / sum(settings.desk.pattern, timedelta()) if stands else 0
    return sum(len(one.at) for one in loud.values()) + by_work + at_the_desk


def _allowed(settings: Settings, hours: float) -> dict[str, float]:
    limits = settings.limits
    allowed = {"per_day": limits.per_day, "per_hour": limits.per_hour * hours}
    return allowed | ({"min_gap": hours * (_HOUR / limits.min_gap)} if limits.min_gap else {})


def _work(spans: Sequence[Span]) -> timedelta:
    return sum((span.end - span.start for span in spans), timedelta())
