"""The working calendar: on which days and at which hours somebody works (rule 2)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import count
from typing import TYPE_CHECKING

from posture_daemon.core.local_time import instant
from posture_daemon.core.reminder import Anchor

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import tzinfo

    from posture_daemon.core.plan import WorkHours
    from posture_daemon.core.reminder import FixedTime, Reminder

_DAY = timedelta(days=1)
_HORIZON = 400  # days to look ahead before saying that nobody works any more
_KEPT = 64  # days kept ready


@dataclass(frozen=True, slots=True)
class Shift:
    """One span of work as instants, `[start, end)`; it belongs to the day on which it starts."""

    day: date
    start: datetime
    end: datetime


class WorkCalendar:
    """Answers questions about working hours; `zone` is the time zone they are written in."""

    def __init__(self, hours: WorkHours, zone: tzinfo) -> None:
        self.hours = hours
        self.zone = zone
        self._days: dict[date, tuple[Shift, ...]] = {}

    def local_day(self, at: datetime) -> date:
        """The date that a calendar on the wall shows."""
        return at.astimezone(self.zone).date()

    def shifts_of(self, day: date) -> tuple[Shift, ...]:
        """The shifts that start on this day, in order, none empty."""
        known = self._days.get(day)
        if known is None:
            if len(self._days) >= _KEPT:
                self._days.clear()
            known = self._days[day] = tuple(self._resolve(day))
        return known

    def _resolve(self, day: date) -> Iterator[Shift]:
        hours = self.hours
        if day in hours.on:
            spans = hours.on[day]
        elif day in hours.days_off:
            spans = ()
        else:
            spans = hours.week[day.weekday()]
        for span in spans:
            start = instant(day, span.start, self.zone)
            end = instant(day, span.end, self.zone)
            if start < end:
                yield Shift(day, start, end)

    def shifts_from(self, at: datetime) -> Iterator[Shift]:
        """The shifts that have not ended at this instant, in order; ends when nobody works."""
        first = self.local_day(at) - 2 * _DAY
        idle = 0
        for ahead in count():
            shifts = self.shifts_of(first + ahead * _DAY)
            idle = 0 if shifts else idle + 1
            if idle > _HORIZON:
                return
            for shift in shifts:
                if shift.end > at:
                    yield shift

    def shift_at(self, at: datetime) -> Shift | None:
        """The shift in which this instant lies."""
        shift = next(self.shifts_from(at), None)
        return shift if shift and shift.start <= at else None

    def next_change(self, at: datetime) -> datetime | None:
        """When work next starts or ends, strictly after this instant; none if never again.

        Shifts that touch or overlap are one stretch of work.
        """
        shifts = self.shifts_from(at)
        shift = next(shifts, None)
        if shift is None or shift.start > at:
            return None if shift is None else shift.start
        end = shift.end
        for following in shifts:
            if following.start > end:
                break
            end = max(end, following.end)
            if end - at > _HORIZON * _DAY:
                return None  # somebody who works day and night, every day
        return end

    def end_of_day(self, shift: Shift) -> datetime:
        """When the working day to which this shift belongs ends.

        A day that runs straight into the next one's first shift has no end of its own; then
        the end of that stretch of work is meant.
        """
        last = self.shifts_of(shift.day)[-1]
        return self.next_change(max(last.start, shift.start)) or last.end

    def next_day_after(self, at: datetime) -> datetime | None:
        """When the next working day starts; a night shift still belongs to the evening before."""
        shift = self.shift_at(at)
        today = shift.day if shift else self.local_day(at)
        for following in self.shifts_from(at):
            if following.start > at and following.day > today:
                return following.start
        return None

    def fixed_times(self, reminder: Reminder, after: datetime) -> Iterator[datetime]:
        """The instants, after the given one, at which a reminder with fixed times falls due."""
        first = self.local_day(after) - 2 * _DAY
        for ahead in range(_HORIZON):
            day = first + ahead * _DAY
            if not reminder.is_for(day.weekday()):
                continue
            shifts = self.shifts_of(day)
            if shifts:
                times = sorted(self._fixed(fixed, day, shifts) for fixed in reminder.at)
                yield from (time for time in times if time > after)

    def _fixed(self, fixed: FixedTime, day: date, shifts: tuple[Shift, ...]) -> datetime:
        start, end = shifts[0].start, shifts[-1].end
        if fixed.anchor is Anchor.START:
            return start + fixed.offset
        if fixed.anchor is Anchor.END:
            return end + fixed.offset
        evening = instant(day, fixed.offset, self.zone)
        if start <= evening < end:
            return evening
        # After midnight, "02:00" belongs to the night shift that began the evening before.
        morning = instant(day + _DAY, fixed.offset, self.zone)
        return morning if start <= morning < end else evening
