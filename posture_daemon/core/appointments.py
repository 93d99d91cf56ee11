"""The meetings of the calendar: when one begins, ends, or is over early because the call is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from posture_daemon.core.meeting import Meeting
from posture_daemon.core.state import CALENDAR, Appointment

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import datetime, timedelta

    from posture_daemon.core.quiet import Quiet
    from posture_daemon.core.state import State

_MOST = 500  # more than anybody has in a few days; each is looked at whenever something happens


class Appointments:
    """Speaks for the calendar: it is a source that is busy while an appointment is under way.

    A call that took place in a meeting for at least `early_end`, and has been over for as long,
    has ended the meeting too, whatever the calendar says; none if it never does.
    """

    def __init__(self, state: State, quiet: Quiet, early_end: timedelta | None) -> None:
        self._state = state
        self._quiet = quiet
        self._early_end = early_end
        if CALENDAR not in quiet.counted:
            state.appointments, state.appointed = [], False

    def take(self, meetings: Sequence[Meeting]) -> None:
        """Go by this calendar from now on; what is known of a meeting stays with its start."""
        if CALENDAR not in self._quiet.counted:
            return
        known = {each.start: each for each in self._state.appointments}
        self._state.appointments = [
            self._taken(meeting, known.get(meeting.start))
            for meeting in sorted(meetings)
            if meeting.start < meeting.end and meeting.end > self._state.wall
        ][:_MOST]
        self.follow()

    def _taken(self, meeting: Meeting, known: Appointment | None) -> Appointment:
        if known is None:
            return Appointment(meeting.start, meeting.end)
        return Appointment(meeting.start, meeting.end, known.called, known.over)

    def follow(self) -> None:
        """Begin and end what has begun and ended by now."""
        state = self._state
        if not state.appointments and not state.appointed:
            return
        state.appointments = [each for each in state.appointments if each.end > state.wall]
        current = self._current()
        self._note_call(current)
        if (at := self._early_end_at(current)) is not None and at <= state.elapsed:
            for each in current:
                each.over = each.called
        busy = any(not each.over for each in current)
        if busy != state.appointed:
            state.appointed = busy
            self._quiet.hear(CALENDAR, busy=busy)

    def _current(self) -> list[Appointment]:
        return [each for each in self._state.appointments if each.start <= self._state.wall]

    def _note_call(self, current: Sequence[Appointment]) -> None:
        """A call that goes on for long enough within a meeting is the meeting's."""
        early_end = self._early_end
        if early_end is None:
            return
        for each in current:
            begun = self._state.elapsed - (self._state.wall - each.start)
            if not each.called:
                each.called = self._quiet.called_since(begun) >= early_end

    def _early_end_at(self, current: Sequence[Appointment]) -> timedelta | None:
        """When the call has been over for long enough to end a meeting that is under way."""
        waiting = any(each.called and not each.over for each in current)
        if self._early_end is None or not waiting or self._quiet.in_call:
            return None
        return self._state.call_ended + self._early_end

    def pending(self) -> Iterator[tuple[str, timedelta]]:
        """What begins and ends next, in elapsed time."""
        state = self._state
        if not state.appointments:
            return
        zero = state.elapsed
        if (start := self.next_start()) is not None:
            yield "meeting:start", zero + (start - state.wall)
        current = self._current()
        for each in current:
            yield "meeting:end", zero + (each.end - state.wall)
        if (at := self._early_end_at(current)) is not None:
            yield "meeting:early_end", at

    def coming(self, within: timedelta, at_least: timedelta) -> Meeting | None:
        """The next long meeting that starts so soon, unless one is under way before it.

        Meetings that overlap, or follow without a gap, are one.
        """
        now, found = self._state.wall, None
        for each in self._state.appointments:
            if each.start <= now and not each.over:
                return None
            if found is not None and each.start <= found.end:
                found = Meeting(found.start, max(found.end, each.end))
            elif each.start > now and found is None:
                found = Meeting(each.start, each.end)
        if found is None or found.start > now + within or found.end - found.start < at_least:
            return None
        return found

    def next_start(self) -> datetime | None:
        """When the next one starts."""
        starts = (each.start for each in self._state.appointments if each.start > self._state.wall)
        return next(starts, None)
