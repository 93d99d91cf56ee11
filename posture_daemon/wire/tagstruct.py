"""The tagged values of which the messages of PulseAudio's protocol are made."""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

Value: TypeAlias = int | bool | str | bytes | dict[str, str] | None

# Each value begins with a letter that says what follows (pulsecore/tagstruct.h).
_NUMBERS = {b"L": ">I", b"V": ">I", b"B": ">B", b"R": ">Q", b"r": ">q", b"U": ">Q"}
_WORDS: dict[bytes, Value] = {b"1": True, b"0": False, b"N": None}


def number(value: int) -> bytes:
    """Write an unsigned number of 32 bits."""
    return b"L" + struct.pack(">I", value)


def arbitrary(value: bytes) -> bytes:
    """Write bytes without a meaning of their own."""
    return b"x" + struct.pack(">I", len(value)) + value


def properties(values: Mapping[str, str]) -> bytes:
    """Write a table of texts."""
    written = b""
    for key, text in values.items():
        content = text.encode() + b"\0"
        written += b"t" + key.encode() + b"\0" + number(len(content)) + arbitrary(content)
    return b"P" + written + b"N"


class _Reader:
    def __init__(self, data: bytes) -> None:
        self._data = data
        self._at = 0

    def values(self) -> Iterator[Value]:
        while self._at < len(self._data):
            yield self._value()

    def take(self, count: int) -> bytes:
        taken = self._data[self._at : self._at + count]
        if len(taken) < count:
            raise ValueError("a message is shorter than it says")
        self._at += count
        return taken

    def _value(self) -> Value:
        tag = self.take(1)
        if tag in _WORDS:
            return _WORDS[tag]
        if tag in _NUMBERS:
            return self.number(_NUMBERS[tag])
        if tag not in _READERS:
            raise ValueError("a message has a part of an unknown kind")
        return _READERS[tag](self)

    def number(self, form: str) -> int:
        return int(struct.unpack(form, self.take(struct.calcsize(form)))[0])

    def text(self) -> str:
        end = self._data.find(b"\0", self._at)
        if end < 0:
            raise ValueError("a text has no end")
        return self.take(end + 1 - self._at)[:-1].decode(errors="replace")

    def properties(self) -> dict[str, str]:
        table = {}
        while (tag := self.take(1)) != b"N":
            self._expect(tag, b"t")
            key = self.text()
            self._expect(self.take(1), b"L")
            self.number(">I")  # the length, which is told twice
            self._expect(self.take(1), b"x")
            table[key] = self.content().rstrip(b"\0").decode(errors="replace")
        return table

    def format(self) -> dict[str, str]:
        self._expect(self.take(1), b"B")
        self.number(">B")  # the encoding
        self._expect(self.take(1), b"P")
        return self.properties()

    def content(self) -> bytes:
        return self.take(self.number(">I"))

    @staticmethod
    def _expect(tag: bytes, expected: bytes) -> None:
        if tag != expected:
            raise ValueError("a part of a message is not what belongs there")


_READERS: dict[bytes, Callable[[_Reader], Value]] = {
    b"t": _Reader.text,
    b"x": _Reader.content,
    b"P": _Reader.properties,
    b"f": _Reader.format,
    b"a": lambda reader: reader.take(6),  # the format of samples
    b"T": lambda reader: reader.take(8),  # a time of day
    b"m": lambda reader: reader.take(reader.number(">B")),  # the channels
    b"v": lambda reader: reader.take(4 * reader.number(">B")),  # their volumes
}


def values(data: bytes) -> list[Value]:
    """Read every value of a message. Raises ValueError when it is not one."""
    return list(_Reader(data).values())
