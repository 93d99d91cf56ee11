"""Reads the diary for a command: beside a running service, and changing nothing."""

from __future__ import annotations

import sqlite3
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from posture_daemon.core.entry import Entry
from posture_daemon.core.sore.deeds import Record
from posture_daemon.database import why
from posture_daemon.diary.answer import Want
from posture_daemon.diary.child import ask
from posture_daemon.diary.cover import Kept
from posture_daemon.diary.diary import ENTRIES, RECORDS
from posture_daemon.diary.file import kept_in, looking
from posture_daemon.diary.form import entry_of, record_of
from posture_daemon.diary.opening import unlocked
from posture_daemon.diary.pages import Pages
from posture_daemon.errors import Unavailable

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from posture_daemon.diary.answer import Answer


@dataclass(frozen=True, slots=True)
class Contents:
    """What is in the diary, oldest first."""

    kept: Kept
    records: tuple[Record, ...] = ()
    entries: tuple[Entry, ...] = ()


def read_diary(path: Path, asked: Callable[[Want], Answer] = ask) -> Contents:
    """Read all of the diary, nothing where there is none; the keyring is asked if it is encrypted.

    What this version cannot read is passed over with a warning. Raises Unavailable.
    """
    with _said(path):
        kept = kept_in(path)
        if kept is Kept.NONE:
            return Contents(kept)
        with looking(path) as db:
            encrypted = kept is Kept.ENCRYPTED
            pages = unlocked(db, asked(Want.LOOK)) if encrypted else Pages.found(db, None)
            records = tuple(pages.read(RECORDS, record_of))
            return Contents(kept, records, tuple(pages.read(ENTRIES, entry_of)))


def look_at(path: Path) -> Kept:
    """How the diary is kept, as far as can be told without its key. Raises Unavailable."""
    with _said(path):
        kept = kept_in(path)
        if kept is not Kept.NONE:
            with looking(path) as db:
                _check_whole(db)
        return kept


def _check_whole(db: sqlite3.Connection) -> None:
    if (trouble := db.execute("PRAGMA quick_check(1)").fetchone()[0]) != "ok":
        raise sqlite3.DatabaseError(trouble)


@contextmanager
def _said(path: Path) -> Iterator[None]:
    try:
        yield
    except (OSError, sqlite3.Error, ValueError) as wrong:
        raise Unavailable(f"The diary cannot be read: {path}: {why(wrong)}.") from wrong
