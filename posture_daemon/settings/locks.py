"""The system-wide settings, in which an administrator may lock keys, and what that does.

Locks are for agreements, not against people: whoever runs the service can run another one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from posture_daemon.settings.assignment import key_path
from posture_daemon.settings.finding import Finding
from posture_daemon.settings.layers import RIVALS, FileLayer, Layer, Place, without
from posture_daemon.settings.problems import KeyPath, holds, shown_at, shown_path
from posture_daemon.settings.salvage import salvaged, whole

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from posture_daemon.settings.problems import Severity

_KEY = "locked"
_LEFT_OUT = "; it is left out"
_NOT_A_LIST = 'not a list of keys; write it like ["limits.per_day", "work_hours.holidays"]'


class SystemLayer(FileLayer):
    """The system-wide file: settings like any other, and the list of those that stay.

    A mistake of an administrator stops nobody: what is wrong is left out, with a warning. Only
    where the file itself is checked, a mistake is an error.
    """

    def __init__(self, path: Path, *, checked: bool = False) -> None:
        super().__init__(path, "system-wide file")
        self.locked: list[KeyPath] = []
        self._severity: Severity = "error" if checked else "warning"
        self.findings = [self._softened(one) for one in self.findings]
        if _KEY in self.table:
            written = self.table[_KEY]
            self.table = {key: value for key, value in self.table.items() if key != _KEY}
            self._lock(written)
        if not checked:
            self._leave_out_what_is_wrong()

    def _softened(self, finding: Finding) -> Finding:
        if finding.severity == "error" and self._severity == "warning":
            return finding._replace(severity="warning", message=finding.message + _LEFT_OUT)
        return finding

    def _leave_out_what_is_wrong(self) -> None:
        _, errors = salvaged(self.table)
        if not errors:
            return
        from posture_daemon.settings.explanations import explained

        for problem in map(explained, errors):
            place = self.place(problem.path, at_key=problem.at_key)
            self._complain(
                place, problem.path, shown_at(self.table, problem.path), problem.sentence
            )
        for error in errors:
            self.table = without(self.table, whole(error["loc"]))

    def _lock(self, written: object) -> None:
        if not isinstance(written, list):
            self._complain_of_lock((_KEY,), written, _NOT_A_LIST)
            return
        for number, entry in enumerate(written):
            try:
                self.locked.append(_known(entry))
            except ValueError as wrong:
                self._complain_of_lock((_KEY, number), entry, str(wrong))

    def _complain_of_lock(self, path: KeyPath, written: object, sentence: str) -> None:
        self._complain(self.place(path), path, shown_at({"it": written}, ("it",)), sentence)

    def _complain(self, place: Place, path: KeyPath, value: str, sentence: str) -> None:
        found = Finding(**place._asdict(), key=shown_path(path), value=value, message=sentence)
        self.findings.append(self._softened(found))

    def withhold_from(self, layer: Layer) -> None:
        """Take away from an upper layer what is locked, and say so."""
        for path in self.locked:
            for own in (path, *_rivals(path)):
                if holds(layer.table, own):
                    layer.findings.append(self._refusal(layer, own, path))
                    layer.table = without(layer.table, own)

    def _refusal(self, layer: Layer, path: KeyPath, locked: KeyPath) -> Finding:
        in_force = shown_at(self.table, locked) or "the value below it"
        return Finding(
            **layer.place(path)._asdict(),
            severity="warning",
            key=shown_path(path),
            value=shown_at(layer.table, path),
            message=f"locked by {self.name}; {in_force} stays in force",
        )


def _known(entry: object) -> KeyPath:
    from posture_daemon.settings.explanations import unknown

    if not isinstance(entry, str):
        raise ValueError(_NOT_A_LIST)  # noqa: TRY004 - told like the others
    path = key_path(entry)
    if sentence := unknown(path):
        raise ValueError(sentence)
    return path


def _rivals(path: KeyPath) -> Iterator[KeyPath]:
    if path[0] == "reminders" and path[-1] in RIVALS:
        yield (*path[:-1], RIVALS[str(path[-1])])
