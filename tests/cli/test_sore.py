"""`sore`: the card comes first, one picks the level, and what is told reaches the service."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest

from posture_daemon.adapters.clock import SystemClock
from posture_daemon.cli import sore_help
from posture_daemon.cli.level import STOP_RULE
from posture_daemon.content.emergency import card
from posture_daemon.content.leaflets import LEAFLETS, leaflet
from posture_daemon.content.sayings import beginning
from posture_daemon.errors import RequestRefused, Unavailable
from posture_daemon.forms import child
from posture_daemon.forms.pages import PAGES

if TYPE_CHECKING:
    from tests.cli.back import Back
    from tests.cli.conftest import Command, Types

DAY = timedelta(days=1)


def flat(text: str) -> str:
    """A text without its line breaks."""
    return " ".join(text.split())


# --- the emergency card ---


def test_the_card_is_shown_in_full_before_anything_is_asked(
    posture: Command, back: Back, types: Types
) -> None:
    """Every sign of it, and both answers; where nobody answers, nothing begins."""
    types()
    code, printed, complaint = posture("sore", "start")
    shown = card()
    for group in shown.groups:
        assert all(sign.text in flat(printed) for sign in group.items)
    assert shown.yes in printed
    assert shown.no in printed
    assert code == 1
    assert "Nothing has begun." in complaint
    assert back.told == []


@pytest.mark.parametrize("word", ["", "y", "no", "yes", "n", "maybe", "0", "none of these"])
def test_nothing_but_the_two_answers_is_taken(
    posture: Command, back: Back, types: Types, word: str
) -> None:
    """No default, no short form, and no third answer."""
    types(word)
    code, printed, _ = posture("sore", "start")
    assert code == 1
    assert f"{word!r} is none of: applies, none." in printed
    assert back.told == []


def test_none_begins_the_plan_with_the_hours_and_a_level(
    posture: Command, back: Back, types: Types
) -> None:
    """In this order, and with the version of the card; the table is shown before it is asked."""
    back.report |= {"phase": "well", "level": 0}
    types("none", "yes", "2")
    code, printed, _ = posture("sore", "start")
    assert code == 0
    assert back.told == [
        ("begin", {"outside_hours": True}),
        ("answer-card", {"applies": False}),
        ("pick-level", {"level": 2, "stop_rule_read": True}),
    ]
    assert printed.index("levels".upper()) < printed.index("Which level?")


def test_who_should_ask_first_is_shown_before_the_first_use(
    posture: Command, back: Back, types: Types
) -> None:
    """After the card and before anything begins, whole; and it is kept that it was."""
    back.report |= {"phase": "well", "ask_first": True}
    types("none")  # and nobody answers what comes next
    code, printed, _ = posture("sore", "start")
    points = leaflet("before-you-start").sections[0].points
    assert all(point.text in flat(printed) for point in points)
    assert printed.index(card().no) < printed.index("ASK FIRST")
    assert (code, back.told) == (1, [])
    assert posture("sore", "start", "--answer", "none")[0] == 0
    assert back.told[-1] == ("read-leaflet", {"name": "before-you-start"})


@pytest.mark.parametrize("command", ["start", "card"])
def test_who_should_ask_first_is_shown_after_advice_too(
    posture: Command, back: Back, command: str
) -> None:
    """A sign that applied ended the first start before it was."""
    back.report |= {"phase": "safety", "ask_first": True}
    assert "ASK FIRST" in posture("sore", command, "--answer", "none")[1]
    assert back.deeds == ["answer-card", "read-leaflet"]


def test_who_should_ask_first_is_shown_once(posture: Command, back: Back) -> None:
    """A second start begins at once."""
    back.report["phase"] = "well"
    assert "ASK FIRST" not in posture("sore", "start", "--answer", "none")[1]


def test_the_plan_begins_with_what_there_is(posture: Command, back: Back, types: Types) -> None:
    """A score if one likes, warmth or cold, a position of ease, and a line that is true of many."""
    back.report["phase"] = "well"
    types("none", "no", "later", "11", "6")
    printed = flat(posture("sore", "start")[1])
    assert "'11' is none of" in printed
    assert back.told[-1] == ("check-in", {"now": 6})
    for said in ("posture warmth start", "posture cold start", "posture show micro-easiest-place"):
        assert said in printed
    assert printed.endswith(beginning().reassurance)


@pytest.mark.parametrize("words", [("later",), ("",), ()])
def test_a_first_score_may_be_left_out(
    posture: Command, back: Back, types: Types, words: tuple[str, ...]
) -> None:
    """By a word, by nothing, and by somebody who is not there; a script is told the command."""
    back.report["phase"] = "well"
    types("none", "no", "later", *words)
    code, printed, _ = posture("sore", "start")
    assert code == 0
    assert "check-in" not in back.deeds
    assert flat(printed).endswith(beginning().reassurance)
    assert "posture pain SCORE" in posture("sore", "start", "--answer", "none")[1]


def test_a_level_may_wait(posture: Command, back: Back, types: Types) -> None:
    """The plan begins without one; what has no place in the first days is not to be picked."""
    back.report["phase"] = "well"
    types("none", "no", "4", "later")
    code, printed, _ = posture("sore", "start")
    assert code == 0
    assert "'4' is none of: 0, 1, 2, 3, later." in printed
    assert back.told == [("begin", {}), ("answer-card", {"applies": False})]


def test_interrupting_the_card_starts_nothing(
    posture: Command, back: Back, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Ctrl+C at the question is exit code 130, and the service hears of nothing."""

    def interrupt(*_: object) -> str:
        raise KeyboardInterrupt

    back.report["phase"] = "well"
    monkeypatch.setattr("click.termui.visible_prompt_func", interrupt)
    assert posture("sore", "start")[0] == 130
    assert back.told == []


