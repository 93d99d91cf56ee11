"""What is said to a deed: short, and the same for everyone."""

from __future__ import annotations

import pytest

from posture_daemon.core.plan import SoreCare
from posture_daemon.core.sore import deeds
from posture_daemon.core.sore.signs import sign
from tests.core.sore.told import MINUTE, Told

SAID = [
    (deeds.AnswerCard(applies=False), "Noted. The plan is on."),
    (deeds.AnswerCard(applies=True), "Get help now."),
    (deeds.PickLevel(2), "Level 2 it is; the other levels are yours to pick at any time."),
    (deeds.CheckIn(4), "Kept in the diary."),
    (deeds.CheckIn(4, leg=deeds.Leg.WEAK), "The emergency card comes next"),
    (deeds.DidItem("knees", worse=True), "knees is left out for 24 hours."),
    (deeds.Pause(), "Noted."),
]


@pytest.mark.parametrize(("deed", "said"), SAID)
def test_each_deed_has_its_answer(deed: deeds.Deed, said: str) -> None:
    """In whole sentences."""
    told = Told().begin().later(MINUTE)
    assert said in " ".join(told.tell(deed))


def test_a_sign_is_answered_with_whom_to_call() -> None:
    """In the words of the settings, and so is the notice that stays."""
    told = Told(SoreCare(call="999 or 112")).begin().later(MINUTE)
    assert "call 999 or 112" in told.tell(deeds.AnswerCard(applies=True))[0]
    notice = sign(told.back, told.now)
    assert notice
    assert "call 999 or 112" in notice.body


@pytest.mark.parametrize("score", range(11))
def test_no_score_is_answered_with_advice(score: int) -> None:
    """The first line of the diary gets the same words, whatever it says."""
    assert Told().begin().tell(deeds.CheckIn(score)) == ("Kept in the diary.",)


def test_a_session_says_until_when_it_lasts() -> None:
    """By the clock of the wall."""
    told = Told()
    warmth = deeds.Thermal.WARMTH
    said = told.tell(deeds.AnswerNever(warmth, applies=False), deeds.StartSession(warmth))
    assert said == ("Warmth until 10:15.",)
