"""A glance at the journal's file from outside: it is read whole, and never written to."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

import msgspec

from posture_daemon.core.state import State
from posture_daemon.database import why
from posture_daemon.errors import Unavailable

if TYPE_CHECKING:
    from pathlib import Path


@dataclass(frozen=True, slots=True)
class Glance:
    """What the journal holds; `last` is the instant of the last entry."""

    size: int
    entries: int
    last: datetime | None
    state: State | None


def glance(path: Path) -> Glance | None:
    """Look into the journal, none if there is none yet; Unavailable says what is wrong with it."""
    try:
        size = path.stat().st_size
        with closing(sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True, timeout=2)) as db:
            return _seen(db, size)
    except FileNotFoundError:
        return None
    except (OSError, sqlite3.Error, msgspec.MsgspecError, ValueError) as wrong:
        raise Unavailable(f"{path} cannot be read: {why(wrong)}.") from wrong


def _seen(db: sqlite3.Connection, size: int) -> Glance | None:
    if db.execute("PRAGMA user_version").fetchone()[0] == 0:
        return None  # the service has only just made the file
    if (trouble := db.execute("PRAGMA quick_check(1)").fetchone()[0]) != "ok":
        raise sqlite3.DatabaseError(trouble)
    entries, last = db.execute("SELECT count(*), max(id) FROM entries").fetchone()
    at = db.execute("SELECT at FROM entries WHERE id = ?", (last,)).fetchone()
    state = db.execute("SELECT state FROM state").fetchone()
    return Glance(
        size,
        entries,
        datetime.fromisoformat(at[0]) if at else None,
        msgspec.json.decode(state[0], type=State) if state else None,
    )
