"""Checks that look at more than one value: hours against hours, `every` against `for`."""

from __future__ import annotations

from datetime import timedelta
from itertools import pairwise
from typing import TYPE_CHECKING

from posture_daemon.core.length import format_length
from posture_daemon.settings import notation, profiles
from posture_daemon.settings.days import DAY_NAMES
from posture_daemon.settings.problems import KeyPath, Problem

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from posture_daemon.core.plan import Span
    from posture_daemon.settings.model import (
        CalendarTable,
        DeskTable,
        MuteTable,
        ReminderTable,
        Settings,
        WorkHoursTable,
    )

_DAY = timedelta(days=1)


def problems(settings: Settings) -> Iterator[Problem]:
    """Everything that is wrong between values which are right by themselves."""
    yield from _hours(settings.work_hours)
    yield from _holidays(settings.work_hours)
    yield from _calendars(settings.mute)
    yield from _desk(settings.desk)
    effective = profiles.effective(settings)
    for uid, own in settings.reminders.items():
        if own.enabled:
            yield from _reminder(("reminders", uid), effective[uid], own)


def _desk(table: DeskTable) -> Iterator[Problem]:
    if table.pattern.stand > table.longest_stand:
        stand, longest = map(format_length, (table.pattern.stand, table.longest_stand))
        sentence = f"{stand} of standing is longer than longest_stand ({longest})"
        yield Problem(("desk", "pattern"), sentence)


def _calendars(table: MuteTable) -> Iterator[Problem]:
    for name, one in table.calendars.items():
        path = ("mute", "calendars", name)
        if bool(one.path) == bool(one.url):
            have = "both path and url; keep" if one.path else "neither path nor url; write"
            yield Problem(path, f"has {have} the one that says where the calendar is")
        yield from _access(path, one)


def _access(path: KeyPath, one: CalendarTable) -> Iterator[Problem]:
    """How a calendar is opened."""
    for key in ("user", "password", "token"):
        if getattr(one, key) and one.path and not one.url:
            yield Problem((*path, key), "is for an address (url); a file needs none")
            return
    if one.password and one.token:
        yield Problem((*path, "token"), "has both password and token; keep the one that is meant")
    elif one.password and not one.user:
        yield Problem((*path, "password"), "needs user, the name that belongs to the password")
    elif one.token.startswith("keyring:") and not one.user:
        yield Problem((*path, "token"), "needs user, the name it is kept under in the keyring")


def _hours(table: WorkHoursTable) -> Iterator[Problem]:
    for name, spans in zip(DAY_NAMES, table.week, strict=True):
        yield from _order(("work_hours", name), spans)
    for date, spans in table.on.items():
        yield from _order(("work_hours", "on", date.isoformat()), spans)
    yield from _nights(table.week)


def _order(path: KeyPath, spans: Sequence[Span]) -> Iterator[Problem]:
    for place, (before, after) in enumerate(pairwise(spans), 1):
        if after.start < before.start:
            yield Problem((*path, place), f"out of order: it starts before {_shown(before)} does")
        elif after.start < before.end:
            yield Problem((*path, place), f"overlaps {_shown(before)}")


def _nights(week: Sequence[Sequence[Span]]) -> Iterator[Problem]:
    for weekday, spans in enumerate(week):
        tomorrow = (weekday + 1) % 7
        if spans and week[tomorrow] and spans[-1].end - _DAY > week[tomorrow][0].start:
            reached = f"{_shown(week[tomorrow][0])} of {DAY_NAMES[tomorrow]}"
            path = ("work_hours", DAY_NAMES[weekday], len(spans) - 1)
            yield Problem(path, f"runs into the next day and overlaps {reached}")


def _shown(span: Span) -> str:
    return f'"{notation.hours(span.start, span.end)}"'


def _holidays(table: WorkHoursTable) -> Iterator[Problem]:
    if table.holidays is None:
        return
    # The package costs time and memory; most files do without it.
    from posture_daemon.settings import public_holidays

    for key, sentence in public_holidays.complaints(table.holidays):
        yield Problem(("work_hours", "holidays", key), sentence)


def _reminder(path: KeyPath, table: ReminderTable, own: ReminderTable) -> Iterator[Problem]:
    if table.every is not None and table.at:
        yield Problem((*path, "at"), 'has both "every" and "at"; keep the one that is meant')
    elif table.every is None and not table.at:
        yield Problem(
            path, 'has neither every (like every = "55m", of work) nor at (like at = ["15:30"])'
        )
    elif table.every is not None:
        yield from _lengths(path, table.every, table.rest, own)


def _lengths(
    path: KeyPath, every: timedelta, rest: timedelta | None, own: ReminderTable
) -> Iterator[Problem]:
    if rest is None:
        yield Problem(path, 'needs for, the length of the rest (like for = "5m")')
    elif every < rest:
        named = "every" if own.every is not None else "for"
        yield Problem(
            (*path, named),
            f"every ({format_length(every)}) is shorter than for ({format_length(rest)}); "
            "there has to be more work than rest",
        )
