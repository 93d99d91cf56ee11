"""Working hours: examples of real lives."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from itertools import islice
from zoneinfo import ZoneInfo

import pytest

from posture_daemon.core.local_time import instant
from posture_daemon.core.plan import WorkHours
from posture_daemon.core.work_calendar import WorkCalendar
from posture_daemon.settings.notation import span
from tests.core.desk import every_day, reminder, working_days

BERLIN = ZoneInfo("Europe/Berlin")
MINUTE = timedelta(minutes=1)


def berlin(text: str) -> datetime:
    """A local time in Berlin."""
    return datetime.fromisoformat(text).replace(tzinfo=BERLIN)


def shifts(calendar: WorkCalendar, day: str) -> list[str]:
    """The shifts of a day as clocks in its zone show them, with their length."""
    return [
        f"{shift.start.astimezone(calendar.zone):%d %H:%M}"
        f" to {shift.end.astimezone(calendar.zone):%d %H:%M}, {shift.end - shift.start}"
        for shift in calendar.shifts_of(date.fromisoformat(day))
    ]


def fixed(calendar: WorkCalendar, *times: str, after: str, number: int = 2) -> list[str]:
    """The next due moments of a reminder at these times, as local time."""
    found = calendar.fixed_times(reminder("one", at=times), berlin(after))
    return [f"{time.astimezone(calendar.zone):%d %H:%M}" for time in islice(found, number)]


# --- shifts ---


def test_several_spans_a_day() -> None:
    """A lunch break that the settings know is not work, and `[start, end)` is half open."""
    calendar = WorkCalendar(working_days("09:00-12:30", "13:15-17:30"), BERLIN)
    assert shifts(calendar, "2026-03-02") == [
        "02 09:00 to 02 12:30, 3:30:00",
        "02 13:15 to 02 17:30, 4:15:00",
    ]
    assert calendar.shift_at(berlin("2026-03-02T08:59:59")) is None
    assert calendar.shift_at(berlin("2026-03-02T09:00")) is not None
    assert calendar.shift_at(berlin("2026-03-02T12:30")) is None
    assert calendar.next_change(berlin("2026-03-02T12:30")) == berlin("2026-03-02T13:15")


def test_across_midnight_belongs_to_the_evening() -> None:
    """A night shift that starts on a Friday is Friday's, on Saturday morning too."""
    calendar = WorkCalendar(working_days("22:00-06:00"), BERLIN)
    shift = calendar.shift_at(berlin("2026-03-07T05:59"))
    assert shift is not None
    assert shift.day == date(2026, 3, 6)
    assert calendar.shift_at(berlin("2026-03-08T05:59")) is None


def test_days_off_and_hours_of_their_own() -> None:
    """A date's own hours win over a day off, which wins over the week."""
    hours = WorkHours(
        week=working_days("09:00-17:00").week,
        on={date(2026, 12, 31): (span("09:00-12:00"),), date(2026, 12, 19): (span("10:00-11:00"),)},
        days_off=frozenset({date(2026, 12, 24), date(2026, 12, 31)}),
    )
    calendar = WorkCalendar(hours, BERLIN)
    assert shifts(calendar, "2026-12-24") == []
    assert shifts(calendar, "2026-12-31") == ["31 09:00 to 31 12:00, 3:00:00"]
    assert shifts(calendar, "2026-12-19") == ["19 10:00 to 19 11:00, 1:00:00"]


def test_days_of_24_hours_are_one_stretch() -> None:
    """Work that never ends until Saturday changes only then; each day is still a shift."""
    calendar = WorkCalendar(working_days("00:00-24:00"), BERLIN)
    assert calendar.next_change(berlin("2026-03-02T12:00")) == berlin("2026-03-07T00:00")
    shift = calendar.shift_at(berlin("2026-03-04T00:00"))
    assert shift is not None
    assert shift.day == date(2026, 3, 4)


def test_who_never_stops_has_no_change_ahead() -> None:
    """Day and night on all seven days: nothing ever starts or ends."""
    calendar = WorkCalendar(every_day("00:00-24:00"), BERLIN)
    assert calendar.next_change(berlin("2026-03-02T12:00")) is None


def test_who_never_works_has_no_change_ahead() -> None:
    """A week of days off has no hours, and the search for them ends."""
    calendar = WorkCalendar(WorkHours(), BERLIN)
    assert calendar.next_change(berlin("2026-03-02T12:00")) is None
    assert calendar.next_day_after(berlin("2026-03-02T12:00")) is None


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        ("2026-03-28", "28 22:00 to 29 06:00, 7:00:00"),
        ("2026-10-24", "24 22:00 to 25 06:00, 9:00:00"),
        ("2026-03-27", "27 22:00 to 28 06:00, 8:00:00"),
    ],
)
def test_a_night_shift_when_the_clocks_change(day: str, expected: str) -> None:
    """It ends at six on the clock, an hour of work sooner or later."""
    assert shifts(WorkCalendar(every_day("22:00-06:00"), BERLIN), day) == [expected]


