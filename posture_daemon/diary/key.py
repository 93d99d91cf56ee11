"""The child that asks the system's keyring for the diary's key, and prints the answer.

    python -m posture_daemon.diary.key look|make|drop

A child, since a keyring may wait for a person, and is much to carry for a service.
"""

from __future__ import annotations

import secrets
import sys
from base64 import b64decode, b64encode
from binascii import Error
from typing import TYPE_CHECKING

import msgspec

from posture_daemon.diary.answer import Answer, Standing, Want

if TYPE_CHECKING:
    from keyring.backend import KeyringBackend

SERVICE = "posture-daemon"
USER = "diary"
KEY_BYTES = 32

# Those of keyrings.alt write into files, most of them in plain text; null and fail keep nothing.
_NONE = ("keyrings.", "keyring.backends.null", "keyring.backends.fail")


def asked(want: Want) -> Answer:
    """Ask the keyring of this session; never raises."""
    try:
        return _asked(want)
    except Exception as wrong:  # noqa: BLE001 - every keyring has errors of its own
        return Answer(Standing.SHUT, _sentence(wrong))


def _asked(want: Want) -> Answer:
    backend = _backend()
    if backend is None:
        return Answer(Standing.NO_KEYRING, "There is no keyring in this session.")
    if want is Want.DROP:
        _drop(backend)
    found = backend.get_password(SERVICE, USER)
    if found is None and want is Want.MAKE:
        made = b64encode(secrets.token_bytes(KEY_BYTES)).decode()
        backend.set_password(SERVICE, USER, made)
        found = backend.get_password(SERVICE, USER)
        if found != made:
            return Answer(Standing.SHUT, "The keyring did not keep the key.")
    return _answer(found)


def _backend() -> KeyringBackend | None:
    import keyring
    from keyring import core

    core.init_backend(limit=_keeps_secrets)
    backend = keyring.get_keyring()
    return backend if _keeps_secrets(backend) else None


def _keeps_secrets(backend: KeyringBackend) -> bool:
    return backend.priority > 0 and not type(backend).__module__.startswith(_NONE)


def _drop(backend: KeyringBackend) -> None:
    from keyring.errors import PasswordDeleteError

    try:
        backend.delete_password(SERVICE, USER)
    except PasswordDeleteError:
        if backend.get_password(SERVICE, USER) is not None:
            raise


def _answer(found: str | None) -> Answer:
    if found is None:
        return Answer(Standing.NO_KEY, "The keyring has no key of the diary.")
    try:
        key = b64decode(found, validate=True)
    except (Error, ValueError):
        key = b""
    if len(key) == KEY_BYTES:
        return Answer(Standing.HERE, key=key)
    return Answer(
        Standing.SHUT, f"What the keyring has as {USER} for {SERVICE} is no key of the diary."
    )


def _sentence(wrong: Exception) -> str:
    from keyring.errors import InitError, KeyringLocked

    if isinstance(wrong, KeyringLocked | InitError):
        return "The keyring is locked; unlock it."
    return f"The keyring cannot be asked ({type(wrong).__name__})."


if __name__ == "__main__":
    sys.stdout.buffer.write(msgspec.json.encode(asked(Want(sys.argv[1]))))
