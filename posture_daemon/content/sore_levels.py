"""What the sore-back plan shows: from which level on, and which items it offers by itself."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from posture_daemon.core.reminder import Kind

if TYPE_CHECKING:
    from posture_daemon.content.catalogue import Item

HIGHEST: Final = 4
_OF_KIND: Final = {
    Kind.STRETCH: 1,
    Kind.ERGONOMICS: 1,  # to set a desk up, one bends and carries
    Kind.MOVEMENT: 1,
    Kind.STANDING: 3,
    Kind.LUNCH: 3,  # with a walk of ten minutes
    Kind.STRENGTHENING: HIGHEST,
}
_FOR_THE_BACK: Final = frozenset({"lower-back", "hips", "legs"})
_USUAL: Final = {"ok": 0, "gentle": 2, "not": HIGHEST}
_LEAST: Final = {"ok": 0, "gentle": 1, "not": HIGHEST}


def usual(kind: Kind, sore: str) -> int:
    """The level, 0 to 4, of what suits a sore back like this and says no level itself."""
    return max(_OF_KIND.get(kind, 0), _USUAL[sore])


def least(kind: Kind, sore: str) -> int:
    """The lowest level, 0 to 4, that such an item may say."""
    return HIGHEST if kind is Kind.STRENGTHENING else _LEAST[sore]


def is_offered(item: Item) -> bool:
    """Whether a prompt of the plan may offer it.

    Gentle movements and strength are for the back and what carries it, and a cue to change
    position offers what does that. The ordinary reminders offer the rest as well.
    """
    match item.kind:
        case Kind.POSTURE:
            return item.changes_position
        case Kind.STRETCH | Kind.STRENGTHENING:
            return not _FOR_THE_BACK.isdisjoint(item.areas)
        case _:
            return True