@pytest.mark.parametrize(
    ("day", "written", "expected"),
    [
        ("2026-03-29", "02:15-04:00", "29 03:00 to 29 04:00, 1:00:00"),
        ("2026-10-25", "02:30-04:00", "25 02:30 to 25 04:00, 2:30:00"),
        ("2026-10-25", "01:00-02:30", "25 01:00 to 25 02:30, 1:30:00"),
    ],
)
def test_hours_that_a_clock_change_skips_or_doubles(day: str, written: str, expected: str) -> None:
    """A skipped start is the next time that exists; of a doubled one the first counts."""
    assert shifts(WorkCalendar(every_day(written), BERLIN), day) == [expected]


def test_hours_within_the_skipped_hour_do_not_exist() -> None:
    """A span from 2:10 to 2:50 has no length on the night of the change."""
    assert shifts(WorkCalendar(every_day("02:10-02:50"), BERLIN), "2026-03-29") == []


def test_half_an_hour_of_summer_time_on_lord_howe() -> None:
    """Where the clocks change by thirty minutes, a shift does too."""
    calendar = WorkCalendar(every_day("00:00-06:00"), ZoneInfo("Australia/Lord_Howe"))
    assert shifts(calendar, "2026-10-04") == ["04 00:00 to 04 06:00, 5:30:00"]
    assert shifts(calendar, "2026-04-05") == ["05 00:00 to 05 06:00, 6:30:00"]


def test_the_day_that_apia_skipped() -> None:
    """On 30 December 2011 nobody worked there: the day did not exist."""
    calendar = WorkCalendar(every_day("09:00-17:00"), ZoneInfo("Pacific/Apia"))
    assert shifts(calendar, "2011-12-30") == []
    evening = instant(date(2011, 12, 29), timedelta(hours=18), calendar.zone)
    assert calendar.next_change(evening) == evening + timedelta(hours=15)


def test_the_next_working_day() -> None:
    """After Friday comes Monday, also for the night shift that ends on Saturday."""
    calendar = WorkCalendar(working_days("09:00-12:00", "13:00-17:00"), BERLIN)
    assert calendar.next_day_after(berlin("2026-03-06T10:00")) == berlin("2026-03-09T09:00")
    night = WorkCalendar(working_days("22:00-06:00"), BERLIN)
    assert night.next_day_after(berlin("2026-03-03T05:00")) == berlin("2026-03-03T22:00")
    assert night.next_day_after(berlin("2026-03-07T05:00")) == berlin("2026-03-09T22:00")


def test_the_end_of_the_day() -> None:
    """The morning's shift belongs to a day that ends in the evening."""
    calendar = WorkCalendar(working_days("09:00-12:00", "13:00-17:00"), BERLIN)
    morning = calendar.shift_at(berlin("2026-03-06T10:00"))
    assert morning is not None
    assert calendar.end_of_day(morning) == berlin("2026-03-06T17:00")


# --- fixed times ---


def test_fixed_times_only_on_working_days() -> None:
    """After Friday's 15:30 comes Monday's."""
    calendar = WorkCalendar(working_days("09:00-17:00"), BERLIN)
    assert fixed(calendar, "15:30", after="2026-03-06T15:00") == ["06 15:30", "09 15:30"]
    assert fixed(calendar, "15:30", after="2026-03-06T15:30", number=1) == ["09 15:30"]


def test_fixed_times_from_the_start_and_the_end() -> None:
    """Both are counted from the day, not from each of its spans."""
    calendar = WorkCalendar(working_days("09:00-12:00", "13:00-17:00"), BERLIN)
    found = fixed(calendar, "end-15m", "start+30m", after="2026-03-02T08:00", number=3)
    assert found == ["02 09:30", "02 16:45", "03 09:30"]


def test_a_fixed_time_after_midnight_belongs_to_the_night_shift() -> None:
    """Friday's night shift has its two o'clock on Saturday, and none on Sunday."""
    calendar = WorkCalendar(working_days("22:00-06:00"), BERLIN)
    assert fixed(calendar, "02:00", after="2026-03-06T22:00") == ["07 02:00", "10 02:00"]


def test_a_fixed_time_that_the_clocks_skip() -> None:
    """Half past two is at three on the night of the change, and comes once."""
    calendar = WorkCalendar(every_day("22:00-06:00"), BERLIN)
    assert fixed(calendar, "02:30", after="2026-03-28T22:00") == ["29 03:00", "30 02:30"]
    assert fixed(calendar, "02:30", after="2026-10-24T22:00") == ["25 02:30", "26 02:30"]
