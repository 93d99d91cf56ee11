"""What is found in the settings: where, at which key, what is wrong; as a line or for editors."""

from __future__ import annotations

from typing import NamedTuple

from posture_daemon.settings.problems import Severity, printable


class Finding(NamedTuple):
    """One thing to say about the settings.

    `file` is the file, the variable or the option that says it; lines and columns count from 1,
    in characters, and are None where there are none. `end_column` is the first one after it.
    """

    file: str
    line: int | None = None
    column: int | None = None
    end_column: int | None = None
    severity: Severity = "error"
    key: str = ""
    value: str = ""
    message: str = ""

    @property
    def place(self) -> str:
        """The file with line and column, as compilers write it."""
        return f"{self.file}:{self.line}:{self.column}" if self.line else self.file

    @property
    def sentence(self) -> str:
        """Which key, its value and what is wrong with it."""
        shown = f"{self.key} = {self.value}" if self.value else self.key
        return printable(f"{shown}: {self.message}" if shown else self.message)

    def __str__(self) -> str:
        """The whole as one printable line."""
        return f"{printable(self.place)}: {self.sentence}"
