"""X11: one connection to the X server, requests with and without a reply, and events.

The format is that of https://www.x.org/releases/X11R7.7/doc/xproto/x11protocol.html, appendix B.
Without a library: python-xlib (0.33, of 2022) waits for a hung server without end, and has no SYNC.
"""

from __future__ import annotations

import asyncio
import os
import struct
from collections import deque
from contextlib import asynccontextmanager, suppress
from datetime import timedelta
from typing import TYPE_CHECKING

from posture_daemon.errors import Unavailable
from posture_daemon.wire.flood import Flood
from posture_daemon.wire.x11_address import cookie, number

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Mapping

    from posture_daemon.wire.x11_address import Cookie

_LIMIT = timedelta(seconds=5)
_LONGEST = 1 << 20  # bytes of one answer; what is asked for here has a few hundred

# What the first byte of a message says; a set highest bit marks an event sent by a program.
_FAILURE, _REPLY, _GENERIC = 0, 1, 35
_SENT = 0x80

_QUERY_EXTENSION = 98


class Refused(Unavailable):
    """The server answered with an error; a window that has gone is the usual one."""


class Display:
    """One connection to an X server; `root` is the window behind all windows.

    Its words come one after the other: it is to be used by one task.
    """

    root = 0

    def __init__(
        self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, limit: timedelta
    ) -> None:
        self._reader = reader
        self._writer = writer
        self._limit = limit
        self._flood = Flood()
        self._events: deque[bytes] = deque()
        self._serial = 0
        self._last_id = 0

    def new_id(self) -> int:
        """Make the id of a new resource, to be given to the request that creates it."""
        self._last_id += 1
        return self._last_id

    def send(self, opcode: int, detail: int = 0, body: bytes = b"") -> int:
        """Send a request whose errors are of no interest; return its serial number."""
        body += bytes(-len(body) % 4)
        self._writer.write(struct.pack("=BBH", opcode, detail, 1 + len(body) // 4) + body)
        self._serial = self._serial + 1 & 0xFFFF
        return self._serial

    async def ask(self, opcode: int, detail: int = 0, body: bytes = b"") -> bytes:
        """Send a request and return the whole reply, of 32 bytes or more.

        Raises Refused with the server's error, and Unavailable when it does not answer within
        the limit or has gone.
        """
        serial = self.send(opcode, detail, body)
        try:
            async with asyncio.timeout(self._limit.total_seconds()):
                while (reply := await self._receive()) is None or _serial(reply) != serial:
                    pass
        except TimeoutError as error:
            raise Unavailable("The X server does not answer.") from error
        if reply[0] == _FAILURE:
            raise Refused(f"The X server refuses a request (error {reply[1]}).")
        return reply

    async def extension(self, name: str) -> tuple[int, int]:
        """Return the opcode and the first event of an extension. Raises Unavailable if missing."""
        text = name.encode()
        reply = await self.ask(_QUERY_EXTENSION, 0, struct.pack("=HH", len(text), 0) + text)
        present, opcode, first_event = struct.unpack_from("=BBB", reply, 8)
        if not present:
            raise Unavailable(f"The X server has no extension {name}.")
        return opcode, first_event

    async def events(self) -> AsyncIterator[bytes]:
        """Each event as it comes, of 32 bytes, its kind in the first one.

        Raises Unavailable when the server goes.
        """
        while True:
            while self._events:
                yield self._events.popleft()
            await self._receive()

    async def begin(self, secret: Cookie) -> None:
        """Introduce oneself. Raises Unavailable when the server does not want to know."""
        order = ord("l") if struct.pack("=H", 1)[0] else ord("B")
        words = (order, 11, 0, len(secret.protocol), len(secret.secret))
        self._writer.write(struct.pack("=BxHHHHxx", *words) + b"".join(map(_padded, secret)))
        status, length, *_ = struct.unpack("=BxxxxxH", await self._read(8))
        body = await self._read(4 * length)
        if status != 1:
            raise Unavailable("The X server does not let this program in.")
        try:
            base, vendor, formats = struct.unpack_from("=4xI8xH3xB", body)
            (self.root,) = struct.unpack_from("=I", body, 32 + vendor + -vendor % 4 + 8 * formats)
        except struct.error as error:
            raise Unavailable("The X server does not follow the protocol.") from error
        self._last_id = base

    async def _receive(self) -> bytes | None:
        """Read one message: an answer is returned, an event kept for later."""
        message = await self._read(32)
        self._flood.count()
        kind = message[0] & ~_SENT
        if kind in {_REPLY, _GENERIC}:
            message += await self._read(4 * struct.unpack_from("=I", message, 4)[0])
        if kind in {_FAILURE, _REPLY}:
            return message
        self._events.append(message)
        return None

    async def _read(self, length: int) -> bytes:
        if length > _LONGEST:
            raise Unavailable("The X server sent an answer that is far too long.")
        try:
            return await self._reader.readexactly(length)
        except (OSError, EOFError) as error:
            raise Unavailable("The X server has gone.") from error


@asynccontextmanager
async def connected(
    environ: Mapping[str, str] | None = None, limit: timedelta = _LIMIT
) -> AsyncIterator[Display]:
    """Connect for as long as the block runs; every question is bounded by `limit`.

    Raises NotHere without a display on this machine, and Unavailable when its server cannot be
    reached or does not answer.
    """
    environ = os.environ if environ is None else environ
    display = number(environ)
    try:
        async with asyncio.timeout(limit.total_seconds()):
            reader, writer = await _connection(display)
    except OSError as error:  # TimeoutError is one
        reason = error.strerror or "no answer"
        raise Unavailable(
            f"The X server of display :{display} is out of reach ({reason})."
        ) from error
    try:
        connection = Display(reader, writer, limit)
        await _introduced(connection, cookie(environ, display), limit)
        yield connection
    finally:
        writer.close()
        with suppress(OSError):
            await writer.wait_closed()


async def _connection(display: int) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
    path = f"/tmp/.X11-unix/X{display}"  # noqa: S108 - where the X server listens
    try:
        return await asyncio.open_unix_connection(path)
    except FileNotFoundError:  # a sandbox may hide the folder, and leave the abstract socket
        return await asyncio.open_unix_connection(f"\0{path}")


async def _introduced(connection: Display, secret: Cookie, limit: timedelta) -> None:
    try:
        async with asyncio.timeout(limit.total_seconds()):
            await connection.begin(secret)
    except TimeoutError as error:
        raise Unavailable("The X server does not answer.") from error


def _serial(message: bytes) -> int:
    return int(struct.unpack_from("=H", message, 2)[0])


def _padded(text: bytes) -> bytes:
    return text + bytes(-len(text) % 4)