@pytest.mark.parametrize(("country", "number"), [("GB", "999"), ("US", "911"), ("", "112")])
def test_a_sign_that_applies_shows_whom_to_call(
    posture: Command, back: Back, types: Types, country: str, number: str
) -> None:
    """By the country of the settings, or in general; and all else is off."""
    back.report |= {"phase": "well", "country": country}
    types("applies")
    code, printed, _ = posture("sore", "start")
    assert code == 0
    assert flat(card(country).after_yes) in flat(printed)
    assert number in printed
    assert back.told == [("begin", {}), ("answer-card", {"applies": True})]


def test_a_country_may_be_named(posture: Command, back: Back) -> None:
    """Another one than that of the settings, in small letters as well."""
    back.report["country"] = "GB"
    assert "911" in posture("sore", "card", "--country", "us", "--answer", "applies")[1]
    assert posture("sore", "card", "--country", "USA")[0] == 2


@pytest.mark.parametrize("known", ["GB", ""])
def test_a_country_that_is_named_holds_once(posture: Command, back: Back, known: str) -> None:
    """What stays goes by the settings, so that is said, with the way to change them."""
    back.report["country"] = known
    way = "posture settings set sore.country US"
    assert way in flat(posture("sore", "card", "--country", "us", "--answer", "applies")[1])
    back.report["country"] = "US"
    assert way not in flat(posture("sore", "card", "--country", "us", "--answer", "applies")[1])


def test_whom_to_call_needs_no_service(posture: Command, types: Types) -> None:
    """The card and the number come first; only then is it said that nobody runs."""
    types("applies")
    code, printed, complaint = posture("sore", "card", "--country", "GB")
    assert code == 3
    assert "999" in printed
    assert "stays away" not in printed  # nobody has kept the answer
    assert "not running" in complaint


def test_a_sign_counts_while_the_plan_runs(posture: Command, back: Back, types: Types) -> None:
    """`sore start` of somebody whose plan runs does not stumble over that."""
    types("applies")
    assert posture("sore", "start")[0] == 0
    assert back.told == [("answer-card", {"applies": True})]


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("--answer", "none"), ["begin", "answer-card"]),
        (("--answer", "none", "--level", "0"), ["begin", "answer-card", "pick-level"]),
        (("--answer", "none", "--level", "3"), ["begin", "answer-card", "pick-level"]),
        (("--answer", "applies"), ["begin", "answer-card"]),
    ],
)
def test_a_script_answers_the_card_that_it_prints(
    posture: Command, back: Back, words: tuple[str, ...], told: list[str]
) -> None:
    """It asks nothing, and cannot leave the card out."""
    back.report["phase"] = "well"
    code, printed, _ = posture("sore", "start", *words)
    assert code == 0
    assert all(sign.text in flat(printed) for group in card().groups for sign in group.items)
    assert back.deeds == told


def test_the_card_can_be_answered_again(posture: Command, back: Back, types: Types) -> None:
    """At any time; without a plan there is nothing to keep of "none"."""
    types("none")
    assert posture("sore", "card")[0] == 0
    back.report["phase"] = "well"
    types("none")
    code, printed, _ = posture("sore", "card")
    assert code == 0
    assert "posture sore start" in printed
    assert back.told == [("answer-card", {"applies": False})]


