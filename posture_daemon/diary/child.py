"""Runs the child process that asks the keyring; the key comes through its pipe alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from posture_daemon import child
from posture_daemon.diary.answer import Answer, Standing

if TYPE_CHECKING:
    from collections.abc import Sequence

    from posture_daemon.child import Said
    from posture_daemon.diary.answer import Want

PATIENCE = 60.0
"""Seconds to wait: a locked keyring asks the person for a password."""

_COMMAND = child.command("diary.key")


def ask(want: Want, limit: float = PATIENCE, command: Sequence[str] = _COMMAND) -> Answer:
    """Ask the keyring, and wait for it so many seconds at most; never raises."""
    try:
        return _answer(child.ask([*command, want], limit), limit)
    except OSError as wrong:
        return _unasked(wrong.strerror)


async def ask_async(
    want: Want, limit: float = PATIENCE, command: Sequence[str] = _COMMAND
) -> Answer:
    """Do the same without holding up the event loop."""
    try:
        return _answer(await child.ask_async([*command, want], limit), limit)
    except OSError as wrong:
        return _unasked(wrong.strerror)


def _answer(said: Said, limit: float) -> Answer:
    try:
        return msgspec.json.decode(said.output, type=Answer)
    except msgspec.DecodeError:
        if said.status is None:
            return Answer(
                Standing.SHUT, f"The keyring did not answer within {limit:g} s; unlock it."
            )
        # What it said may be half a key, so it is not repeated.
        return _unasked(
            "the process that does so gave no answer; POSTURE_DAEMON_DEBUG=1 shows more"
        )


def _unasked(why: str | None) -> Answer:
    return Answer(Standing.SHUT, f"The keyring cannot be asked: {why}.")
