"""The timetable as a table for people and as plain values for programs."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING, Any

from posture_daemon.core.judge import BEFORE_MEETING
from posture_daemon.core.length import format_length
from posture_daemon.core.meeting import Meeting
from posture_daemon.core.telling import BECAUSE

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date, datetime, tzinfo

    from posture_daemon.core.plan import Plan
    from posture_daemon.core.reminder import Reminder
    from posture_daemon.core.work_calendar import Shift
    from posture_daemon.simulation.projection import Day

_WIDTH = 79
_MEETINGS = "meetings"


def as_text(day: Day, plan: Plan, zone: tzinfo) -> str:
    """One day: its hours, and a row of times for each reminder, own notices and shared ones."""
    spans = ", ".join(_span(shift, zone) for shift in day.shifts)
    head = f"{day.date:%A} {day.date.day} {day.date:%B %Y}: {spans or day_off(day.date, plan)}"
    if not day.shifts:
        return head
    names = [reminder.uid for reminder in plan.reminders] + [_MEETINGS] * bool(day.meetings)
    width = max(map(len, names), default=0)
    rows = [_row(day, reminder, zone, width) for reminder in plan.reminders]
    if day.meetings:
        rows.insert(0, _filled(_MEETINGS, _spans(day, zone), width))
    return "\n".join([head, *rows, f"  {_summary(day, plan, zone)}."])


def day_off(date: date, plan: Plan) -> str:
    """Why there are no working hours on this date."""
    hours = plan.hours
    if date in hours.on:
        return "no working hours on this date"
    if date in hours.days_off and hours.week[date.weekday()]:
        return "a public holiday or a day off"
    return f"no working hours on a {date:%A}"


def _summary(day: Day, plan: Plan, zone: tzinfo) -> str:
    count = sum(not _is_quiet(entry.reminder, plan) for entry in day.notices)
    said = f"{count} interrupting notice{'s' * (count != 1)}"
    shared = next((entry for entry in day.notices if entry.absorbed), None)
    return f"{said}; ({_clock(shared.at, zone)}): with a longer rest" if shared else said


def _row(day: Day, reminder: Reminder, zone: tzinfo, width: int) -> str:
    return _filled(
        reminder.uid, " ".join(_times(day, reminder.uid, zone)) or _why_not(day, reminder), width
    )


def _why_not(day: Day, reminder: Reminder) -> str:
    if not reminder.is_for(day.date.weekday()):
        return "- (not on this day of the week)"
    if reminder.every is not None:
        return f"- (no {format_length(reminder.every)} of work without a rest)"
    return "- (in a rest, or outside the hours)"


def _filled(name: str, text: str, width: int) -> str:
    indent = " " * (width + 4)
    return textwrap.fill(
        text, _WIDTH, initial_indent=f"  {name:<{width}}  ", subsequent_indent=indent
    )


def _spans(day: Day, zone: tzinfo) -> str:
    return " ".join(_span(meeting, zone) for meeting in merged(day.meetings))


def merged(meetings: Iterable[Meeting]) -> Iterator[Meeting]:
    """The meetings in order, those that overlap as one: several calendars may have the same."""
    current: Meeting | None = None
    for meeting in sorted(meetings):
        if current and meeting.start < current.end:
            current = Meeting(current.start, max(current.end, meeting.end))
            continue
        if current:
            yield current
        current = meeting
    if current:
        yield current


def _span(span: Meeting | Shift, zone: tzinfo) -> str:
    """Its hours; midnight as an end is 24:00."""
    end = _clock(span.end, zone)
    return f"{_clock(span.start, zone)}-{'24:00' if end == '00:00' else end}"


def _times(day: Day, uid: str, zone: tzinfo) -> Iterator[str]:
    for entry in day.notices:
        if entry.reminder == uid:
            yield _clock(entry.at, zone)
        elif uid in entry.absorbed:
            yield f"({_clock(entry.at, zone)})"
    if held := day.held.get(uid):
        reason = held.reason or ""
        because = BECAUSE.get(reason, reason.replace("_", " "))
        yield f"held from {_clock(held.at, zone)} on, {because}"


def _is_quiet(uid: str | None, plan: Plan) -> bool:
    return any(reminder.uid == uid and reminder.quiet for reminder in plan.reminders)


def _clock(at: datetime, zone: tzinfo) -> str:
    return f"{at.astimezone(zone):%H:%M}"


def as_plain(day: Day, plan: Plan, zone: tzinfo) -> dict[str, Any]:
    """One day as JSON values; instants are local ISO 8601."""

    def iso(at: datetime) -> str:
        return at.astimezone(zone).isoformat()

    fixed = {reminder.uid for reminder in plan.reminders if reminder.at}
    return {
        "date": day.date.isoformat(),
        "work": [{"start": iso(shift.start), "end": iso(shift.end)} for shift in day.shifts],
        "meetings": [{"start": iso(m.start), "end": iso(m.end)} for m in merged(day.meetings)],
        "notices": [
            {
                "at": iso(entry.at),
                "reminder": entry.reminder,
                "absorbed": list(entry.absorbed),
                "quiet": _is_quiet(entry.reminder, plan),
                "fixed": entry.reminder in fixed,
                "early": entry.reason == BEFORE_MEETING,
            }
            for entry in day.notices
        ],
        "held": [
            {"since": iso(entry.at), "reminder": uid, "reason": entry.reason}
            for uid, entry in day.held.items()
        ],
    }
