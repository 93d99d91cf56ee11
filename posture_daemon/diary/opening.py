"""Opens the pages of a diary with what the keyring says, and never a new key over an old one."""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING, assert_never

from posture_daemon.diary.answer import Standing, Want
from posture_daemon.diary.cover import Clear, Kept, Sealed
from posture_daemon.diary.file import connect, kept_in, meta
from posture_daemon.diary.pages import Pages, WrongKey
from posture_daemon.errors import Unavailable

if TYPE_CHECKING:
    from pathlib import Path

    from posture_daemon.diary.answer import Answer

_UNTOUCHED = "Until then the diary stays as it is."
_BRING_BACK = "Bring the keyring of that time back, or begin anew with: posture forget --all"


def wanted(path: Path) -> Want:
    """What to ask the keyring for: a new key only where nothing can be under an old one."""
    try:
        kept = kept_in(path)
    except (OSError, sqlite3.Error, Unavailable, ValueError):
        return Want.LOOK
    return Want.LOOK if kept is Kept.ENCRYPTED else Want.MAKE


def opened(path: Path, answer: Answer) -> tuple[sqlite3.Connection, Pages]:
    """Open the diary for writing, begin it, or encrypt it now that there is a keyring.

    Raises Unavailable, OSError, and sqlite3.Error (plain DatabaseError: the file is damaged).
    """
    if not path.exists() and answer.standing in {Standing.SHUT, Standing.NO_KEY}:
        raise Unavailable(answer.reason, "Until then no diary can be begun.")
    db = connect(path)
    try:
        return db, _pages(db, answer)
    except BaseException:
        db.close()
        raise


def _pages(db: sqlite3.Connection, answer: Answer) -> Pages:
    said = meta(db)
    if not said:
        return _begun(db, answer)
    if Kept(said["kept"].decode()) is Kept.ENCRYPTED:
        return unlocked(db, answer)
    plain = Pages.found(db, None)
    return plain.encrypt(answer.key) if answer.standing is Standing.HERE else plain


def _begun(db: sqlite3.Connection, answer: Answer) -> Pages:
    match answer.standing:
        case Standing.HERE:
            return Pages.begun(db, Sealed(answer.key))
        case Standing.NO_KEYRING:
            return Pages.begun(db, Clear())
        case Standing.SHUT | Standing.NO_KEY:
            raise Unavailable(answer.reason, _UNTOUCHED)
        case _:
            assert_never(answer.standing)


def unlocked(db: sqlite3.Connection, answer: Answer) -> Pages:
    """The pages of an encrypted diary. Raises Unavailable where the key is not the right one."""
    match answer.standing:
        case Standing.HERE:
            try:
                return Pages.found(db, answer.key)
            except WrongKey:
                raise Unavailable(
                    "The diary was written with another key than the keyring has; nothing was "
                    "changed.",
                    _BRING_BACK,
                ) from None
        case Standing.NO_KEY:
            raise Unavailable(
                "The diary is encrypted and the keyring has lost its key; nothing was changed.",
                _BRING_BACK,
            )
        case Standing.NO_KEYRING | Standing.SHUT:
            raise Unavailable(f"The diary is encrypted. {answer.reason}", _UNTOUCHED)
        case _:
            assert_never(answer.standing)
