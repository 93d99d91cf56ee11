"""The catalogue as people and commands know it: every item, with its steps, dose and source."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from posture_daemon.content import sore_levels
from posture_daemon.core.reminder import Kind
from posture_daemon.core.wording import spoken

if TYPE_CHECKING:
    from collections.abc import Iterable

FOLDER = Path(__file__).parent  # importlib.resources would cost a tenth of a start
_KINDS = frozenset(Kind)
_A_WHILE = "a few minutes"


@dataclass(frozen=True, slots=True)
class Dose:
    """How much of it: whole seconds, and how often; 0 where the item does not say.

    `seconds` is how long the whole item takes, `hold` how long one repetition is held. Where one
    side comes after the other, `repetitions` are for each of them.
    """

    seconds: int = 0
    repetitions: int = 0
    sets: int = 0
    hold: int = 0
    each_side: bool = False


@dataclass(frozen=True, slots=True)
class Item:
    """One thing to do, or to look at, in a break.

    The first of `areas` is the main one. `sore` says how it suits somebody who is sore: "ok",
    "gentle" or "not"; `sore_level`, 0 to 4, is the lowest level of the sore-back plan on which it
    is shown, and the cue of that plan to change position offers what `changes_position`. `grade`
    is how good the evidence in `source` is: "strong", "moderate", "limited", or "practice" for
    what is usual. `figure` is the id of its drawing. An own item has `pack`, the file that it is
    from, and may have `picture`, the path of a drawing of its own.
    """

    id: str
    kind: Kind
    title: str
    body: str
    steps: tuple[str, ...]
    dose: Dose
    areas: tuple[str, ...]
    position: str
    level: int
    sore: str
    sore_level: int
    stop: str
    source: str
    grade: str
    changes_position: bool = False
    figure: str = ""
    pack: str = ""
    picture: str = ""


@dataclass(frozen=True, slots=True)
class Catalogue:
    """Every item, in the order of the kinds."""

    items: tuple[Item, ...]
    by_id: Mapping[str, Item]

    @classmethod
    def of(cls, items: Iterable[Item]) -> Catalogue:
        """A catalogue of these items."""
        ordered = tuple(sorted(items, key=lambda item: list(Kind).index(item.kind)))
        return cls(ordered, MappingProxyType({item.id: item for item in ordered}))


def catalogue(language: str = "en") -> Catalogue:
    """The items of a language; tests prove that each of them is as it should be."""
    return Catalogue.of(
        item
        for path in files(language)
        for item in map(_maker(Kind(path.stem)), tomllib.loads(path.read_text("utf-8"))["item"])
    )


def files(language: str) -> list[Path]:
    """The files of a language, one for each kind."""
    return sorted(path for path in (FOLDER / language).glob("*.toml") if path.stem in _KINDS)


def item_of(kind: Kind, table: Mapping[str, Any], pack: str = "", picture: str = "") -> Item:
    """An item from its table in a file, which is known to be right."""
    values: dict[str, Any] = {"sore_level": sore_levels.usual(kind, table["sore"])}
    values |= {key: _plain(value) for key, value in table.items()}
    return Item(**values | {"kind": kind, "pack": pack, "picture": picture})


def spelled_out(item: Item) -> Item:
    """An item as it reads without a reminder, which alone knows the length of the rest.

    Its own dose says it, and where that is open as well, words do.
    """
    seconds = item.dose.seconds
    rest = spoken(timedelta(seconds=seconds)) if seconds else _A_WHILE
    title, body = (text.replace("{rest}", rest) for text in (item.title, item.body))
    return replace(item, title=title[:1].upper() + title[1:], body=body[:1].upper() + body[1:])


def _maker(kind: Kind) -> Any:
    return lambda table: item_of(kind, table)


def _plain(value: object) -> Any:
    if isinstance(value, dict):
        return Dose(**value)
    return tuple(value) if isinstance(value, list) else value
