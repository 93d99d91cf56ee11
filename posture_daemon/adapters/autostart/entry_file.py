"""The file that holds an entry: read whole, replaced whole, and never lost when changed by hand."""

from __future__ import annotations

import os
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from posture_daemon.drafts import draft
from posture_daemon.errors import AutostartError

if TYPE_CHECKING:
    from collections.abc import Iterator


@dataclass(frozen=True, slots=True)
class EntryFile:
    """One text file at a known place; every verb raises AutostartError when the system refuses."""

    path: Path

    @property
    def backup(self) -> Path:
        """Where a version that was changed by hand is kept."""
        return self.path.with_name(f"{self.path.name}.bak")

    def read(self) -> str | None:
        """Return the text, or None when there is no file."""
        with _explained(f"{self.path} cannot be read"):
            if not os.path.lexists(self.path):
                return None
            # A link that leads nowhere is there, and starts nothing.
            return self.path.read_text("utf-8", "replace") if self.path.exists() else ""

    def write(self, text: str, *, keep_old: bool) -> None:
        """Put the text there in one step, so that a login never reads half a file."""
        with _explained(f"{self.path} cannot be written"):
            self.path.parent.mkdir(parents=True, exist_ok=True)
            with draft(self.path, text.encode()) as new:
                new.chmod(0o644)
                if keep_old:
                    self.path.replace(self.backup)

    def remove(self, *, keep_old: bool) -> None:
        """Take it away, if it is there."""
        with _explained(f"{self.path} cannot be removed"):
            if keep_old:
                self.path.replace(self.backup)
            else:
                self.path.unlink(missing_ok=True)


@contextmanager
def _explained(title: str) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        reason = error.strerror or str(error)
        raise AutostartError(f"{title}: {reason}.", "Check who owns the folder.") from error
