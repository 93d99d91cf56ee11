"""The child processes of our own: started from the package's folder, heard out, and ended."""

from __future__ import annotations

import os
import subprocess
import sys
from contextlib import suppress
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from asyncio.subprocess import Process
    from collections.abc import Mapping, Sequence

_MOST_BYTES = 8 << 20
_CHUNK = 1 << 16
_COMPLAINT_CHARACTERS = 500
_GRACE = 5.0  # seconds to end in, for one that is told to

OUR_PLACE: dict[str, Any] = {
    # `-m` looks in the working directory first: ours, so that nobody else's files are imported.
    "cwd": Path(__file__).parents[1],
    # On Windows a console window would flash up.
    "creationflags": getattr(subprocess, "CREATE_NO_WINDOW", 0),
}
"""How each of them is started, besides its pipes."""


class Said(NamedTuple):
    """What a child has said before its end, and its exit status; none if it was ended for late."""

    output: bytes
    status: int | None


def command(module: str, *words: str) -> tuple[str, ...]:
    """The command line that runs a module of the package."""
    return (sys.executable, "-m", f"posture_daemon.{module}", *words)


def ask(
    command: Sequence[str], limit: float, request: bytes | None = None, most: int = _MOST_BYTES
) -> Said:
    """Run it for so many seconds at most, and hear what it says, up to so many bytes.

    Raises OSError or ValueError where it cannot be started.
    """
    child = subprocess.Popen(command, **_pipes(request))
    said, late = bytearray(), True
    talk = Thread(target=_talk, args=(child, request, said, most), daemon=True)
    try:
        talk.start()
        talk.join(limit)
        late = talk.is_alive()
    finally:
        child.kill()
        talk.join(_GRACE)
    return Said(bytes(said), None if late else child.returncode)


async def ask_async(
    command: Sequence[str], limit: float, request: bytes | None = None, most: int = _MOST_BYTES
) -> Said:
    """Do the same without holding up the event loop."""
    return await _heard(command, _pipes(request), limit, request, most=most)


async def complaint(
    command: Sequence[str],
    limit: float | None = None,
    environ: Mapping[str, str] | None = None,
    *,
    tied: bool = False,
) -> str:
    """Run it to its end; what is wrong if it failed, else nothing. Never raises.

    One that is `tied` finds the end of its standard input when this process ends, even where that
    is killed; and is asked to end, before it is made to, when nobody waits for it any more.
    """
    pipes = {
        "stdin": subprocess.PIPE if tied else subprocess.DEVNULL,
        "stdout": subprocess.DEVNULL,
        "stderr": subprocess.PIPE,
        "env": environ,
        **OUR_PLACE,
    }
    try:
        said = await _heard(command, pipes, limit, grace=_GRACE if tied else 0)
    except (OSError, ValueError) as wrong:
        return str(wrong)
    if said.status is None:
        return "it takes too long"
    text = said.output.decode(errors="replace")[:_COMPLAINT_CHARACTERS]
    return (text or f"it ended with status {said.status}") if said.status else ""


def _pipes(request: bytes | None) -> dict[str, Any]:
    return {
        "stdin": subprocess.DEVNULL if request is None else subprocess.PIPE,
        "stdout": subprocess.PIPE,
        "stderr": None if os.environ.get("POSTURE_DAEMON_DEBUG") == "1" else subprocess.DEVNULL,
        **OUR_PLACE,
    }


def _talk(
    child: subprocess.Popen[bytes], request: bytes | None, said: bytearray, most: int
) -> None:
    with child:
        if child.stdin:
            with suppress(OSError):  # it has ended already
                child.stdin.write(request or b"")
                child.stdin.close()
        while (
            child.stdout and len(said) < most and (more := os.read(child.stdout.fileno(), _CHUNK))
        ):
            said += more


async def _heard(
    command: Sequence[str],
    pipes: Mapping[str, Any],
    limit: float | None,
    request: bytes | None = None,
    *,
    most: int = _MOST_BYTES,
    grace: float = 0,
) -> Said:
    import asyncio

    child = await asyncio.create_subprocess_exec(*command, **pipes)
    said, late = bytearray(), False
    try:
        async with asyncio.timeout(limit):
            await _talk_async(child, request, said, most)
    except TimeoutError:
        late = True
    finally:
        await _end(child, grace)
    return Said(bytes(said), None if late else child.returncode)


async def _talk_async(child: Process, request: bytes | None, said: bytearray, most: int) -> None:
    if child.stdin and request is not None:
        with suppress(OSError):  # it has ended already
            child.stdin.write(request)
            await child.stdin.drain()
        child.stdin.close()
    heard = child.stdout or child.stderr
    while heard and len(said) < most and (more := await heard.read(_CHUNK)):
        said += more
    if not heard or heard.at_eof():
        # Killing it in its last breath would take its exit status away from asyncio.
        await child.wait()


async def _end(child: Process, grace: float) -> None:
    import asyncio

    try:
        if grace and child.returncode is None:
            with suppress(ProcessLookupError):
                child.terminate()
            with suppress(TimeoutError):
                await asyncio.wait_for(child.communicate(), grace)
    finally:
        if child.returncode is None:
            with suppress(ProcessLookupError):
                child.kill()
        try:
            # What it had still to say is dropped; unread, it would keep `wait` from returning.
            await asyncio.wait_for(child.communicate(), _GRACE)
        except TimeoutError:  # somebody whom it has started holds its pipes open
            child._transport.close()  # type: ignore[attr-defined]  # noqa: SLF001
