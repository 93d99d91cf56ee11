"""Properties of X11 windows: reading them, and hearing when they change."""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from posture_daemon.wire.x11 import Display

_CHANGE_WINDOW_ATTRIBUTES, _INTERN_ATOM, _GET_PROPERTY = 2, 16, 20
_PROPERTY_NOTIFY = 28
_EVENT_MASK, _NO_EVENTS, _PROPERTY_CHANGE = 0x800, 0, 0x400000
_ANY_TYPE, _FROM_THE_START, _MOST = 0, 0, 256  # words of four bytes
_HEAD = 32

WM_CLASS = 67  # an atom of the protocol itself


class Change(NamedTuple):
    """A property of a window that has changed."""

    window: int
    atom: int


class Properties:
    """The properties of the windows of a display. Every question may raise Unavailable."""

    def __init__(self, display: Display) -> None:
        self._display = display

    async def atom(self, name: str) -> int:
        """Return the number that stands for a name."""
        text = name.encode()
        body = struct.pack("=HH", len(text), 0) + text
        reply = await self._display.ask(_INTERN_ATOM, 0, body)
        return int(struct.unpack_from("=I", reply, 8)[0])

    async def numbers(self, window: int, atom: int) -> tuple[int, ...]:
        """Read a property of numbers; none if there is no such property. Refused if no window."""
        size, value = await self._read(window, atom)
        return struct.unpack(f"={len(value) // 4}I", value) if size == 32 else ()  # noqa: PLR2004

    async def texts(self, window: int, atom: int) -> list[str]:
        """Read a property of texts; none if there is no such property. Refused if no window."""
        size, value = await self._read(window, atom)
        texts = value.decode("latin-1").split("\0") if size == 8 else []  # noqa: PLR2004
        return [text for text in texts if text]

    def watch(self, window: int, *, on: bool = True) -> None:
        """Ask for the changes of a window's properties, or for none any more."""
        events = _PROPERTY_CHANGE if on else _NO_EVENTS
        body = struct.pack("=III", window, _EVENT_MASK, events)
        self._display.send(_CHANGE_WINDOW_ATTRIBUTES, 0, body)

    async def changes(self) -> AsyncIterator[Change]:
        """Each change that was asked for. Raises Unavailable when the server goes."""
        async for event in self._display.events():
            if event[0] == _PROPERTY_NOTIFY:
                yield Change(*struct.unpack_from("=4xII", event))

    async def _read(self, window: int, atom: int) -> tuple[int, bytes]:
        """Return how many bits an item has, and all whole items."""
        body = struct.pack("=IIIII", window, atom, _ANY_TYPE, _FROM_THE_START, _MOST)
        reply = await self._display.ask(_GET_PROPERTY, 0, body)
        size, (items,) = reply[1], struct.unpack_from("=I", reply, 16)
        value = reply[_HEAD : _HEAD + items * size // 8]
        return size, value[: len(value) // 4 * 4] if size == 32 else value  # noqa: PLR2004
