"""The projected timetable: when notices would come to somebody who works all through the hours."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from posture_daemon.core.entry import Entry, Event
from posture_daemon.core.local_time import instant
from posture_daemon.core.meeting import Meeting
from posture_daemon.core.state import CALENDAR
from posture_daemon.core.work_calendar import Shift, WorkCalendar
from posture_daemon.simulation.play import Play
from posture_daemon.simulation.script import Schedule

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import tzinfo

    from posture_daemon.core.notice import Answer
    from posture_daemon.core.plan import Plan

_MIDNIGHT = timedelta()


@dataclass(frozen=True, slots=True)
class Day:
    """One working day: its shifts, and the entries of the notices that would be shown.

    `held` has, for each reminder that is still owed at the end, the entry that first says why;
    `meetings` are those of the calendar that touch its shifts.
    """

    date: date
    shifts: tuple[Shift, ...]
    notices: tuple[Entry, ...]
    held: Mapping[str, Entry]
    meetings: tuple[Meeting, ...] = ()


def project(
    plan: Plan,
    zone: tzinfo,
    days: Sequence[date],
    answer: Answer | None = None,
    meetings: Sequence[Meeting] = (),
    *,
    began: date | None = None,
) -> list[Day]:
    """Play these consecutive days with their meetings, each of which lasts as long as it says.

    `answer` is given to every notice at once, if there is one; `began` is the first day with the
    sit-stand desk, if it lies behind.
    """
    calendar = WorkCalendar(plan.hours, zone)
    shifts = {day: calendar.shifts_of(day) for day in days}
    end = max((shift.end for of_day in shifts.values() for shift in of_day), default=None)
    entries: list[Entry] = []
    if end is not None:
        start = instant(days[0], _MIDNIGHT, zone)
        script = [(start, Schedule(tuple(meetings)))]
        Play(plan, zone, start, entries.append, answer, began=began).run(script, end)
    counted = meetings if CALENDAR in plan.muting else ()
    return [_day(day, shifts[day], entries, counted) for day in days]


def _day(
    day: date, shifts: tuple[Shift, ...], entries: Sequence[Entry], meetings: Sequence[Meeting]
) -> Day:
    touching = [m for m in meetings if any(s.start < m.end and m.start < s.end for s in shifts)]
    within = [entry for entry in entries if any(s.start <= entry.at < s.end for s in shifts)]
    notices = tuple(entry for entry in within if entry.event is Event.SHOWN)
    held: dict[str, Entry] = {}
    for entry in within:
        for uid in filter(None, (entry.reminder, *entry.absorbed)):
            if entry.event is Event.HELD:
                held.setdefault(uid, entry)
            else:
                held.pop(uid, None)
    return Day(day, shifts, notices, held, tuple(sorted(touching)))
