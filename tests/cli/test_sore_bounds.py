"""Exercises while a back is sore: the card comes before them, and what hurt is left out."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from posture_daemon.content.leaflets import how_much, leaflet

if TYPE_CHECKING:
    from tests.cli.back import Back
    from tests.cli.conftest import Command, Types

CARD_WAITS = {"phase": "safety", "card": {"due": True, "answered": None}}
CARD_WAITS_IN_A_PAUSE = {"phase": "paused", "card": {"due": True, "answered": None}}
SIGN = {"phase": "urgent"}
EXERCISES = (
    ("routine", "start", "floor"),
    ("routine", "start", "neck"),
    ("show", "stretch-knee-to-chest", "--no-open"),
    ("show", "micro-three-rises", "--no-open"),
    ("exercises", "show", "stretch-knee-to-chest"),
    ("exercises", "show", "strength-bridge", "--json"),
)
KNEES, TILTS = "stretch-knees-tipping", "stretch-tiny-tilts"


def flat(text: str) -> str:
    """A text without its line breaks."""
    return " ".join(text.split())


def dropped(*items: str) -> dict[str, Any]:
    """What the service reports of items that made it worse."""
    return {"dropped": [{"item": item, "until": "2026-03-04T10:00:00+01:00"} for item in items]}


@pytest.mark.parametrize("waits", [CARD_WAITS, CARD_WAITS_IN_A_PAUSE])
@pytest.mark.parametrize("words", EXERCISES, ids=" ".join)
def test_without_an_answer_to_the_card_no_exercise_is_shown(
    posture: Command, back: Back, words: tuple[str, ...], waits: dict[str, Any]
) -> None:
    """The refusal names the card, and nothing else."""
    back.report |= waits
    code, printed, complaint = posture(*words)
    assert code == 1
    assert "posture sore card" in complaint
    assert "level" not in printed + complaint
    assert "knee" not in printed


@pytest.mark.parametrize("words", EXERCISES, ids=" ".join)
def test_once_a_sign_was_noted_no_exercise_is_shown(
    posture: Command, back: Back, words: tuple[str, ...]
) -> None:
    """Whom to call comes in its place; and at level 0 nobody is pointed to a higher one."""
    back.report |= {**SIGN, "level": 0}
    code, printed, complaint = posture(*words)
    assert code == 1
    assert "999" in complaint
    assert "posture sore advice" in complaint
    assert "level" not in printed + complaint
    assert "knee" not in printed


@pytest.mark.parametrize("state", [CARD_WAITS, SIGN])
def test_what_is_no_exercise_is_shown_all_the_same(
    posture: Command, back: Back, state: dict[str, Any]
) -> None:
    """A rest for the eyes, and a position that is easy."""
    back.report |= state
    assert posture("show", "micro-easiest-place", "--no-open")[0] == 0
    assert posture("exercises", "show", "eyes-near-far")[0] == 0


@pytest.mark.parametrize("level", range(5))
def test_how_much_is_said_by_the_level(posture: Command, back: Back, level: int) -> None:
    """As the table has it, for everyone, on the page as well; and not where nobody is sore."""
    said = leaflet("levels").sections[0].rows[level][-1].lower()
    for phase, there in (("acute", True), ("well", False)):
        back.report |= {"phase": phase, "level": level}
        page = Path(posture("show", TILTS, "--no-open")[1].strip())
        assert (said in page.read_text("utf-8")) is there
        assert (said in flat(posture("exercises", "show", TILTS)[1])) is there


def test_a_set_begins_with_how_much(posture: Command, back: Back, types: Types) -> None:
    """Once for all of it."""
    types()
    assert how_much(1) in flat(posture("routine", "start", "floor")[1])


def test_the_level_leaves_out_what_is_above_it(posture: Command, back: Back, types: Types) -> None:
    """And where nothing is left, the level is the person's to pick."""
    types("", "no")
    assert "1 exercise," in posture("routine", "start", "floor")[1]
    back.report["level"] = 0
    code, _, complaint = posture("routine", "start", "floor")
    assert code == 1
    assert "posture sore level" in complaint


def test_what_made_it_worse_is_left_out_of_a_set(
    posture: Command, back: Back, types: Types
) -> None:
    """It says so; and where that leaves nothing, it says that."""
    back.report |= {"level": 2, **dropped("stretch-tiny-tilts")}
    types()
    printed = posture("routine", "start", "floor")[1]
    assert "Left out for now, as it was worse after it: Tiny tilts, lying down." in printed
    assert "1 of 3: " in printed
    assert "of 3: Tiny tilts" not in printed

    back.report |= {"level": 1}
    code, _, complaint = posture("routine", "start", "floor")
    assert code == 1
    assert "All of floor is left out" in flat(complaint)


def test_after_each_it_is_asked_whether_it_was_worse(
    posture: Command, back: Back, types: Types
) -> None:
    """Each that was done stands in the diary, with the answer."""
    back.report["level"] = 2
    types("", "no", "", "yes", "", "no", "", "no")
    code, printed, _ = posture("routine", "start", "floor")
    assert code == 0
    assert printed.count("Worse than before?") == 4
    assert [name for name, _ in back.told] == ["did-item"] * 4
    assert back.told[:2] == [
        ("did-item", {"item": "stretch-tiny-tilts", "worse": False}),
        ("did-item", {"item": KNEES, "worse": True}),
    ]


def test_what_was_worse_does_not_come_a_second_time(
    posture: Command, back: Back, types: Types
) -> None:
    """A set that goes round twice has the others twice."""
    back.report |= {"phase": "maintain", "level": 4}
    types(*("", "yes"), *("", "no") * 10)
    printed = posture("routine", "start", "strength")[1]
    assert len(back.told) == 11
    assert "7 of 12" not in printed
    assert printed.splitlines()[-1].startswith("Done")


def test_who_goes_without_an_answer_has_done_it(posture: Command, back: Back, types: Types) -> None:
    """It is kept without one, and the set ends; what was not done is not told."""
    back.report["level"] = 2
    types("", "no", "")
    code, printed, _ = posture("routine", "start", "floor")
    assert code == 0
    assert back.told == [
        ("did-item", {"item": "stretch-tiny-tilts", "worse": False}),
        ("did-item", {"item": KNEES}),
    ]
    assert printed.splitlines()[-1].startswith("Stopped")


def test_nobody_who_is_well_is_asked(posture: Command, back: Back, types: Types) -> None:
    """Nor is anything kept; with and without a running service a set goes on as ever."""
    back.report |= {"phase": "well", "level": 0}
    types("", "", "")
    printed = posture("routine", "start", "neck")[1]
    assert "Worse" not in printed
    assert back.told == []
    assert printed.splitlines()[-1].startswith("Done")
