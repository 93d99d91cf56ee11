"""The XDG autostart entry, which every free desktop reads at login."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from posture_daemon.adapters.autostart.command import ENV, PROGRAM, Command
from posture_daemon.adapters.autostart.entry import Entry
from posture_daemon.adapters.autostart.entry_file import EntryFile
from posture_daemon.adapters.autostart.mechanism import Standing, State

if TYPE_CHECKING:
    from posture_daemon.adapters.autostart.mechanism import Outcome

ENTRY = """\
[Desktop Entry]
Type=Application
Name=Posture Daemon
Comment=Reminders to rest, move and get comfortable
Exec={line}
TryExec={program}
Terminal=false
StartupNotify=false
"""
# systemd reads this folder too, and would start the program a second time.
SKIP = """\
# Where systemd runs the session, posture-daemon.service starts the program instead.
X-systemd-skip=true
"""

_PLAIN = re.compile(r"[\w./:@+,-]+", re.ASCII)
_WORD = re.compile(r'"((?:\\.|[^"\\])*)"|(\S+)')
_ESCAPES = {"\\": r"\\", "\n": r"\n", "\t": r"\t", "\r": r"\r"}
_MEANT = {r"\\": "\\", r"\n": "\n", r"\t": "\t", r"\r": "\r", r"\s": " "}


@dataclass(frozen=True, slots=True)
class Xdg:
    """The entry in `config_home`/autostart, alone or beside a systemd user unit."""

    command: Command
    config_home: Path
    beside_systemd: bool = False
    name: ClassVar[str] = "XDG autostart entry"

    def text(self) -> str:
        """What is written."""
        return self.wording(self.command)[0]

    def path(self) -> str:
        """Where it is written."""
        return str(self._file.path)

    def enable(self) -> Outcome:
        """Switch start at login on."""
        return self.entry().put(f"To start it now: {self.command} run")

    def disable(self) -> Outcome:
        """Switch start at login off."""
        return self.entry().take_away()

    def status(self) -> State:
        """Say whether it is on, and for which program."""
        entry = self.entry()
        if entry.found is not None and _is_switched_off(entry.found):
            place = f"the desktop's settings switched {entry.place} off"
            return State(Standing.OFF, f"Start at login is off: {place}.")
        return entry.state()

    def entry(self) -> Entry:
        """What the file holds now."""
        return Entry.look_up(self.name, self._file, self.command, self)

    def wording(self, command: Command) -> tuple[str, ...]:
        """All that any version of this program may have written for a command."""
        # GLib and systemd look for the program before they read %% as one percent sign.
        launcher = (ENV,) if "%" in command.program else ()
        line = " ".join(quoted(word) for word in (*launcher, *command.doing("run")))
        alone = ENTRY.format(line=escaped(line), program=escaped(command.program))
        both = (alone + SKIP, alone)
        return both if self.beside_systemd else both[::-1]

    def command_in(self, text: str) -> Command | None:
        """The command that a text starts, if it can be told."""
        found = words(_unescaped(_value(text, "Exec")))
        return Command.of_line(found[1:] if found[:1] == [ENV] else found)

    @property
    def _file(self) -> EntryFile:
        return EntryFile(self.config_home / "autostart" / f"{PROGRAM}.desktop")


def quoted(word: str) -> str:
    """Quote one word of an Exec key; percent signs would be field codes."""
    doubled = word.replace("%", "%%")
    if _PLAIN.fullmatch(word):
        return doubled
    return '"' + re.sub(r'(["`$\\])', r"\\\1", doubled) + '"'


def words(line: str) -> list[str]:
    """Read the words of an Exec key back."""
    pairs = (match.groups() for match in _WORD.finditer(line))
    return [
        (re.sub(r"\\(.)", r"\1", inner) if bare is None else bare).replace("%%", "%")
        for inner, bare in pairs
    ]


def escaped(value: str) -> str:
    """Escape as every string in a desktop entry is, over and above the quoting of Exec."""
    return "".join(_ESCAPES.get(letter, letter) for letter in value)


def _unescaped(value: str) -> str:
    return re.sub(r"\\[\\ntrs]", lambda found: _MEANT[found[0]], value)


def _value(text: str, key: str) -> str:
    found = re.search(rf"^{key}\s*=[ \t]*(.*)$", text, re.MULTILINE)
    return found[1] if found else ""


def _is_switched_off(text: str) -> bool:
    # KDE and Xfce write the one, GNOME's tools the other.
    return _value(text, "Hidden") == "true" or _value(text, "X-GNOME-Autostart-enabled") == "false"
