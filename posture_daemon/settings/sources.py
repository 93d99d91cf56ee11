"""Where the settings come from: layers, each over the one before; and where values stand."""

from __future__ import annotations

import os
from functools import reduce
from typing import TYPE_CHECKING

from posture_daemon.settings.finding import Finding
from posture_daemon.settings.layers import FileLayer, NamedLayer, layered
from posture_daemon.settings.problems import holds, shown_at, shown_path, value_at

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path

    from posture_daemon.settings.layers import Layer, Table
    from posture_daemon.settings.locks import SystemLayer
    from posture_daemon.settings.problems import KeyPath, Problem

_PREFIX = "POSTURE_DAEMON_"


class Sources:
    """The tables of all layers as one, and the names of the places in them.

    From the lowest: the system-wide file, the person's file (or a draft of it), variables, and
    KEY=VALUE from the command line. What the system-wide file locks is taken from the others.
    Where a person's file is the system-wide one, that is read alone, to be checked.
    """

    def __init__(
        self,
        path: Path | None,
        variables: Mapping[str, str],
        system: Path | None = None,
        changes: Sequence[str] = (),
        draft: str | bytes | None = None,
    ) -> None:
        checked = _is_same(path, system)
        if checked:
            path, variables, system = None, {}, path
        self.file = FileLayer(path, draft=draft)
        above = [self.file, *_environment(variables), *_command_line(changes)]
        below = _system(system, above, checked=checked)
        self._locked = [path for layer in below for path in layer.locked]
        self.layers: list[Layer] = [*below, *above]
        self.table: Table = reduce(layered, (layer.table for layer in self.layers))

    @property
    def texts(self) -> dict[str, str]:
        """The text of every file, by its name."""
        return {one.name: one.text for one in self.layers if isinstance(one, FileLayer)}

    def findings(self, problems: Iterable[Problem]) -> list[Finding]:
        """These problems and those of reading, each with its place, in the order of the layers."""
        found = [(n, one) for n, layer in enumerate(self.layers) for one in layer.findings]
        found += [self._found(problem) for problem in problems]
        return [one for _, one in sorted(found, key=_order)]

    def _found(self, problem: Problem) -> tuple[int, Finding]:
        layer = self.layer_of(problem.path)
        place = layer.place(problem.path, at_key=problem.at_key)
        finding = Finding(
            **place._asdict(),
            severity=problem.severity,
            key=shown_path(problem.path),
            value=shown_at(self.table, problem.path),
            message=problem.sentence,
        )
        return self.layers.index(layer), finding

    def locks(self, path: KeyPath) -> bool:
        """Whether the system-wide file keeps this key as it is."""
        return any(path[: len(locked)] == locked for locked in self._locked)

    def layer_of(self, path: KeyPath) -> Layer:
        """The layer that the value at this path, or what is nearest to it, comes from."""
        for length in range(len(path), 0, -1):
            holding = [layer for layer in self.layers if holds(layer.table, path[:length])]
            # A table that several have a part of is told at its place in the person's file.
            if self.file in holding and isinstance(value_at(self.table, path[:length]), dict):
                return self.file
            if holding:
                return holding[-1]
        return self.file


def _order(found: tuple[int, Finding]) -> tuple[int, int, int, str]:
    layer, finding = found
    return layer, finding.line or 0, finding.column or 0, str(finding)


def _is_same(one: Path | None, other: Path | None) -> bool:
    return bool(one and other and os.path.lexists(other) and one.resolve() == other.resolve())


def _system(path: Path | None, above: Iterable[Layer], *, checked: bool) -> list[SystemLayer]:
    if path is None or not os.path.lexists(path):
        return []
    # Few computers have such a file.
    from posture_daemon.settings.locks import SystemLayer

    system = SystemLayer(path, checked=checked)
    for layer in above:
        system.withhold_from(layer)
    return [system]


def _environment(variables: Mapping[str, str]) -> list[Layer]:
    if not any(name.upper().startswith(_PREFIX) for name in variables):
        return []
    # pydantic-settings takes a tenth of a second to import, and most people set no variable.
    from posture_daemon.settings.environment import environment

    return [environment(variables)]


def _command_line(changes: Sequence[str]) -> list[Layer]:
    if not changes:
        return []
    from posture_daemon.settings.assignment import nested, parted
    from posture_daemon.settings.fitting import fitted

    parts: list[tuple[str, Table]] = []
    wrong: list[tuple[str, str]] = []
    for change in changes:
        name = f"--set {change.partition('=')[0]}"
        try:
            path, value = parted(change)
            parts.append((name, nested(path, fitted(value, path))))
        except ValueError as problem:
            wrong.append((name, str(problem)))
    return [NamedLayer("command line", parts, wrong)]
