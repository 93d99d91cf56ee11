"""The layers of the settings: what each says, and where in it a value stands."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property, reduce
from typing import TYPE_CHECKING, NamedTuple, Protocol

from posture_daemon.settings import document, versions
from posture_daemon.settings.document import Document
from posture_daemon.settings.finding import Finding
from posture_daemon.settings.problems import WrongFile, holds, shown_at, shown_path

if TYPE_CHECKING:
    from pathlib import Path

    from posture_daemon.settings.positions import Positions
    from posture_daemon.settings.problems import KeyPath

Table = Mapping[str, object]
# A key of an upper layer takes these of the lower ones away: they say the same in another way.
RIVALS = {"every": "at", "at": "every", "country": "subdivision"}


class Place(NamedTuple):
    """Where something stands: a file with line and columns, or the name of a variable."""

    file: str
    line: int | None = None
    column: int | None = None
    end_column: int | None = None


class Layer(Protocol):
    """One source of settings, and what there is to say about it."""

    origin: str
    table: Table
    findings: list[Finding]

    def place(self, path: KeyPath, *, at_key: bool = False) -> Place:
        """Where the value at this path stands, or its key."""


class FileLayer:
    """A settings file; without a path, the built-in settings."""

    def __init__(
        self, path: Path | None, origin: str = "file", draft: str | bytes | None = None
    ) -> None:
        self.origin = origin
        self.name = "the built-in settings" if path is None else str(path)
        self.findings: list[Finding] = []
        self.text = ""
        table = self._read(path, draft).table
        self._steps = list(versions.steps(table))
        self.findings += [self._warning(step, table) for step in self._steps]
        self.table: Table = versions.renewed(table, self._steps)

    def place(self, path: KeyPath, *, at_key: bool = False) -> Place:
        """Where the value at this path stands, or its key."""
        for step in self._steps:
            if path[: len(step.now)] == step.now:
                path = (*step.path, *path[len(step.now) :])
        return Place(self.name, *self._positions.of(path, key=at_key))

    def _warning(self, step: versions.Step, table: Table) -> Finding:
        place = self._positions.of(step.path, key=True)
        return Finding(
            **Place(self.name, *place)._asdict(),
            severity="warning",
            key=shown_path(step.path),
            value=shown_at(table, step.path),
            message=step.sentence,
        )

    @cached_property
    def _positions(self) -> Positions:
        # Only a file with something to say about it is worth a second parse.
        from posture_daemon.settings.positions import Positions

        return Positions(self.text)

    def _read(self, path: Path | None, draft: str | bytes | None) -> Document:
        try:
            if isinstance(draft, bytes):
                found = document.of_content(draft)
            elif draft is not None:
                found = document.parsed(draft)
            else:
                found = document.read(path) if path else Document()
        except WrongFile as wrong:
            self.text = wrong.text
            place = Place(self.name, wrong.line, wrong.column)
            self.findings.append(Finding(**place._asdict(), message=wrong.sentence))
            return Document()
        self.text = found.text
        return found


class NamedLayer:
    """What variables or options say; the name of each is a place of its own."""

    def __init__(
        self,
        origin: str,
        parts: list[tuple[str, Table]],
        wrong: list[tuple[str, str]],
        odd: list[tuple[str, str]] | None = None,
    ) -> None:
        self.origin = origin
        self._parts = parts
        self.table: Table = reduce(merged, (part for _, part in parts), {})
        self.findings = [Finding(file=name, message=sentence) for name, sentence in wrong]
        self.findings += [
            Finding(file=name, severity="warning", message=sentence) for name, sentence in odd or ()
        ]

    def place(self, path: KeyPath, *, at_key: bool = False) -> Place:  # noqa: ARG002  no lines here
        """The variable or option that gave the value at this path, or the nearest around it."""
        for length in range(len(path), 0, -1):
            for name, part in reversed(self._parts):
                if holds(part, path[:length]):
                    return Place(name)
        return Place(f"the {self.origin}")


def merged(under: Table, over: Table) -> Table:
    """Two tables as one: the second wins, and tables within are merged in the same way."""
    result = dict(under)
    for key, value in over.items():
        below = result.get(key)
        both = isinstance(below, dict) and isinstance(value, dict)
        result[key] = merged(below, value) if both else value  # type: ignore[arg-type]
    return result


def without(table: Table, path: KeyPath) -> Table:
    """The table without the value at this path."""
    key, *rest = path
    if not rest:
        return {name: value for name, value in table.items() if name != key}
    inner = table.get(str(key))
    shrunk = without(inner, tuple(rest)) if isinstance(inner, dict) else inner
    return {**table, str(key): shrunk}


def layered(under: Table, over: Table) -> Table:
    """The same for two layers, where a key of the upper one drives out its rival below."""
    return merged(_without_rivals(under, over), over)


def _without_rivals(under: Table, over: Table) -> Table:
    lost = {RIVALS[key] for key in over if key in RIVALS} - over.keys()
    kept: dict[str, object] = {}
    for key, value in under.items():
        above = over.get(key)
        if isinstance(value, dict):
            kept[key] = _without_rivals(value, above) if isinstance(above, dict) else value
        elif key not in lost:
            kept[key] = value
    return kept
