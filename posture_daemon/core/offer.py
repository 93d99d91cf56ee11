"""The offer: before a long meeting, the break that would fall due within it comes early."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from posture_daemon.core.state import ZERO
from posture_daemon.core.wording import spoken

if TYPE_CHECKING:
    from collections.abc import Iterator

    from posture_daemon.core.appointments import Appointments
    from posture_daemon.core.ledger import Ledger
    from posture_daemon.core.meeting import Meeting
    from posture_daemon.core.plan import Sensing
    from posture_daemon.core.reminder import Reminder
    from posture_daemon.core.workday import Workday

_MINUTE = timedelta(minutes=1)
_IN_MINUTES = timedelta(hours=2)
_LEAST_PART = 3
"""An offer is worth making once a third of the interval has been worked."""


class Offer:
    """Finds the break to offer now, or when there may be one.

    It is a reminder by work for a long rest, that fits in before the meeting. One that is declined
    has cost nothing: its count goes on. There is one offer for each meeting.
    """

    def __init__(
        self, ledger: Ledger, appointments: Appointments, workday: Workday, sensing: Sensing
    ) -> None:
        self._ledger = ledger
        self._appointments = appointments
        self._workday = workday
        self._sensing = sensing

    def meeting(self) -> Meeting | None:
        """The long meeting that starts soon, and before which nothing has been offered yet."""
        sensing = self._sensing
        found = self._appointments.coming(sensing.offer_ahead, sensing.long_meeting)
        return found if found and found.start != self._ledger.state.offered else None

    def reminder(self, meeting: Meeting) -> Reminder | None:
        """The longest rest worth offering before this meeting now."""
        ready = (each for each, at in self._candidates(meeting) if at <= ZERO)
        return next(ready, None)

    def _candidates(self, meeting: Meeting) -> Iterator[tuple[Reminder, timedelta]]:
        """The rests that could be offered before it, the longest first, and in how long."""
        state, ledger = self._ledger.state, self._ledger
        for reminder in ledger.longest_first:
            count = ledger.state.counts[reminder.uid]
            every = reminder.every
            if every is None or reminder.quiet or not reminder.is_long or count.due is not None:
                continue
            if reminder.desk:
                continue
            if count.snoozed_until or not reminder.is_for(self._workday.day.weekday()):
                continue
            due = state.wall + (every - ledger.worked(count))
            ready = every / _LEAST_PART - ledger.worked(count)
            fits = state.wall + max(ready, ZERO) + reminder.rest <= meeting.start
            if meeting.start <= due < meeting.end and fits:
                yield reminder, ready

    def pending(self) -> Iterator[timedelta]:
        """When there may be something to offer, in elapsed time."""
        state, ahead = self._ledger.state, self._sensing.offer_ahead
        start = self._appointments.next_start()
        if start is None or not ahead:
            return
        if start - ahead > state.wall:
            yield state.elapsed + (start - ahead - state.wall)
        elif meeting := self.meeting():
            yield from (state.elapsed + at for _, at in self._candidates(meeting) if at > ZERO)

    def words(self, meeting: Meeting) -> str:
        """What it says: "Meeting at 10:00 for 90 minutes. Stand up now?"."""
        at = meeting.start.astimezone(self._ledger.calendar.zone)
        return f"Meeting at {at:%H:%M} for {minutes(meeting)}. Stand up now?"


def minutes(meeting: Meeting) -> str:
    """How long a meeting is, as it is said of one: up to two hours in minutes."""
    length = meeting.end - meeting.start
    return f"{round(length / _MINUTE)} minutes" if length < _IN_MINUTES else spoken(length)
