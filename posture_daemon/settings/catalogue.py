"""Reads the catalogue: the texts of one language, checked, by kind of reminder."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from posture_daemon.core.plan import Text
from posture_daemon.core.reminder import Kind

_FOLDER = Path(__file__).parents[1] / "content"  # importlib.resources would cost a tenth of a start


class Item(BaseModel):
    """One [[item]] of a file of the catalogue."""

    model_config = ConfigDict(extra="forbid", frozen=True, defer_build=True)

    id: Annotated[str, Field(pattern=r"^[a-z0-9_.-]{1,60}$")]
    title: Annotated[str, Field(min_length=1, max_length=40)]
    body: Annotated[str, Field(min_length=1, max_length=140)]
    areas: tuple[str, ...] = ()
    position: str = "any"
    source: str = ""

    def text(self) -> Text:
        """What the core needs of it."""
        return Text(self.id, self.title, self.body, self.areas, self.position)


class CatalogueFile(BaseModel):
    """One file of the catalogue: the texts of one kind."""

    model_config = ConfigDict(extra="forbid", frozen=True, defer_build=True)

    item: Annotated[tuple[Item, ...], Field(min_length=1)]


def languages() -> list[str]:
    """The languages that there are texts in."""
    return sorted(place.name for place in _FOLDER.iterdir() if _texts(place))


def texts(language: str) -> dict[Kind, tuple[Text, ...]]:
    """All texts of a language; ValueError when one is not as it should be."""
    found = _texts(_FOLDER / language)
    return {Kind(place.stem): _read(place) for place in found}


def _texts(folder: Path) -> list[Path]:
    return sorted(folder.glob("*.toml"))


def _read(place: Path) -> tuple[Text, ...]:
    content = CatalogueFile.model_validate(tomllib.loads(place.read_text("utf-8")))
    # What needs the floor is for people at home, and there is no way yet to say that one is.
    return tuple(item.text() for item in content.item if item.position != "floor")
