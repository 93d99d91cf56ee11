"""A year of notices: varied, wherever somebody works; and a year that is not is found out."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import cache

import pytest

from posture_daemon.core.entry import Entry, Event
from posture_daemon.core.plan import Plan, Text
from posture_daemon.core.reminder import Kind
from posture_daemon.settings.catalogue import texts
from posture_daemon.settings.marks import Marks
from posture_daemon.simulation.variety import Shown, broken, play, shares, shown
from tests.core.desk import BALANCED, reminder, working_days

START = datetime(2026, 1, 5, tzinfo=UTC)
MARKS = Marks(frozenset({"micro-three-rises"}), frozenset({"eyes-sky", "break-one-song"}))
EVERY_KIND = (
    *BALANCED,
    reminder("movement", "45m", "2m"),
    reminder("standing", at=("11:20", "16:10")),
    reminder("hydration", at=("10:10", "14:10")),
    reminder("strengthening", rest="15m", at=("15:00",)),
)


@cache
def year(place: str) -> tuple[Plan, tuple[Shown, ...]]:
    """A year at a place, with reminders of every kind."""
    plan = Plan(
        EVERY_KIND,
        working_days("09:00-17:30"),
        muting=frozenset({"microphone"}),
        texts=texts("en", place, marks=MARKS),
    )
    return plan, tuple(play(plan, UTC, START, 365))


@pytest.mark.parametrize("place", ["open-plan", "office", "home"])
def test_a_year_keeps_every_promise(place: str) -> None:
    """No repeat within six, areas alternate, shares are steady, what is hidden never comes."""
    plan, kinds = year(place)

    assert broken(plan, kinds, MARKS.hidden) == []
    assert {one.kind for one in kinds} == set(Kind) - {Kind.OWN}
    assert all(one.nearest is None or one.nearest >= 6 for one in kinds)
    assert all(one.same_area == 0 for one in kinds)


def test_a_year_shows_nearly_everything() -> None:
    """Of what is shown at least once a day, nothing is left out."""
    _, kinds = year("office")
    often = [one for one in kinds if len(one.texts) >= 200]

    assert len(often) >= 6
    assert all({text.id for text in one.pool} == {text.id for text in one.texts} for one in often)


def test_long_calls_are_followed_by_something_on_ones_feet() -> None:
    """More breaks than without are done standing."""
    _, kinds = year("office")
    breaks = next(one for one in kinds if one.kind is Kind.STRETCH)

    assert breaks.because["on_feet"] >= 50


def test_a_starred_one_comes_more_often() -> None:
    """About three times, in a year."""
    _, kinds = year("office")
    [ratio] = [one.starred_ratio for one in kinds if one.kind is Kind.MICROBREAK]

    assert ratio is not None
    assert 2.3 <= ratio <= 3.7


def entries(*ids: str) -> list[Entry]:
    """A journal in which a stretch showed these."""
    at = (START + timedelta(hours=n) for n in range(len(ids)))
    return [
        Entry(when, Event.SHOWN, "stretch", text=uid) for when, uid in zip(at, ids, strict=True)
    ]


def plan_with(number: int) -> Plan:
    """A plan with so many texts to stretch, each for an area of its own."""
    pool = tuple(Text(f"text-{n}", "", "", (f"area-{n}",)) for n in range(number))
    stretch = reminder("stretch", rest="4m", at=("15:30",))
    return Plan((stretch,), texts={Kind.STRETCH: pool})


def problems(plan: Plan, *ids: str, hidden: str = "") -> list[str]:
    """What is found in this journal."""
    return broken(plan, shown(plan, entries(*ids)), {hidden})


def test_a_repeat_is_found() -> None:
    """The same item after two notices, where there were ten to choose from."""
    said = problems(plan_with(10), "text-1", "text-2", "text-3", "text-1")

    assert said == ["stretch: the same item came again after 2 notices."]


def test_the_same_area_twice_is_found() -> None:
    """Where there was another one."""
    plan = plan_with(10)
    pool = plan.texts[Kind.STRETCH]
    same = (replace(pool[1], areas=("area-0",)), *pool[2:])
    plan = replace(plan, texts={Kind.STRETCH: (pool[0], *same)})

    assert problems(plan, "text-0", "text-1") == ["stretch: 1 times the same area came twice."]


def test_something_hidden_is_found() -> None:
    """Whoever hid it is told which."""
    assert problems(plan_with(10), "text-1", hidden="text-1") == ["text-1 is hidden and was shown."]


def test_a_kind_that_never_comes_is_found() -> None:
    """It has texts, and a reminder."""
    assert problems(plan_with(10)) == ["stretch: nothing was shown."]


def test_a_kind_that_fades_is_found() -> None:
    """Half of the notices in one half of the time, and none in the other."""
    plan = plan_with(10)
    eyes = reminder("eyes", "20m", "20s")
    texts = {**plan.texts, Kind.EYES: (Text("look", "", "", ("eyes",)),)}
    plan = replace(plan, reminders=(*plan.reminders, eyes), texts=texts)
    journal = entries(*(f"text-{n % 10}" for n in range(80)))
    journal += [Entry(one.at, Event.SHOWN, "eyes", text="look") for one in journal[:40]]
    found = shown(plan, sorted(journal, key=lambda one: one.at))

    assert shares(found)[Kind.EYES][1] == [0.5, 0.5, 0, 0]
    assert Counter(said.partition(":")[0] for said in broken(plan, found, ())) == {
        "eyes": 4,
        "stretch": 4,
    }
