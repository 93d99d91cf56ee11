"""The answering side: bounded in every way, since any program of the person may connect."""

from __future__ import annotations

import asyncio
import contextlib
import json
import logging
import os
import socket
import struct
import sys
from typing import TYPE_CHECKING, Any, cast

from posture_daemon.errors import PostureError, RequestRefused, SettingsError

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable
    from pathlib import Path

log = logging.getLogger(__name__)

LIMIT = 64 * 1024
"""The longest request, in bytes."""

PATIENCE = 5.0
"""Seconds that a client may take to say something, or to listen."""

GUESTS = 32
"""Clients at the same time; others are turned away."""

FAREWELL = 1.0
"""Seconds that an answer may still take when the service ends."""


class ControlServer:
    """Listens on a socket and passes each request to `handle`; its errors become answers."""

    def __init__(self, path: Path, handle: Callable[[dict[str, Any]], Awaitable[Any]]) -> None:
        self._path = path
        self._handle = handle
        self._talks: set[asyncio.Task[None]] = set()
        self._server: asyncio.Server | None = None

    async def start(self) -> None:
        """Begin to listen; the socket is private from its first moment."""
        if sys.platform == "win32":
            from posture_daemon.control.pipe import serve_pipe

            await serve_pipe(self._path, self._talk)
            return
        self._server = await asyncio.start_unix_server(
            self._talk, sock=self._bound(), limit=LIMIT, backlog=GUESTS
        )

    def _bound(self) -> socket.socket:
        """Make the socket. The umask is everybody's, so nobody else may run meanwhile."""
        made = socket.socket(socket.AF_UNIX)
        old = os.umask(0o177)
        try:
            self._path.unlink(missing_ok=True)
            made.bind(str(self._path))
        except OSError as wrong:
            made.close()
            raise PostureError(
                f"The socket {self._path} cannot be made: {wrong}.",
                "Set XDG_RUNTIME_DIR to a folder with a shorter path.",
            ) from wrong
        finally:
            os.umask(old)
        return made

    async def stop(self) -> None:
        """End, and leave no socket behind; what is being answered may end in a moment."""
        if self._server:
            self._server.close()
            self._path.unlink(missing_ok=True)
        if talks := list(self._talks):
            await asyncio.wait(talks, timeout=FAREWELL)
        for talk in talks:
            talk.cancel()
        await asyncio.gather(*talks, return_exceptions=True)

    async def _talk(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        talk = cast("asyncio.Task[None]", asyncio.current_task())
        self._talks.add(talk)
        try:
            if len(self._talks) > GUESTS:
                await _say(writer, _refusal("The service is busy.", "Try again."))
            elif is_same_user(writer):
                async with asyncio.timeout(PATIENCE):
                    line = await reader.readline()
                await _say(writer, await self._answer(line))
        except (TimeoutError, ConnectionError):
            log.debug("a client went away, or neither spoke nor listened")
            writer.transport.abort()  # `close` would wait for it to take what is left
        except asyncio.CancelledError:
            writer.transport.abort()  # the service ends; passed on, it would be logged as an error
        except ValueError:  # the line is longer than the limit
            with contextlib.suppress(ConnectionError, TimeoutError):
                await _say(writer, _refusal(f"A request may have {LIMIT} bytes at most.", ""))
        finally:
            self._talks.discard(talk)
            writer.close()

    async def _answer(self, line: bytes) -> bytes:
        try:
            request = json.loads(line)
        except (ValueError, RecursionError):
            return _refusal("The request is not JSON.", "Send one object in one line.")
        if not isinstance(request, dict) or not isinstance(request.get("command"), str):
            return _refusal("The request names no command.", 'Send {"command": "status"}.')
        try:
            return _line({"answer": await self._handle(request)})
        except PostureError as error:
            return _refused(error)
        except Exception:
            # The border of a request: a mistake in one must not end the service.
            log.exception("request failed: %s", request["command"])
            return _refusal("The service could not do that.", "The reason is in its log.")


def _refused(error: PostureError) -> bytes:
    answer: dict[str, Any] = {"title": error.title, "hint": error.hint}
    if isinstance(error, SettingsError):
        answer["problems"] = list(error.problems)
    return _line({"error": answer})


def _refusal(title: str, hint: str) -> bytes:
    return _refused(RequestRefused(title, hint))


def _line(answer: dict[str, Any]) -> bytes:
    return json.dumps(answer).encode() + b"\n"


async def _say(writer: asyncio.StreamWriter, line: bytes) -> None:
    writer.write(line)
    async with asyncio.timeout(PATIENCE):
        await writer.drain()


def is_same_user(writer: asyncio.StreamWriter) -> bool:
    """Whether the other end is a process of this user (Linux; elsewhere the file's mode tells)."""
    connection = writer.get_extra_info("socket")
    if connection is None or not hasattr(socket, "SO_PEERCRED"):
        return True
    size = struct.calcsize("3i")
    credentials = connection.getsockopt(socket.SOL_SOCKET, socket.SO_PEERCRED, size)
    _pid, uid, _gid = struct.unpack("3i", credentials)
    return bool(uid == os.getuid())
