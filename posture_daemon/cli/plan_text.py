"""The timetable as a table for people and as plain values for programs."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING, Any

from posture_daemon.core.judge import BEFORE_MEETING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime, tzinfo

    from posture_daemon.core.plan import Plan
    from posture_daemon.core.reminder import Reminder
    from posture_daemon.simulation.projection import Day

_WIDTH = 79
_MEETINGS = "meetings"


def as_text(day: Day, plan: Plan, zone: tzinfo) -> str:
    """One day: its hours, and a row of times for each reminder, own notices and shared ones."""
    spans = ", ".join(f"{_clock(s.start, zone)}-{_clock(s.end, zone)}" for s in day.shifts)
    head = f"{day.date:%A} {day.date.day} {day.date:%B %Y}: {spans or 'no working hours'}"
    if not day.shifts:
        return head
    names = [reminder.uid for reminder in plan.reminders] + [_MEETINGS] * bool(day.meetings)
    width = max(map(len, names), default=0)
    rows = [_row(day, reminder, zone, width) for reminder in plan.reminders]
    if day.meetings:
        rows.insert(0, _filled(_MEETINGS, _spans(day, zone), width))
    count = sum(not _is_quiet(entry.reminder, plan) for entry in day.notices)
    return "\n".join([head, *rows, f"  {count} interrupting notices; (09:55): with a longer rest."])


def _row(day: Day, reminder: Reminder, zone: tzinfo, width: int) -> str:
    return _filled(reminder.uid, " ".join(_times(day, reminder.uid, zone)) or "-", width)


def _filled(name: str, text: str, width: int) -> str:
    indent = " " * (width + 4)
    return textwrap.fill(
        text, _WIDTH, initial_indent=f"  {name:<{width}}  ", subsequent_indent=indent
    )


def _spans(day: Day, zone: tzinfo) -> str:
    return " ".join(f"{_clock(m.start, zone)}-{_clock(m.end, zone)}" for m in day.meetings)


def _times(day: Day, uid: str, zone: tzinfo) -> Iterator[str]:
    for entry in day.notices:
        if entry.reminder == uid:
            yield _clock(entry.at, zone)
        elif uid in entry.absorbed:
            yield f"({_clock(entry.at, zone)})"
    if held := day.held.get(uid):
        reason = (held.reason or "").replace("_", " ")
        yield f"held from {_clock(held.at, zone)} on ({reason})"


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
        "meetings": [{"start": iso(m.start), "end": iso(m.end)} for m in day.meetings],
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
