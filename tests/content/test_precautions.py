"""The three questions before warmth and cold: one yes is enough."""

from __future__ import annotations

import pytest

from posture_daemon.content.precautions import precautions
from posture_daemon.core.sore.deeds import Thermal

each_kind = pytest.mark.parametrize("kind", list(Thermal))


@each_kind
def test_three_times_no_and_it_may_start(kind: Thermal) -> None:
    """There are three questions, and nothing is said against it."""
    assert precautions(kind).refused([False, False, False]) == ""


@each_kind
@pytest.mark.parametrize("which", [0, 1, 2])
def test_any_yes_refuses_and_says_why(kind: Thermal, which: int) -> None:
    """The reason is that of the question answered with yes, and of no other."""
    asked = precautions(kind)
    said = asked.refused([number == which for number in range(3)])
    assert said.startswith(f"No {kind.value} today")
    assert [question.because in said for question in asked.questions] == [
        number == which for number in range(3)
    ]


@each_kind
@pytest.mark.parametrize(
    "never",
    [
        *("numb", "broken", "infected", "irritated", "circulation", "nerve damage"),
        *("heart disease", "pregnancy", "sleepy", "drinking", "drowsy"),
    ],
)
def test_the_questions_ask_about_everything(kind: Thermal, never: str) -> None:
    """Whatever the leaflet has under never and not while, for both kinds."""
    assert any(never in question.text for question in precautions(kind).questions)


def test_what_is_of_one_kind_alone_is_asked_there() -> None:
    """Raynaud's before cold; a swelling, a cancer, a cream and diabetes before warmth."""
    cold = " ".join(question.text for question in precautions(Thermal.COLD).questions)
    warmth = " ".join(question.text for question in precautions(Thermal.WARMTH).questions)
    assert "Raynaud" in cold
    assert all(word in warmth for word in ("swollen", "cancer", "cream", "diabetes"))


def test_an_answer_too_few_is_a_mistake() -> None:
    """It is not taken for a no."""
    with pytest.raises(ValueError, match="shorter"):
        precautions(Thermal.COLD).refused([False, False])
