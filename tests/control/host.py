"""A control server in a thread of its own, so that tests may talk to it with plain sockets."""

from __future__ import annotations

import asyncio
import json
import socket
import tempfile
import threading
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

import pytest

from posture_daemon.control.server import ControlServer
from tests.desktop import wait_until
from tests.patience import let_pass

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Iterator
    from datetime import timedelta

LIMIT = 30.0


class Host:
    """Serves `handle` on a socket while the `with` block lasts."""

    def __init__(self, path: Path, handle: Callable[[dict[str, Any]], Awaitable[Any]]) -> None:
        self.path = path
        self._server = ControlServer(path, handle)
        self._thread = threading.Thread(target=self._run)
        self._started = threading.Event()
        self._wrong: Exception | None = None

    def _run(self) -> None:
        asyncio.run(self._serve())

    async def _serve(self) -> None:
        self._loop = asyncio.get_running_loop()
        self._over = asyncio.Event()
        try:
            await self._server.start()
        except Exception as wrong:  # noqa: BLE001  raised where the host is entered
            self._wrong = wrong
            return
        finally:
            self._started.set()
        await self._over.wait()
        await self._server.stop()

    def __enter__(self) -> Self:
        self._thread.start()
        assert self._started.wait(LIMIT)
        if self._wrong:
            self._thread.join(LIMIT)
            raise self._wrong
        return self

    def __exit__(self, *_: object) -> None:
        if self._thread.is_alive():
            self.end()
            self.wait_for_the_end()

    def end(self) -> None:
        """Begin to end."""
        self._loop.call_soon_threadsafe(self._over.set)

    def wait_for_the_end(self) -> None:
        """Be told when it is over."""
        self._thread.join(LIMIT)
        assert not self._thread.is_alive()

    def let_pass(self, length: timedelta, guests: int) -> None:
        """Let so much time pass for so many guests, once all of them have been let in."""
        wait_until(lambda: len(self._server._talks) == guests, f"{guests} guests are in")
        self._loop.call_soon_threadsafe(let_pass, length)

    def connect(self) -> socket.socket:
        """Connect, and say nothing yet."""
        guest = socket.socket(socket.AF_UNIX)
        guest.connect(str(self.path))  # in blocking mode it waits for its turn
        guest.settimeout(LIMIT)
        return guest

    def say(self, line: bytes) -> bytes:
        """Send these bytes and return everything that comes back."""
        with self.connect() as guest:
            with suppress(ConnectionError):  # it may have hung up already
                guest.sendall(line)
                guest.shutdown(socket.SHUT_WR)
            return everything(guest)

    def ask(self, **request: object) -> dict[str, Any]:
        """Send a request and return the whole reply."""
        reply = json.loads(self.say(json.dumps(request).encode() + b"\n"))
        assert isinstance(reply, dict)
        return reply


def everything(guest: socket.socket) -> bytes:
    """Read until the other side ends; it may do so while something is still on the way to it."""
    said = b""
    try:
        while part := guest.recv(65536):
            said += part
    except ConnectionResetError:
        pass
    return said


@pytest.fixture
def folder() -> Iterator[Path]:
    """A folder with a space in its name whose path is short enough for a socket."""
    with tempfile.TemporaryDirectory(prefix="posture daemon ") as name:
        yield Path(name)
