"""Wayland: one connection to the compositor, its globals, requests and events.

The wire format is that of https://wayland.freedesktop.org/docs/html/ch04.html#sect-Protocol-Wire-Format
in the machine's byte order. File descriptors are not read: no interface used here sends any.
"""

from __future__ import annotations

import asyncio
import os
import struct
from collections.abc import Callable
from contextlib import asynccontextmanager, suppress
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from posture_daemon.errors import NotHere, Unavailable
from posture_daemon.wire.flood import Flood
from posture_daemon.wire.session import on_wayland

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Mapping

_LIMIT = timedelta(seconds=5)
_HEADER = struct.Struct("=II")
_UINT = struct.Struct("=I")

# wl_display is object 1; its requests sync and get_registry, its event error.
_DISPLAY, _SYNC, _GET_REGISTRY, _ERROR = 1, 0, 1, 0
_BIND = 0  # of wl_registry
_GLOBAL, _GLOBAL_REMOVE = 0, 1  # its events


class Arguments:
    """What an event carries, read from front to back."""

    def __init__(self, body: bytes) -> None:
        self._body = body
        self._at = 0

    def uint(self) -> int:
        """Read a number, or the id of an object. Raises Unavailable when there is none."""
        return int(_UINT.unpack(self._take(4))[0])

    def array(self) -> bytes:
        """Read an array, as bytes. Raises Unavailable when it is not complete."""
        length = self.uint()
        array = self._take(length)
        self._at += -length % 4
        return array

    def string(self) -> str:
        """Read a string. Raises Unavailable when it is not complete."""
        return self.array().rstrip(b"\0").decode(errors="replace")

    def _take(self, length: int) -> bytes:
        self._at += length
        if self._at > len(self._body):
            raise Unavailable("The compositor sent an event that is too short.")
        return self._body[self._at - length : self._at]


Heard: TypeAlias = Callable[[int, Arguments], None]


class Global(NamedTuple):
    """What the compositor offers: the number to bind it by, and the version that it speaks."""

    name: int
    version: int


class Wayland:
    """One connection to a compositor; every object hears its events by a function of its own.

    `globals` holds the first of each interface.
    """

    def __init__(
        self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, limit: timedelta
    ) -> None:
        self.globals: dict[str, Global] = {}
        self._reader = reader
        self._writer = writer
        self._limit = limit
        self._flood = Flood()
        self._heard: dict[int, Heard] = {_DISPLAY: _complaint}
        self._last_id = _DISPLAY
        self._registry = self.new(self._announced)
        self.request(_DISPLAY, _GET_REGISTRY, self._registry)

    def new(self, heard: Heard | None = None) -> int:
        """Make the id of a new object, to be given to the request that creates it."""
        self._last_id += 1
        if heard:
            self.on(self._last_id, heard)
        return self._last_id

    def on(self, thing: int, heard: Heard) -> None:
        """Pass the events of an object, one that the compositor made for example, to `heard`."""
        self._heard[thing] = heard

    def forget(self, thing: int) -> None:
        """Hear no more of an object."""
        self._heard.pop(thing, None)

    def bind(self, interface: str, newest: int, heard: Heard | None = None) -> int:
        """Bind a global, in at most the version `newest`. Raises Unavailable if there is none."""
        if interface not in self.globals:
            raise Unavailable(f"The compositor does not offer {interface}.")
        name, version = self.globals[interface]
        thing = self.new(heard)
        self.request(self._registry, _BIND, name, interface, min(version, newest), thing)
        return thing

    def request(self, thing: int, opcode: int, *arguments: int | str) -> None:
        """Send a request: numbers and ids as they are, strings as text."""
        body = b"".join(map(_written, arguments))
        self._writer.write(_HEADER.pack(thing, _HEADER.size + len(body) << 16 | opcode) + body)

    async def sync(self) -> None:
        """Return once the compositor has answered all that was asked so far.

        Raises Unavailable when it has not within the limit, has gone, or complains.
        """
        done: list[Arguments] = []
        callback = self.new(lambda _, arguments: done.append(arguments))
        self.request(_DISPLAY, _SYNC, callback)
        try:
            async with asyncio.timeout(self._limit.total_seconds()):
                while not done:
                    await self._dispatch()
        except TimeoutError as error:
            raise Unavailable("The compositor does not answer.") from error
        self.forget(callback)

    async def listen(self) -> None:
        """Hear events until cancelled. Raises Unavailable when the compositor goes or complains."""
        while True:
            await self._dispatch()

    async def _dispatch(self) -> None:
        try:
            thing, word = _HEADER.unpack(await self._reader.readexactly(_HEADER.size))
            if (length := (word >> 16) - _HEADER.size) < 0:
                raise Unavailable("The compositor sent something that is no event.")
            body = await self._reader.readexactly(length)
        except (OSError, EOFError) as error:
            raise Unavailable("The compositor has gone.") from error
        self._flood.count()
        if heard := self._heard.get(thing):
            heard(word & 0xFFFF, Arguments(body))

    def _announced(self, opcode: int, arguments: Arguments) -> None:
        name = arguments.uint()
        if opcode == _GLOBAL:
            interface, version = arguments.string(), arguments.uint()
            self.globals.setdefault(interface, Global(name, version))
        elif opcode == _GLOBAL_REMOVE:
            kept = {which: one for which, one in self.globals.items() if one.name != name}
            self.globals = kept


@asynccontextmanager
async def connected(
    environ: Mapping[str, str] | None = None, limit: timedelta = _LIMIT
) -> AsyncIterator[Wayland]:
    """Connect for as long as the block runs, and learn the compositor's globals.

    Raises NotHere in a session without Wayland, and Unavailable when the compositor does not
    answer within `limit`.
    """
    path = _socket(os.environ if environ is None else environ)
    try:
        async with asyncio.timeout(limit.total_seconds()):
            reader, writer = await asyncio.open_unix_connection(path)
    except OSError as error:  # TimeoutError is one
        reason = error.strerror or "no answer"
        raise Unavailable(f"The compositor cannot be reached at {path} ({reason}).") from error
    try:
        wayland = Wayland(reader, writer, limit)
        await wayland.sync()
        yield wayland
    finally:
        writer.close()
        with suppress(OSError):
            await writer.wait_closed()


def _socket(environ: Mapping[str, str]) -> Path:
    if not on_wayland(environ):
        raise NotHere("This is no Wayland session.")
    display = environ.get("WAYLAND_DISPLAY") or "wayland-0"
    return Path(environ.get("XDG_RUNTIME_DIR", "/")) / display


def _written(argument: int | str) -> bytes:
    if isinstance(argument, int):
        return _UINT.pack(argument)
    text = argument.encode() + b"\0"
    return _UINT.pack(len(text)) + text + bytes(-len(text) % 4)


def _complaint(opcode: int, arguments: Arguments) -> None:
    if opcode == _ERROR:
        arguments.uint(), arguments.uint()  # which object, which error of its interface
        raise Unavailable(f"The compositor refuses: {arguments.string()}.")