# --- the plan ---


def test_status_says_how_far_it_is(posture: Command, back: Back) -> None:
    """The part of the plan, the day, the level, what is open and what comes next."""
    back.report |= {
        "session": {
            "kind": "warmth",
            "minutes": 15,
            "started": "2026-03-03T09:50:00+01:00",
            "ends": "2026-03-03T10:05:00+01:00",
            "over": False,
        },
        "card": {"due": True, "answered": None},
        "dropped": [{"item": "stretch-child-pose", "until": "2026-03-04T09:00:00+01:00"}],
        "visit": {"stage": "booked", "on": "2026-03-05", "whom": "Dr Grey"},
        "questions": ["May I swim?"],
        "question": {"about": "item", "name": "stretch-cat"},
    }
    back.status["reminders"] = [
        {"reminder": "sore:walk", "due": "2026-03-03T11:00:00+01:00", "held": None},
        {"reminder": "sore:on-your-feet", "due": "2026-03-03T10:30:00+01:00", "held": None},
        {"reminder": "sore:change", "due": "2026-03-03T10:00:00+01:00", "held": "meeting"},
    ]
    code, printed, _ = posture("sore")
    assert code == 0
    for said in (
        "The first days: day 2.",
        "Level 1; reminders come in all waking hours.",
        "posture sore card",
        "Warmth is on, 15 minutes, until",
        "stretch-child-pose",
        "posture sore did stretch-cat --worse or --not-worse",
        "Appointment: booked on 2026-03-05, Dr Grey.",
        "To ask: May I swim?",
        "Next: On your feet, 10:30.",
    ):
        assert said in flat(printed)


@pytest.mark.parametrize(
    ("phase", "way"),
    [
        ("well", "posture sore start"),
        ("safety", "posture sore card"),
        ("urgent", "posture sore advice"),
        ("paused", "posture sore resume"),
    ],
)
def test_status_names_the_way_on(posture: Command, back: Back, phase: str, way: str) -> None:
    """Where the plan stands still, the command that goes on is said."""
    back.report["phase"] = phase
    assert way in flat(posture("sore")[1])


def test_status_of_who_needs_help_says_whom_to_call(posture: Command, back: Back) -> None:
    """For as long as it is so."""
    back.report["phase"] = "urgent"
    assert flat(card("GB").after_yes) in flat(posture("sore")[1])


def test_status_says_how_the_diary_is_kept(posture: Command, back: Back) -> None:
    """Where it is not encrypted, or cannot be written."""
    back.report["diary"] = {"kept": "plain", "trouble": ""}
    assert "not encrypted" in posture("sore")[1]
    back.report["diary"] = {"kept": "locked", "trouble": "The keyring is locked."}
    assert "Diary: The keyring is locked." in posture("sore")[1]


def test_status_for_programs(posture: Command, back: Back) -> None:
    """With --json it is the report of the service."""
    assert json.loads(posture("sore", "--json")[1]) == back.report


@pytest.mark.parametrize(
    ("word", "deed"),
    [
        ("pause", "pause"),
        ("resume", "resume"),
        ("usual", "usual"),
        ("end", "end"),
        ("advice", "got-advice"),
    ],
)
def test_one_word_is_enough(posture: Command, back: Back, word: str, deed: str) -> None:
    """What the service says to it is printed."""
    back.said = ["So be it."]
    assert posture("sore", word) == (0, "So be it.\n", "")
    assert back.told == [(deed, {})]


@pytest.mark.parametrize("word", ["advice", "resume"])
def test_the_card_may_come_next(posture: Command, back: Back, types: Types, word: str) -> None:
    """Then it is shown and asked at once; where nobody answers, it waits."""
    back.report["phase"] = "safety"
    types()
    code, printed, _ = posture("sore", word)
    assert code == 0
    assert all(sign.text in flat(printed) for group in card().groups for sign in group.items)
    assert "The card waits for its answer: posture sore card" in printed
    types("none")
    assert posture("sore", word)[0] == 0
    types("applies")
    assert "999" in posture("sore", word)[1]
    assert [told for told in back.told if told[0] == "answer-card"] == [
        ("answer-card", {"applies": False}),
        ("answer-card", {"applies": True}),
    ]


def test_what_the_service_refuses_is_said(posture: Command, back: Back) -> None:
    """Title and hint, exit code 1."""
    back.refused = RequestRefused("There is no plan.", "To begin one: posture sore start")
    code, printed, complaint = posture("sore", "pause")
    assert (code, printed) == (1, "")
    assert complaint == "There is no plan.\nTo begin one: posture sore start\n"


