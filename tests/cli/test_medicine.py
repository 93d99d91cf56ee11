"""`medicine`: numbers typed twice, a card first, and no name or amount from us."""

from __future__ import annotations

import json
import re
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest

from posture_daemon.adapters.clock import SystemClock
from posture_daemon.cli.medicine import _complete
from posture_daemon.cli.medicine import medicine as group
from posture_daemon.cli.medicine_packet import DO_NOT_FIT
from posture_daemon.content.leaflets import leaflet
from posture_daemon.content.sayings import medicine_form
from posture_daemon.core.sore.wording import DAYS_REACHED, EARLY
from tests.cli.back import medicine

if TYPE_CHECKING:
    from tests.cli.back import Back
    from tests.cli.conftest import Command, Types

FORM = medicine_form()
NUMBERS = (
    *("--hours", "6", "--hours-again", "6", "--times", "4", "--times-again", "4"),
    *("--days", "3", "--days-again", "3"),
)
FAMILY = "--not-anti-inflammatory"


def flat(text: str) -> str:
    """A text without its line breaks."""
    return " ".join(text.split())


def test_each_number_is_typed_twice(posture: Command, back: Back, types: Types) -> None:
    """Twice the same is taken, and reminders are off."""
    types("6", "6", "4", "4", "3", "3", "no")
    code, printed, _ = posture("medicine", "add", " the white one ")
    assert code == 0
    assert FORM.from_packet in flat(printed)
    assert back.told == [
        ("add-medicine", {"nickname": "the white one", "hours": 6, "times": 4, "days": 3})
    ]


def test_a_slip_is_asked_again(posture: Command, back: Back, types: Types) -> None:
    """Where the two differ, and where no packet could say so; nothing else is suggested."""
    types("6", "7", "6", "6", "four", "4", "4", "0", "3", "3", "yes")
    code, printed, _ = posture("medicine", "add", "white")
    assert code == 0
    assert FORM.not_the_same in flat(printed)
    assert "'four' cannot be that number; please read the packet once more." in printed
    assert "'0' cannot be that number" in printed
    assert back.told == [
        (
            "add-medicine",
            {"nickname": "white", "hours": 6, "times": 4, "days": 3, "anti_inflammatory": True},
        )
    ]


def test_empty_is_a_log_only(posture: Command, back: Back, types: Types) -> None:
    """Each of them may be left out."""
    types("", "", "", "", "", "", "no")
    assert posture("medicine", "add", "white")[0] == 0
    assert back.told == [("add-medicine", {"nickname": "white"})]


def test_numbers_that_do_not_fit_together_are_read_again(
    posture: Command, back: Back, types: Types
) -> None:
    """Both are asked anew, and no other number is named."""
    types("8", "8", "4", "4", "3", "3", "8", "8", "3", "3", "3", "3", "no")
    code, printed, _ = posture("medicine", "add", "white")
    assert code == 0
    assert DO_NOT_FIT in flat(printed)
    assert back.told[0][1]["times"] == 3


@pytest.mark.parametrize("times", ["4", "5"])
def test_the_bound_of_a_day(posture: Command, back: Back, times: str) -> None:
    """Four times with six hours between fit into a day, five do not."""
    words = [times if word == "4" else word for word in NUMBERS]
    assert posture("medicine", "add", "white", *words, FAMILY)[0] == (0 if times == "4" else 2)
    assert len(back.told) == (times == "4")


def test_a_script_types_them_twice_as_well(posture: Command, back: Back) -> None:
    """By options, and asks nothing then."""
    code, _, _ = posture("medicine", "add", "white", *NUMBERS, "--anti-inflammatory", "--remind")
    assert code == 0
    assert back.told == [
        (
            "add-medicine",
            {
                "nickname": "white",
                "hours": 6,
                "times": 4,
                "days": 3,
                "anti_inflammatory": True,
                "remind": True,
            },
        )
    ]
    assert posture("medicine", "add", "blue", "--log-only", FAMILY)[0] == 0
    assert back.told[1:] == [("add-medicine", {"nickname": "blue"})]


@pytest.mark.parametrize(
    "words",
    [
        ["--hours", "6"],
        ["--hours", "6", "--hours-again", "7"],
        ["--hours", "0", "--hours-again", "0"],
        ["--times", "25", "--times-again", "25"],
        ["--days", "366", "--days-again", "366"],
        ["--hours", "six", "--hours-again", "six"],
    ],
)
def test_slips_of_scripts_are_wrong_use(posture: Command, back: Back, words: list[str]) -> None:
    """With a sentence, and nothing is added."""
    code, printed, complaint = posture("medicine", "add", "white", *words, FAMILY)
    assert (code, printed) == (2, "")
    assert "Error: " in complaint
    assert back.asked == []


def test_a_refused_number_names_no_other(posture: Command) -> None:
    """Neither the least nor the most."""
    complaint = posture("medicine", "add", "white", "--hours", "80", "--hours-again", "80")[2]
    assert re.findall(r"\d+", complaint) == []


