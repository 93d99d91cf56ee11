"""The systemd user unit, started with the graphical session and watched while it runs."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

from posture_daemon.adapters.autostart import unit
from posture_daemon.adapters.autostart.command import PROGRAM, Command
from posture_daemon.adapters.autostart.entry import Entry
from posture_daemon.adapters.autostart.entry_file import EntryFile
from posture_daemon.adapters.autostart.finding import REPAIR
from posture_daemon.adapters.autostart.mechanism import OFF, Outcome, Standing, State
from posture_daemon.adapters.autostart.systemctl import Run, Systemctl
from posture_daemon.adapters.autostart.xdg import Xdg

UNIT = f"{PROGRAM}.service"
# What reading a unit gives that leads to /dev/null, which is how systemd marks one as forbidden.
MASKED = ""


@dataclass(frozen=True, slots=True)
class Systemd:
    """The unit in `config_home`/systemd/user, and beside it the XDG entry.

    The entry is for sessions that never reach graphical-session.target (sway, i3, openbox); where
    systemd runs the session it leaves the entry alone.
    """

    command: Command
    config_home: Path
    home: Path
    run: Run
    beside: Xdg
    name: ClassVar[str] = "systemd user unit"

    def text(self) -> str:
        """What is written."""
        return self.wording(self.command)[0]

    def path(self) -> str:
        """Where it is written."""
        return str(self._file.path)

    def enable(self) -> Outcome:
        """Switch start at login on."""
        entry = self._entry()
        whole = entry.is_current and self._is_wanted() and self.beside.entry().is_current
        outcome = entry.put("")
        if whole:
            return outcome
        self._tell("daemon-reload")
        self._tell("enable", UNIT)
        self.beside.enable()
        sentence = outcome.sentence if outcome.changed else f"Start at login is on ({entry.place})."
        return Outcome(sentence, f"To start it now: systemctl --user start {PROGRAM}")

    def disable(self) -> Outcome:
        """Switch start at login off."""
        entry = self._entry()
        if entry.found == MASKED or not (entry.found or self._is_wanted()):
            return self.beside.disable()
        self._tell("disable", UNIT)
        outcome = entry.take_away() if entry.found else Outcome(OFF.sentence)
        self._tell("daemon-reload")
        self.beside.disable()
        step = f"It runs until you log out; to stop it now: systemctl --user stop {PROGRAM}"
        return Outcome(outcome.sentence, step)

    def status(self) -> State:
        """Say whether it is on, and for which program."""
        entry = self._entry()
        if entry.found == MASKED:
            return State(Standing.OFF, f"Start at login is off: {entry.place} is masked; {REPAIR}")
        if not self._is_wanted():
            return self._not_enabled(entry)
        if entry.found is None:
            return State(Standing.ON, f"Start at login is on ({self.name} {UNIT}, from a package).")
        state = entry.state()
        return self._with_companion(entry, state) if state.standing is Standing.ON else state

    def wording(self, command: Command) -> tuple[str, ...]:
        """All that any version of this program may have written for a command."""
        start, reload = (unit.line(command.doing(verb), self.home) for verb in ("run", "reload"))
        return (unit.TEXT.format(start=start, reload=reload),)

    def command_in(self, text: str) -> Command | None:
        """The command that a text starts, if it can be told."""
        lines = re.findall(r"^ExecStart=[ \t]*(.+)$", text, re.MULTILINE)
        return Command.of_line(unit.words(lines[-1], self.home)) if lines else None

    def _not_enabled(self, entry: Entry) -> State:
        if entry.found is not None:
            sentence = f"Start at login is off: {entry.place} is there, but not enabled; {REPAIR}"
            return State(Standing.OFF, sentence)
        # An entry from a time without systemd is not skipped, so it does start the program.
        state = self.beside.status()
        return OFF if state.standing is Standing.ON else state

    def _with_companion(self, entry: Entry, state: State) -> State:
        beside = self.beside.entry()
        if beside.is_current:
            return state
        remark = beside.finding.remark() if beside.finding else "is missing"
        sentence = f"Start at login is on ({entry.place}), but {beside.place} {remark}; {REPAIR}"
        return State(Standing.DIFFERENT, sentence)

    def _is_wanted(self) -> bool:
        """Say whether a target wants the unit; the files answer even without a session."""
        links = (self.config_home / "systemd" / "user").glob(f"*.wants/{UNIT}")
        return any(link.exists() for link in links)

    def _tell(self, *words: str) -> None:
        Systemctl(self.run).tell(*words)

    def _entry(self) -> Entry:
        return Entry.look_up(self.name, self._file, self.command, self)

    @property
    def _file(self) -> EntryFile:
        return EntryFile(self.config_home / "systemd" / "user" / UNIT)
