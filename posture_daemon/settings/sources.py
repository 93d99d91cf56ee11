"""Where the settings come from: a file and, over it, the environment; and where values stand."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from posture_daemon.settings import document
from posture_daemon.settings.document import Document
from posture_daemon.settings.problems import WrongFile, line, printable, value_at

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from posture_daemon.settings.environment import Environment
    from posture_daemon.settings.positions import Positions
    from posture_daemon.settings.problems import KeyPath, Problem

_PREFIX = "POSTURE_DAEMON_"
_FILE, _ENVIRONMENT = 0, 1  # the order in which they are told


class _Told(NamedTuple):
    """A printable line, and what it is ordered by."""

    source: int
    line: int
    column: int
    text: str


class Sources:
    """The tables of file and environment as one, and the names of the places in them."""

    def __init__(self, path: Path | None, variables: Mapping[str, str]) -> None:
        self._name = "the built-in settings" if path is None else str(path)
        self._wrong: list[_Told] = []
        self._document = self._read(path)
        self._environment = _environment(variables)
        self.table = self._document.table
        if self._environment:
            self.table = self._environment.over(self.table)

    def told(self, problems: Iterable[Problem]) -> list[str]:
        """Printable lines for these problems and those of reading, in the order of the file."""
        lines = [*self._wrong, *self._about_variables(), *self._about_values(list(problems))]
        return [one.text for one in sorted(lines)]

    def _read(self, path: Path | None) -> Document:
        try:
            return document.read(path) if path else Document()
        except WrongFile as wrong:
            place = f":{wrong.line}:{wrong.column}" if wrong.line else ""
            text = printable(f"{self._name}{place}: {wrong.sentence}")
            self._wrong.append(_Told(_FILE, wrong.line, wrong.column, text))
            return Document()

    def _about_variables(self) -> list[_Told]:
        wrong = self._environment.problems if self._environment else []
        return [
            _Told(_ENVIRONMENT, 0, 0, printable(f"{name}: {sentence}")) for name, sentence in wrong
        ]

    def _about_values(self, problems: list[Problem]) -> list[_Told]:
        if not problems:
            return []
        # Only a wrong file is worth a second parse.
        from posture_daemon.settings.positions import Positions

        positions = Positions(self._document.text)
        return [self._about(problem, positions) for problem in problems]

    def _about(self, problem: Problem, positions: Positions) -> _Told:
        if variable := self._variable(problem.path):
            return _Told(_ENVIRONMENT, 0, 0, line(variable, problem, self.table))
        row, column = positions.of(problem.path, key=problem.at_key)
        place = f"{self._name}:{row}:{column}"
        return _Told(_FILE, row, column, line(place, problem, self.table))

    def _variable(self, path: KeyPath) -> str | None:
        # A table that both have a part of is told at its place in the file.
        if not self._environment or isinstance(value_at(self._document.table, path), dict):
            return None
        return self._environment.variable(path)


def _environment(variables: Mapping[str, str]) -> Environment | None:
    if not any(name.upper().startswith(_PREFIX) for name in variables):
        return None
    # pydantic-settings takes a tenth of a second to import, and most people set no variable.
    from posture_daemon.settings.environment import Environment

    return Environment(variables)
