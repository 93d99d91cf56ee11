"""Runs the child process that asks the keyring; the key comes through its pipe alone."""

from __future__ import annotations

import os
import subprocess
import sys
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec

from posture_daemon.diary.answer import Answer, Standing

if TYPE_CHECKING:
    from collections.abc import Sequence

    from posture_daemon.diary.answer import Want

PATIENCE = 60.0
"""Seconds to wait: a locked keyring asks the person for a password."""

# `-m` looks in the working directory first: ours, so that nobody else's files are imported.
_ROOT = Path(__file__).parents[2]
_COMMAND = (sys.executable, "-m", "posture_daemon.diary.key")


def ask(want: Want, limit: float = PATIENCE, command: Sequence[str] = _COMMAND) -> Answer:
    """Ask the keyring, and wait for it so many seconds at most; never raises."""
    try:
        done = subprocess.run(
            [*command, want],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            timeout=limit,
            check=False,
            **_options(),
        )
    except subprocess.TimeoutExpired:
        return _late(limit)
    except OSError as wrong:
        return _unasked(wrong.strerror)
    return _answer(done.stdout)


async def ask_async(
    want: Want, limit: float = PATIENCE, command: Sequence[str] = _COMMAND
) -> Answer:
    """Do the same without holding up the event loop."""
    import asyncio

    try:
        child = await asyncio.create_subprocess_exec(
            *command, want, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, **_options()
        )
    except OSError as wrong:
        return _unasked(wrong.strerror)
    try:
        said, _ = await asyncio.wait_for(child.communicate(), limit)
    except TimeoutError:
        return _late(limit)
    finally:
        if child.returncode is None:
            with suppress(ProcessLookupError):
                child.kill()
            await child.wait()
    return _answer(said)


def _options() -> dict[str, Any]:
    return {
        "stderr": None if os.environ.get("POSTURE_DAEMON_DEBUG") == "1" else subprocess.DEVNULL,
        "cwd": _ROOT,
        # On Windows a console window would flash up.
        "creationflags": getattr(subprocess, "CREATE_NO_WINDOW", 0),
    }


def _answer(said: bytes) -> Answer:
    try:
        return msgspec.json.decode(said, type=Answer)
    except msgspec.DecodeError:
        # What it said may be half a key, so it is not repeated.
        return _unasked(
            "the process that does so gave no answer; POSTURE_DAEMON_DEBUG=1 shows more"
        )


def _late(limit: float) -> Answer:
    return Answer(Standing.SHUT, f"The keyring did not answer within {limit:g} s; unlock it.")


def _unasked(why: str | None) -> Answer:
    return Answer(Standing.SHUT, f"The keyring cannot be asked: {why}.")
