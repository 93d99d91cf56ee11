"""The levels of the sore-back plan: each shows what its leaflet says, and enough of it."""

from __future__ import annotations

import pytest

from posture_daemon.content import sore_levels
from posture_daemon.content.catalogue import Item, catalogue
from posture_daemon.content.places import HOME, OFFICE, fits
from posture_daemon.content.routines import routines
from posture_daemon.core.reminder import Kind
from posture_daemon.core.sore.numbers import LEVELS, STRENGTH_LEVEL
from posture_daemon.settings.catalogue import texts

WHOLE = catalogue()
# What joins at each level, as the leaflet has it.
JOINS = {
    0: (
        *("micro-easiest-place", "stretch-on-one-side", "stretch-calves-up", "micro-six-breaths"),
        *("micro-breathe-and-let-go", "move-up-over-your-side", "move-one-minute"),
        *("eyes-far-focus", "hydrate-if-you-like", "ergo-lumbar-height", "lift-let-it-wait"),
    ),
    1: (
        *("stretch-tiny-tilts", "stretch-seated-tilts", "stretch-tilts-on-chair", "move-walk-two"),
        *("stretch-wall-tilts", "stretch-seat-rock", "stretch-foot-to-foot", "stretch-heel-slide"),
        *("stretch-ear-to-shoulder", "stretch-prayer-hands"),
    ),
    2: (
        *("stretch-knee-to-chest", "stretch-all-fours", "stretch-knees-tipping"),
        *("stretch-seated-waves", "stretch-one-knee-seated", "move-walk-five"),
    ),
    3: (
        *("stretch-both-knees", "stretch-back-bend", "stretch-fold-and-rest", "stretch-wall-calf"),
        *("stand-quarter-hour", "posture-next-bit-standing", "move-bit-more", "lunch-away"),
    ),
    4: (
        *("strength-bridge", "strength-two-days", "lift-keep-it-close", "lift-look-first"),
        *("move-one-floor", "break-stairs", "stretch-doorway", "stretch-seated-turn"),
    ),
}
each_item = pytest.mark.parametrize("item", WHOLE.items, ids=lambda item: item.id)


def at(level: int, kind: Kind) -> list[Item]:
    """The items of a kind that a level shows."""
    return [item for item in WHOLE.items if item.kind is kind and item.sore_level <= level]


@pytest.mark.parametrize(
    ("level", "item"), [(level, item) for level, items in JOINS.items() for item in items]
)
def test_a_movement_joins_at_its_level(level: int, item: str) -> None:
    """It is shown from there on, and not below."""
    assert WHOLE.by_id[item].sore_level == level


def test_the_levels_are_those_of_the_table() -> None:
    """The catalogue knows the same ones that a person picks from."""
    assert list(JOINS) == list(LEVELS)
    assert max(LEVELS) == sore_levels.HIGHEST == STRENGTH_LEVEL
    assert {item.sore_level for item in WHOLE.items} == set(LEVELS)


@each_item
def test_what_asks_much_waits_for_the_highest_level(item: Item) -> None:
    """What is not for a sore back, strength and stairs."""
    much = item.sore == "not" or item.kind is Kind.STRENGTHENING or item.figure == "stairs"

    assert not much or item.sore_level == STRENGTH_LEVEL


@each_item
def test_no_level_is_lower_than_the_item_allows(item: Item) -> None:
    """What the data says keeps to the rule for people's own items."""
    assert item.sore_level >= sore_levels.least(item.kind, item.sore)


@pytest.mark.parametrize("sore", ["ok", "gentle", "not"])
@pytest.mark.parametrize("kind", Kind)
def test_the_usual_level_is_allowed(kind: Kind, sore: str) -> None:
    """Whoever says no level gets one that may be said."""
    assert sore_levels.least(kind, sore) <= sore_levels.usual(kind, sore) <= sore_levels.HIGHEST


def test_no_movement_of_the_back_is_shown_at_level_0() -> None:
    """The only stretches there are ways to lie, and the only walks are of a minute."""
    assert [item.id for item in at(0, Kind.STRETCH)] == ["stretch-calves-up", "stretch-on-one-side"]
    assert all(item.dose.seconds <= 60 for item in at(0, Kind.MOVEMENT))
    assert not any(item.areas[0] == "lower-back" for item in at(0, Kind.BREAK))


