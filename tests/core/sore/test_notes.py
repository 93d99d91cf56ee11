"""What is noted: ranges, lengths, dates, and three activities."""

from __future__ import annotations

from datetime import date

import pytest

from posture_daemon.core.sore.deeds import (
    Ask,
    CheckIn,
    NotedDeed,
    ScoreActivity,
    Stage,
    Tell,
    Visit,
)
from posture_daemon.errors import RequestRefused
from tests.core.sore.told import Told


@pytest.mark.parametrize(
    ("deed", "sentence"),
    [
        (CheckIn(11), "Now is 11; a score lies between 0 and 10."),
        (CheckIn(-1), "Now is -1"),
        (CheckIn(4, worst=11), "Worst is 11"),
        (CheckIn(4, worst=3), "cannot be less than now"),
        (CheckIn(4, average=12), "Average is 12"),
        (CheckIn(4, stiff_minutes=1441), "in minutes of one day"),
        (CheckIn(4, note="x" * 501), "note is longer than 500 characters"),
        (CheckIn(4, areas=("x" * 61,)), "areas may have 30 words of 60 characters"),
        (ScoreActivity("socks", 11), "Score is 11"),
        (ScoreActivity(" ", 5), "Say which activity"),
        (Visit(Stage.SEEN, date(2026, 3, 3)), "lies ahead; for an appointment say booked"),
        (Visit(Stage.BOOKED, date(2026, 3, 1)), "for today or a day ahead"),
        (Visit(Stage.BOOKED), "for today or a day ahead"),
        (Tell(onset="fast"), "onset is 'fast'; say one of sudden, gradual"),
        (Tell(spread="neck"), "spread is 'neck'"),
    ],
)
def test_what_cannot_be_is_refused_with_a_sentence(deed: NotedDeed, sentence: str) -> None:
    """It says what is wrong, and what is allowed."""
    with pytest.raises(RequestRefused, match=sentence):
        Told().begin().tell(deed)


def test_three_activities_and_no_fourth() -> None:
    """The known ones are scored again, whatever their capitals."""
    told = Told().begin()
    told.tell(ScoreActivity("Socks", 3), ScoreActivity("Film", 4), ScoreActivity("Shop", 5))
    told.tell(ScoreActivity("socks", 6))
    with pytest.raises(RequestRefused, match="3 activities already: Socks, Film, Shop"):
        told.tell(ScoreActivity("fourth", 5))
    assert told.back.notes.activities == ["Socks", "Film", "Shop"]


def test_a_visit_is_kept_until_not_now() -> None:
    """And the questions with it."""
    told = Told().begin()
    told.tell(Visit(Stage.BOOKED, date(2026, 3, 2), "physio"), Ask("What may I lift?"))
    assert told.back.notes.visit == Visit(Stage.BOOKED, date(2026, 3, 2), "physio")
    assert told.back.notes.questions == ["What may I lift?"]
    told.tell(Visit(Stage.NOT_NOW))
    assert told.back.notes.visit is None


def test_what_is_left_empty_stays_as_it_was_told() -> None:
    """Each telling adds to the one before."""
    told = Told().begin()
    told.tell(Tell(onset="sudden", trigger="a box"), Tell(side="left"))
    assert told.back.notes.told == Tell(onset="sudden", trigger="a box", side="left")
