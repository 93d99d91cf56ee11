"""Working hours: promises that hold for any week, in any zone, across any change of the clocks."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from itertools import islice, pairwise
from zoneinfo import ZoneInfo

from hypothesis import given, settings
from hypothesis import strategies as st

from posture_daemon.core.plan import Span, WorkHours
from posture_daemon.core.work_calendar import Shift, WorkCalendar
from tests.core.desk import reminder

MINUTE = timedelta(minutes=1)

CHANGES = {
    "Europe/Berlin": ("2026-03-29", "2026-10-25"),
    "America/New_York": ("2026-03-08", "2026-11-01"),
    "Australia/Lord_Howe": ("2026-10-04", "2026-04-05"),
    "Asia/Kathmandu": ("2026-03-29", "2026-06-01"),
    "Pacific/Apia": ("2011-12-30", "2012-04-01"),
}


@st.composite
def spans(draw: st.DrawFn) -> tuple[Span, ...]:
    """Up to three spans in order, the last perhaps into the next day."""
    ticks = draw(st.lists(st.integers(0, 288), max_size=6, unique=True).map(sorted))
    if draw(st.booleans()) and len(ticks) % 2 == 0 and ticks:
        ticks[-1] += draw(st.integers(0, 72))
    pairs = zip(ticks[::2], ticks[1::2], strict=False)
    return tuple(Span(a * 5 * MINUTE, b * 5 * MINUTE) for a, b in pairs)


@st.composite
def calendars(draw: st.DrawFn) -> tuple[WorkCalendar, datetime]:
    """A calendar, and an instant near a change of the clocks in its zone."""
    name = draw(st.sampled_from(sorted(CHANGES)))
    change = date.fromisoformat(draw(st.sampled_from(CHANGES[name])))
    week = tuple(draw(spans()) for _ in range(7))
    near = [change + timedelta(days=n) for n in range(-2, 3)]
    hours = WorkHours(
        name,
        week,
        draw(st.dictionaries(st.sampled_from(near), spans(), max_size=2)),
        draw(st.frozensets(st.sampled_from(near), max_size=2)),
    )
    noon = datetime(change.year, change.month, change.day, 12, tzinfo=UTC)
    minutes = draw(st.integers(-3 * 1440, 3 * 1440))
    return WorkCalendar(hours, ZoneInfo(name)), noon + minutes * MINUTE


def near_shifts(calendar: WorkCalendar, at: datetime) -> list[Shift]:
    """The shifts of the days around, straight from the days."""
    day = calendar.local_day(at)
    return [s for n in range(-3, 7) for s in calendar.shifts_of(day + timedelta(days=n))]


@given(calendars())
def test_a_shift_is_where_its_span_says(given_: tuple[WorkCalendar, datetime]) -> None:
    """`shift_at` is one of the shifts around that contain the instant, or there is none."""
    calendar, at = given_
    containing = [s for s in near_shifts(calendar, at) if s.start <= at < s.end]
    found = calendar.shift_at(at)
    assert found in containing if containing else found is None


@given(calendars())
def test_a_change_is_strictly_ahead_and_turns_the_state(
    given_: tuple[WorkCalendar, datetime],
) -> None:
    """At the next change work starts or ends, and nothing changes before it."""
    calendar, at = given_
    change = calendar.next_change(at)
    if change is not None:
        before = calendar.shift_at(at) is not None
        assert change > at
        assert (calendar.shift_at(change) is not None) is not before
        assert (calendar.shift_at(change - timedelta(microseconds=1)) is not None) is before


@given(calendars())
def test_shifts_come_in_order_and_none_is_empty(given_: tuple[WorkCalendar, datetime]) -> None:
    """The shifts ahead start one after the other, and those of one day do not overlap."""
    calendar, at = given_
    ahead = list(islice(calendar.shifts_from(at), 12))
    assert all(shift.start < shift.end for shift in ahead)
    for one, next_one in pairwise(ahead):
        assert one.start <= next_one.start
        assert one.end <= next_one.start or one.day != next_one.day


@given(calendars())
@settings(max_examples=40)
def test_walking_by_changes_covers_the_same_time_as_looking_every_minute(
    given_: tuple[WorkCalendar, datetime],
) -> None:
    """Over two days across a change of the clocks both add up to the same hours of work."""
    calendar, start = given_
    end = start + timedelta(days=2)
    sampled = sum(
        any(s.start <= start + n * MINUTE < s.end for s in near_shifts(calendar, start))
        for n in range(2 * 1440)
    )
    walked, at = timedelta(), start
    while at < end:
        change = min(calendar.next_change(at) or end, end)
        if calendar.shift_at(at):
            walked += change - at
        at = change
    assert walked == sampled * MINUTE


@given(calendars(), st.lists(st.integers(0, 287), min_size=1, max_size=3))
def test_fixed_times_are_ahead_and_on_days_of_work(
    given_: tuple[WorkCalendar, datetime], ticks: list[int]
) -> None:
    """Each is after the instant asked about, and belongs to a day with shifts."""
    calendar, at = given_
    times = tuple(f"{tick // 12:02}:{tick % 12 * 5:02}" for tick in ticks)
    for found in islice(calendar.fixed_times(reminder("one", at=times), at), 6):
        assert found > at
        day = calendar.local_day(found)
        near = (day, day - timedelta(days=1), day - timedelta(days=2))
        assert any(calendar.shifts_of(one) for one in near)
