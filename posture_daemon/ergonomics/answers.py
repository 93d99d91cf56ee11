"""The answers to the workstation check, as they are kept: one small private file."""

from __future__ import annotations

import os
import sys
from contextlib import contextmanager
from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING

import msgspec

from posture_daemon.drafts import put
from posture_daemon.errors import PostureError

if sys.platform != "win32":  # where two commands at one moment may overwrite an answer
    import fcntl

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

VERSION = 1
_PRIVATE = 0o700
_NOTHING_CHANGED = "Nothing was changed."


class Reply(StrEnum):
    """What a person can answer for good."""

    YES = "yes"
    NO = "no"
    NOT_FOR_ME = "na"


class Given(msgspec.Struct, frozen=True):
    """An answer, and the instant at which it was given."""

    reply: Reply
    at: datetime


class Change(msgspec.Struct, frozen=True):
    """The one change that is under way, and since when it was last spoken of."""

    id: str
    since: datetime


class Answers(msgspec.Struct):
    """Everything that is remembered. `begun` is when this round of questions began.

    Answers from before it no longer count; those to checks that this version does not know stay.
    """

    version: int = VERSION
    begun: datetime | None = None
    given: dict[str, Given] = msgspec.field(default_factory=dict)
    change: Change | None = None


class _Version(msgspec.Struct):
    version: int


def load(path: Path) -> Answers:
    """Read the answers, none where there is no file; PostureError when they cannot be read."""
    try:
        text = path.read_bytes()
    except FileNotFoundError:
        return Answers()
    except OSError as wrong:
        raise PostureError(f"{path} cannot be read: {wrong.strerror}.", _NOTHING_CHANGED) from wrong
    try:
        version = msgspec.json.decode(text, type=_Version).version
        if version <= VERSION:
            return msgspec.json.decode(text, type=Answers)
    except msgspec.DecodeError as wrong:
        hint = f"{_NOTHING_CHANGED} Put a copy of it back, or move it away to begin anew."
        raise PostureError(f"{path} is not whole, or not mine: {wrong}.", hint) from wrong
    raise PostureError(
        f"{path} was written by a later version of posture-daemon (form {version}; "
        f"this one knows {VERSION}).",
        f"{_NOTHING_CHANGED} Go back to that version, or move the file away to begin anew.",
    )


@contextmanager
def changing(path: Path) -> Iterator[Answers]:
    """Read the answers, and keep what the block makes of them; nothing if it fails."""
    path.parent.mkdir(mode=_PRIVATE, parents=True, exist_ok=True)
    private = os.open(path.with_suffix(".lock"), os.O_RDWR | os.O_CREAT, 0o600)
    with os.fdopen(private, "a") as lock:
        if sys.platform != "win32":
            fcntl.flock(lock, fcntl.LOCK_EX)
        answers = load(path)
        yield answers
        put(path, msgspec.json.format(msgspec.json.encode(answers), indent=2) + b"\n")
