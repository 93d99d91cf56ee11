"""What is around a row of the diary: AES-GCM under the key of the keyring, or nothing."""

from __future__ import annotations

import os
from enum import StrEnum
from typing import Protocol

_NONCE_BYTES = 12  # of AES-GCM; drawn at random they do for 2**32 rows under one key
_BLOCK = 256  # bytes; the length of a row would tell what it is about


class Kept(StrEnum):
    """How the diary is kept."""

    NONE = "none"
    PLAIN = "plain"
    ENCRYPTED = "encrypted"
    LOCKED = "locked"
    """There is one, or one is to be begun, and it cannot be used now."""


class Unreadable(Exception):
    """A row was not written under this key, not at this place, or is damaged."""


class Cover(Protocol):
    """Wraps what is written and unwraps what is read; `place` is where in the diary it belongs."""

    kept: Kept

    def wrap(self, text: bytes, place: bytes) -> bytes:
        """Wrap a JSON text."""

    def unwrap(self, row: bytes, place: bytes) -> bytes:
        """Give the text back, with blanks after it perhaps. Raises Unreadable."""


class Clear:
    """No cover at all, for where there is no keyring."""

    kept = Kept.PLAIN

    def wrap(self, text: bytes, place: bytes) -> bytes:  # noqa: ARG002  a cover's place
        """Leave it as it is."""
        return text

    def unwrap(self, row: bytes, place: bytes) -> bytes:  # noqa: ARG002  a cover's place
        """Leave it as it is."""
        return row


class Sealed:
    """AES-GCM: a nonce, then the text in full blocks and its tag, both bound to the place."""

    kept = Kept.ENCRYPTED

    def __init__(self, key: bytes) -> None:
        from cryptography.hazmat.primitives.ciphers.aead import AESGCM

        self._cipher = AESGCM(key)

    def wrap(self, text: bytes, place: bytes) -> bytes:
        """Seal it under a nonce of its own."""
        nonce = os.urandom(_NONCE_BYTES)
        padded = text.ljust(-(-len(text) // _BLOCK) * _BLOCK)  # JSON may end in blanks
        return nonce + self._cipher.encrypt(nonce, padded, place)

    def unwrap(self, row: bytes, place: bytes) -> bytes:
        """Open it. Raises Unreadable."""
        from cryptography.exceptions import InvalidTag

        nonce, sealed = row[:_NONCE_BYTES], row[_NONCE_BYTES:]
        try:
            return self._cipher.decrypt(nonce, sealed, place)
        except (InvalidTag, ValueError) as wrong:  # ValueError: the nonce is too short
            raise Unreadable from wrong
