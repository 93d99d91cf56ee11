"""The launchd agent, which macOS starts at login."""

from __future__ import annotations

import plistlib
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar
from xml.parsers.expat import ExpatError

from posture_daemon.adapters.autostart.command import PROGRAM, Command
from posture_daemon.adapters.autostart.entry import Entry
from posture_daemon.adapters.autostart.entry_file import EntryFile

if TYPE_CHECKING:
    from posture_daemon.adapters.autostart.mechanism import Outcome, State

NOTE = """\
<!-- launchd knows neither ~ nor $HOME: every path is absolute, and a copy needs its owner's. -->
"""


@dataclass(frozen=True, slots=True)
class Launchd:
    """The agent in `home`/Library/LaunchAgents."""

    command: Command
    home: Path
    name: ClassVar[str] = "launchd agent"

    def text(self) -> str:
        """What is written."""
        return self.wording(self.command)[0]

    def path(self) -> str:
        """Where it is written."""
        return str(self._file.path)

    def enable(self) -> Outcome:
        """Switch start at login on."""
        return self._entry().put(
            f"To start it now: launchctl bootstrap gui/$(id -u) '{self._file.path}'"
        )

    def disable(self) -> Outcome:
        """Switch start at login off."""
        return self._entry().take_away()

    def status(self) -> State:
        """Say whether it is on, and for which program."""
        return self._entry().state()

    def wording(self, command: Command) -> tuple[str, ...]:
        """All that any version of this program may have written for a command."""
        written = plistlib.dumps(self._agent(command), sort_keys=False).decode()
        head, root, body = written.partition("<plist ")
        return (f"{head}{NOTE}{root}{body}",)

    def command_in(self, text: str) -> Command | None:
        """The command that a text starts, if it can be told."""
        try:
            words = plistlib.loads(text.encode())["ProgramArguments"]
        except (ExpatError, ValueError, LookupError, TypeError, plistlib.InvalidFileException):
            return None
        return Command.of_line([str(word) for word in words]) if isinstance(words, list) else None

    def _agent(self, command: Command) -> dict[str, object]:
        return {
            "Label": PROGRAM,
            "ProgramArguments": list(command.doing("run")),
            "RunAtLoad": True,
            "KeepAlive": {"SuccessfulExit": False},
            # launchd cannot be told which exits are final: wrong settings are tried again, slowly.
            "ThrottleInterval": 60,
            "LimitLoadToSessionType": "Aqua",
            "ProcessType": "Background",
            "Umask": 0o077,
            "StandardErrorPath": f"{self.home.as_posix()}/Library/Logs/{PROGRAM}.log",
        }

    def _entry(self) -> Entry:
        return Entry.look_up(self.name, self._file, self.command, self)

    @property
    def _file(self) -> EntryFile:
        return EntryFile(self.home / "Library" / "LaunchAgents" / f"{PROGRAM}.plist")
