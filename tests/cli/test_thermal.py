"""`warmth` and `cold`: the questions of the day, how to use it, and how it was."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from posture_daemon.adapters.clock import SystemClock
from posture_daemon.cli.thermal_text import RULES, rules_of
from posture_daemon.content.precautions import precautions
from posture_daemon.core.sore.deeds import Thermal
from posture_daemon.errors import RequestRefused
from tests.cli.back import thermal

if TYPE_CHECKING:
    from tests.cli.back import Back
    from tests.cli.conftest import Command, Types

KINDS = pytest.mark.parametrize("kind", list(Thermal))
HOUR = timedelta(hours=1)


def flat(text: str) -> str:
    """A text without its line breaks."""
    return " ".join(text.split())


@KINDS
def test_three_questions_come_first(
    posture: Command, back: Back, types: Types, kind: Thermal
) -> None:
    """All of them; with three times no it begins, as long as was asked, and the rules are shown."""
    types("no", "no", "no")
    code, printed, _ = posture(kind, "start", "10m", "--score", "6", "--awake")
    assert code == 0
    assert all(question.text in flat(printed) for question in precautions(kind).questions)
    assert all(rule in flat(printed) for rule in rules_of(kind))
    assert back.told == [
        ("answer-never", {"kind": kind, "applies": False}),
        ("start-session", {"kind": kind, "minutes": 10, "stay_awake": True, "score": 6}),
    ]


@KINDS
@pytest.mark.parametrize("yes", [0, 1, 2])
def test_one_yes_and_it_does_not_begin(
    posture: Command, back: Back, types: Types, kind: Thermal, yes: int
) -> None:
    """The reason is said, and kept for the day."""
    types(*("yes" if n == yes else "no" for n in range(3)))
    code, _, complaint = posture(kind, "start")
    asked = precautions(kind)
    assert code == 1
    assert flat(complaint) == f"{asked.refusal} {asked.questions[yes].because}"
    assert back.told == [("answer-never", {"kind": kind, "applies": True})]


def test_nobody_answers(posture: Command, back: Back, types: Types) -> None:
    """Then nothing begins, and a script is told how."""
    types("no", "no")
    code, _, complaint = posture("warmth", "start")
    assert code == 1
    assert "warmth start --none-applies" in complaint
    assert back.told == []
    assert posture("warmth", "start", "--none-applies")[0] == 0
    assert back.deeds == ["answer-never", "start-session"]


def test_the_questions_come_once_a_day(posture: Command, back: Back) -> None:
    """Whatever the answer was."""
    back.report["thermal"]["cold"] = thermal(asked_today=True)
    assert posture("cold", "start")[0] == 0
    assert back.told == [("start-session", {"kind": "cold", "minutes": 15})]
    back.report["thermal"]["cold"] = thermal(asked_today=True, applies_today=True)
    code, _, complaint = posture("cold", "start")
    assert code == 1
    assert precautions(Thermal.COLD).refusal in complaint
    assert back.deeds == ["start-session"]


def test_too_soon_is_said_before_any_question(posture: Command, back: Back) -> None:
    """With the time from which on it may be; a time that has passed is no obstacle."""
    opens = (SystemClock().now().wall + HOUR).astimezone()
    back.report["thermal"]["warmth"] = thermal(opens=opens.isoformat())
    code, printed, complaint = posture("warmth", "start")
    assert (code, printed) == (1, "")
    assert f"{opens:%H:%M} on." in complaint
    assert back.told == []
    back.report["thermal"]["warmth"] = thermal(opens=(opens - 2 * HOUR).isoformat())
    assert posture("warmth", "start", "--none-applies")[0] == 0


def test_one_that_is_on_is_said_before_any_question(posture: Command, back: Back) -> None:
    """Whichever of the two it is, with how to end it."""
    ends = (SystemClock().now().wall + HOUR).astimezone().isoformat()
    back.report["session"] = {"kind": "warmth", "minutes": 15, "ends": ends, "over": False}
    code, printed, complaint = posture("cold", "start")
    assert (code, printed) == (1, "")
    assert complaint.startswith("Warmth is on, 15 minutes, until ")
    assert complaint.endswith("To end it: posture warmth stop\n")
    assert back.told == []


def test_quiet_hours_take_a_promise(posture: Command, back: Back, types: Types) -> None:
    """To stay awake; without it nothing begins, and nothing else is asked."""
    back.report["quiet_hours"] = True
    back.report["thermal"]["warmth"] = thermal(asked_today=True)
    types("no")
    assert posture("warmth", "start")[0] == 1
    types()
    assert "posture warmth start --awake" in posture("warmth", "start")[2]
    assert back.told == []
    types("yes")
    assert posture("warmth", "start")[0] == 0
    assert back.told == [("start-session", {"kind": "warmth", "minutes": 15, "stay_awake": True})]
    assert posture("warmth", "start", "--awake")[0] == 0
    assert back.told[1] == back.told[0]


def test_what_the_service_refuses_is_said(posture: Command, back: Back) -> None:
    """For example in quiet hours."""
    back.report["thermal"]["warmth"] = thermal(asked_today=True)
    back.refused = RequestRefused("These are quiet hours.", "posture warmth start --awake")
    code, _, complaint = posture("warmth", "start")
    assert code == 1
    assert complaint == "These are quiet hours.\nposture warmth start --awake\n"


@pytest.mark.parametrize(
    ("kind", "length"),
    [
        ("warmth", "5m"),
        ("warmth", "21m"),
        ("warmth", "1h"),
        ("cold", "4"),
        ("cold", "10m30s"),
        ("cold", "long"),
        ("cold", "99999999999999999h"),
    ],
)
def test_lengths_have_bounds(posture: Command, back: Back, kind: str, length: str) -> None:
    """In whole minutes, and before anybody is asked anything."""
    code, printed, complaint = posture(kind, "start", length)
    assert (code, printed) == (2, "")
    assert length in complaint
    assert back.asked == []


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["stop"], ("end-session", {})),
        (["fine"], ("check-skin", {"fine": True})),
        (["not-fine"], ("check-skin", {"fine": False})),
        (["helped"], ("judge-session", {"verdict": "helped"})),
        (["same", "--score", "4"], ("judge-session", {"verdict": "same", "score": 4})),
        (["worse"], ("judge-session", {"verdict": "worse"})),
    ],
)
def test_one_word_is_enough(
    posture: Command, back: Back, words: list[str], told: tuple[str, object]
) -> None:
    """To say that it is off, how the skin is, and how it was."""
    assert posture("warmth", *words) == (0, "Noted.\n", "")
    assert back.told == [told]


def test_status_says_what_is_on_and_when_next(posture: Command, back: Back) -> None:
    """How often today, and from when on; once the time is over, how to say that it is off."""
    opens = (SystemClock().now().wall + HOUR).astimezone()
    back.report["thermal"]["warmth"] = thermal(today=2, opens=opens.isoformat())
    back.report["session"] = {
        "kind": "warmth",
        "minutes": 15,
        "started": opens.isoformat(),
        "ends": opens.isoformat(),
        "over": False,
    }
    code, printed, _ = posture("warmth")
    assert code == 0
    assert "Warmth is on, 15 minutes, until" in printed
    assert "In the last 24 hours: 2 of at most 4, 15 minutes each." in printed
    assert f"Again from {opens:%H:%M} on." in printed
    back.report["session"]["over"] = True
    assert "posture warmth stop" in posture("cold")[1]


def test_both_are_counted_side_by_side_once_there_are_three_of_each(
    posture: Command, back: Back
) -> None:
    """And no word on which to take."""
    back.report["thermal"] = {
        "cold": thermal(helped=1, same=1),
        "warmth": thermal(helped=2, same=1, worse=1),
    }
    assert "helped" not in posture("warmth")[1]
    back.report["thermal"]["cold"]["worse"] = 1
    assert posture("cold")[1].endswith(
        "You said afterwards:\n"
        "  warmth  helped 2, the same 1, worse 1\n"
        "  cold    helped 1, the same 1, worse 1\n"
    )


def test_status_for_programs(posture: Command, back: Back) -> None:
    """With --json: the session that is on, and what is reported of this kind."""
    said = json.loads(posture("cold", "--json")[1])
    assert said == {"session": None, **back.report["thermal"]["cold"]}


@KINDS
def test_the_rules_that_are_shown_are_in_the_leaflet(kind: Thermal) -> None:
    """Each of them."""
    assert [rule.partition(":")[0] for rule in rules_of(kind)] == list(RULES)


def test_the_card_comes_before_warmth(posture: Command, back: Back) -> None:
    """It is said before anything is asked."""
    back.report["card"]["due"] = True
    code, _, complaint = posture("warmth", "start")
    assert code == 1
    assert "The emergency card comes first" in complaint
    assert back.deeds == []
