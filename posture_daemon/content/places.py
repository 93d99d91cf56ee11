"""Places to work in, and which items fit each of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from posture_daemon.content.catalogue import Item

OPEN_PLAN, OFFICE, HOME = "open-plan", "office", "home"
_UNREMARKABLE: Final = frozenset(
    {"", "walk", "stairs", "window-gaze", "stand-at-desk", "foot-on-box", "weight-shift"}
)
"""Drawings of what nobody looks up for: standing and walking as everybody does."""


def fits(item: Item, place: str) -> bool:
    """Say whether an item is for this place.

    In an open-plan office that is what is done sitting, and plain standing and walking; in an
    office of one's own whatever needs no floor; and at home everything (evidence B.2, rule 17).
    """
    if item.position == "floor":
        return place == HOME
    if place == OPEN_PLAN and item.position == "standing":
        return not item.picture and item.figure in _UNREMARKABLE
    return True
