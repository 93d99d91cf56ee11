"""Days at a sit-stand desk: it goes up and down, and the cycle follows."""

from __future__ import annotations

from collections import Counter
from datetime import date, datetime, timedelta
from functools import cache
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import pytest

from posture_daemon.core.entry import Entry, Event
from posture_daemon.core.notice import Answer
from posture_daemon.settings.loading import load
from posture_daemon.simulation.play import Play
from tests.scenarios.story import story

if TYPE_CHECKING:
    from posture_daemon.core.plan import Plan

BERLIN = ZoneInfo("Europe/Berlin")
WEEK = timedelta(days=7)


@cache
def plan_of(desk: str, more: str = "") -> Plan:
    """The plan that a settings file with this desk makes."""
    changes = [f"profile={more or 'none'}", "desk.kind=sit-stand", *desk.split()]
    plan = load(None, 2026, 2026, {}, changes=changes).plan
    assert plan
    return plan


def desk_story(script: str, desk: str = "desk.build_up=false", profile: str = "none") -> list[str]:
    """Play a story at this desk."""
    plan = plan_of(desk, profile)
    return story(script, *plan.reminders, desk=plan.desk)


def test_a_morning_by_40_15_5() -> None:
    """Forty minutes down, fifteen up, and five of walking, which are the break as well."""
    assert desk_story(
        """
        03-02 09:00 begins
        09:41 answers done
        09:56:30 answers start
        10:43 answers done
        10:58:30 gives the last input
        11:04 comes back
        11:46 answers done
        11:50 ends
        """,
        profile="light",
    ) == [
        "09:40:00 shown stand",
        "09:41:00 done stand",
        "09:41:00 desk (up, assumed)",
        "09:56:00 shown sit +break",
        "10:01:30 done sit (guided) +break",
        "10:01:30 desk (down, assumed)",
        "10:41:30 shown stand",
        "10:43:00 done stand",
        "10:43:00 desk (up, assumed)",
        "10:58:00 shown sit +break",
        "11:03:30 desk (down, assumed)",
        "11:03:30 rested sit +break",
        "11:44:00 shown stand",
        "11:46:00 done stand",
        "11:46:00 desk (up, assumed)",
    ]


def test_a_meeting_in_between() -> None:
    """The desk says nothing in a meeting, and one notice comes after it."""
    assert desk_story(
        """
        03-02 09:00 begins
        09:30 microphone busy
        10:10 microphone free
        10:12 answers done
        10:20 microphone busy
        11:00 microphone free
        11:02 answers done
        11:10 ends
        """
    ) == [
        "09:40:00 held stand (meeting)",
        "10:11:30 shown stand",
        "10:12:00 done stand",
        "10:12:00 desk (up, assumed)",
        "10:27:00 held sit (meeting)",
        "10:42:00 held long_stand (meeting)",
        "11:01:30 shown long_stand +sit",
        "11:02:00 done long_stand +sit",
        "11:02:00 desk (down, assumed)",
    ]


def test_told_by_hand() -> None:
    """Who moves the desk and says so is not asked to, and counts anew from then on."""
    assert desk_story(
        """
        03-02 09:00 begins
        09:10 puts the desk up
        09:20 puts the desk down
        10:01 puts the desk up
        10:16:30 puts the desk down
        10:20 ends
        """
    ) == [
        "09:10:00 desk (up, by hand)",
        "09:20:00 desk (down, by hand)",
        "10:00:00 shown stand",
        "10:01:00 desk (up, by hand)",
        "10:01:00 done stand",
        "10:16:00 shown sit",
        "10:16:30 desk (down, by hand)",
        "10:16:30 done sit",
    ]


def test_what_was_due_in_a_meeting_is_settled_by_hand() -> None:
    """Who stands up during the meeting is not asked to stand after it."""
    assert desk_story(
        """
        03-02 09:00 begins
        09:30 microphone busy
        09:50 puts the desk up
        10:00 microphone free
        10:06 ends
        """
    ) == [
        "09:40:00 held stand (meeting)",
        "09:50:00 desk (up, by hand)",
        "09:50:00 rested stand",
        "10:05:00 shown sit",
    ]


def test_the_longest_stand() -> None:
    """Who stays up is asked again after half an hour on their feet, whatever was skipped."""
    assert desk_story(
        """
        03-02 09:00 begins
        09:00 puts the desk up
        09:16 answers skipped
        09:35 ends
        """
    ) == [
        "09:00:00 desk (up, by hand)",
        "09:15:00 shown sit",
        "09:16:00 skipped sit",
        "09:30:00 shown long_stand +sit",
        "09:35:00 expired long_stand +sit",
    ]


