"""The days of a report: what is told on each, counted by hand."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest

from posture_daemon.core.sore.deeds import (
    CheckIn,
    DidItem,
    Record,
    StartSession,
    Thermal,
    Work,
)
from posture_daemon.report.days import Day, daily, together
from tests.report.diaries import START, Diary, gaps, period

if TYPE_CHECKING:
    from collections.abc import Callable


def days(*tell: Callable[[Diary], None], length: int = 1) -> tuple[Day, ...]:
    """The days of a diary that these calls fill."""
    diary = Diary()
    for each in tell:
        each(diary)
    return daily(diary.records, period(length))


def test_scores_of_a_day_are_put_together() -> None:
    """Now is the mean, worst the highest, average the mean of those that were told."""
    (day,) = days(
        lambda diary: diary.tell(0, 8, CheckIn(5, worst=6)),
        lambda diary: diary.tell(0, 20, CheckIn(2, worst=8, average=4, sleep_disturbed=True)),
    )
    assert (day.now, day.worst, day.average, day.nights) == (3.5, 8, 4, 1)


def test_what_was_not_told_stays_open() -> None:
    """No worst is made up from the scores, and days without a word are there without numbers."""
    told = daily(gaps(), period(14))
    assert [day.date.day for day in told if day.now is not None] == [2, 3, 7, 15]
    assert told[0].worst is None
    assert told[4] == Day(date(2026, 3, 6))


def test_a_worst_below_a_score_of_that_day_is_the_score() -> None:
    """Told 2 as the worst, and 5 in the morning of the same day."""
    assert daily(gaps(), period(14))[5].worst == 5


def test_what_was_done_is_counted_on_its_local_day() -> None:
    """Half past midnight in Berlin is the day before in UTC, and belongs to the new day."""
    told = days(
        lambda diary: diary.tell(1, 0, StartSession(Thermal.COLD), DidItem("bridge"), minute=30),
        lambda diary: diary.tell(1, 9, StartSession(Thermal.WARMTH), DidItem("bridge")),
        lambda diary: diary.tell(1, 20, CheckIn(3, work=Work.MODIFIED)),
        lambda diary: diary.tell(1, 21, CheckIn(3, work=Work.OFF)),
        length=2,
    )
    assert told[0] == Day(START)
    assert (told[1].cold, told[1].warmth, told[1].exercises, told[1].work) == (1, 1, 2, Work.OFF)


def test_days_together_are_means_maxima_and_sums() -> None:
    """Of what there is."""
    some = [
        Day(START, 6, 7, 5, exercises=2, warmth=1, nights=1),
        Day(START + timedelta(days=1)),
        Day(START + timedelta(days=2), 3, None, None, exercises=1, cold=2, nights=1),
    ]
    assert together(some) == Day(START, 4.5, 7, 5, exercises=3, warmth=1, cold=2, nights=2)


@pytest.mark.parametrize(
    ("length", "rows", "pace"),
    [
        *((1, 1, "Day by day"), (10, 10, "Day by day"), (11, 2, "Week by week")),
        *((42, 6, "Week by week"), (84, 12, "Week by week"), (85, 3, "Month by month")),
    ],
)
def test_many_days_are_put_together(length: int, rows: int, pace: str) -> None:
    """Day by day, then by weeks from the first day on, then by months; none is lost."""
    found = period(length).stretches()
    assert (len(found), period(length).pace) == (rows, pace)
    assert [day for each in found for day in each] == list(period(length).days)


def test_the_hour_that_comes_twice_is_on_one_day() -> None:
    """When the clocks go forward a day has 23 hours, and still is one."""
    diary = Diary(date(2026, 3, 28))
    diary.tell(1, 23, CheckIn(4), minute=30)
    assert [period(30).day(record.at) for record in diary.records] == [date(2026, 3, 29)]
    assert isinstance(diary.records[0], Record)
