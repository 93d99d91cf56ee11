"""Reads a person's own items: every *.toml in the folder `exercises`, whose subfolders are packs.

What is wrong with an item is told with its file and line, and the rest loads.
"""

from __future__ import annotations

import os
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from pydantic import ValidationError

from posture_daemon.content import sore_levels
from posture_daemon.content.catalogue import catalogue, item_of
from posture_daemon.core.reminder import Kind
from posture_daemon.settings import document
from posture_daemon.settings.allowed import did_you_mean, nearest
from posture_daemon.settings.catalogue_file import DoseTable, ItemTable
from posture_daemon.settings.explanations import explained
from posture_daemon.settings.finding import Finding
from posture_daemon.settings.own_pictures import WrongPicture, checked_picture
from posture_daemon.settings.positions import Positions
from posture_daemon.settings.problems import (
    WrongFile,
    printable,
    shown_path,
    shown_value,
    value_at,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pydantic_core import ErrorDetails

    from posture_daemon.content.catalogue import Item
    from posture_daemon.settings.problems import KeyPath

MOST_FILES = 100
MOST_BYTES = 256 << 10
MOST_ITEMS = 1000
_DEEPEST = 4
_MOST_TOLD = 10  # of one item


def own_items(folder: Path, language: str = "en") -> tuple[list[Item], list[Finding]]:
    """The items in this folder that are right, and what is wrong with the others.

    A folder that is not there has none. The ids of the catalogue of the language are taken.
    """
    if not os.path.lexists(folder):
        return [], []
    reading = _Reading(folder, language)
    reading.read()
    return list(reading.items.values()), reading.findings


class _Reading:
    """One pass through the folder."""

    def __init__(self, folder: Path, language: str) -> None:
        self._folder = folder
        self._root = folder.resolve()  # it may be a link itself: that is the person's choice
        built_in = catalogue(language)
        self._places = dict.fromkeys(built_in.by_id, "the catalogue itself")
        self._figures = {item.figure for item in built_in.items}
        self.items: dict[str, Item] = {}
        self.findings: list[Finding] = []

    def read(self) -> None:
        paths = list(islice(_files(self._folder), MOST_FILES + 1))
        for path in paths[:MOST_FILES]:
            try:
                self._file(path)
            except WrongFile as wrong:
                self._tell(path, wrong.sentence, wrong.line, wrong.column)
        if len(paths) > MOST_FILES:
            self._tell(self._folder, f"more than {MOST_FILES} files; the others are passed over")

    def _tell(
        self, path: Path, sentence: str, line: int | None = None, column: int | None = None
    ) -> None:
        self.findings.append(Finding(str(path), line, column, message=sentence, severity="warning"))

    def _file(self, path: Path) -> None:
        if not path.resolve().is_relative_to(self._root):
            raise WrongFile(f"a link that leads out of {self._folder}; copy the file instead")
        if path.stat().st_size > MOST_BYTES:
            raise WrongFile(f"larger than {MOST_BYTES >> 10} KiB, the most that a file may be")
        found = document.read(path)
        places = Positions(found.text)
        for key in found.table.keys() - {"item"}:
            at = places.of((key,), key=True)
            self._tell(path, f'unknown key "{key[:60]}"; items are [[item]]', at.line, at.column)
        tables = found.table.get("item", [])
        if not isinstance(tables, list) or not tables:
            raise WrongFile("holds no item; each begins with a line [[item]]")
        for number, table in enumerate(tables):
            self._table(path, places, number, table)

    def _table(self, path: Path, places: Positions, number: int, table: object) -> None:
        where: KeyPath = ("item", number)
        header = places.spans.get(where, (places.of(where).line, 0))[0]

        def tell(key: KeyPath, sentence: str, *, at_key: bool = False) -> None:
            line, column, end = places.of((*where, *key), key=at_key)
            if line < header:  # of a key that is not there, the nearest place is the first item's
                line, column, end = header, 1, None
            said = f"{_shown(table, key, with_value=not at_key)}{sentence}"
            self.findings.append(Finding(str(path), line, column, end, "warning", message=said))

        try:
            right = ItemTable.model_validate(table)
        except ValidationError as wrong:
            for error in _causes(wrong.errors(include_url=False))[:_MOST_TOLD]:
                tell(*_explained(error), at_key=error["type"] == "extra_forbidden")
            return
        problems = list(self._problems(path, right))
        for key, sentence in problems:
            tell(key, sentence)
        if not problems and len(self.items) < MOST_ITEMS:
            self._places[right.id] = f"{path}:{header}"
            self.items[right.id] = self._item(path, right)

    def _problems(self, path: Path, table: ItemTable) -> Iterator[tuple[KeyPath, str]]:
        if table.id in self._places:
            yield ("id",), f"this id is taken, by {self._places[table.id]}; choose another one"
        if (table.kind or path.stem) not in set(Kind) - {Kind.OWN}:
            kinds = ", ".join(kind for kind in Kind if kind is not Kind.OWN)
            yield ("kind",), f"of no kind; write kind = or name the file after it: {kinds}"
        elif too_low := _too_low(table.kind or Kind(path.stem), table):
            yield ("sore_level",), too_low
        if table.figure and table.figure not in self._figures:
            hint = did_you_mean(nearest(table.figure, self._figures))
            yield ("figure",), f"there is no such drawing{hint}"
        if table.picture:
            try:
                checked_picture(path.parent / table.picture, self._root)
            except WrongPicture as wrong:
                yield ("picture",), str(wrong)

    def _item(self, path: Path, table: ItemTable) -> Item:
        values = table.model_dump(exclude_none=True, exclude={"kind", "picture"})
        pack = str(path.relative_to(self._folder))
        picture = str((path.parent / table.picture).resolve()) if table.picture else ""
        return item_of(table.kind or Kind(path.stem), values, pack, picture)


def _too_low(kind: Kind, table: ItemTable) -> str:
    """What is wrong with the level of the sore-back plan on which it would be shown."""
    least = sore_levels.least(kind, table.sore)
    if table.sore_level is None or table.sore_level >= least:
        return ""
    why = "of this kind" if kind is Kind.STRENGTHENING else f'with sore = "{table.sore}"'
    return f"too little: {least} at least for an item {why}"


def _files(folder: Path) -> Iterator[Path]:
    """The files in order; links to folders are not followed, so that nobody walks in a circle."""
    for place, folders, names in os.walk(folder):
        folders.sort()
        if len(Path(place).relative_to(folder).parts) >= _DEEPEST:
            folders.clear()
        yield from (Path(place, name) for name in sorted(names) if name.endswith(".toml"))


def _causes(errors: list[ErrorDetails]) -> list[ErrorDetails]:
    """Without the lists that are too short only because an entry in them is wrong."""
    around = {error["loc"][:-1] for error in errors if error["loc"]}
    return [error for error in errors if error["loc"] not in around]


def _explained(error: ErrorDetails) -> tuple[KeyPath, str]:
    path = tuple(error["loc"])
    if error["type"] == "missing":
        return path, "missing; every item needs it"
    if error["type"] == "extra_forbidden":
        known = (DoseTable if path[:1] == ("dose",) else ItemTable).model_fields
        hint = did_you_mean(nearest(str(path[-1]), known))
        return path, f"unknown key{hint}. Known here: {', '.join(known)}"
    if error["type"] == "too_short":
        return path, f"too few entries: {error['ctx']['min_length']} at least"
    if error["type"] == "string_pattern_mismatch":
        return path, "not a name; use a-z, 0-9, - and _, 60 characters at most"
    return path, explained(error).sentence


def _shown(table: object, key: KeyPath, *, with_value: bool) -> str:
    """Which item and which of its keys is meant, and the value, as far as there are any."""
    name = value_at(table, ("id",))
    item = f"{printable(name[:60])}: " if isinstance(name, str) else ""
    if not key:
        return item
    value = value_at(table, key)
    is_value = with_value and isinstance(value, str | int | float | list)
    return f"{item}{shown_path(key)}{f' = {shown_value(value)}' if is_value else ''}: "
