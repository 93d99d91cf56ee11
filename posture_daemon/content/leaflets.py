"""The leaflets on sore backs: general information, the same for everyone."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from posture_daemon.content.sayings import about
from posture_daemon.content.sore_file import read

if TYPE_CHECKING:
    from collections.abc import Mapping

LEAFLETS: Final = (
    *("levels", "see-someone", "before-you-start", "warmth-and-cold"),
    *("medicine", "first-days", "after"),
)
"""Their names, which are those of their files."""


@dataclass(frozen=True, slots=True)
class Point:
    """One thing that a leaflet says; `source`, where there is one, may be shown small."""

    text: str
    source: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    """A part of a leaflet: a text, points or a table, whose rows are as long as its columns."""

    heading: str
    text: str = ""
    points: tuple[Point, ...] = ()
    columns: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class Leaflet:
    """A leaflet; what `notice` says of it belongs beneath it wherever it is shown."""

    name: str
    title: str
    opening: str
    sections: tuple[Section, ...]
    notice: tuple[str, ...]


def leaflet(name: str, language: str = "en") -> Leaflet:
    """The leaflet of one of the names in LEAFLETS."""
    table = read(name, language)
    words = about(language)
    sections = tuple(map(_section, table["section"]))
    return Leaflet(name, table["title"], table["opening"], sections, (words.general, words.basis))


def how_much(level: int, language: str = "en") -> str:
    """What the table of levels says of one of them: general, and the same for everyone."""
    rows = leaflet("levels", language).sections[0].rows
    return f"How much at level {level}, for everyone on it: {rows[level][-1].lower()}."


def _section(table: Mapping[str, Any]) -> Section:
    return Section(
        table["heading"],
        table.get("text", ""),
        tuple(Point(**point) for point in table.get("points", ())),
        tuple(table.get("columns", ())),
        tuple(map(tuple, table.get("rows", ()))),
    )
