"""The command that a login starts: the installed program, as a list of words."""

from __future__ import annotations

import os
import shutil
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

PROGRAM = "posture-daemon"
ENV = "/usr/bin/env"
"""Starts a program whose name cannot stand first in a file."""
MODULE = ("-m", "posture_daemon")


@dataclass(frozen=True, slots=True)
class Command:
    """What starts the program, without the verb: one path, or Python and a module."""

    words: tuple[str, ...]

    @classmethod
    def of_line(cls, words: Sequence[str]) -> Command | None:
        """Read it from the words of a start-up line; None when there are none."""
        kept = tuple(words[:-1] if words[-1:] == ["run"] else words)
        return cls(kept) if kept else None

    @property
    def program(self) -> str:
        """Its first word, the program itself."""
        return self.words[0]

    def doing(self, verb: str) -> tuple[str, ...]:
        """The words that let it do something else than run."""
        return (*self.words, verb)

    def is_there(self) -> bool:
        """Whether the program is still where it was."""
        return shutil.which(self.program) is not None

    def __str__(self) -> str:
        return " ".join(self.words)


def installed(
    executable: str = sys.executable, which: Callable[[str], str | None] = shutil.which
) -> Command:
    """Find the program of this installation; absolute, with its symbolic links left alone.

    A link is what stays the same when pipx or a distribution puts a new version behind it.
    """
    beside = Path(executable).with_name(PROGRAM)
    if beside.is_file():
        return Command((str(beside),))
    if found := which(PROGRAM):
        # Not Path.resolve(), which would follow the link.
        return Command((os.path.abspath(found),))  # noqa: PTH100
    return Command((executable, *MODULE))


def windowless(executable: str = sys.executable) -> Command:
    """Find the same on Windows, where only pythonw starts without a console window."""
    pythonw = Path(executable).with_name("pythonw.exe")
    if pythonw.is_file():
        return Command((str(pythonw), *MODULE))
    script = Path(executable).with_name(f"{PROGRAM}.exe")
    return Command((str(script),)) if script.is_file() else Command((executable, *MODULE))
