"""The layers of the settings: what each says, and where in it a value stands."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple, Protocol

from posture_daemon.settings import document
from posture_daemon.settings.document import Document
from posture_daemon.settings.finding import Finding
from posture_daemon.settings.problems import WrongFile

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from posture_daemon.settings.environment import Environment
    from posture_daemon.settings.positions import Positions
    from posture_daemon.settings.problems import KeyPath

# A key of an upper layer takes these of the lower ones away: they say the same in another way.
_RIVALS = {"every": "at", "at": "every", "country": "subdivision"}


class Place(NamedTuple):
    """Where something stands: a file with line and columns, or the name of a variable."""

    file: str
    line: int | None = None
    column: int | None = None
    end_column: int | None = None


class Layer(Protocol):
    """One source of settings."""

    table: Mapping[str, object]
    findings: list[Finding]

    def place(self, path: KeyPath, *, at_key: bool = False) -> Place:
        """Where the value at this path stands, or its key."""


class FileLayer:
    """A settings file; without a path, the built-in settings."""

    def __init__(self, path: Path | None) -> None:
        self.name = "the built-in settings" if path is None else str(path)
        self.findings: list[Finding] = []
        self.text = ""
        self.table: Mapping[str, object] = self._read(path).table

    def place(self, path: KeyPath, *, at_key: bool = False) -> Place:
        """Where the value at this path stands, or its key."""
        return Place(self.name, *self._positions.of(path, key=at_key))

    @cached_property
    def _positions(self) -> Positions:
        # Only a file with something to say about it is worth a second parse.
        from posture_daemon.settings.positions import Positions

        return Positions(self.text)

    def _read(self, path: Path | None) -> Document:
        try:
            found = document.read(path) if path else Document()
        except WrongFile as wrong:
            self.text = wrong.text
            place = Place(self.name, wrong.line, wrong.column)
            self.findings.append(Finding(**place._asdict(), message=wrong.sentence))
            return Document()
        self.text = found.text
        return found


class EnvironmentLayer:
    """What variables say; each is a place of its own."""

    def __init__(self, environment: Environment) -> None:
        self._environment = environment
        self.table: Mapping[str, object] = environment.over({})
        self.findings = [Finding(file=name, message=said) for name, said in environment.problems]

    def place(self, path: KeyPath, *, at_key: bool = False) -> Place:  # noqa: ARG002  no lines here
        """The variable that gave the value at this path, or the nearest around it."""
        steps = (path[:length] for length in range(len(path), 0, -1))
        return Place(next(filter(None, map(self._environment.variable, steps)), "the environment"))


def layered(under: Mapping[str, object], over: Mapping[str, object]) -> dict[str, object]:
    """Two layers as one: the upper wins, and tables within are merged in the same way."""
    lost = {_RIVALS[key] for key in over if key in _RIVALS} - over.keys()
    result = {k: v for k, v in under.items() if k not in lost or isinstance(v, dict)}
    for key, value in over.items():
        below = result.get(key)
        both = isinstance(below, dict) and isinstance(value, dict)
        result[key] = layered(below, value) if both else value  # type: ignore[arg-type]
    return result
