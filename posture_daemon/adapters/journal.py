"""The journal in SQLite: entries for people to read, and the state to go on from."""

from __future__ import annotations

import json
import logging
import sqlite3
from contextlib import closing, suppress
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import msgspec

from posture_daemon import database
from posture_daemon.core.entry import Entry
from posture_daemon.core.state import State
from posture_daemon.database import damaged, set_aside, transaction, why
from posture_daemon.errors import Unavailable

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence
    from pathlib import Path

    from posture_daemon.core.entry import Event

log = logging.getLogger(__name__)

VERSION = 1
_SCHEMA = """
CREATE TABLE entries (id INTEGER PRIMARY KEY, at TEXT NOT NULL, event TEXT NOT NULL,
                      reminder TEXT, entry TEXT NOT NULL);
CREATE INDEX entries_at ON entries (at);
CREATE TABLE state (one INTEGER PRIMARY KEY CHECK (one = 1), state TEXT NOT NULL);
"""
# Counted from the last entry, so that a clock which is wrong at the start forgets nothing; or from
# the next one where that is earlier, so that neither does one that was wrong for a while.
_FORGET = """
DELETE FROM entries
WHERE at < date(min((SELECT at FROM entries ORDER BY id DESC LIMIT 1), ?), '-400 days')
"""
_NEVER = "9999"
_DAY = len("2026-03-02")
_KEPT = 10_000  # entries held in memory while nothing can be written
_PATIENCE = 0.5  # seconds to wait for somebody else's lock; the service stands still meanwhile


class SqliteJournal:
    """Entries and state in one file, written in one transaction, private to the person.

    What is wrong with the file never stops reminders: a broken one is set aside, one of a newer
    version left alone, and what cannot be written now is written with the next record.
    Entries are kept for 400 days, and looked through when it is opened and once a day.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self.trouble: str | None = None
        self._unwritten: list[Entry] = []
        self._day = ""
        self._db: sqlite3.Connection | None = None

    def open(self) -> None:
        """Open the file, or make it; never raises, `trouble` says what is wrong."""
        try:
            self._db = database.connect(self.path, _PATIENCE, _prepare)
        except (OSError, sqlite3.Error, Unavailable) as wrong:
            if damaged(wrong):
                self._set_aside(wrong)
            else:
                self._say(f"the journal cannot be used: {self.path}: {why(wrong)}")

    def _set_aside(self, wrong: Exception) -> None:
        try:
            aside = set_aside(self.path)
            self._say(f"the journal was unreadable ({wrong}) and is set aside as {aside}")
            self._db = database.connect(self.path, _PATIENCE, _prepare)
        except (OSError, sqlite3.Error) as worse:
            self._say(f"the journal cannot be used: {self.path}: {why(worse)}")

    def _say(self, trouble: str) -> None:
        """Say what is wrong, once."""
        if trouble != self.trouble:
            self.trouble = trouble
            log.warning("%s; reminders go on", trouble)

    def record(self, entries: Sequence[Entry], state: State) -> None:
        """Keep the entries and the state, both or neither; never raises."""
        self._unwritten = [*self._unwritten, *entries][-_KEPT:]
        if self._db is None:
            self.open()
        if self._db is None:
            return
        try:
            self._write_or_begin_anew(self._db, state)
        except sqlite3.Error as wrong:
            self._say(f"the journal cannot be written: {wrong}")

    def _write_or_begin_anew(self, db: sqlite3.Connection, state: State) -> None:
        try:
            self._write(db, state)
        except sqlite3.Error as wrong:
            if not damaged(wrong):
                raise
            self.close()
            self._set_aside(wrong)
            if self._db is None:
                return
            self._write(self._db, state)
        self._unwritten = []
        if self.trouble and self.trouble.startswith("the journal cannot be"):
            log.info("the journal can be written again")
            self.trouble = None

    def _write(self, db: sqlite3.Connection, state: State) -> None:
        rows = [
            (_stamp(entry.at), entry.event, entry.reminder, _json(entry))
            for entry in self._unwritten
        ]
        if rows and (day := rows[-1][0][:_DAY]) != self._day:
            self._day = day
            _forget(db, rows[0][0])
        with transaction(db):
            db.executemany(
                "INSERT INTO entries (at, event, reminder, entry) VALUES (?, ?, ?, ?)", rows
            )
            db.execute("INSERT OR REPLACE INTO state VALUES (1, ?)", (_json(state),))

    def last_state(self) -> State | None:
        """The state recorded last; one that cannot be read is as good as none."""
        if self._db is None:
            return None
        try:
            row = self._db.execute("SELECT state FROM state").fetchone()
            return msgspec.json.decode(row[0], type=State) if row else None
        except (sqlite3.Error, msgspec.MsgspecError) as wrong:
            self._say(f"the last state cannot be read, the counts start anew: {wrong}")
            return None

    def close(self) -> None:
        """Close the file."""
        if self._db is not None:
            self._db.close()
            self._db = None


def _prepare(db: sqlite3.Connection) -> None:
    version = db.execute("PRAGMA user_version").fetchone()[0]
    if version > VERSION:
        raise Unavailable(f"it is of a newer version ({version}) and is left alone")
    db.execute("PRAGMA journal_mode = WAL")
    db.execute("PRAGMA synchronous = FULL")
    database.check(db)
    if version == 0:
        db.executescript(f"BEGIN; {_SCHEMA} PRAGMA user_version = {VERSION}; COMMIT;")
    _forget(db, _NEVER)


def _forget(db: sqlite3.Connection, following: str) -> None:
    with suppress(sqlite3.OperationalError):  # a full disk: old entries can go another time
        db.execute(_FORGET, (following,))


def read_entries(
    path: Path, since: datetime | None = None, also: Collection[Event] = ()
) -> Iterator[Entry]:
    """Read the entries of a journal, oldest first, without disturbing a running service.

    Of the events in `also` those before `since` are read as well. Entries that cannot be read are
    passed over, with a warning at the end. Raises Unavailable when the journal itself cannot be
    read.
    """
    passed_over = 0
    try:
        for text in _read_texts(path, since, also):
            try:
                yield msgspec.json.decode(text, type=Entry)
            except (msgspec.MsgspecError, ValueError):
                passed_over += 1
    except FileNotFoundError:
        return  # nothing has been written yet
    except (OSError, sqlite3.Error) as wrong:
        raise Unavailable(f"The journal cannot be read: {path}: {why(wrong)}.") from wrong
    if passed_over:
        log.warning("unreadable entries passed over: %d (%s)", passed_over, path)


def _read_texts(path: Path, since: datetime | None, also: Collection[Event]) -> Iterator[bytes]:
    path.stat()
    with closing(sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True, timeout=2)) as db:
        db.text_factory = bytes
        if db.execute("PRAGMA user_version").fetchone()[0] == 0:
            return  # the service has only just made the file
        marks = ", ".join("?" * len(also))
        query = f"SELECT entry FROM entries WHERE at >= ? OR event IN ({marks}) ORDER BY id"  # noqa: S608  marks alone
        for (text,) in db.execute(query, (_stamp(since) if since else "", *also)):
            yield text


def _stamp(at: datetime) -> str:
    return at.astimezone(UTC).isoformat(timespec="microseconds")


def _json(value: object) -> str:
    try:
        return msgspec.json.encode(value).decode()
    except UnicodeEncodeError:  # stray bytes of a command line, in the reason of a mute
        text = json.dumps(msgspec.to_builtins(value), ensure_ascii=False)
        return text.encode(errors="replace").decode()
