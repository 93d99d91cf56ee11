"""The outlook: what is next and when, if the person works on."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import islice
from typing import TYPE_CHECKING

from posture_daemon.core.reminder import Desk
from posture_daemon.core.wording import called

if TYPE_CHECKING:
    from posture_daemon.core.agenda import Agenda
    from posture_daemon.core.reminder import Reminder
    from posture_daemon.core.state import Count

_SHIFTS = 60  # how far ahead to look


@dataclass(frozen=True, slots=True)
class Prospect:
    """What lies ahead of one reminder: when it falls due, or since when it is held and why."""

    reminder: str
    due: datetime | None
    held: str | None = None
    snoozed: bool = False


def prospects(agenda: Agenda) -> list[Prospect]:
    """What lies ahead of every reminder, the soonest first; those that never come are last."""
    found = [
        _prospect(agenda, reminder, agenda.state.counts[reminder.uid])
        for reminder in agenda.plan.reminders
    ]
    return sorted(found, key=lambda p: (p.due is None, p.due or agenda.state.wall))


def summary(agenda: Agenda) -> str:
    """What comes next, in a few words."""
    if agenda.quiet.muted:
        return "muted"
    coming = next((p for p in prospects(agenda) if p.due and not p.held), None)
    if coming is None or coming.due is None:
        return "no reminder ahead"
    return f"next: {called(coming.reminder)} at {coming.due.astimezone(agenda.calendar.zone):%H:%M}"


def _prospect(agenda: Agenda, reminder: Reminder, count: Count) -> Prospect:
    state = agenda.state
    if count.due is not None:
        held = str(count.held) if count.held else None
        return Prospect(reminder.uid, count.due_at, held=held)
    if count.snoozed_until is not None:
        due = state.wall + (count.snoozed_until - state.elapsed)
        return Prospect(reminder.uid, due, snoozed=True)
    times = [count.next_fixed] if count.next_fixed else []
    if count.planned is not None:
        times.append(state.wall + (count.planned - state.elapsed))
    if times or reminder.every is None:
        return Prospect(reminder.uid, min(times, default=None))
    left = agenda.ledger.work_left(reminder)
    return Prospect(reminder.uid, None if left is None else _project(agenda, reminder, left))


def _project(agenda: Agenda, reminder: Reminder, left: timedelta) -> datetime | None:
    """Lay the work that is left over the shifts ahead; a long enough gap starts it anew."""
    at = agenda.state.wall
    for shift in islice(agenda.calendar.shifts_from(at), _SHIFTS):
        start = max(shift.start, at)
        if reminder.rest and start - at >= reminder.rest:
            if reminder.desk is Desk.UP:
                return None
            left = agenda.ledger.cycle.every(reminder) or timedelta()
        if reminder.is_for(shift.day.weekday()) and start + left < shift.end:
            return start + left
        left -= shift.end - start
        at = shift.end
    return None
