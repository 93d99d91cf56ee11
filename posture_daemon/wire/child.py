"""A child process whose output is read while it is of use, and which ends with its reader."""

from __future__ import annotations

import asyncio
import os
import shutil
import signal
from asyncio.subprocess import DEVNULL, PIPE
from contextlib import asynccontextmanager, suppress
from typing import TYPE_CHECKING

from posture_daemon.errors import Unavailable
from posture_daemon.wire.flood import Flood

if TYPE_CHECKING:
    from asyncio.subprocess import Process
    from collections.abc import AsyncIterator, Mapping, Sequence

_CHUNK = 1 << 16


@asynccontextmanager
async def running(
    command: Sequence[str],
    package: str,
    environ: Mapping[str, str] | None = None,
    *,
    tied: bool = False,
) -> AsyncIterator[Child]:
    """Run a program for as long as the block runs, then kill it.

    One that is `tied` and reads its standard input finds the end of it when this process ends,
    even where that is killed.

    Raises Unavailable when it is not installed (`package` is where Debian has it) or cannot be
    started.
    """
    program = shutil.which(command[0], path=environ.get("PATH") if environ is not None else None)
    if program is None:
        raise Unavailable(f"{command[0]} is not installed (package {package}).")
    try:
        process = await asyncio.create_subprocess_exec(
            program,
            *command[1:],
            stdin=PIPE if tied else DEVNULL,
            stdout=PIPE,
            stderr=DEVNULL,
            env=environ,
            process_group=0,
        )
    except OSError as error:
        raise Unavailable(f"{command[0]} could not be started ({error.strerror}).") from error
    try:
        yield Child(command[0], process)
    finally:
        # The whole group: a script may have started others, which hold its output open.
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(process.pid, signal.SIGKILL)
        # What it had still to say is dropped; unread, it would keep `wait` from returning.
        await process.communicate()


class Child:
    """A running program, read by one reader."""

    def __init__(self, name: str, process: Process) -> None:
        self._name = name
        self._process = process
        self._flood = Flood()

    async def pieces(self, end: bytes, most: int) -> AsyncIterator[bytes]:
        """Each piece of output up to a mark, without the mark; `most` is the bytes of a piece.

        Raises Unavailable when the program ends, floods, or writes a piece without an end.
        """
        buffer = bytearray()
        while True:
            chunk = await self._chunk()
            searched = max(len(buffer) - len(end), 0)
            buffer += chunk
            while (at := buffer.find(end, searched)) >= 0:
                self._flood.count()
                yield bytes(buffer[:at])
                del buffer[: at + len(end)]
                searched = 0
            if len(buffer) > most:
                raise Unavailable(f"{self._name} does not stop talking.")

    async def ended(self) -> int:
        """Await the end of the program, and tell its exit status; what it says is dropped."""
        while self._process.stdout and await self._process.stdout.read(_CHUNK):
            pass
        return await self._process.wait()

    async def _chunk(self) -> bytes:
        output = self._process.stdout
        chunk = await output.read(_CHUNK) if output else b""
        if not chunk:
            raise Unavailable(f"{self._name} has ended.")
        return chunk
