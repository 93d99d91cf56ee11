"""Reads the catalogue: the texts of one language, checked, by kind of reminder."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import TYPE_CHECKING

from posture_daemon.core.reminder import Kind

if TYPE_CHECKING:
    from posture_daemon.core.plan import Text

_FOLDER = Path(__file__).parents[1] / "content"  # importlib.resources would cost a tenth of a start

_KINDS = frozenset(Kind)


def languages() -> list[str]:
    """The languages that there are texts in."""
    return sorted(place.name for place in _FOLDER.iterdir() if _texts(place))


def texts(language: str) -> dict[Kind, tuple[Text, ...]]:
    """All texts of a language; ValueError when one is not as it should be."""
    found = _texts(_FOLDER / language)
    return {Kind(place.stem): _read(place) for place in found}


def _texts(folder: Path) -> list[Path]:
    return sorted(path for path in folder.glob("*.toml") if path.stem in _KINDS)


def _read(place: Path) -> tuple[Text, ...]:
    from posture_daemon.settings.catalogue_file import CatalogueFile

    content = CatalogueFile.model_validate(tomllib.loads(place.read_text("utf-8")))
    # What needs the floor is for people at home, and there is no way yet to say that one is.
    return tuple(item.text() for item in content.item if item.position != "floor")
