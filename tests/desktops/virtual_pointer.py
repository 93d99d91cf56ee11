"""A mouse for a wlroots compositor that has none: wlr-virtual-pointer, straight on the wire."""

from __future__ import annotations

import socket
import struct
from itertools import count

_MANAGER = b"zwlr_virtual_pointer_manager_v1"
_DISPLAY, _REGISTRY = 1, 2  # objects; the others are numbered as they come
_SYNC, _GET_REGISTRY, _BIND, _CREATE = 0, 1, 0, 0
_MOTION_ABSOLUTE, _BUTTON, _FRAME = 1, 2, 4
_LEFT = 0x110  # BTN_LEFT of linux/input-event-codes.h
_OUT_OF_THE_WAY = 0, 0
_GLOBAL, _DONE = 0, 0


class VirtualPointer:
    """A mouse that is plugged in until `close`; the screen has the given size in pixels."""

    def __init__(self, display: str, width: int, height: int) -> None:
        self._size = width, height
        self._moment = count(1)
        self._objects = count(_REGISTRY + 1)
        self._socket = socket.socket(socket.AF_UNIX)
        self._socket.settimeout(10)
        self._socket.connect(display)
        self._wire = self._socket.makefile("rb")
        self._request(_DISPLAY, _GET_REGISTRY, struct.pack("=I", _REGISTRY))
        name = self._round_trip()[_MANAGER]
        manager, self._pointer = next(self._objects), next(self._objects)
        text = _MANAGER + b"\0" * (4 - len(_MANAGER) % 4)
        which = struct.pack("=II", name, len(_MANAGER) + 1) + text
        self._request(_REGISTRY, _BIND, which + struct.pack("=II", 1, manager))
        self._request(manager, _CREATE, struct.pack("=II", 0, self._pointer))
        self.move(*_OUT_OF_THE_WAY)

    def move(self, x: int, y: int) -> None:
        """Move to a place of the screen, in pixels."""
        place = struct.pack("=IIIII", next(self._moment), x, y, *self._size)
        self._request(self._pointer, _MOTION_ABSOLUTE, place)
        self._frame()

    def click(self, x: int, y: int) -> None:
        """Press and release the left button there, and leave."""
        for place in ((x - 6, y - 2), (x, y)):
            self.move(*place)
        for pressed in (1, 0):
            button = struct.pack("=III", next(self._moment), _LEFT, pressed)
            self._request(self._pointer, _BUTTON, button)
            self._frame()
        self.move(*_OUT_OF_THE_WAY)

    def close(self) -> None:
        """Pull the plug."""
        self._wire.close()
        self._socket.close()

    def _frame(self) -> None:
        self._request(self._pointer, _FRAME)
        self._round_trip()

    def _request(self, thing: int, opcode: int, body: bytes = b"") -> None:
        self._socket.sendall(struct.pack("=II", thing, (8 + len(body)) << 16 | opcode) + body)

    def _round_trip(self) -> dict[bytes, int]:
        """Wait until the compositor has done everything, and return the globals it told of."""
        callback = next(self._objects)
        told: dict[bytes, int] = {}
        self._request(_DISPLAY, _SYNC, struct.pack("=I", callback))
        while True:
            thing, head = struct.unpack("=II", self._wire.read(8))
            body = self._wire.read((head >> 16) - 8)
            if (thing, head & 0xFFFF) == (callback, _DONE):
                return told
            if (thing, head & 0xFFFF) == (_REGISTRY, _GLOBAL):
                name, length = struct.unpack_from("=II", body)
                told[body[8 : 8 + length - 1]] = name