def test_nobody_answers(posture: Command, back: Back, types: Types) -> None:
    """Then nothing is added, and a script is told how."""
    types("6", "6")
    code, _, complaint = posture("medicine", "add", "white")
    assert code == 1
    assert "Nothing is added." in complaint
    assert "--log-only" in complaint
    assert back.told == []


def test_the_card_comes_first(posture: Command, back: Back, types: Types) -> None:
    """In full, and one has to say that one has read it."""
    back.report["medicine_card_due"] = True
    types("ok")
    code, printed, _ = posture("medicine", "add", "white", *NUMBERS, FAMILY)
    assert code == 1
    for section in leaflet("medicine").sections:
        assert all(point.text in flat(printed) for point in section.points)
    assert back.told == []
    types("read")
    assert posture("medicine", "add", "white", *NUMBERS, FAMILY)[0] == 0
    assert back.deeds == ["read-medicine-card", "add-medicine"]


def test_the_card_can_be_read_at_any_time(posture: Command, back: Back, types: Types) -> None:
    """And it is said that it was; a script may say so beside the card that it prints."""
    types("read")
    assert posture("medicine", "card")[0] == 0
    code, printed, _ = posture("medicine", "card", "--card-read")
    assert code == 0
    assert leaflet("medicine").title.upper() in printed
    assert back.deeds == ["read-medicine-card"] * 2


@pytest.mark.parametrize(("word", "deed"), [("took", "take-medicine"), ("drop", "drop-medicine")])
def test_one_word_and_the_nickname(posture: Command, back: Back, word: str, deed: str) -> None:
    """What the service says to it is printed, whatever that is."""
    back.said = ["white: logged at 10:00.", EARLY]
    code, printed, _ = posture("medicine", word, "white")
    assert code == 0
    assert flat(printed) == f"white: logged at 10:00. {EARLY}"
    assert back.told == [(deed, {"nickname": "white"})]


def test_one_that_has_reached_its_days_takes_somebody_s_word(
    posture: Command, back: Back, types: Types
) -> None:
    """A pharmacist's or doctor's; without it nothing is added."""
    back.report["medicines"] = [medicine("White", hours=6, times=4, days=3, ended=True)]
    types("no")
    code, printed, complaint = posture("medicine", "add", "white", *NUMBERS, FAMILY)
    assert code == 1
    assert DAYS_REACHED in flat(printed)
    assert complaint.startswith("Nothing is added.")
    assert back.told == []
    types("yes")
    assert posture("medicine", "add", "white", *NUMBERS, FAMILY)[0] == 0
    assert back.told[0][1]["told"] is True
    assert posture("medicine", "add", "white", *NUMBERS, FAMILY, "--told")[0] == 0
    assert back.told[1][1]["told"] is True


def test_the_list_tells_what_was_typed_and_logged(posture: Command, back: Back) -> None:
    """Until when the limits last, and no advice; an empty one says how to begin."""
    assert "posture medicine add NICKNAME" in posture("medicine")[1]
    opens = (SystemClock().now().wall + timedelta(hours=1)).astimezone()
    white: dict[str, Any] = {"hours": 6, "times": 4, "days": 3, "remind": True}
    back.report["medicines"] = [
        medicine("white", **white, taken_24h=2, days_in_a_row=2, opens=opens.isoformat()),
        medicine("blue", taken_24h=1),
        medicine("red", **white, ended=True),
    ]
    assert posture("medicine", "list")[1].splitlines() == [
        "white: logged 2 times in the last 24 hours, on 2 days in a row.",
        "  You typed in: 6 hours between, 4 times in 24 hours, 3 days in a row, and",
        "  reminds you.",
        f"  The limits that you typed in last until {opens:%H:%M}.",
        "blue: logged once in the last 24 hours.",
        "  A log only.",
        "red: logged 0 times in the last 24 hours.",
        "  You typed in: 6 hours between, 4 times in 24 hours, 3 days in a row, and",
        "  reminds you.",
        "  This is the number of days that you typed in. Please ask a pharmacist or",
        "  doctor how to go on.",
    ]
    assert json.loads(posture("medicine", "list", "--json")[1]) == back.report["medicines"]


def test_one_is_one(posture: Command, back: Back) -> None:
    """A single hour, time and day are said so."""
    back.report["medicines"] = [medicine("white", hours=1, times=1, days=1)]
    assert "1 hour between, 1 time in 24 hours, 1 day in a row" in posture("medicine", "list")[1]


def test_only_one_s_own_nicknames_are_completed(back: Back) -> None:
    """There is no list of medicines."""
    back.report["medicines"] = [medicine("white"), medicine("blue")]
    took = group.commands["took"]
    context = took.make_context("took", ["x"])
    assert _complete(context, took.params[0], "") == ["white", "blue"]
    assert _complete(context, took.params[0], "w") == ["white"]
    add = group.commands["add"]
    assert add.params[0].shell_complete(context, "") == []


@pytest.mark.parametrize("name", [None, *group.commands])
def test_no_number_is_suggested(posture: Command, name: str | None) -> None:
    """Not in the help either, but for the length of a day."""
    printed = posture("medicine", *filter(None, [name]), "--help")[1]
    assert set(re.findall(r"\d+", printed)) <= {"24"}