def test_without_a_service_it_is_said(posture: Command) -> None:
    """Exit code 3, and how to start it."""
    assert posture("sore")[0] == 3
    assert posture("sore", "pause")[0] == 3


# --- levels ---


def test_the_table_is_shown_and_nothing_picked(posture: Command, back: Back) -> None:
    """Without a number."""
    code, printed, _ = posture("sore", "level")
    assert code == 0
    assert all(row[1] in printed for row in leaflet("levels").sections[0].rows)
    assert "Picked now: level 1." in printed
    back.report |= {"level": 0, "picked": False}
    assert "None is picked yet" in posture("sore", "level")[1]
    assert "No level is picked yet" in posture("sore")[1]
    assert back.told == []


def test_a_lower_level_is_picked_at_once(posture: Command, back: Back) -> None:
    """And the same as well."""
    assert posture("sore", "level", "0")[0] == 0
    assert posture("sore", "level", "1")[0] == 0
    assert back.told == [("pick-level", {"level": 0}), ("pick-level", {"level": 1})]


def test_a_higher_level_takes_a_second_yes(posture: Command, back: Back, types: Types) -> None:
    """After the rule for stopping; a no leaves all as it is."""
    rule = next(s for s in leaflet("levels").sections if s.heading == STOP_RULE)
    types("no")
    code, printed, _ = posture("sore", "level", "2")
    assert code == 0
    assert all(point.text in flat(printed) for point in rule.points)
    assert back.told == []
    types("yes")
    assert posture("sore", "level", "2")[0] == 0
    assert back.told == [("pick-level", {"level": 2, "stop_rule_read": True})]


def test_a_script_says_that_the_rule_was_read(posture: Command, back: Back, types: Types) -> None:
    """Otherwise it is told how, and nothing changes."""
    types()
    code, _, complaint = posture("sore", "level", "2")
    assert code == 1
    assert "--stop-rule-read" in complaint
    assert posture("sore", "level", "2", "--stop-rule-read")[0] == 0
    assert back.deeds == ["pick-level"]


@pytest.mark.parametrize("number", ["5", "-1", "two"])
def test_there_are_five_levels(posture: Command, number: str) -> None:
    """Another is wrong use."""
    assert posture("sore", "level", number)[0] == 2


# --- what there is to read, and help ---


def test_leaflets_are_listed_and_shown(posture: Command, back: Back) -> None:
    """All of each, the same for everyone, and that it was read is told."""
    listed = posture("sore", "leaflet")[1]
    for name in LEAFLETS:
        assert name in listed
        code, printed, _ = posture("sore", "leaflet", name)
        whole = leaflet(name)
        assert code == 0
        for section in whole.sections:
            assert all(point.text in flat(printed) for point in section.points)
            assert all(cell in flat(printed) for row in section.rows for cell in row)
        assert all(notice in flat(printed) for notice in whole.notice)
    assert back.told == [("read-leaflet", {"name": name}) for name in LEAFLETS]


def test_leaflets_need_no_service(posture: Command) -> None:
    """They can be read at any time; one that there is not is wrong use."""
    assert posture("sore", "leaflet", "after")[0] == 0
    code, _, complaint = posture("sore", "leaflet", "afters")
    assert code == 2
    assert "there are: levels, see-someone" in flat(complaint)


@pytest.mark.parametrize("columns", ["30", "80", "200"])
def test_texts_keep_to_the_width(
    posture: Command, monkeypatch: pytest.MonkeyPatch, columns: str
) -> None:
    """Of the terminal, up to what reads well."""
    monkeypatch.setenv("COLUMNS", columns)
    for name in LEAFLETS:
        widest = max(map(len, posture("sore", "leaflet", name)[1].splitlines()))
        assert widest <= min(int(columns), 80)


def test_help_shows_the_card_then_who_can_help(posture: Command, back: Back) -> None:
    """And what was kept: the appointment and the questions."""
    back.report["questions"] = ["May I swim?"]
    code, printed, _ = posture("sore", "help")
    assert code == 0
    assert printed.index(card().title.upper()) < printed.index("WHO CAN HELP")
    assert printed.index("WHO CAN HELP") < printed.index("WHAT TO BRING")
    assert printed.index("WHAT TO BRING") < printed.index("ASK FIRST")
    assert "To ask: May I swim?" in printed
    assert back.told == [("read-leaflet", {"name": "see-someone"})]


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["--not-now"], [("visit", {"stage": "not-now"})]),
        (["--ask", " May I swim? "], [("ask", {"question": "May I swim?"})]),
    ],
)
def test_help_keeps_what_comes_of_it(
    posture: Command, back: Back, words: list[str], told: list[Any]
) -> None:
    """And shows nothing then but what the service says."""
    assert posture("sore", "help", *words) == (0, "Noted.\n", "")
    assert back.told == told


