"""Which editor a person wants."""

from __future__ import annotations

import shlex
import shutil
import sys
from typing import TYPE_CHECKING

from posture_daemon.errors import PostureError

if TYPE_CHECKING:
    from collections.abc import Mapping

# Debian's own choice first, then what is easiest to leave.
_USUAL = ("sensible-editor", "editor", "nano", "vim", "vi")


def editor(variables: Mapping[str, str]) -> list[str]:
    """The command to put a file's name after: words, for no shell is between."""
    for name in ("VISUAL", "EDITOR"):
        if words := _words(name, variables.get(name, "")):
            return words
    if sys.platform == "win32":
        return ["notepad"]
    if sys.platform == "darwin":
        return ["open", "-W", "-t"]
    for name in _USUAL:
        if found := shutil.which(name):
            return [found]
    raise PostureError("There is no editor here.", "Name one in VISUAL or EDITOR.")


def _words(name: str, written: str) -> list[str]:
    if sys.platform == "win32":  # where a backslash stands between folders
        return [word.strip('"') for word in shlex.split(written, posix=False)]
    try:
        return shlex.split(written)
    except ValueError as wrong:
        raise PostureError(f"{name} is no command: {str(wrong).lower()}.") from wrong
