"""The last good copies of calendars at addresses: private files that are given up after a week."""

from __future__ import annotations

import hashlib
import os
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import msgspec

from posture_daemon.calendars.limits import FILE_BYTES
from posture_daemon.drafts import draft

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from posture_daemon.core.plan import CalendarSource

KEPT = timedelta(days=7)
"""How long a copy stands in for a calendar that cannot be fetched."""

_ENDING = ".copy"
_HEAD_BYTES = 8 << 10


class Head(msgspec.Struct, frozen=True, omit_defaults=True):
    """What the server said of the version that was copied, to ask whether there is a newer one."""

    etag: str = ""
    modified: str = ""


@dataclass(frozen=True, slots=True)
class Copy:
    """What was fetched last, and when it was known to be the newest."""

    body: bytes
    head: Head
    at: datetime

    @property
    def until(self) -> datetime:
        """When it will be given up."""
        return self.at + KEPT


class Copies:
    """The copies in a folder, as they are at `now`. Raises OSError when they cannot be written."""

    def __init__(self, folder: Path, now: datetime) -> None:
        self._folder = folder
        self._now = now

    def find(self, source: CalendarSource) -> Copy | None:
        """The copy of this calendar, unless there is none, or none that can be read."""
        try:
            with self._file(source).open("rb") as file:
                at = datetime.fromtimestamp(os.fstat(file.fileno()).st_mtime, UTC)
                head, _, body = file.read(FILE_BYTES + _HEAD_BYTES).partition(b"\n")
            copy = Copy(body, msgspec.json.decode(head, type=Head), at)
        except (OSError, ValueError, OverflowError, msgspec.DecodeError):
            return None
        return copy if self._now < copy.until else None

    def keep(self, source: CalendarSource, body: bytes, head: Head) -> None:
        """Put what was fetched now in place of the copy, at once."""
        self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        self._folder.chmod(0o700)
        with draft(self._file(source), msgspec.json.encode(head) + b"\n" + body) as copy:
            self._date(copy)

    def confirm(self, source: CalendarSource) -> None:
        """The server says that the copy is the newest version still."""
        self._date(self._file(source))

    def clear_out(self) -> None:
        """Remove what is too old, be it of calendars that are gone from the settings."""
        for file in self._files():
            with suppress(OSError):
                if self._now.timestamp() - file.stat().st_mtime > KEPT.total_seconds():
                    file.unlink()

    def _files(self) -> Iterator[Path]:
        with suppress(OSError):
            yield from self._folder.glob(f"*{_ENDING}*")  # and what was left of a draft

    def _date(self, file: Path) -> None:
        os.utime(file, (self._now.timestamp(), self._now.timestamp()))

    def _file(self, source: CalendarSource) -> Path:
        """A name that tells nothing: an address may be a secret by itself.

        Who asks with other credentials sees nothing of what these ones have opened.
        """
        key = f"{source.url}\n{source.user}\n{source.password}\n{source.token}".encode()
        return self._folder / f"{hashlib.sha256(key).hexdigest()[:40]}{_ENDING}"