def test_appointments_have_their_day(posture: Command, back: Back) -> None:
    """Booked from today on, seen until today; what cannot be is wrong use."""
    today = SystemClock().now().wall.astimezone().date()
    words = ("sore", "help", "--whom", "Dr Grey")
    assert posture(*words, "--booked", str(today + DAY))[0] == 0
    assert posture(*words, "--seen", str(today))[0] == 0
    assert back.told == [
        ("visit", {"stage": "booked", "on": today + DAY, "whom": "Dr Grey"}),
        ("visit", {"stage": "seen", "on": today, "whom": "Dr Grey"}),
    ]
    assert posture(*words, "--booked", str(today - DAY))[0] == 2
    assert posture(*words, "--seen", str(today + DAY))[0] == 2
    assert "2026-12-40 is no day" in flat(posture(*words, "--booked", "2026-12-40")[2])
    assert len(back.told) == 2


@pytest.mark.parametrize(
    "words",
    [
        ["--booked", "tomorrow"],
        ["--booked", "2026-02-30"],
        ["--not-now", "--seen", "2026-03-02"],
        ["--whom", "Dr Grey"],
        ["--ask", " "],
    ],
)
def test_what_makes_no_sense_is_wrong_use(posture: Command, back: Back, words: list[str]) -> None:
    """And nothing is told."""
    assert posture("sore", "help", *words)[0] == 2
    assert back.told == []


def test_today_is_the_person_s(monkeypatch: pytest.MonkeyPatch) -> None:
    """By the time zone of the system, and not by UTC."""
    monkeypatch.setenv("TZ", "Pacific/Kiritimati")
    there = sore_help._today()
    monkeypatch.setenv("TZ", "Pacific/Pago_Pago")
    assert there > sore_help._today()


# --- facts ---


def test_how_it_began_is_told_as_far_as_it_is_said(posture: Command, back: Back) -> None:
    """What is left out is not sent; nothing at all is wrong use."""
    words = "--onset sudden --again --area lower-back --area hips --spread above-knee"
    assert posture("sore", "tell", *words.split(), "--goal", "dig the garden")[0] == 0
    assert back.told == [
        (
            "tell",
            {
                "onset": "sudden",
                "first_ever": False,
                "areas": ("lower-back", "hips"),
                "spread": "above-knee",
                "goal": "dig the garden",
            },
        )
    ]
    assert posture("sore", "tell")[0] == 2


@pytest.mark.parametrize(
    ("words", "worse"),
    [([], {}), (["--worse"], {"worse": True}), (["--not-worse"], {"worse": False})],
)
def test_an_exercise_was_done(
    posture: Command, back: Back, words: list[str], worse: dict[str, bool]
) -> None:
    """Worse, not worse, or unsaid."""
    assert posture("sore", "did", "stretch-ear-to-shoulder", *words)[0] == 0
    assert back.told == [("did-item", {"item": "stretch-ear-to-shoulder", **worse})]


def test_an_exercise_that_there_is_not(posture: Command, back: Back) -> None:
    """Is wrong use, and the nearest is named."""
    code, _, complaint = posture("sore", "did", "stretch-ear-to-shoulders", "--worse")
    assert code == 2
    assert "stretch-ear-to-shoulder" in complaint
    assert back.told == []


# --- pages ---


@pytest.mark.parametrize(
    ("words", "page"),
    [(["start", "--page"], "start"), (["card", "--page"], "card"), (["form"], "check-in")],
)
def test_there_are_pages_to_fill_in(
    posture: Command, monkeypatch: pytest.MonkeyPatch, words: list[str], page: str
) -> None:
    """Instead of questions in the terminal; one that cannot be opened is said."""
    opened: list[str] = []
    monkeypatch.setattr(child, "start_form", opened.append)
    assert posture("sore", *words) == (0, "Opened in your browser.\n", "")
    assert opened == [page]
    assert set(opened) <= set(PAGES)

    def refuse(_page: str) -> None:
        raise Unavailable("There is no browser here.")

    monkeypatch.setattr(child, "start_form", refuse)
    assert posture("sore", *words) == (1, "", "There is no browser here.\n")
