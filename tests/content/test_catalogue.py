"""The catalogue: enough of it, short, varied, sourced and modest, and easy to read aloud."""

from __future__ import annotations

import re
from collections import Counter

import pytest

from posture_daemon.content.catalogue import Catalogue, Item, catalogue
from posture_daemon.content.places import HOME, OFFICE, OPEN_PLAN, fits
from posture_daemon.core.choice import NO_REPEAT
from posture_daemon.core.reminder import Kind
from posture_daemon.pictures import known_figures
from posture_daemon.settings.catalogue_file import ItemTable
from tests.content.wording import LOUD, NEVER, STUMBLES, all_said

WHOLE = catalogue()
PLACES = (OPEN_PLAN, OFFICE, HOME)
# Of every kind that a reminder comes from several times a day.
AT_LEAST = dict.fromkeys(("eyes", "microbreak", "break", "stretch"), 12) | dict.fromkeys(
    ("posture", "ergonomics", "movement"), 8
)
NAMED_BY_THE_ARTICLE = {
    "stretch-knee-to-chest",
    "stretch-both-knees",
    "stretch-all-fours",
    "lift-keep-it-close",
    "ergo-cushion",
    "ergo-lumbar-height",
    "posture-something-new",
    "stand-sway",
}
SIDES = re.compile(
    r"(other|each) (side|way)|(change|swap) (sides|hands|legs|arms|feet|the arm)|swap\."
    r"|do the left",
    re.IGNORECASE,
)
TO_BOTH_SIDES = {"micro-shoulder-circles", "stretch-knees-tipping"}
"""One repetition goes both ways, or so many go one way."""
each_item = pytest.mark.parametrize("item", WHOLE.items, ids=lambda item: item.id)


def of_kind(kind: Kind, place: str = HOME) -> list[Item]:
    """The items of a kind that fit a place."""
    return [item for item in WHOLE.items if item.kind is kind and fits(item, place)]


def test_there_are_enough() -> None:
    """At least eighty, and of the frequent kinds enough for a day without a repeat."""
    assert len(WHOLE.items) >= 80
    for kind, least in AT_LEAST.items():
        assert len(of_kind(Kind(kind), OFFICE)) >= least, kind
    assert {item.id for item in WHOLE.items} >= NAMED_BY_THE_ARTICLE


@each_item
def test_an_item_has_the_form_of_a_persons_own(item: Item) -> None:
    """The built-in ones, which are not checked when they are read, would pass the same check."""
    values = {
        field: getattr(item, field) for field in ItemTable.model_fields if getattr(item, field)
    }
    dose = item.dose
    values["dose"] = {
        "seconds": dose.seconds,
        "repetitions": dose.repetitions,
        "sets": dose.sets,
        "hold": dose.hold,
        "each_side": dose.each_side,
    }
    assert ItemTable.model_validate(values).id == item.id


@each_item
def test_an_item_says_how_long_it_takes(item: Item) -> None:
    """The whole takes at least as long as it is held and repeated."""
    dose = item.dose

    assert 15 <= dose.seconds <= 1800
    number = max(dose.repetitions, 1) * max(dose.sets, 1) * (2 if dose.each_side else 1)
    assert dose.seconds >= dose.hold * number


@each_item
def test_what_is_for_each_side_says_so_twice(item: Item) -> None:
    """In its steps, for people, and in its dose, for the countdown."""
    told = any(map(SIDES.search, item.steps)) and bool(item.dose.repetitions or item.dose.hold)
    assert (told and item.id not in TO_BOTH_SIDES) == item.dose.each_side


@each_item
def test_an_item_is_modest(item: Item) -> None:
    """No illness, no promise, no blame: what a program that is no medical device does not say."""
    for text in all_said(item):
        assert not NEVER.search(text), NEVER.search(text)


@each_item
def test_an_item_reads_well_aloud(item: Item) -> None:
    """No signs, abbreviations or capitals that a screen reader stumbles on; whole sentences."""
    for text in all_said(item):
        assert not STUMBLES.search(text), text
        assert not LOUD.search(text), text
    for sentence in (item.body, item.stop, *item.steps):
        assert sentence[0].isupper() or sentence.startswith("{rest}")
        assert sentence[-1] in ".?!"
    assert all(len(step) <= 80 for step in item.steps)


@each_item
def test_a_claim_has_its_source_and_grade(item: Item) -> None:
    """What no study has looked at says that it is practice, and nothing else does."""
    study = re.search(r"\b(19|20)\d\d\b", item.source)
    rule = re.search(r"Directive|Regulations|EFSA|Buckley|Slater", item.source)

    assert item.source
    assert (item.grade == "practice") == (not study or bool(rule))


@pytest.mark.parametrize("key", ["id", "title", "body", "steps"])
def test_nothing_is_said_twice(key: str) -> None:
    """Ids, titles, bodies and steps are unique in the whole catalogue."""
    said = [getattr(item, key) for item in WHOLE.items]

    assert len(said) == len(set(said))


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("kind", [kind for kind in Kind if kind is not Kind.OWN])
def test_every_kind_is_served_everywhere(kind: Kind, place: str) -> None:
    """In every place there are enough for six notices without a repeat, areas alternating."""
    found = of_kind(kind, place)
    areas = Counter(item.areas[0] for item in found)

    assert len(found) > NO_REPEAT
    assert max(areas.values()) <= len(found) - NO_REPEAT


def test_a_place_decides_the_positions() -> None:
    """Nobody is sent to the floor of an office, nor to a doorway in front of everybody."""
    by_id = WHOLE.by_id

    assert not fits(by_id["stretch-all-fours"], OFFICE)
    assert fits(by_id["stretch-all-fours"], HOME)
    assert not fits(by_id["stretch-doorway"], OPEN_PLAN)
    assert fits(by_id["stretch-doorway"], OFFICE)
    assert fits(by_id["move-walk-two"], OPEN_PLAN)
    assert fits(by_id["stretch-ear-to-shoulder"], OPEN_PLAN)


@each_item
def test_a_movement_has_a_drawing(item: Item) -> None:
    """Every drawing that is named is there; what is repeated or held has one."""
    assert item.figure in known_figures() | {""}
    if item.dose.repetitions or item.dose.hold:
        assert item.figure


def test_every_drawing_is_of_something() -> None:
    """No drawing is without an item."""
    assert {item.figure for item in WHOLE.items} - {""} == known_figures()


def test_a_catalogue_is_in_the_order_of_the_kinds() -> None:
    """However its items come."""
    mixed = Catalogue.of(reversed(WHOLE.items))
    kinds = [item.kind for item in mixed.items]

    assert kinds == sorted(kinds, key=list(Kind).index)
    assert mixed.by_id == WHOLE.by_id
