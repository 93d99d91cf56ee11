"""The diary of a sore back: where it is, whether it is encrypted, and what keeps it shut."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from posture_daemon.control.client import ask
from posture_daemon.diary.cover import Kept
from posture_daemon.diary.reading import look_at, read_diary
from posture_daemon.doctor.finding import Finding, ok, warning
from posture_daemon.errors import PostureError, Unavailable
from posture_daemon.paths import socket_path

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

_TOPIC = "diary"
_NO_KEYRING = (
    "With a keyring in the session (GNOME Keyring, KWallet, …) it is encrypted at the next start."
)


def examine(path: Path, told: Callable[[], Any] | None = None) -> Iterator[Finding]:
    """Say how it is kept, and what is wrong; `told` asks the service."""
    try:
        kept = look_at(path)
    except Unavailable as wrong:
        yield warning(_TOPIC, wrong.title, wrong.hint or "The service sets a damaged one aside.")
        kept = None
    trouble = _trouble(told)
    if trouble:
        yield warning(_TOPIC, f"The service says: {trouble}")
    if aside := sorted(path.parent.glob(f"{path.name}.broken-*")):
        yield warning(_TOPIC, f"One was unreadable: {aside[-1]}.", "Delete it to forget it.")
    if kept is not None and not (trouble and kept is Kept.NONE):  # one is wanted, and not to be had
        yield _kept(path, kept)


def of_the_service() -> Any:
    """What the running service says of the diary."""
    return ask(socket_path(), "sore")["diary"]


def _trouble(told: Callable[[], Any] | None) -> str:
    try:
        return str(told()["trouble"] or "") if told else ""
    except PostureError:
        return ""  # what is wrong with the service is another topic


def _kept(path: Path, kept: Kept) -> Finding:
    if kept is Kept.NONE:
        return ok(_TOPIC, "There is none, and none is needed for reminders.")
    if kept is Kept.PLAIN:
        sentence = f"{path} is not encrypted: the session had no keyring. Only you may read it."
        return warning(_TOPIC, sentence, _NO_KEYRING)
    try:
        count = len(read_diary(path).records)
    except Unavailable as wrong:
        return warning(_TOPIC, wrong.title, wrong.hint)
    records = f"{count} record{'s' * (count != 1)}"
    return ok(_TOPIC, f"{path} is encrypted, and the keyring has its key: {records}.")
