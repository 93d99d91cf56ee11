"""An entry kept in a file: switched on, switched off, and described."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from posture_daemon.adapters.autostart.entry_file import EntryFile
from posture_daemon.adapters.autostart.finding import Finding, Kind, examine
from posture_daemon.adapters.autostart.mechanism import NOTHING_TO_DO, OFF, Outcome, State

if TYPE_CHECKING:
    from posture_daemon.adapters.autostart.command import Command
    from posture_daemon.adapters.autostart.finding import Dialect


@dataclass(frozen=True, slots=True)
class Entry:
    """The wanted text, and what was found in its place when it was looked up."""

    name: str
    file: EntryFile
    wanted: str
    found: str | None
    finding: Finding | None

    @classmethod
    def look_up(cls, name: str, file: EntryFile, command: Command, dialect: Dialect) -> Entry:
        """See what the file holds now."""
        found = file.read()
        finding = None if found is None else examine(found, command, dialect)
        return cls(name, file, dialect.wording(command)[0], found, finding)

    @property
    def place(self) -> str:
        """Where it is, as a person reads it."""
        return f"{self.name} {self.file.path}"

    @property
    def is_current(self) -> bool:
        """Whether the file is what would be written now."""
        return self.finding is not None and self.finding.kind is Kind.CURRENT

    def state(self) -> State:
        """What that means for start at login."""
        return self.finding.state(self.place) if self.finding else OFF

    def put(self, next_step: str) -> Outcome:
        """Write it, unless it is there already."""
        if self.is_current:
            return Outcome(f"Start at login was already on ({self.place}).", changed=False)
        self.file.write(self.wanted, keep_old=self._by_hand)
        before = f"; the old entry {self.finding.remark()}{self._kept}" if self.finding else ""
        return Outcome(f"Start at login is on ({self.place}){before}.", next_step)

    def take_away(self) -> Outcome:
        """Remove it, if it is there."""
        if self.finding is None:
            return NOTHING_TO_DO
        self.file.remove(keep_old=self._by_hand)
        return Outcome(f"Start at login is off; {self.place} is removed{self._kept}.")

    @property
    def _by_hand(self) -> bool:
        return self.finding is not None and self.finding.by_hand

    @property
    def _kept(self) -> str:
        return f", and is kept as {self.file.backup}" if self._by_hand else ""
