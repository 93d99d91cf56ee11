"""The pages of the diary under their cover: books of rows, each row bound to its place."""

from __future__ import annotations

import logging
import os
from typing import TYPE_CHECKING, TypeVar

import msgspec

from posture_daemon.database import transaction
from posture_daemon.diary.cover import Clear, Sealed, Unreadable
from posture_daemon.diary.file import make_tables, meta

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Iterable, Iterator

    from posture_daemon.diary.cover import Cover

log = logging.getLogger(__name__)

_Row = TypeVar("_Row")
_CHECK = b'"the right key"'
_NAME_BYTES = 16


class WrongKey(Exception):
    """The diary was written under another key."""


class Pages:
    """Reads and writes the rows of an open diary. `name` is drawn by lot, and tells diaries apart.

    Without a cover it is that of the plain diary. Raises sqlite3.Error.
    """

    def __init__(self, db: sqlite3.Connection, name: bytes, cover: Cover) -> None:
        self._db = db
        self._name = name
        self.cover = cover

    @classmethod
    def begun(cls, db: sqlite3.Connection, cover: Cover) -> Pages:
        """Begin a diary in an empty file."""
        pages = cls(db, os.urandom(_NAME_BYTES), cover)
        with transaction(db):
            make_tables(db)
            pages.write_meta()
        return pages

    @classmethod
    def found(cls, db: sqlite3.Connection, key: bytes | None) -> Pages:
        """The pages of a diary there is; a key is needed if it is encrypted. Raises WrongKey."""
        said = meta(db)
        cover = Sealed(key) if key is not None else Clear()
        pages = cls(db, said["name"], cover)
        try:
            if pages.cover.unwrap(said["check"], pages.place("check", 0)).strip() != _CHECK:
                raise WrongKey
        except Unreadable as wrong:
            raise WrongKey from wrong
        return pages

    def place(self, book: str, number: int) -> bytes:
        """Where a row belongs; under the key it can be read there only."""
        return self._name + f":{book}:{number}".encode()

    def write_meta(self) -> None:
        """Write how the diary is kept, and what a right key opens."""
        check = self.cover.wrap(_CHECK, self.place("check", 0))
        said = {"name": self._name, "kept": self.cover.kept.value.encode(), "check": check}
        self._db.executemany("INSERT OR REPLACE INTO meta VALUES (?, ?)", said.items())

    def append(self, book: str, texts: Iterable[bytes]) -> None:
        """Add rows to a book."""
        last = self._db.execute("SELECT max(number) FROM pages WHERE book = ?", (book,))
        first = (last.fetchone()[0] or 0) + 1
        for number, text in enumerate(texts, first):
            self.put(book, number, text)

    def put(self, book: str, number: int, text: bytes) -> None:
        """Write one row, in place of what is there."""
        row = self.cover.wrap(text, self.place(book, number))
        self._db.execute("INSERT OR REPLACE INTO pages VALUES (?, ?, ?)", (book, number, row))

    def read(self, book: str, meaning: Callable[[bytes], _Row]) -> Iterator[_Row]:
        """Every row of a book that says something, in order; the others stay, with a warning."""
        query = "SELECT number, text FROM pages WHERE book = ? ORDER BY number"
        passed_over = 0
        for number, row in self._db.execute(query, (book,)).fetchall():
            try:
                yield meaning(self.cover.unwrap(row, self.place(book, number)))
            except (Unreadable, msgspec.MsgspecError, ValueError):
                passed_over += 1
        if passed_over:
            log.warning(
                "%d of the %s in the diary cannot be read by this version; they stay in it",
                passed_over,
                book,
            )

    def encrypt(self, key: bytes) -> Pages:
        """Put a plain diary under a key, all of it or nothing."""
        sealed = Pages(self._db, self._name, Sealed(key))
        with transaction(self._db):
            query = "SELECT book, number, text FROM pages"
            for book, number, text in self._db.execute(query).fetchall():
                sealed.put(book, number, text)
            sealed.write_meta()
        return sealed
