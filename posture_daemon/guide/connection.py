"""The connection from pages to the service: the desktop entry that takes their addresses."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path
from shutil import which
from typing import TYPE_CHECKING

from posture_daemon.adapters.autostart.command import installed
from posture_daemon.adapters.autostart.xdg import escaped, quoted
from posture_daemon.errors import Unavailable
from posture_daemon.guide.answer import SCHEME

if TYPE_CHECKING:
    from posture_daemon.adapters.autostart.command import Command

NAME = "posture-daemon-answer.desktop"
_TYPE = f"x-scheme-handler/{SCHEME}"
_ENTRY = """\
[Desktop Entry]
Type=Application
Name=Posture Daemon: the Done of a page
Comment=Passes the answer of a page on to the reminder that opened it
Exec={line} done --page %u
Terminal=false
NoDisplay=true
StartupNotify=false
MimeType={type};
"""


def entry_text(command: Command) -> str:
    """The desktop entry for a command."""
    line = " ".join(quoted(word) for word in command.words)
    return _ENTRY.format(line=escaped(line), type=_TYPE)


def is_connected() -> bool:
    """Whether the desktop knows where to take such an address, from the person or a package."""
    shared = os.environ.get("XDG_DATA_DIRS") or "/usr/local/share:/usr/share"
    places = (Path(folder) / "applications" / NAME for folder in shared.split(os.pathsep))
    return any(place.is_file() for place in (_place(), *places))


def connect() -> Path:
    """Let the desktop pass addresses of pages on; answers where that is written.

    Raises Unavailable where no desktop of freedesktop.org can be told, and OSError.
    """
    if which("xdg-mime") is None:
        raise Unavailable(
            "Pages cannot answer notices here: there is no xdg-mime.",
            "Install xdg-utils, or answer the notice itself: posture done",
        )
    place = _place()
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_text(entry_text(installed()), "utf-8")
    _run("xdg-mime", "default", NAME, _TYPE)
    _run("update-desktop-database", str(place.parent))
    return place


def disconnect() -> Path:
    """Take it away again; answers where it was. Raises OSError."""
    place = _place()
    place.unlink(missing_ok=True)
    _run("update-desktop-database", str(place.parent))
    return place


def _place() -> Path:
    given = os.environ.get("XDG_DATA_HOME", "")
    data = Path(given) if Path(given).is_absolute() else Path.home() / ".local" / "share"
    return data / "applications" / NAME


def _run(*command: str) -> None:
    if which(command[0]):
        subprocess.run(command, check=False, timeout=30, stdin=subprocess.DEVNULL)
