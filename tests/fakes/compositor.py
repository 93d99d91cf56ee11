"""A compositor that says what a test wants: for protocols and faults that no real one has."""

from __future__ import annotations

import asyncio
import struct
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

_DISPLAY, _REGISTRY = 1, 2  # the client's first object is the registry
_SYNC, _GET_REGISTRY = 0, 1


def string(text: str) -> bytes:
    """Write a string as it goes over the wire."""
    raw = text.encode() + b"\0"
    return struct.pack("=I", len(raw)) + raw + bytes(-len(raw) % 4)


@dataclass
class Compositor:
    """Offers the given interfaces in the given versions; `answers` is false for one that hangs.

    `requests` are those to the globals: interface, opcode and the words of four bytes;
    `unanswered` counts those that it should have answered.
    """

    folder: Path
    offers: dict[str, int]
    answers: bool = True
    requests: list[tuple[str, int, tuple[int, ...]]] = field(default_factory=list)
    unanswered: int = 0
    _bound: dict[int, str] = field(default_factory=dict)
    _writer: asyncio.StreamWriter | None = None

    @property
    def environ(self) -> dict[str, str]:
        """What a client needs in order to find it."""
        return {"WAYLAND_DISPLAY": str(self.folder / "wayland-7")}

    @asynccontextmanager
    async def running(self) -> AsyncIterator[Compositor]:
        """Serve for as long as the block runs."""
        server = await asyncio.start_unix_server(self._serve, self.environ["WAYLAND_DISPLAY"])
        try:
            yield self
        finally:
            self.hang_up()
            server.close()
            await server.wait_closed()

    def event(self, thing: int, opcode: int, body: bytes = b"") -> None:
        """Send an event."""
        self.say(struct.pack("=II", thing, 8 + len(body) << 16 | opcode) + body)

    def say(self, what: bytes) -> None:
        """Send anything."""
        assert self._writer is not None
        self._writer.write(what)

    def hang_up(self) -> None:
        """Close the connection."""
        if self._writer is not None:
            self._writer.close()

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._writer = writer
        try:
            while True:
                thing, word = struct.unpack("=II", await reader.readexactly(8))
                self._take(thing, word & 0xFFFF, await reader.readexactly((word >> 16) - 8))
        except (asyncio.IncompleteReadError, ConnectionError):
            writer.close()

    def _take(self, thing: int, opcode: int, body: bytes) -> None:
        if thing == _DISPLAY and opcode == _GET_REGISTRY:
            for name, (interface, version) in enumerate(self.offers.items()):
                body = struct.pack("=I", name) + string(interface) + struct.pack("=I", version)
                self.event(_REGISTRY, 0, body)
        elif thing == _DISPLAY and opcode == _SYNC:
            if self.answers:
                (callback,) = struct.unpack("=I", body)
                self.event(callback, 0, bytes(4))
            else:
                self.unanswered += 1
        elif thing == _REGISTRY:
            name, *_, new = struct.unpack(f"={len(body) // 4}I", body)
            self._bound[new] = list(self.offers)[name]
        else:
            words = struct.unpack(f"={len(body) // 4}I", body)
            self.requests.append((self._bound.get(thing, ""), opcode, words))
