"""Looks up a password or token where a reference says it is; no message ever contains it."""

from __future__ import annotations

import os
from pathlib import Path

from posture_daemon.calendars.limits import TooLong, within
from posture_daemon.errors import Unavailable

_PATIENCE = 20.0  # seconds; a locked keyring asks the person, who may be away
_MOST_BYTES = 64 << 10


def secret(reference: str, user: str) -> str:
    """The secret behind "keyring:SERVICE", "env:NAME" or "credential:NAME".

    In a keyring it is the one of this user. Raises Unavailable with a sentence.
    """
    place, _, name = reference.partition(":")
    if not name or place not in _PLACES:
        # It may be a secret after all, so it is not repeated.
        raise Unavailable(
            "The password is to be given as keyring:SERVICE, env:NAME or credential:NAME."
        )
    found = _PLACES[place](name, user)
    if not found:
        raise Unavailable(f"The secret {reference} is empty.")
    return found


def _from_environment(name: str, _: str) -> str:
    if name not in os.environ:
        raise Unavailable(f"The environment variable {name} with the secret is not set.")
    return os.environ[name]


def _from_credential(name: str, _: str) -> str:
    folder = os.environ.get("CREDENTIALS_DIRECTORY")
    if not folder:
        raise Unavailable(
            f"There is no credential {name}: the service was not started by systemd with "
            f"LoadCredential={name}."
        )
    if name != Path(name).name:
        raise Unavailable("The name of a credential is no path.")
    try:
        with (Path(folder) / name).open("rb") as file:
            return file.read(_MOST_BYTES).decode().rstrip("\r\n")
    except (OSError, ValueError) as wrong:
        why = getattr(wrong, "strerror", None) or "it is not text"
        raise Unavailable(f"The credential {name} cannot be read ({why}).") from None


def _from_keyring(service: str, user: str) -> str:
    try:
        with within(_PATIENCE):
            return _asked(service, user)
    except TooLong:
        raise Unavailable(
            f"The keyring did not answer within {_PATIENCE:g} s; unlock it."
        ) from None


def _asked(service: str, user: str) -> str:
    import keyring
    from keyring import errors

    try:
        found = keyring.get_password(service, user)
    except errors.NoKeyringError:
        raise Unavailable("There is no keyring in this session.") from None
    except (errors.KeyringLocked, errors.InitError):
        raise Unavailable("The keyring is locked; unlock it.") from None
    except Exception as wrong:  # noqa: BLE001 - every backend has errors of its own
        raise Unavailable(f"The keyring cannot be asked ({type(wrong).__name__}).") from None
    if found is None:
        raise Unavailable(
            f"The keyring has no secret of {user or 'nobody'} for {service}: "
            f"keyring set {service} {user or 'USER'}"
        )
    return found


_PLACES = {"env": _from_environment, "credential": _from_credential, "keyring": _from_keyring}
