"""What the keyring is asked, and what it says."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum


class Want(StrEnum):
    """What it is asked to do: look for the key, make one where there is none, or delete it."""

    LOOK = "look"
    MAKE = "make"
    DROP = "drop"


class Standing(StrEnum):
    """How it stands with the key."""

    HERE = "here"
    NO_KEY = "no-key"
    """There is a keyring, and it has no key of ours."""
    NO_KEYRING = "no-keyring"
    """There is none in this session, or none that keeps a secret."""
    SHUT = "shut"
    """It is locked, or does not answer; `reason` says which. Later it may."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What the keyring says; `key` has 32 bytes where it is here, and is never printed."""

    standing: Standing
    reason: str = ""
    key: bytes = field(default=b"", repr=False)