def test_who_does_not_stand_is_sitting() -> None:
    """Skipped and unanswered notices change nothing; the forty minutes begin anew."""
    assert desk_story(
        """
        03-02 09:00 begins
        09:41 answers skipped
        11:10 ends
        """
    ) == [
        "09:40:00 shown stand",
        "09:41:00 skipped stand",
        "10:21:00 shown stand",
        "10:26:00 expired stand",
        "11:06:00 shown stand",
    ]


def test_a_rest_begins_the_cycle_anew() -> None:
    """After lunch, and after a night, one sits; after a coffee the desk is as it was."""
    assert desk_story(
        """
        03-02 09:00 begins
        09:10 puts the desk up
        09:15 gives the last input
        09:18 comes back
        09:20 gives the last input
        09:30 comes back
        10:10:30 ends
        """
    ) == [
        "09:10:00 desk (up, by hand)",
        "09:25:00 desk (down, assumed)",
        "10:10:00 shown stand",
    ]


def test_nobody_is_left_standing_by_the_limits() -> None:
    """However many notices there were in the hour: to sit down again belongs to the stand."""
    assert desk_story(
        """
        03-02 09:00 begins
        09:15 takes lunch
        09:16 answers done
        09:25 takes lunch
        09:26 answers done
        09:41 answers done
        09:56 answers done
        10:00 ends
        """,
        profile="light",
    ) == [
        "09:15:00 shown lunch (taken)",
        "09:16:00 done lunch",
        "09:25:00 shown lunch (taken)",
        "09:26:00 done lunch",
        "09:40:00 shown stand",
        "09:41:00 done stand",
        "09:41:00 desk (up, assumed)",
        "09:56:00 shown sit +break",
        "09:56:00 done sit +break",
        "09:56:00 desk (down, assumed)",
    ]


def test_a_restart_forgets_nothing() -> None:
    """How the desk is, and since when, survives a crash."""
    assert desk_story(
        """
        03-02 09:00 begins
        09:10 puts the desk up
        09:20 restarts after 20s
        09:27 ends
        """
    ) == ["09:10:00 desk (up, by hand)", "09:25:20 shown sit"]


def stands(desk: str) -> list[tuple[datetime, datetime]]:
    """When one stood, in four weeks in which every notice is taken as soon as it comes."""
    plan, entries = plan_of(desk), list[Entry]()
    start = datetime(2026, 3, 2, 0, tzinfo=BERLIN)
    Play(plan, BERLIN, start, entries.append, Answer.START).run([], start + 4 * WEEK)
    ups = [entry.at for entry in entries if entry.reason == "up, assumed"]
    sits = [e.at for e in entries if e.event is Event.SHOWN and e.reminder == "sit"]
    return [(up, min(sit for sit in sits if sit > up)) for up in ups if up < sits[-1]]


@pytest.mark.parametrize(
    ("desk", "minutes"),
    [
        ("desk.pattern=40-15-5", [5, 10, 15, 15]),
        ("desk.pattern=30-30", [5, 10, 15, 20]),
        ("desk.pattern=20-8-2", [5, 5, 7.5, 8]),
        ("desk.pattern=40-15-5 desk.build_up=false", [15, 15, 15, 15]),
    ],
)
def test_standing_is_built_up_over_four_weeks(desk: str, minutes: list[float]) -> None:
    """Five minutes in an hour in the first week, and five more in each; the rest is sitting."""
    plan = plan_of(desk).desk
    assert plan
    found = stands(desk)
    for week, length in enumerate(minutes):
        nine = datetime(2026, 3, 2, 9, tzinfo=BERLIN) + week * WEEK
        up, down = next(stand for stand in found if stand[0] > nine)
        assert down - up == timedelta(minutes=length)
        assert up - nine == plan.sit + plan.stand - (down - up)


def test_a_day_of_standing_grows_to_two_hours() -> None:
    """A day by 40-15-5 has about 40 minutes of standing at first, and two hours later on."""
    days = Counter[date]()
    for up, down in stands("desk.pattern=40-15-5"):
        days[up.date()] += (down - up) // timedelta(minutes=1)
    first, last = days[date(2026, 3, 2)], days[date(2026, 3, 27)]
    assert 35 <= first <= 45
    assert 105 <= last <= 120
