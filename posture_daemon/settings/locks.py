"""The system-wide settings, in which an administrator may lock keys, and what that does.

Locks are for agreements, not against people: whoever runs the service can run another one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from posture_daemon.settings.assignment import key_path
from posture_daemon.settings.finding import Finding
from posture_daemon.settings.layers import RIVALS, FileLayer, Layer, without
from posture_daemon.settings.problems import KeyPath, holds, shown_at, shown_path

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_KEY = "locked"
_NOT_A_LIST = 'not a list of keys; write it like ["limits.per_day", "work_hours.holidays"]'


class SystemLayer(FileLayer):
    """The system-wide file: settings like any other, and the list of those that stay."""

    def __init__(self, path: Path) -> None:
        super().__init__(path, "system-wide file")
        self.locked: list[KeyPath] = []
        if _KEY in self.table:
            written = self.table[_KEY]
            self.table = {key: value for key, value in self.table.items() if key != _KEY}
            self._lock(written)

    def _lock(self, written: object) -> None:
        if not isinstance(written, list):
            self._complain((_KEY,), written, _NOT_A_LIST)
            return
        for number, entry in enumerate(written):
            try:
                self.locked.append(_known(entry))
            except ValueError as wrong:
                self._complain((_KEY, number), entry, str(wrong))

    def _complain(self, path: KeyPath, written: object, sentence: str) -> None:
        place = self.place(path)._asdict()
        shown = shown_at({"it": written}, ("it",))
        self.findings.append(Finding(**place, key=shown_path(path), value=shown, message=sentence))

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
