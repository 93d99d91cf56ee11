"""What the plan reminds of: which reminders there are, by part, day and level."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest

from posture_daemon.core.plan import Limits, Plan, Span, Text, WorkHours
from posture_daemon.core.reminder import Kind
from posture_daemon.core.sore.deeds import (
    AddMedicine,
    AnswerCard,
    CheckIn,
    DidItem,
    Pause,
    PickLevel,
    ReadMedicineCard,
    TakeMedicine,
    Usual,
)
from posture_daemon.core.sore.prompts import derive
from posture_daemon.core.sore.rides import Ride, note, ride_of
from posture_daemon.core.wording import words
from tests.core.desk import reminder, working_days
from tests.core.sore.told import HOUR, MINUTE, Told

if TYPE_CHECKING:
    from posture_daemon.core.reminder import Reminder

NONE = AnswerCard(applies=False)
BASE = Plan(
    (
        reminder("break", "55m", "5m"),
        reminder("standing", "2h", "10m"),
        reminder("strengthening", rest="5m", at=("11:00",)),
    ),
    working_days("09:00-17:30"),
    limits=Limits(per_hour=6, per_day=20),
    texts={
        Kind.STRETCH: tuple(Text(f"level-{n}", "", "", sore_level=n) for n in range(1, 4)),
    },
)


def on(day: int, hour: float = 12, level: int = 2) -> Told:
    """Somebody on a day of the plan, who has answered the card that morning."""
    told = Told().begin()
    told.tell(PickLevel(level))
    told.at(day, hour).tell(NONE)
    return told


def plan(told: Told) -> Plan:
    """The plan that the agenda goes by then."""
    return derive(BASE, told.back, told.clock)


def uids(told: Told) -> set[str]:
    """The names of its reminders."""
    return {each.uid for each in plan(told).reminders}


def one(told: Told, uid: str) -> Reminder:
    """The reminder of this name."""
    return next(each for each in plan(told).reminders if each.uid == uid)


def test_who_is_well_goes_by_the_settings() -> None:
    """The very same plan."""
    told = Told()
    assert plan(told) is BASE


@pytest.mark.parametrize(
    ("day", "there"),
    [
        (2, {"sore:position", "sore:hour", "sore:first", "sore:check-in"}),
        (5, {"sore:position", "sore:hour", "sore:walk", "sore:check-in"}),
        (16, {"sore:position", "sore:walk", "sore:check-in", "break"}),
        (31, {"sore:walk", "sore:check-in", "break"}),
    ],
)
def test_each_part_has_its_reminders(day: int, there: set[str]) -> None:
    """The usual ones are back from the third week on, without strength and standing at first."""
    assert uids(on(day)) == there


def test_strength_comes_back_with_level_four() -> None:
    """Only then, and not in the first two weeks."""
    told = on(16)
    told.tell(PickLevel(3, stop_rule_read=True))
    told.at(17, 12).tell(PickLevel(4, stop_rule_read=True))
    assert uids(told) >= {"sore:strength", "strengthening", "standing"}


@pytest.mark.parametrize("deed", [Pause(), AnswerCard(applies=True)])
def test_in_a_pause_or_after_a_sign_there_are_none(deed: Pause | AnswerCard) -> None:
    """Nothing at all, not even of a medicine that has opened."""
    told = on(5)
    told.tell(ReadMedicineCard(), AddMedicine("box", 1, 9, 9, remind=True), TakeMedicine("box"))
    assert "medicine:box" in uids(told)
    told.tell(deed)
    assert uids(told) == set()


def test_while_the_card_waits_there_is_nothing_but_it() -> None:
    """Not even the silent cue."""
    told = on(2).at(3, 8)
    assert uids(told) == {"sore:card"}


def test_who_has_a_night_shift_is_awake_in_it() -> None:
    """Its hours join the waking hours, and overlap with none of them."""
    hour, told = HOUR, on(2)
    shifts = {3: (Span(23 * hour, 32 * hour),), 6: ()}
    week = tuple(shifts.get(day, (Span(9 * hour, 17 * hour),)) for day in range(7))
    hours = derive(replace(BASE, hours=WorkHours(week=week)), told.back, told.clock).hours
    assert hours.week[3] == (Span(7 * hour, 22 * hour), Span(23 * hour, 32 * hour))
    assert hours.week[4] == (Span(8 * hour, 22 * hour),)
    assert all(hours.week[day] == (Span(7 * hour, 22 * hour),) for day in (0, 1, 2, 5, 6))


def test_the_caps_are_the_lower_ones() -> None:
    """Two an hour and eighteen a day, whatever the settings allow."""
    limits = plan(on(5)).limits
    assert (limits.per_hour, limits.per_day) == (2, 18)


@pytest.mark.parametrize(("level", "texts"), [(0, 0), (1, 1), (2, 2), (3, 3)])
def test_the_catalogue_goes_by_the_level(level: int, texts: int) -> None:
    """And level 0 has no stretch."""
    told = on(2, level=level)
    assert len(plan(told).texts[Kind.STRETCH]) == texts
    assert (one(told, "sore:hour").kind is Kind.STRETCH) is (level > 0)


def test_what_made_it_worse_is_not_suggested() -> None:
    """For a day."""
    told = on(2)
    told.tell(DidItem("level-1", worse=True))
    assert [text.id for text in plan(told).texts[Kind.STRETCH]] == ["level-2"]


def test_a_set_says_that_it_is_more_than_one_movement() -> None:
    """A few minutes, one to begin with, and its countdown is that of the set."""
    tilts = Text("tilts", "Tiny tilts", "Five times.")
    summary, body = words(one(on(2, level=1), "sore:hour"), tilts)
    assert summary == "3 to 5 minutes of gentle movements"
    assert body == (
        "To begin with: Tiny tilts. Five times. Then any others, as far as is comfortable."
    )
    told = on(20, level=3)
    told.tell(PickLevel(4, stop_rule_read=True))
    assert words(one(told, "sore:strength"), tilts)[0] == "10 minutes for strength"


def test_offers_keep_three_hours_between_them_and_come_four_times_at_most() -> None:
    """Each rides on a prompt of the hour."""
    told = on(2, hour=7.1, level=0)
    offers = []
    while told.now.wall.hour < 21:
        ride = ride_of(one(told, "sore:hour"))
        note(told.back.track, told.now.elapsed, ride)
        if ride is Ride.OFFER:
            offers.append(told.now.elapsed)
        told.later(30 * MINUTE)
    assert len(offers) == 4
    assert all(b - a >= 3 * HOUR for a, b in pairwise(offers))


def test_no_offer_in_the_last_half_hour_before_bed() -> None:
    """Nobody is to fall asleep on it."""
    assert ride_of(one(on(2, hour=21.4, level=0), "sore:hour")) is Ride.OFFER
    assert ride_of(one(on(2, hour=21.5, level=0), "sore:hour")) is Ride.FEET


@pytest.mark.parametrize(("last", "summary"), [(6, "a look back"), (7, "how is your back?")])
def test_a_look_back_is_owed_until_it_was_had(last: int, summary: str) -> None:
    """On day 7, or on the next day on which there is a check-in."""
    told = on(last, hour=21)
    told.tell(CheckIn(3))
    told.at(9, 12).tell(NONE)
    assert one(told, "sore:check-in").summary == f"Diary: {summary}"


def test_who_was_not_there_in_the_evening_is_asked_in_the_morning() -> None:
    """It waits from then on; after an evening in the diary it does not."""
    told = on(5, hour=12)
    told.tell(CheckIn(3))
    asked = one(told.at(7, 9), "sore:check-in")
    assert asked.at == ()
    assert asked.once == told.clock.wakes(told.clock.today) + 45 * MINUTE
    told.at(7, 21.6).tell(CheckIn(3))
    assert "sore:check-in" not in uids(told.at(8, 12).later(timedelta()))


def test_in_the_half_year_walks_and_strength_have_their_days() -> None:
    """Three days and two days a week."""
    told = on(20, level=3)
    told.tell(PickLevel(4, stop_rule_read=True), Usual())
    assert one(told, "sore:walk").days == frozenset({0, 2, 4})
    assert one(told, "sore:strength").days == frozenset({1, 4})
