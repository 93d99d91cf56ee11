"""Change since the first day, computed by hand."""

from __future__ import annotations

from posture_daemon.core.sore.deeds import ScoreActivity
from posture_daemon.report.change import Change, activities, change, mean_of
from tests.report.diaries import Diary, period


def test_a_change_has_points_and_percent() -> None:
    """From 8 to 3 is 5 points down, 62.5 percent; days without a score do not count."""
    found = change("Now", [None, 8, 6, None, 3, None])
    assert found == Change("Now", 8, 3, 3)
    assert (found.points, found.percent) == (-5, -62.5)


def test_one_score_is_no_change() -> None:
    """And no score is nothing at all."""
    found = change("Now", [None, 8])
    assert found
    assert (found.points, found.percent) == (None, None)
    assert change("Now", [None]) is None


def test_there_is_no_percentage_of_nothing() -> None:
    """From 0 to 3 is 3 points."""
    found = Change("Now", 0, 3, 2)
    assert (found.points, found.percent) == (3, None)


def test_activities_are_followed_by_name() -> None:
    """However it is capitalised; the last score of a day counts."""
    diary = Diary()
    diary.tell(0, 9, ScoreActivity("Socks", 2), ScoreActivity("Lifting", 1))
    diary.tell(0, 20, ScoreActivity("socks", 3))
    diary.tell(7, 9, ScoreActivity("SOCKS", 6), ScoreActivity("Lifting", 4))
    diary.tell(7, 9, ScoreActivity("Sitting", 5))
    found = activities(diary.records, period(14))
    assert found == (
        Change("Socks", 3, 6, 2),
        Change("Lifting", 1, 4, 2),
        Change("Sitting", 5, 5, 1),
    )


def test_the_mean_is_of_what_was_scored_twice() -> None:
    """(3 + 1) / 2 is 2, (6 + 4) / 2 is 5; an activity that is new changes neither."""
    some = (Change("Socks", 3, 6, 3), Change("Lifting", 1, 4, 2), Change("Sitting", 9, 9, 1))
    assert mean_of(some) == Change("Mean", 2, 5, 2)
    assert mean_of(some[1:]) is None
