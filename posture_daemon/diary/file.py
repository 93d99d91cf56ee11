"""The diary's file: one SQLite database, whole by itself between two writes."""

from __future__ import annotations

import sqlite3
from contextlib import closing, contextmanager
from typing import TYPE_CHECKING

from posture_daemon import database
from posture_daemon.diary.cover import Kept
from posture_daemon.errors import Unavailable

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

VERSION = 1
_TABLES = (
    "CREATE TABLE meta (name TEXT PRIMARY KEY, value BLOB NOT NULL)",
    """CREATE TABLE pages (book TEXT NOT NULL, number INTEGER NOT NULL, text BLOB NOT NULL,
                          PRIMARY KEY (book, number))""",
)
# No write-ahead log: a copy of the one file is a copy of the diary, and what was written over does
# not stay in a log. EXTRA is FULL, and outlasts a power cut right after a write as well.
_PRAGMAS = ("secure_delete = ON", "journal_mode = DELETE", "synchronous = EXTRA")
_PATIENCE = 0.5  # seconds to wait for a reader; the service stands still meanwhile
_READERS_PATIENCE = 2.0


def connect(path: Path) -> sqlite3.Connection:
    """Open the file for writing, or make it, private from its first moment.

    A plain sqlite3.DatabaseError means that it is damaged; Unavailable, that it is not ours.
    """
    return database.connect(path, _PATIENCE, _prepare)


def _prepare(db: sqlite3.Connection) -> None:
    if _version(db) == 0 and db.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]:
        raise Unavailable("It is not a diary of this program, and is left alone.")
    for pragma in _PRAGMAS:
        db.execute(f"PRAGMA {pragma}")
    database.check(db)


def _version(db: sqlite3.Connection) -> int:
    version = int(db.execute("PRAGMA user_version").fetchone()[0])
    if version > VERSION:
        raise Unavailable(
            f"It was written by a later version of posture-daemon (form {version}; this one knows "
            f"{VERSION}), and is left alone.",
            "Go back to that version.",
        )
    return version


def make_tables(db: sqlite3.Connection) -> None:
    """Make the tables, within the transaction that begins the diary."""
    for table in _TABLES:
        db.execute(table)
    db.execute(f"PRAGMA user_version = {VERSION}")


def meta(db: sqlite3.Connection) -> dict[str, bytes]:
    """What is said of the diary outside of its cover; nothing where it is new."""
    return dict(db.execute("SELECT name, value FROM meta")) if _version(db) else {}


@contextmanager
def looking(path: Path) -> Iterator[sqlite3.Connection]:
    """Open the file for reading, beside a running service.

    Not `mode=ro`: SQLite is to undo a write that was cut off in the middle.
    """
    uri = f"{path.as_uri()}?mode=rw"
    with closing(sqlite3.connect(uri, uri=True, timeout=_READERS_PATIENCE)) as db:
        db.execute("PRAGMA query_only = ON")
        yield db


def kept_in(path: Path) -> Kept:
    """How the diary in this file is kept, without its key; `NONE` where nothing was written yet.

    Raises OSError, sqlite3.Error or Unavailable.
    """
    if not path.exists():
        return Kept.NONE
    with looking(path) as db:
        said = meta(db)
    return Kept(said["kept"].decode()) if said else Kept.NONE
