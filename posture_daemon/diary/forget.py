"""Forgets the diary: deletes its file, its key and the pages made of it, and looks again."""

from __future__ import annotations

import shutil
import sqlite3
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from posture_daemon.database import companions, why
from posture_daemon.diary.answer import Standing, Want
from posture_daemon.diary.child import ask
from posture_daemon.diary.cover import Kept
from posture_daemon.diary.file import kept_in
from posture_daemon.errors import Unavailable

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from posture_daemon.diary.answer import Answer

REACH = (
    "Deleted means that this computer no longer finds it. Backups and copies that you have made "
    "are not touched, and a disk, above all an SSD, may keep for a while what was deleted."
)
"""What deleting cannot do, to be said beside what was deleted."""


_KEY = "the key in the keyring"


class Found(StrEnum):
    """What looking again has found."""

    GONE = "gone"
    NONE = "none"
    """There was none before."""
    NOT_ASKED = "not asked"
    """Nobody could be asked; as far as is known there was none."""
    LEFT = "LEFT"


@dataclass(frozen=True, slots=True)
class Trace:
    """A thing that was looked for after it was deleted, and `why` it was found so."""

    what: str
    found: Found
    why: str = ""


def forget(
    diary: Path, made: Sequence[Path] = (), asked: Callable[[Want], Answer] = ask
) -> list[Trace]:
    """Delete everything of the diary, and `made`, the pages and folders that were made of it.

    Neither key nor keyring is needed. Never raises: each trace says what was found.
    """
    may_have_key = _may_have_key(diary)
    traces = [] if _is_there(diary) else [Trace(str(diary), Found.NONE)]
    found = [*_files(diary), *(path for path in made if _is_there(path))]
    reasons = {path: _deleted(path) for path in found}
    traces += [Trace(str(path), _again(path), reasons[path]) for path in found]
    left = [path for path in _files(diary) if path not in reasons]
    traces += [Trace(str(path), Found.LEFT, "it has appeared since") for path in left]
    return [*traces, _key_dropped(asked, may_have_key=may_have_key)]


def _again(path: Path) -> Found:
    return Found.LEFT if _is_there(path) else Found.GONE


def _files(diary: Path) -> Iterator[Path]:
    """The file, what SQLite has beside it, and copies that were set aside."""
    for path in (diary, *companions(diary)):
        if _is_there(path):
            yield path
    yield from sorted(diary.parent.glob(f"{diary.name}.broken-*"))


def _is_there(path: Path) -> bool:
    """Whether there is one, or where nobody may look, may be one."""
    try:
        path.lstat()
    except (FileNotFoundError, NotADirectoryError):
        return False
    except OSError:
        return True
    return True


def _deleted(path: Path) -> str:
    """Delete a file, a link (and not where it leads to) or a folder; answers why it cannot be."""
    try:
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path)
        else:
            path.unlink()
    except FileNotFoundError:
        return ""
    except OSError as wrong:
        return why(wrong)
    return ""


def _may_have_key(diary: Path) -> bool:
    try:
        return kept_in(diary) is Kept.ENCRYPTED
    except (OSError, sqlite3.Error, Unavailable, ValueError):
        return True


def _key_dropped(asked: Callable[[Want], Answer], *, may_have_key: bool) -> Trace:
    before = asked(Want.LOOK)
    asked(Want.DROP)
    answer = asked(Want.LOOK)
    match answer.standing:
        case Standing.NO_KEY if before.standing is Standing.NO_KEY:
            return Trace(_KEY, Found.NONE, answer.reason)
        case Standing.NO_KEY:
            return Trace(_KEY, Found.GONE)
        case Standing.HERE:
            return Trace(_KEY, Found.LEFT, "the keyring does not let it go")
        case Standing.NO_KEYRING if not may_have_key:
            return Trace(_KEY, Found.NOT_ASKED, answer.reason)
        case Standing.NO_KEYRING | Standing.SHUT:
            return Trace(_KEY, Found.LEFT, answer.reason)
