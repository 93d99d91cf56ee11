"""Elapsed times on the clock of the wall: midnight, waking, and the change of the clocks."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from posture_daemon.core.moment import Moment
from posture_daemon.core.plan import Span
from posture_daemon.core.sore.local import LocalClock
from tests.core.sore.told import DAY, HOUR

BERLIN = ZoneInfo("Europe/Berlin")
WAKING = Span(7 * HOUR, 22 * HOUR)


def clock(*at: int, waking: Span = WAKING) -> LocalClock:
    """A clock in Berlin that shows this local time."""
    local = datetime(*at, tzinfo=BERLIN)  # type: ignore[misc,arg-type]
    return LocalClock(Moment(local.astimezone(UTC), 1000 * HOUR), BERLIN, waking)


@pytest.mark.parametrize(("hour", "awake"), [(6, False), (7, True), (21, True), (22, False)])
def test_waking_begins_and_ends_on_the_hour(hour: int, awake: bool) -> None:  # noqa: FBT001  a column
    """The first minute is in it, the last one is not."""
    assert clock(2026, 3, 2, hour).is_waking is awake


def test_waking_hours_may_run_past_midnight() -> None:
    """At one in the night those of the evening before still go on."""
    late = Span(12 * HOUR, 26 * HOUR)
    assert clock(2026, 3, 3, 1, waking=late).is_waking
    assert not clock(2026, 3, 3, 3, waking=late).is_waking


@pytest.mark.parametrize(
    ("month", "day", "hours"), [(3, 28, 7), (3, 29, 6), (10, 24, 7), (10, 25, 8)]
)
def test_seven_is_seven_on_the_wall(month: int, day: int, hours: int) -> None:
    """On the Sundays on which the clocks change it is an hour sooner, or later, after midnight."""
    now = clock(2026, month, day, 0)
    assert now.wakes(now.today) - now.now.elapsed == hours * HOUR


def test_a_day_begins_at_midnight() -> None:
    """A second before belongs to the day before."""
    now = clock(2026, 3, 2, 0)
    assert now.day(now.now.elapsed) == date(2026, 3, 2)
    assert now.day(now.now.elapsed - timedelta(seconds=1)) == date(2026, 3, 1)


def test_what_lies_behind_moves_with_a_clock_that_was_set() -> None:
    """Nothing is longer ago, or on more days, than it really is."""
    now = clock(2026, 3, 2, 12)
    ahead = LocalClock(Moment(now.now.wall + 2 * DAY, now.now.elapsed), BERLIN, WAKING)
    an_hour_ago = now.now.elapsed - HOUR
    assert now.day(an_hour_ago) == now.today
    assert ahead.day(an_hour_ago) == ahead.today


@pytest.mark.parametrize(("hour", "hours"), [(0, 7), (7, 15), (21, 1), (22, 2)])
def test_the_next_turn_is_waking_sleep_or_midnight(hour: int, hours: int) -> None:
    """Whichever comes first, strictly after now."""
    now = clock(2026, 3, 2, hour)
    assert now.turns - now.now.elapsed == hours * HOUR


def test_times_are_said_with_their_day_where_it_is_another() -> None:
    """Today the hour is enough."""
    now = clock(2026, 3, 2, 12)
    assert now.said(now.now.elapsed + 3 * HOUR) == "15:00"
    assert now.said(now.now.elapsed + DAY) == "Tuesday 12:00"
