"""The SYNC extension of X11: the counter of the time without input, and alarms on it.

The format is that of https://www.x.org/releases/X11R7.7/doc/xextproto/sync.html, appendix A.
"""

from __future__ import annotations

import struct
from enum import IntEnum
from typing import TYPE_CHECKING, NamedTuple

from posture_daemon.errors import Unavailable

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from posture_daemon.wire.x11 import Display

_INITIALIZE, _LIST_SYSTEM_COUNTERS, _QUERY_COUNTER, _CREATE_ALARM = 0, 1, 5, 8
_ALARM_NOTIFY = 1  # behind the extension's first event
_COUNTER_VALUE_TEST_DELTA_EVENTS = 0x01 | 0x04 | 0x08 | 0x10 | 0x20


class Test(IntEnum):
    """When an alarm goes off: when the counter passes its value upwards or downwards."""

    UPWARDS = 0
    DOWNWARDS = 1


class Alarm(NamedTuple):
    """An alarm that went off, and the counter at that moment in milliseconds."""

    which: int
    value: int


class IdleCounter:
    """The server's counter IDLETIME: milliseconds since the last input of any device."""

    def __init__(self, display: Display, opcode: int, first_event: int, counter: int) -> None:
        self._display = display
        self._opcode = opcode
        self._alarm_notify = first_event + _ALARM_NOTIFY
        self._counter = counter

    @classmethod
    async def find(cls, display: Display) -> IdleCounter:
        """Find the counter. Raises Unavailable if the server has none."""
        opcode, first_event = await display.extension("SYNC")
        await display.ask(opcode, _INITIALIZE, struct.pack("=BB2x", 3, 1))
        reply = await display.ask(opcode, _LIST_SYSTEM_COUNTERS)
        return cls(display, opcode, first_event, _counter(reply, b"IDLETIME"))

    async def read(self) -> int:
        """Read the milliseconds since the last input. Raises Unavailable if the server goes."""
        query = struct.pack("=I", self._counter)
        reply = await self._display.ask(self._opcode, _QUERY_COUNTER, query)
        return _milliseconds(*struct.unpack_from("=iI", reply, 8))

    def set_alarm(self, test: Test, milliseconds: int) -> int:
        """Set an alarm that goes off every time; return its id."""
        alarm = self._display.new_id()
        value = (milliseconds >> 32, milliseconds & 0xFFFFFFFF)
        words = (alarm, _COUNTER_VALUE_TEST_DELTA_EVENTS, self._counter, *value, test, 0, 0, 1)
        self._display.send(self._opcode, _CREATE_ALARM, struct.pack("=IIIiIIiII", *words))
        return alarm

    async def alarms(self) -> AsyncIterator[Alarm]:
        """Each alarm that goes off. Raises Unavailable when the server goes."""
        async for event in self._display.events():
            if event[0] == self._alarm_notify:
                which, high, low = struct.unpack_from("=4xIiI", event)
                yield Alarm(which, _milliseconds(high, low))


def _milliseconds(high: int, low: int) -> int:
    # Thousands of years are enough, and are what a timedelta can hold.
    return min(max(high << 32 | low, 0), 1 << 53)


def _counter(reply: bytes, name: bytes) -> int:
    """Find a counter in the list: id, resolution of eight bytes, length of the name, the name."""
    at = 32
    while at + 14 <= len(reply):
        counter, length = struct.unpack_from("=I8xH", reply, at)
        if reply[at + 14 : at + 14 + length] == name:
            return int(counter)
        at += 14 + length + -(14 + length) % 4
    raise Unavailable("The X server does not count the time without input.")
