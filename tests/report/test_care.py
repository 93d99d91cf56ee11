"""Warmth and cold, exercises and medicine, each told by several records."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from posture_daemon.core.sore.deeds import (
    AddMedicine,
    CheckSkin,
    DidItem,
    EndSession,
    JudgeSession,
    StartSession,
    TakeMedicine,
    Thermal,
    Verdict,
)
from posture_daemon.report.care import Exercise, Session, exercises, medicine, sessions
from posture_daemon.report.care_sections import thermal
from posture_daemon.report.facts import in_order
from tests.report.diaries import Diary, facts, one_day


def test_a_session_is_what_follows_its_start() -> None:
    """How long it was on, the skin, scores before and after, and the verdict."""
    diary = Diary()
    diary.tell(0, 9, StartSession(Thermal.COLD, 15, score=6))
    diary.tell(0, 9, CheckSkin(fine=True), minute=5)
    diary.tell(0, 9, EndSession(), minute=17)
    diary.tell(0, 9, JudgeSession(Verdict.HELPED, 4), minute=47)
    at = diary.records[0].at
    expected = Session(
        at, Thermal.COLD, 15, 17, skin=True, before=6, after=4, verdict=Verdict.HELPED
    )
    assert sessions(diary.records) == (expected,)


def test_a_session_of_the_usual_length_has_it_in_the_report() -> None:
    """Also of a line that does not say it; and a score before stands alone where it is alone."""
    (found,) = sessions(one_day())
    assert (found.planned, found.lasted, found.before, found.after) == (15, 15, 6, None)
    assert "<td>6</td><td>–</td>" in thermal(facts(one_day(), 1)).replace("\n", "")  # noqa: RUF001  a dash


def test_skin_that_is_not_fine_ends_it() -> None:
    """After five minutes; that it is off is said later, and makes it no longer."""
    diary = Diary()
    diary.tell(0, 9, StartSession(Thermal.COLD))
    diary.tell(0, 9, CheckSkin(fine=False), minute=5)
    diary.tell(0, 9, EndSession(), minute=30)
    (found,) = sessions(diary.records)
    assert (found.lasted, found.skin, found.verdict) == (5, False, None)


def test_a_clock_that_was_set_makes_no_session_longer() -> None:
    """The wall clock went an hour ahead meanwhile; fifteen minutes have passed."""
    diary = Diary()
    diary.tell(0, 9, StartSession(Thermal.WARMTH))
    diary.tell(0, 10, EndSession(), minute=15)
    start, end = diary.records
    end = replace(end, elapsed=start.elapsed + timedelta(minutes=15))
    assert sessions([start, end])[0].lasted == 15


def test_an_end_without_a_start_is_nothing() -> None:
    """As where the start lies in a file that was lost."""
    diary = Diary()
    diary.tell(0, 9, CheckSkin(fine=True), EndSession(), JudgeSession(Verdict.SAME))
    assert sessions(diary.records) == ()


def test_exercises_are_counted_by_item() -> None:
    """With how often somebody was asked after, and was worse."""
    diary = Diary()
    diary.tell(0, 9, DidItem("bridge"), DidItem("own"), DidItem("bridge", worse=True))
    diary.tell(1, 9, DidItem("bridge", worse=False))
    assert exercises(diary.records, {"bridge": "Bridge"}) == (
        Exercise("bridge", "Bridge", 3, answered=2, worse=1),
        Exercise("own", "own", 1, answered=0, worse=0),
    )


def test_medicine_has_the_numbers_that_were_typed_by_then() -> None:
    """Two hours after one is sooner than six; without numbers nothing is sooner."""
    diary = Diary()
    diary.tell(0, 7, TakeMedicine("white"))
    diary.tell(1, 8, AddMedicine("White", 6, 4, 5), AddMedicine("syrup"))
    diary.tell(1, 9, TakeMedicine("white"), TakeMedicine("syrup"))
    diary.tell(1, 11, TakeMedicine("WHITE"))
    diary.tell(1, 17, TakeMedicine("white"))
    found = medicine(diary.records)
    assert [(one.nickname, one.early) for one in found] == [
        ("white", None),
        *(("white", False), ("syrup", None), ("WHITE", True), ("white", False)),
    ]
    assert found[0].label is None
    assert found[1].label == AddMedicine("White", 6, 4, 5)


def test_records_of_two_machines_come_in_one_order() -> None:
    """They are those of the diary; elapsed times of the other machine are not believed."""
    diary = Diary()
    diary.tell(0, 9, DidItem("first"))
    diary.tell(0, 10, DidItem("second"))
    diary.tell(0, 11, DidItem("third"))
    one, two, three = diary.records
    two = replace(two, timeline="elsewhere", elapsed=timedelta(days=900))
    found = in_order([one, two, three])
    assert [record.at for record in found] == [one.at, two.at, three.at]
    assert one.elapsed <= found[1].elapsed <= three.elapsed
    assert in_order([]) == []
