"""`pain`: a line of the diary in one command, and what was written down."""

from __future__ import annotations

import io
import json
import sys
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest

from posture_daemon.cli.pain import _complete, activity
from posture_daemon.core.sore.deeds import Ask, CheckIn, Deed, Leg, Record, ScoreActivity, Work
from tests.cli.back import keep

if TYPE_CHECKING:
    from tests.cli.back import Back
    from tests.cli.conftest import Command

NINE = datetime(2026, 3, 2, 9, tzinfo=UTC)


@pytest.mark.parametrize(
    ("words", "details"),
    [
        (["4"], {"now": 4}),
        (["0", "--worst", "0"], {"now": 0, "worst": 0}),
        (["score", "4"], {"now": 4}),
        (["4", "--leg", "numb", "--mood", "0"], {"now": 4, "leg": "numb", "mood": 0}),
        (["4", "--slept"], {"now": 4, "sleep_disturbed": False}),
        (["4", "--sleep-disturbed"], {"now": 4, "sleep_disturbed": True}),
        (
            ["4", "--worst", "6", "--average", "5", "--stiff", "20", "--work", "modified"],
            {"now": 4, "worst": 6, "average": 5, "stiff_minutes": 20, "work": "modified"},
        ),
        (
            ["4", "--area", "lower-back", "--area", "legs", "--helped", "a walk"],
            {"now": 4, "areas": ("lower-back", "legs"), "helped": ("a walk",)},
        ),
        (["4", "--note", "sat long, café"], {"now": 4, "note": "sat long, café"}),
    ],
)
def test_a_line_of_the_diary(
    posture: Command, back: Back, words: list[str], details: dict[str, Any]
) -> None:
    """A number is enough; what else is said goes with it, and what is not said does not."""
    assert posture("pain", *words) == (0, "Noted.\n", "")
    assert back.told == [("check-in", details)]


@pytest.mark.parametrize(
    "words",
    [
        [],
        ["11"],
        ["-1"],
        ["4.5"],
        ["much"],
        ["4", "--worst", "11"],
        ["4", "--worst", "3"],
        ["4", "--worst", "6", "--average", "7"],
        ["4", "--leg", "tired"],
        ["4", "--area", "soul"],
        ["4", "--stiff", "-5"],
        ["4", "--stiff", "1441"],
        ["4", "--mood", "12"],
        ["activity", "sitting an hour"],
        ["activity", "sitting an hour", "11"],
        ["activity", " ", "4"],
    ],
)
def test_what_cannot_be_is_wrong_use(posture: Command, back: Back, words: list[str]) -> None:
    """Said in a sentence, and nothing is told."""
    code, printed, complaint = posture("pain", *words)
    assert (code, printed) == (2, "")
    assert "Error: " in complaint
    assert back.told == []


class Terminal(io.StringIO):
    """What a person types, at a terminal."""

    def isatty(self) -> bool:
        """It is one."""
        return True


def test_in_a_terminal_the_card_opens_at_once(
    posture: Command, back: Back, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where what was told calls for it, it is shown whole and asked for an answer."""
    back.report["card"]["due"] = True
    monkeypatch.setattr(sys, "stdin", Terminal("none\n"))
    code, printed, _ = posture("pain", "5", "--leg", "numb")
    assert code == 0
    assert "BEFORE ANYTHING ELSE" in printed
    assert back.deeds == ["check-in", "answer-card"]


def test_a_script_is_told_of_the_card(posture: Command, back: Back) -> None:
    """It is asked nothing."""
    back.report["card"]["due"] = True
    assert posture("pain", "5", "--leg", "numb")[0] == 0
    assert back.deeds == ["check-in"]


def test_help_says_that_a_number_is_enough(posture: Command) -> None:
    """In the line of usage, and with the commands below."""
    printed = posture("pain", "--help")[1]
    assert printed.startswith("Usage: posture pain [OPTIONS] SCORE | COMMAND")
    assert all(f"\n  {name} " in printed for name in ("score", "activity", "list"))


def test_activities_are_one_s_own(posture: Command, back: Back) -> None:
    """They are completed as they were named before, with nothing else on offer."""
    assert posture("pain", "activity", "sitting an hour", "4")[0] == 0
    assert back.told == [("score-activity", {"activity": "sitting an hour", "score": 4})]
    back.report["activities"] = ["sitting an hour", "socks"]
    parameter = activity.params[0]
    context = activity.make_context("activity", ["", "0"])
    assert _complete(context, parameter, "s") == ["sitting an hour", "socks"]
    assert _complete(context, parameter, "so") == ["socks"]


# --- the list ---

TOLD: tuple[Deed, ...] = (
    CheckIn(
        6,
        worst=8,
        leg=Leg.TINGLE,
        areas=("lower-back",),
        sleep_disturbed=True,
        work=Work.OFF,
        note="lifted a box",
    ),
    Ask("May I swim?"),
    ScoreActivity("socks", 3),
    CheckIn(4),
)
LINES = (
    "2026-03-02 09:00   6  worst 8; leg tingle; where lower-back; work off; note",
    "  lifted a box; sleep disturbed",
    "2026-03-02 11:00   3  activity: socks",
    "2026-03-02 12:00   4",
)


@pytest.fixture
def kept(monkeypatch: pytest.MonkeyPatch) -> None:
    """A diary with one deed an hour."""
    hours = (NINE + timedelta(hours=n) for n in range(len(TOLD)))
    keep([Record(at, timedelta(), "UTC", deed) for at, deed in zip(hours, TOLD, strict=True)])
    monkeypatch.setenv("TZ", "UTC")


@pytest.mark.usefixtures("kept")
def test_scores_are_listed_and_nothing_else(posture: Command) -> None:
    """A line each, in the order of time, within the width; the service need not run."""
    assert posture("pain", "list") == (0, "\n".join(LINES) + "\n", "")


@pytest.mark.usefixtures("kept")
def test_scores_since_a_time(posture: Command) -> None:
    """Or since a day; what is none is wrong use."""
    assert posture("pain", "list", "--since", "2026-03-02T11:00")[1] == "\n".join(LINES[2:]) + "\n"
    assert posture("pain", "list", "--since", "someday")[0] == 2


@pytest.mark.usefixtures("kept")
def test_scores_for_programs(posture: Command) -> None:
    """With --json an object a line."""
    lines = posture("pain", "list", "--json")[1].splitlines()
    assert json.loads(lines[1]) == {
        "at": "2026-03-02T11:00:00+00:00",
        "deed": "score-activity",
        "activity": "socks",
        "score": 3,
    }
    assert json.loads(lines[2]).items() > {"deed": "check-in", "now": 4, "worst": None}.items()


def test_the_card_that_comes_next_has_its_command(posture: Command, back: Back) -> None:
    """Where the diary is told by a command."""
    assert "posture sore card" not in posture("pain", "4")[1]
    back.report["card"]["due"] = True
    assert "To read it: posture sore card" in posture("pain", "4")[1]


@pytest.mark.parametrize("score", ["11", "4.5", "-1"])
def test_a_score_that_is_none(posture: Command, back: Back, score: str) -> None:
    """It is said which numbers there are, and nothing is written down."""
    code, _, complaint = posture("pain", score)
    assert (code, back.told) == (2, [])
    assert f"{score} is not a whole number from 0 to 10" in complaint