@pytest.mark.parametrize("level", LEVELS)
def test_every_level_has_enough_to_breathe_and_to_get_up_for(level: int) -> None:
    """In an office, for every hour something else than the hour before."""
    breathing = [item for item in at(level, Kind.MICROBREAK) if item.figure == "belly-breath"]

    assert len(breathing) >= 3
    assert len([item for item in at(level, Kind.MICROBREAK) if fits(item, OFFICE)]) >= 12
    assert len([item for item in at(level, Kind.MOVEMENT) if fits(item, OFFICE)]) >= 2


@pytest.mark.parametrize("level", [1, 2, 3, 4])
def test_from_level_1_on_there_are_stretches_for_every_place(level: int) -> None:
    """Three or more without the floor, one of them for the lower back, and three on the floor."""
    stretches = at(level, Kind.STRETCH)
    off_the_floor = [item for item in stretches if item.position != "floor"]

    assert len(off_the_floor) >= 3
    assert any("lower-back" in item.areas for item in off_the_floor)
    assert len(stretches) - len(off_the_floor) >= 3


@pytest.mark.parametrize("level", LEVELS)
def test_every_kind_but_strength_and_standing_has_something_to_say(level: int) -> None:
    """At any level; stretches at level 0 are ways to lie."""
    silent = {kind for kind in Kind if not at(level, kind)} - {Kind.OWN}

    assert silent <= ({Kind.STRENGTHENING} if level < STRENGTH_LEVEL else set())


@pytest.mark.parametrize("level", LEVELS)
def test_the_cue_to_change_position_has_enough_to_offer(level: int) -> None:
    """Five ways to sit or stand otherwise, in an office too, and nothing that changes nothing."""
    cues = [item for item in at(level, Kind.POSTURE) if sore_levels.is_offered(item)]

    assert len([item for item in cues if fits(item, OFFICE)]) >= 5
    assert not {item.id for item in cues} & {
        *("lift-lighter-bag", "lift-let-it-wait", "posture-phone-higher", "posture-rest-forearms"),
        *("posture-other-hand", "posture-head-glide", "posture-drop-shoulders"),
    }


@pytest.mark.parametrize(("level", "place"), [(1, OFFICE), (2, OFFICE), (3, OFFICE), (1, HOME)])
def test_the_gentle_movements_are_for_the_back(level: int, place: str) -> None:
    """Enough of them sitting or standing, tilts first of all; and none for wrists or neck alone."""
    offered = [
        item
        for item in at(level, Kind.STRETCH)
        if sore_levels.is_offered(item) and fits(item, place)
    ]

    assert len(offered) >= 5
    assert {"stretch-seated-tilts", "stretch-wall-tilts"} <= {item.id for item in offered}
    assert all({"lower-back", "hips", "legs"} & set(item.areas) for item in offered)
    assert (place == HOME) == any(item.position == "floor" for item in offered)


def test_strength_of_the_plan_is_for_trunk_and_legs() -> None:
    """Enough of it without the floor."""
    offered = [item for item in at(4, Kind.STRENGTHENING) if sore_levels.is_offered(item)]

    assert len([item for item in offered if fits(item, OFFICE)]) >= 7
    assert not {"strength-squeeze", "strength-palm-press"} & {item.id for item in offered}


def test_a_routine_leaves_out_what_is_above_the_level() -> None:
    """The daily set, for one, has its waves from level 2 on, and is whole from level 3 on."""
    daily = routines()["stretch"]
    left = [[item.id for item in daily.course(WHOLE, level)] for level in LEVELS]

    assert left[0] == []
    assert left[1] == ["stretch-ear-to-shoulder", "stretch-prayer-hands"]
    assert left[2] == ["stretch-seated-waves", *left[1]]
    assert left[3] == left[4] == list(daily.items)
    assert routines()["strength"].course(WHOLE, STRENGTH_LEVEL - 1) == ()


def test_the_texts_of_reminders_know_their_level() -> None:
    """As the catalogue has it."""
    known = {text.id: text.sore_level for kind in texts("en").values() for text in kind}

    assert known["stretch-seated-tilts"] == 1
    assert known == {item: WHOLE.by_id[item].sore_level for item in known}
