"""The lines of a calendar file, unfolded, and the events and zones that they make up."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    Note = Callable[[int, str], None]

_PROPERTY = re.compile(r"\s*([A-Za-z][A-Za-z0-9-]*)[^:]*:?\s*(.*)", re.DOTALL)
_KEPT = {"VEVENT": "events", "VFREEBUSY": "free_busy", "VTIMEZONE": "zones"}
_APART = {*_KEPT, "VTODO", "VJOURNAL"}  # never within one another
_DEEPEST = 32
_BOMS = {codecs.BOM_UTF16_LE: "utf-16", codecs.BOM_UTF16_BE: "utf-16", codecs.BOM_UTF8: "utf-8-sig"}


class Component(NamedTuple):
    """An event, a zone or a list of busy times: its lines without BEGIN and END, and where."""

    name: str
    line: int
    lines: list[str]

    @property
    def text(self) -> str:
        """All of it, as a file would have it."""
        return "\r\n".join((f"BEGIN:{self.name}", *self.lines, f"END:{self.name}", ""))

    def value(self, name: str) -> str:
        """The value of the first property of this name, or nothing."""
        return next((value for key, value in map(named, self.lines) if key == name), "")


@dataclass(slots=True)
class Sheet:
    """One VCALENDAR: its method, the zone it is meant in, and what it holds."""

    method: str = ""
    zone: str = ""
    events: list[Component] = field(default_factory=list)
    free_busy: list[Component] = field(default_factory=list)
    zones: list[Component] = field(default_factory=list)


def sheets(data: bytes, note: Note) -> list[Sheet]:
    """Take a file apart; `note` hears the line and the sentence of whatever is wrong."""
    reader = _Reader(note)
    for number, line in content_lines(data, note):
        reader.take(number, line)
    reader.end()
    return reader.sheets


def named(line: str) -> tuple[str, str]:
    """The name of a property, in capitals, and what follows the first colon."""
    match = _PROPERTY.fullmatch(line)
    return (match[1].upper(), match[2].strip()) if match else ("", "")


def content_lines(data: bytes, note: Note) -> Iterator[tuple[int, str]]:
    """Each line with its number: folded ones joined before decoding, as a fold may split a letter.

    The end of a line may be CR LF, LF or CR; what is not UTF-8 is taken for Latin-1.
    """
    foreign = 0
    for number, raw in _unfolded(_as_utf8(data)):
        try:
            yield number, raw.decode()
        except UnicodeDecodeError:
            foreign = foreign or number
            yield number, raw.decode("latin-1")
    if foreign:
        note(foreign, "not UTF-8; read as Latin-1")


def _as_utf8(data: bytes) -> bytes:
    for bom, encoding in _BOMS.items():
        if data.startswith(bom):
            data = data.decode(encoding, "replace").encode()
    return data.replace(b"\r\n", b"\n").replace(b"\r", b"\n").replace(b"\0", b"")


def _unfolded(data: bytes) -> Iterator[tuple[int, bytes]]:
    begun, parts = 0, [b""]
    for number, raw in enumerate(data.split(b"\n"), 1):
        if raw[:1] in (b" ", b"\t") and begun:
            parts.append(raw[1:])
        elif raw.strip():
            if begun:
                yield begun, b"".join(parts)
            begun, parts = number, [raw]
    if begun:
        yield begun, b"".join(parts)


class _Reader:
    """Follows BEGIN and END, and forgives those that are missing."""

    def __init__(self, note: Note) -> None:
        self.sheets: list[Sheet] = []
        self._note = note
        self._open: Component | None = None
        self._nested: list[str] = []
        self._ended = True

    def take(self, number: int, line: str) -> None:
        name, value = named(line)
        if name == "BEGIN":
            self._begin(number, value.upper())
        elif name == "END":
            self._end(value.upper())
        elif self._open:
            self._keep(line)
        elif self.sheets and name == "METHOD":
            self.sheets[-1].method = value.upper()
        elif self.sheets and name == "X-WR-TIMEZONE":
            self.sheets[-1].zone = value

    def end(self) -> None:
        """The file is over. An event that it breaks off in may lack what makes it none."""
        if self._open:
            self._note(self._open.line, "broken off; the file may be incomplete")
        elif not self._ended:
            self._note(0, "ends without END:VCALENDAR; it may be incomplete")

    def _begin(self, number: int, what: str) -> None:
        if what == "VCALENDAR" or (self._open and what in _APART):
            self._close_unended()
        if what == "VCALENDAR":
            self.sheets.append(Sheet())
            self._ended = False
        elif self._open is None:
            self._open = Component(what, number, [])
        elif len(self._nested) < _DEEPEST:
            self._keep(f"BEGIN:{what}", of_zone=True)
            self._nested.append(what)

    def _end(self, what: str) -> None:
        if self._nested and what == self._nested[-1]:
            self._nested.pop()
            self._keep(f"END:{what}", of_zone=True)
        elif self._open and what == self._open.name:
            self._close()
        elif what == "VCALENDAR":
            self._close_unended()
            self._ended = True

    def _keep(self, line: str, *, of_zone: bool = False) -> None:
        """Alarms and other parts of an event do not matter, those of a zone do."""
        if self._open and (self._open.name == "VTIMEZONE" or not (self._nested or of_zone)):
            self._open.lines.append(line)

    def _close_unended(self) -> None:
        if self._open:
            self._note(self._open.line, f"{self._open.name} without an end")
            self._close()

    def _close(self) -> None:
        if self._open and self.sheets and self._open.name in _KEPT:
            getattr(self.sheets[-1], _KEPT[self._open.name]).append(self._open)
        self._open, self._nested = None, []
