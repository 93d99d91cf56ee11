"""Routines: items of the catalogue in a row, as one set with a name."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from posture_daemon.content.catalogue import FOLDER
from posture_daemon.content.sore_levels import HIGHEST

if TYPE_CHECKING:
    from collections.abc import Collection

    from posture_daemon.content.catalogue import Catalogue, Item


@dataclass(frozen=True, slots=True)
class Routine:
    """A set of items, by id, done in this order and as many times over as `rounds` says.

    `title` and `body` are what a reminder for it says. `days_between` is how many days of rest
    belong between two of it; `grade` is how good the evidence in `source` is.
    """

    id: str
    title: str
    body: str
    items: tuple[str, ...]
    source: str
    grade: str
    rounds: int = 1
    days_between: int = 0

    def course(
        self, catalogue: Catalogue, sore_level: int = HIGHEST, dropped: Collection[str] = ()
    ) -> tuple[Item, ...]:
        """Every item in the order in which it is done, rounds and all.

        Those that are for a higher level of the sore-back plan, 0 to 4, are left out, and so are
        the `dropped` ones.
        """
        every = (catalogue.by_id[item] for item in self.items if item not in dropped)
        return tuple(item for item in every if item.sore_level <= sore_level) * self.rounds

    def seconds(self, catalogue: Catalogue) -> int:
        """How long it takes, all of it."""
        return sum(item.dose.seconds for item in self.course(catalogue))

    def sore_level(self, catalogue: Catalogue) -> int:
        """The lowest level of the sore-back plan on which the whole of it is shown."""
        return max(item.sore_level for item in self.course(catalogue))


def routines(language: str = "en") -> dict[str, Routine]:
    """The routines of a language, by id, in the order of their file."""
    tables = tomllib.loads((FOLDER / language / "routines.toml").read_text("utf-8"))["routine"]
    return {table["id"]: Routine(**table | {"items": tuple(table["items"])}) for table in tables}
