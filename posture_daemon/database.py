"""What the files of the journal and the diary have in common: private, and set aside if damaged."""

from __future__ import annotations

import os
import sqlite3
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

_ENDINGS = ("-journal", "-wal", "-shm")


def connect(
    path: Path, patience: float, prepare: Callable[[sqlite3.Connection], None]
) -> sqlite3.Connection:
    """Open a file for writing, or make it, private from its first moment, and prepare it.

    Somebody else's lock is waited for so many seconds. Raises OSError and sqlite3.Error, and what
    `prepare` does.
    """
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    os.close(os.open(path, os.O_RDWR | os.O_CREAT, 0o600))
    for file in (path, *companions(path)):
        with suppress(FileNotFoundError):
            file.chmod(0o600)
    db = sqlite3.connect(path, timeout=patience, isolation_level=None)
    try:
        prepare(db)
    except BaseException:
        db.close()
        raise
    return db


def check(db: sqlite3.Connection) -> None:
    """Raise a plain sqlite3.DatabaseError where the file is damaged."""
    if db.execute("PRAGMA quick_check(1)").fetchone()[0] != "ok":
        raise sqlite3.DatabaseError("it is damaged")


def damaged(wrong: Exception) -> bool:
    """Whether an error means that the file is no database, or a damaged one.

    It is this very class then, and no subclass.
    """
    return type(wrong) is sqlite3.DatabaseError


@contextmanager
def transaction(db: sqlite3.Connection) -> Iterator[None]:
    """All that the block writes, or nothing."""
    db.execute("BEGIN IMMEDIATE")
    try:
        yield
        db.execute("COMMIT")
    finally:
        if db.in_transaction:
            db.execute("ROLLBACK")


def companions(path: Path) -> Iterator[Path]:
    """The files that SQLite may have beside this one while it writes."""
    return (path.with_name(path.name + ending) for ending in _ENDINGS)


def set_aside(path: Path) -> Path:
    """Move a damaged file away, with what SQLite has beside it; answers where it is now.

    Raises OSError.
    """
    stamp = datetime.fromtimestamp(path.stat().st_mtime, UTC).strftime("%Y%m%dT%H%M%S")
    aside = path.with_name(f"{path.name}.broken-{stamp}")
    while aside.exists():
        aside = aside.with_name(f"{aside.name}x")
    for here, there in zip(companions(path), companions(aside), strict=True):
        if here.exists():
            here.replace(there)
    path.replace(aside)
    return aside


def why(wrong: Exception) -> str:
    """The reason in an error of the file, as a part of a sentence."""
    return (isinstance(wrong, OSError) and wrong.strerror) or str(wrong)
