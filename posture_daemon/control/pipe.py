"""Windows: the same conversation over a named pipe, which only this user may write to."""

from __future__ import annotations

import asyncio
import threading
from concurrent.futures import Future
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable
    from pathlib import Path


def pipe_name(path: str) -> str:
    r"""The pipe that stands for a socket's path, for example `\\.\pipe\posture-daemon-Ada`."""
    flat = "".join(c if c.isalnum() else "-" for c in path)
    return rf"\\.\pipe\posture-daemon-{flat}"


def exchange(path: str, request: bytes, limit: float) -> bytes:
    """Send a request and read the answer; TimeoutError after `limit` seconds."""
    done: Future[bytes] = Future()

    def converse() -> None:
        try:
            done.set_result(_exchange(path, request))
        except OSError as wrong:
            done.set_exception(wrong)

    # A pipe knows no time limit; a thread that still waits ends with the command.
    threading.Thread(target=converse, daemon=True).start()
    return done.result(limit)


def _exchange(path: str, request: bytes) -> bytes:
    with open(pipe_name(path), "r+b", buffering=0) as pipe:  # noqa: PTH123  not a path of a file
        pipe.write(request)
        answer = b""
        while not answer.endswith(b"\n"):
            part = pipe.read(65536)
            if not part:
                break
            answer += part
        return answer


async def serve_pipe(
    path: Path,
    talk: Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]],
) -> None:
    """Answer on the pipe until the loop ends."""
    loop = asyncio.get_running_loop()

    def protocol() -> asyncio.StreamReaderProtocol:
        reader = asyncio.StreamReader(limit=65536, loop=loop)
        return asyncio.StreamReaderProtocol(reader, talk, loop=loop)

    await loop.start_serving_pipe(protocol, pipe_name(str(path)))  # type: ignore[attr-defined]
