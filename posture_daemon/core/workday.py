"""Where in the working calendar the present lies, looked up only when it changes."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date, datetime, timedelta

    from posture_daemon.core.work_calendar import WorkCalendar


class Workday:
    """The shift of this moment, when it changes, and when the day's work ends."""

    def __init__(self, calendar: WorkCalendar, at: datetime) -> None:
        self.calendar = calendar
        self.read(at)

    def read(self, at: datetime) -> None:
        """Look the present up in the calendar."""
        self.shift = self.calendar.shift_at(at)
        # A shift that runs straight into the next one is a change too: another day begins.
        self.changes = self.shift.end if self.shift else self.calendar.next_change(at)
        self.ends = self.calendar.end_of_day(self.shift) if self.shift else None
        self.day: date = self.shift.day if self.shift else self.calendar.local_day(at)

    @property
    def open(self) -> bool:
        """Whether these are working hours."""
        return self.shift is not None

    def ending(self, at: datetime, within: timedelta) -> bool:
        """Whether the day's work is over within this time."""
        return self.ends is not None and at >= self.ends - within
