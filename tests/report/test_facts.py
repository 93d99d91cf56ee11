"""The facts of a report: the period, and what is in it."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from posture_daemon.core.sore.deeds import Begin, CheckIn, Tell
from posture_daemon.errors import PostureError
from posture_daemon.report.facts import period_of
from tests.report.diaries import ALL, ZONE, Diary, facts, gaps, recovery, single

NOW = datetime(2026, 4, 12, 19, tzinfo=UTC)


def test_a_report_begins_where_the_back_last_became_sore() -> None:
    """An earlier spell is not in it; it ends today."""
    diary = Diary()
    diary.tell(0, 9, Begin(), CheckIn(5))
    diary.tell(30, 9, Begin(), CheckIn(4))
    found = period_of(diary.records, NOW, ZONE, None, None)
    assert (found.first, found.last) == (date(2026, 4, 1), date(2026, 4, 12))


def test_without_a_plan_it_begins_with_the_first_record() -> None:
    """A diary can be kept without one."""
    assert period_of(single(), NOW, ZONE, None, None).first == date(2026, 3, 2)


def test_days_that_were_named_are_taken() -> None:
    """Both of them belong to it."""
    first, last = date(2026, 3, 5), date(2026, 3, 7)
    assert len(period_of(recovery(), NOW, ZONE, first, last).days) == 3


@pytest.mark.parametrize(
    ("first", "last", "sentence"),
    [
        (date(2026, 3, 9), date(2026, 3, 8), "The first day, 2026-03-09, is after the last one"),
        (date(2026, 4, 13), None, "The first day, 2026-04-13, is after the last one, 2026-04-12."),
    ],
)
def test_days_the_wrong_way_round_are_refused(
    first: date | None, last: date | None, sentence: str
) -> None:
    """In a sentence that names both."""
    with pytest.raises(PostureError, match=sentence):
        period_of(recovery(), NOW, ZONE, first, last)


def test_an_empty_diary_has_nothing_to_report() -> None:
    """And says how to begin."""
    with pytest.raises(PostureError, match=r"nothing in the diary yet.*posture pain 4"):
        period_of([], NOW, ZONE, None, None)


def test_a_period_without_a_score_is_refused() -> None:
    """With its days."""
    diary = Diary()
    diary.tell(0, 9, Begin())
    with pytest.raises(PostureError, match="no score from 2026-03-02 to 2026-03-15"):
        facts(diary.records, 14)


def test_six_weeks_are_counted() -> None:
    """Pain from 7 to 0, activities up, 17 sessions, 10 entries of a medicine, one of them soon."""
    found = facts(recovery(), parts=ALL)
    now, worst, average = found.changes
    assert (now.start, now.latest, now.points, now.percent) == (7, 0, -7, -100)
    assert (worst.points, average.count) == (-7, 28)
    assert [one.points for one in found.activities] == [7, 5, 5]
    assert (len(found.sessions), len(found.medicine)) == (17, 10)
    assert [one.early for one in found.medicine].count(True) == 1
    assert len(found.days) == 42


def test_gaps_change_nothing_that_was_told() -> None:
    """From 6 to 3 over four days with a score, and one average, which is no change."""
    now, worst, average = facts(gaps(), 14).changes
    assert (now.start, now.latest, now.count) == (6, 3, 4)
    assert (worst.start, worst.latest) == (7, 5)
    assert (average.count, average.points) == (1, None)


def test_how_it_began_is_what_was_told_last() -> None:
    """What is told anew replaces, what is left out stays, and another spell begins anew."""
    diary = Diary()
    diary.tell(0, 8, Begin(), Tell(side="right", spread="none"), CheckIn(3))
    diary.tell(1, 8, Begin(), Tell(onset="sudden", side="left"), CheckIn(5))
    diary.tell(1, 9, Tell(side="both", first_ever=False))
    origin = facts(diary.records, 2).origin
    assert origin.told == Tell(onset="sudden", side="both", first_ever=False)
    assert (origin.spell, origin.began) == (2, diary.at(1, 8))
