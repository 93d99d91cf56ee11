"""The Run key of the registry, which Windows starts at login."""

from __future__ import annotations

import re
import subprocess
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from posture_daemon.adapters.autostart.command import PROGRAM, Command
from posture_daemon.adapters.autostart.finding import REPAIR, Kind, examine
from posture_daemon.adapters.autostart.mechanism import NOTHING_TO_DO, OFF, Outcome, Standing, State
from posture_daemon.adapters.autostart.registry import RegistryValue

if TYPE_CHECKING:
    from posture_daemon.adapters.autostart.finding import Finding

_CURRENT_VERSION = r"Software\Microsoft\Windows\CurrentVersion"
KEY = rf"{_CURRENT_VERSION}\Run"
APPROVAL = rf"{_CURRENT_VERSION}\Explorer\StartupApproved\Run"
HOME = "%USERPROFILE%"
# winreg.REG_SZ and winreg.REG_EXPAND_SZ, by value because winreg is on Windows only.
PLAIN, EXPANDED = 1, 2


@dataclass(frozen=True, slots=True)
class RunKey:
    """One value of the Run key; paths below `home` are written with %USERPROFILE%."""

    command: Command
    home: str
    name: ClassVar[str] = "Run key of the registry"

    def text(self) -> str:
        """Return it as a .reg file, in which only hexadecimal can hold a %VARIABLE%."""
        line = self.wording(self.command)[0]
        content = (line + "\0").encode("utf-16-le").hex(",")
        return (
            "Windows Registry Editor Version 5.00\n\n"
            f"; {line}\n"
            f"[HKEY_CURRENT_USER\\{KEY}]\n"
            f'"{PROGRAM}"=hex({_kind(line)}):{content}\n'
        )

    def path(self) -> str:
        """Where it is written."""
        return rf"HKCU\{KEY}\{PROGRAM}"

    def enable(self) -> Outcome:
        """Switch start at login on."""
        finding = self._finding()
        if finding and finding.kind is Kind.CURRENT and not self._is_switched_off():
            return Outcome(f"Start at login was already on ({self._place}).", changed=False)
        before = f"; the old entry {finding.remark()}" if finding else ""
        # A copy cannot stay in the key, where it would be started too.
        before += f", and was: {self._found()}" if finding and finding.by_hand else ""
        line = self.wording(self.command)[0]
        self._value.write(line, _kind(line))
        self._approval.remove()
        return Outcome(f"Start at login is on ({self._place}){before}.", f"To start it now: {line}")

    def disable(self) -> Outcome:
        """Switch start at login off."""
        if self._found() is None:
            return NOTHING_TO_DO
        self._value.remove()
        return Outcome(f"Start at login is off; {self._place} is removed.")

    def status(self) -> State:
        """Say whether it is on, and for which program."""
        finding = self._finding()
        if finding is None:
            return OFF
        if self._is_switched_off():
            where = "the Task Manager's list of startup apps"
            return State(
                Standing.OFF, f"Start at login is off: it was switched off in {where}; {REPAIR}"
            )
        return finding.state(self._place)

    def wording(self, command: Command) -> tuple[str, ...]:
        """All that any version of this program may have written for a command."""
        program, *rest = command.doing("run")
        # Quoted always: a home folder has a space in it as soon as Windows expands the variable.
        return (f'"{self._portable(program)}" {subprocess.list2cmdline(rest)}',)

    def command_in(self, text: str) -> Command | None:
        """The command that a text starts, if it can be told."""
        # A program in quotes, or one that ends at the first space.
        found = re.match(r'\s*(?:"([^"]*)"|(\S+))(.*)', text)
        if found is None:
            return None
        program = (found[1] or found[2] or "").replace(HOME, self.home)
        return Command.of_line([program, *found[3].split()]) if program else None

    def _portable(self, program: str) -> str:
        below = program.lower().startswith(f"{self.home}\\".lower()) and "%" not in program
        return HOME + program[len(self.home) :] if below else program

    def _finding(self) -> Finding | None:
        found = self._found()
        return None if found is None else examine(found, self.command, self)

    def _found(self) -> str | None:
        found = self._value.read()
        return None if found is None else str(found)

    def _is_switched_off(self) -> bool:
        # Undocumented but old: an odd first byte is what the Task Manager writes.
        approval = self._approval.read()
        return isinstance(approval, bytes) and approval[:1] in {b"\x01", b"\x03"}

    @property
    def _place(self) -> str:
        return f"{self.name} {self.path()}"

    @property
    def _value(self) -> RegistryValue:
        return RegistryValue(KEY, PROGRAM)

    @property
    def _approval(self) -> RegistryValue:
        return RegistryValue(APPROVAL, PROGRAM)


def _kind(line: str) -> int:
    return EXPANDED if line.startswith(f'"{HOME}') else PLAIN
