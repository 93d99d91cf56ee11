"""The stories of eight sore backs read like their transcripts, and keep what the plan promises."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import replace
from datetime import date, time, timedelta
from itertools import pairwise
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import pytest

from posture_daemon.core.entry import Event
from posture_daemon.core.local_time import instant
from posture_daemon.simulation.play import Play
from posture_daemon.simulation.script import read_script
from tests.sore.lives import LIVES
from tests.sore.person import Person
from tests.sore.tales import HERE, tale, transcript

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from posture_daemon.core.entry import Entry
    from tests.sore.life import Life

every_life = pytest.mark.parametrize("name", sorted(LIVES))
SAFE = frozenset({"sore:card"})
SILENT = frozenset({"sore:position", "eyes"})
HOUR = timedelta(hours=1)


def shown(name: str, uid: str = "", about: str = "") -> dict[int, list[time]]:
    """When a notice came, by the day of the story; every notice without a name."""
    told, times = tale(name), defaultdict(list)
    for entry in told.entries:
        is_it = entry.event is Event.SHOWN and uid in ("", entry.reminder)
        if is_it and about in ("", entry.reason):
            times[told.day(entry)].append(told.local(entry.at).time())
    return times


def reasons(name: str, event: Event) -> list[tuple[int, str]]:
    """What an event says, with its day."""
    told = tale(name)
    return [(told.day(e), e.reason or "") for e in told.entries if e.event is event]


def phases(name: str) -> list[tuple[int, str]]:
    """Which part of the plan began on which day, the mornings of the card left out."""
    found, last = [], ""
    for day, phase in reasons(name, Event.PLAN):
        if phase not in {"safety", last}:
            found.append((day, phase))
            last = phase
    return found


# --- all of them ---


@every_life
def test_a_story_reads_like_its_transcript(name: str) -> None:
    """If this fails: .venv/bin/python -m tests.sore.tales, and read what has changed."""
    assert transcript(name) == (HERE / f"{name}.txt").read_text("utf-8")


@every_life
def test_at_most_two_prompts_an_hour_and_eighteen_a_day(name: str) -> None:
    """What interrupts keeps within the caps, the card and silent cues left out."""
    told = tale(name)
    came = [
        entry
        for entry in told.entries
        if entry.event is Event.SHOWN and entry.reminder not in SAFE | SILENT
    ]
    plan = [entry.at for entry in came if _is_on(name, entry)]
    starts = [at for n, at in enumerate(plan) if n >= 2 and at - plan[n - 2] < HOUR]
    assert not starts or _was_set(name, starts)
    days = Counter(told.local(at).date() for at in plan)
    assert max(days.values()) <= 18


def _is_on(name: str, entry: Entry) -> bool:
    """Whether the plan was on by then."""
    begun = next(e.at for e in tale(name).entries if e.reason == "safety")
    ended = [e.at for e in tale(name).entries if e.event is Event.PLAN and e.reason == "well"]
    return entry.at > begun + HOUR and not any(entry.at >= end for end in ended)


def _was_set(name: str, starts: list[datetime]) -> bool:
    """Whether the clock of the wall, by which these times are told, was set back by hand."""
    return name == "clocks" and len(starts) <= 6


@every_life
def test_nothing_of_the_plan_at_night(name: str) -> None:
    """From seven to ten in the evening, and at no other time."""
    told = tale(name)
    for entry in told.entries:
        if entry.event is Event.SHOWN and str(entry.reminder).startswith(("sore:", "medicine:")):
            assert time(7) <= told.local(entry.at).time() < time(22)


@every_life
def test_the_card_comes_first_on_its_mornings(name: str) -> None:
    """On days 2, 3, 8 and so on the first notice of the plan is the card, if somebody is there."""
    first: dict[int, str] = {}
    for entry in tale(name).entries:
        if entry.event is Event.SHOWN and entry.reminder != "sore:position":
            first.setdefault(tale(name).day(entry), entry.reminder or "")
    off = {day for day, phase in _each_day(name) if phase in {"urgent", "paused", "maintain"}}
    for day in {2, 3, 8, 15, 22, 29, 36} & first.keys() - off:
        assert first[day] == "sore:card" or name == "clocks"


def _each_day(name: str) -> Iterator[tuple[int, str]]:
    changes = [*phases(name), (10_000, "")]
    for (day, phase), (following, _) in pairwise(changes):
        yield from ((each, phase) for each in range(day, following + 1))


# --- a steady recovery ---


def test_the_parts_of_a_steady_plan_go_by_the_clock() -> None:
    """72 hours, two weeks, then until all is as usual, and half a year after that."""
    parts = [(1, "acute"), (4, "settling"), (15, "rebuild"), (43, "maintain"), (225, "well")]
    assert phases("steady") == parts


def test_a_steady_recovery_checks_in_as_often_as_the_plan_says() -> None:
    """Three times on the first day, twice on the next two, then evenings, and rarer and rarer."""
    asked = shown("steady", "sore:check-in")
    assert len(shown("steady", "sore:first")[1]) == 1
    assert {day: len(asked[day]) for day in range(1, 8)} == {
        1: 2,
        2: 2,
        3: 2,
        4: 1,
        5: 1,
        6: 1,
        7: 1,
    }
    assert [day for day in asked if 7 < day <= 14] == [9, 11, 13, 14]
    assert [day for day in asked if 14 < day <= 28] == [17, 22, 25]  # not on Saturday
    assert [day for day in asked if 28 < day <= 43] == [29, 36, 43]
    assert 5 <= sum(day > 43 for day in asked) <= 7  # monthly


def test_mornings_and_evenings_have_their_times() -> None:
    """The morning check-in comes half an hour to an hour after getting up, the other before bed."""
    asked = shown("steady", "sore:check-in")
    for day in (2, 3):
        morning, evening = asked[day]
        assert time(7, 30) <= morning <= time(8)
        assert time(21, 30) <= evening <= time(21, 45)


def test_stretches_and_offers_ride_on_the_hourly_prompt() -> None:
    """Two sets on the first day, then three; at most four offers a day, three hours apart."""
    sets = shown("steady", "sore:hour", "stretch")
    assert [len(sets[day]) for day in range(1, 8)] == [2, 3, 3, 2, 2, 2, 2]
    offers = shown("steady", "sore:hour", "offer")
    assert set(offers) <= {1, 2, 3, 4}
    for times in offers.values():
        assert len(times) <= 4
        hours = [at.hour + at.minute / 60 for at in times]
        assert all(later - earlier >= 3 for earlier, later in pairwise(hours))


def test_walks_grow_and_go_on() -> None:
    """Two short ones a day, then a longer one, and three days a week in the half year."""
    walks = shown("steady", "sore:walk")
    assert all(len(walks[day]) == 2 for day in range(4, 15))
    assert all(len(walks[day]) == 1 for day in (16, 17, 18, 30, 31))
    assert [day for day in walks if 43 < day <= 50] == [45, 47, 50]


def test_strength_only_from_the_third_week_and_on_level_four() -> None:
    """None before the person has picked level 4 after day 14; then two days a week."""
    days = sorted(shown("steady", "sore:strength"))
    assert days[0] > 17
    assert all(sum(first <= day < first + 7 for day in days) <= 2 for first in days)
    assert not shown("stalls", "sore:strength")  # never got to level 4


def test_the_usual_profile_is_back_in_the_fifth_week() -> None:
    """No silent cue of the plan after day 28, and the breaks that were there before."""
    assert max(shown("steady", "sore:position")) <= 28
    assert len(shown("steady", "break")[31]) >= 5


def test_after_half_a_year_nothing_is_left_of_it() -> None:
    """On the days after the plan only the usual reminders come."""
    told = tale("steady")
    after = [e for e in told.entries if told.day(e) > 225 and e.event is Event.SHOWN]
    assert after
    assert not any(str(e.reminder).startswith("sore:") for e in after)


def test_the_medicine_stops_at_the_days_that_were_typed_in() -> None:
    """Three days in a row, and then no reminder any more."""
    reminded = shown("steady", "medicine:green box")
    assert set(reminded) == {1, 2, 3}


# --- the others ---


def test_a_recovery_that_stalls_stays_in_the_third_part() -> None:
    """No number of the diary moves the plan: it goes on, with weekly looks."""
    assert phases("stalls") == [(1, "acute"), (4, "settling"), (15, "rebuild")]
    assert shown("stalls", "sore:check-in")[43]


def test_who_is_not_there_in_the_evening_is_asked_the_next_morning() -> None:
    """Back at work for the day only, a check-in comes every other day at least."""
    days = sorted(shown("worsens", "sore:check-in"))
    working = [day for day in days if 8 <= day <= 12]
    assert working == [8, 10, 12]


def test_a_rise_brings_the_card_and_a_sign_stops_all() -> None:
    """A score up by two and a numb leg bring the card at once; a sign ends the prompts."""
    cards = shown("worsens", "sore:card")
    assert len(cards[3]) == 2
    assert len(cards[5]) == 1
    assert (5, "urgent") in phases("worsens")
    told = tale("worsens")
    quiet = [e for e in told.entries if told.day(e) in {6, 7} and e.event is Event.SHOWN]
    assert not quiet
    assert (8, "settling") in phases("worsens")


def test_a_relapse_begins_with_the_card_again() -> None:
    """Who is sore again ends the old plan and begins anew, refused while one runs."""
    refused = [why for _, why in reasons("relapse", Event.REFUSED)]
    assert refused == ["The plan runs already. See: posture sore"]
    assert [phase for day, phase in phases("relapse") if day >= 51] == [
        "well",
        "acute",
        "settling",
        "rebuild",
        "maintain",
        "well",
    ]
    assert shown("relapse", "sore:card")[51]


def test_a_sign_on_the_second_morning_stops_all_until_there_was_advice() -> None:
    """Nothing comes but the pinned card; after advice the card is answered again."""
    assert phases("a-sign")[:3] == [(1, "acute"), (2, "urgent"), (4, "settling")]
    came = shown("a-sign")
    assert 3 not in came
    assert min(came[4]) >= time(11)


def test_in_a_pause_only_the_safety_clock_goes_on() -> None:
    """The session that was on is looked at and rung off; after a week the card comes first."""
    told = tale("a-pause")
    paused = [
        e for e in told.entries if 5 <= told.day(e) <= 12 and told.local(e.at).time() > time(9, 44)
    ]
    before = [e for e in paused if told.day(e) < 12]
    assert not [e for e in before if e.event is Event.SHOWN]
    assert "Cold: take it off now" in [e.reason for e in before if e.event is Event.SESSION]
    assert shown("a-pause", "sore:card")[12][0] == time(10)


def test_no_clock_that_is_set_opens_a_session_or_a_medicine_sooner() -> None:
    """Three hours forward: warmth is refused; two days forward: the medicine is early."""
    refused = [why for _, why in reasons("clocks", Event.REFUSED)]
    assert any(why.startswith("Warmth may go on again") for why in refused)
    told = tale("clocks")
    medicine = [e.at for e in told.entries if e.reminder == "medicine:green box"]
    assert medicine
    assert (4, "settling") in phases("clocks")


def test_the_alarm_waits_for_the_lid_to_open() -> None:
    """A session that was on when the lid was closed rings as soon as it opens."""
    told = tale("lid-closed")
    rung = [told.local(e.at) for e in told.entries if str(e.reason).endswith("take it off now")]
    assert rung
    assert not any(at.hour >= 22 or at.hour < 7 for at in rung)
    assert rung[0].date() == date(2026, 3, 3)


def test_a_restart_changes_nothing() -> None:
    """Ten days with the service killed twice a day: the same notices, seconds later at most."""
    life = replace(LIVES["steady"], length=timedelta(days=10))
    kills = [
        (day, clock, {"restart": "10s"})
        for day in range(1, 11)
        for clock in ("10:57:00", "16:30:30")
    ]
    killed = replace(life, own=(*life.own, *kills))
    told = tale("steady")

    def lived(life: Life) -> list[tuple[str, datetime]]:
        person = Person(life, told.plan, told.zone, _midnight(1))
        person.live(_midnight(11))
        return [(e.reminder or "", e.at) for e in person.entries if e.event is Event.SHOWN]

    with_kills, without = lived(killed), lived(life)
    assert [uid for uid, _ in with_kills] == [uid for uid, _ in without]
    late = [one - other for (_, one), (_, other) in zip(with_kills, without, strict=True)]
    assert all(timedelta() <= each <= timedelta(minutes=1) for each in late)


def test_simulate_plays_the_same_story_from_its_script() -> None:
    """What was answered, written down as a script, gives the same journal."""
    told = tale("a-pause")
    entries: list[Entry] = []
    play = Play(told.plan, told.zone, _midnight(1), entries.append)
    play.run(read_script(told.person.script(), told.zone), _midnight(45))
    assert entries == told.entries


def _midnight(day: int) -> datetime:
    first = LIVES["steady"].begins + timedelta(days=day - 1)
    return instant(first, timedelta(), ZoneInfo("Europe/Berlin"))
