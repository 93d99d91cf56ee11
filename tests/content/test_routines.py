"""Routines: sets whose items exist and whose lengths are as they say."""

from __future__ import annotations

import pytest

from posture_daemon.content.catalogue import catalogue
from posture_daemon.content.places import OFFICE, fits
from posture_daemon.content.routines import Routine, routines
from tests.content.wording import LOUD, NEVER, STUMBLES

WHOLE = catalogue()
ALL = list(routines().values())


@pytest.mark.parametrize("routine", ALL, ids=lambda one: one.id)
def test_a_routine_is_whole(routine: Routine) -> None:
    """Its items are in the catalogue, and what it says fits a notification."""
    assert set(routine.items) <= set(WHOLE.by_id)
    assert len(routine.course(WHOLE)) == len(routine.items) * routine.rounds
    assert len(routine.title) <= 40
    assert len(routine.body) <= 140
    assert routine.source
    assert routine.grade in {"strong", "moderate", "limited", "practice"}
    for text in (routine.title, routine.body):
        assert not NEVER.search(text)
        assert not STUMBLES.search(text)
        assert not LOUD.search(text)


@pytest.mark.parametrize(
    ("name", "least", "most"), [("stretch", 180, 240), ("neck", 120, 135), ("strength", 840, 960)]
)
def test_a_routine_takes_as_long_as_the_evidence_says(name: str, least: int, most: int) -> None:
    """Three to four minutes of stretching, two for the neck, a quarter of an hour for strength."""
    assert least <= routines()[name].seconds(WHOLE) <= most


@pytest.mark.parametrize("name", ["stretch", "neck", "strength"])
def test_an_everyday_routine_needs_no_floor(name: str) -> None:
    """They are for any office."""
    assert all(fits(item, OFFICE) for item in routines()[name].course(WHOLE))


def test_strength_asks_for_a_day_between() -> None:
    """And the others do not."""
    assert {one.id for one in ALL if one.days_between} == {"strength"}
