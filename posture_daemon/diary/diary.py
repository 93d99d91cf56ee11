"""The diary in SQLite: what a person tells, what was reminded of, and the state to go on from."""

from __future__ import annotations

import logging
import sqlite3
from typing import TYPE_CHECKING, TypeVar

import msgspec

from posture_daemon.database import damaged, set_aside, transaction, why
from posture_daemon.diary.child import ask
from posture_daemon.diary.cover import Kept
from posture_daemon.diary.form import entry_of, packed, packed_value, record_of
from posture_daemon.diary.opening import opened, wanted
from posture_daemon.errors import Unavailable

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from datetime import datetime
    from pathlib import Path

    from posture_daemon.core.entry import Entry
    from posture_daemon.core.sore.deeds import Record
    from posture_daemon.diary.answer import Answer, Want
    from posture_daemon.diary.pages import Pages

log = logging.getLogger(__name__)

_State = TypeVar("_State")
_Row = TypeVar("_Row")
_KEPT = 10_000  # entries held in memory while nothing can be written
RECORDS, ENTRIES, STATE = "records", "entries", "state"


class SqliteDiary:
    """Records, private entries and a state in one file, written in one transaction.

    A broken file is set aside, one of a later version or under another key left alone; `trouble`
    says so, in sentences. What cannot be written now is written later. Records are kept for good.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._aside = ""
        self._hindrance = ""
        self._records: list[Record] = []
        self._entries: list[Entry] = []
        self._state: bytes | None = None
        self._db: sqlite3.Connection | None = None
        self._pages: Pages | None = None
        self._answer: Answer | None = None

    @property
    def trouble(self) -> str | None:
        """What is wrong, in sentences."""
        return f"{self._hindrance} {self._aside}".strip() or None

    @property
    def kept(self) -> Kept:
        """How the diary is kept; `LOCKED` until it is open, if there is one or is to be one."""
        if self._pages:
            return self._pages.cover.kept
        is_one = self._hindrance or self._records or self._entries or self.path.exists()
        return Kept.LOCKED if is_one else Kept.NONE

    def wanted(self) -> Want:
        """What `open` needs to know of the keyring, for who asks without waiting (`ask_async`)."""
        return wanted(self.path)

    def open(self, answer: Answer | None = None) -> None:
        """Open the file, or make it, with what the keyring has said; without that it is asked now.

        Never raises, `trouble` says what is wrong. To be tried again while `kept` is `LOCKED`.
        """
        self.close()
        self._answer = answer or ask(self.wanted())
        self._open(self._answer)

    def _open(self, answer: Answer) -> None:
        try:
            self._db, self._pages = opened(self.path, answer)
        except Unavailable as wrong:
            self._say(str(wrong))
        except (OSError, sqlite3.Error) as wrong:
            if damaged(wrong):
                self._set_aside(wrong, answer)
            else:
                self._say(f"The diary cannot be used: {self.path}: {why(wrong)}.")
        else:
            self._write(self._db, self._pages)

    def _set_aside(self, wrong: Exception, answer: Answer) -> None:
        try:
            aside = set_aside(self.path)
        except OSError as worse:
            self._say(f"The diary cannot be used: {self.path}: {why(worse)}.")
            return
        self._aside = f"The diary was unreadable ({wrong}) and is set aside as {aside}."
        log.warning("%s", self._aside)
        self._open(answer)

    def _say(self, hindrance: str) -> None:
        """Say what is in the way, once."""
        if hindrance != self._hindrance:
            self._hindrance = hindrance
            log.warning("%s", hindrance)

    def record(
        self, records: Sequence[Record], entries: Sequence[Entry], state: object | None = None
    ) -> None:
        """Keep all of it or nothing; never raises. No state leaves the one before."""
        self._records += records
        self._entries = [*self._entries, *entries][-_KEPT:]
        self._state = packed_value(state) if state is not None else self._state
        self._look_after_the_file()
        if self._pages is None and self._answer:
            self._open(self._answer)
        elif self._db and self._pages:
            self._write(self._db, self._pages)

    def _look_after_the_file(self) -> None:
        """Begin a new file where somebody has deleted it: what is written into it would be lost."""
        if self._pages and not self.path.exists():
            self.close()
            self._aside = "The file of the diary was gone, and a new one was begun."
            log.warning("%s", self._aside)

    def _write(self, db: sqlite3.Connection, pages: Pages) -> None:
        try:
            with transaction(db):
                pages.append(RECORDS, map(packed, self._records))
                pages.append(ENTRIES, map(packed_value, self._entries))
                if self._state is not None:
                    pages.put(STATE, 1, self._state)
        except sqlite3.Error as wrong:
            if damaged(wrong) and self._answer:
                self.close()
                self._set_aside(wrong, self._answer)
            else:
                self._say(f"The diary cannot be written: {wrong}.")
        else:
            self._drop()
            if self._hindrance:
                log.info("the diary can be written again")
                self._hindrance = ""

    def _drop(self) -> None:
        self._records, self._entries, self._state = [], [], None

    def records(self) -> list[Record]:
        """Every record that can be read, oldest first, and those that are still to be written."""
        return [*self._read(RECORDS, record_of), *self._records]

    def entries(self, since: datetime | None = None) -> Iterator[Entry]:
        """The private entries of an instant and after it, oldest first."""
        for entry in (*self._read(ENTRIES, entry_of), *self._entries):
            if since is None or entry.at >= since:
                yield entry

    def last_state(self, kind: type[_State]) -> _State | None:
        """The state recorded last; one that cannot be read is as good as none."""

        def meaning(text: bytes) -> _State:
            return msgspec.json.decode(text, type=kind)

        if self._state is not None:
            return meaning(self._state)
        states = self._read(STATE, meaning)
        return states[0] if states else None

    def _read(self, book: str, meaning: Callable[[bytes], _Row]) -> list[_Row]:
        if self._pages is None:
            return []
        try:
            return list(self._pages.read(book, meaning))
        except sqlite3.Error as wrong:
            self.close()  # to be opened anew, and set aside if it is damaged
            self._say(f"The diary cannot be read: {wrong}.")
            return []

    def forget(self) -> None:
        """Let go of the file and of what is in memory, so that the diary can be deleted."""
        self.close()
        self._drop()
        self._answer = None
        self._hindrance = self._aside = ""

    def close(self) -> None:
        """Close the file."""
        if self._db is not None:
            self._db.close()
        self._db = self._pages = None
