"""Reads the settings file: bytes to text to TOML's tables, refusing what could do harm."""

from __future__ import annotations

import os
import re
import stat
import tomllib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from posture_daemon.settings.problems import WrongFile, shown_path

if TYPE_CHECKING:
    from pathlib import Path

MOST_BYTES = 1 << 20
_DEEPEST = 16
# A key of very many dots costs tomllib quadratic time; a key cannot go on in the next line.
_MOST_DOTS = 200
# Whatever a file is full of, so many of it are read and told in a moment; a real one has hundreds.
_MOST = 10_000
_COUNTED = {
    ",": "commas",
    "=": "equals signs",
    "[": "brackets",
    "{": "braces",
    ".": "dots",
    "\n": "lines",
}

_PLACE = re.compile(r" \(at (?:line (\d+), column (\d+)|end of document)\)$")

# What to do, by how the sentence of Python's parser begins.
_REMEDIES = {
    "Invalid value": '; text is written in quotes ("…"), lists in square brackets',
    "Invalid statement": "; a line is key = value, a [table], or a comment that begins with #",
    "Expected '=' after a key": "; a line is key = value, a [table], or a comment",
    "Unclosed array": '; entries are in quotes, with commas between, and a list ends with "]"',
    "Expected newline": '; a line holds one key and its value, and text is in quotes ("5m")',
    "Expected ']'": "; a table is a line like [work_hours], of a-z, 0-9, - and _",
    "Invalid initial character": (
        "; keys are of a-z, 0-9, - and _, and a { table } is one line without a comma at its end"
    ),
    "Unclosed inline table": "; a { table } is one line, with commas between",
    "Invalid hex value": "; write \\\\ for a backslash, or use single quotes",
    "Unterminated string": "; text ends with the quote that it began with",
    "Illegal character '\\n'": "; text ends in its line, with the quote that it began with",
    "Illegal character": "; take it out",
    "Unescaped": "; write \\\\ for a backslash, or use single quotes",
}


@dataclass(frozen=True, slots=True)
class Document:
    """A settings file: its text without a byte order mark, and the tables in it."""

    text: str = ""
    table: dict[str, object] = field(default_factory=dict)


def read(path: Path) -> Document:
    """Read and parse the file; WrongFile says why it cannot be."""
    return parsed(text_of(path).removeprefix("\ufeff").replace("\r\n", "\n"))


def of_content(content: bytes) -> Document:
    """Parse what somebody has read elsewhere; WrongFile says why it cannot be."""
    return parsed(_text(_limited(content)).removeprefix("\ufeff").replace("\r\n", "\n"))


def text_of(path: Path) -> str:
    """The text of the file as it is, with its byte order mark and its line ends."""
    return _text(_content(path))


def parsed(text: str) -> Document:
    """Parse the text of a settings file; WrongFile says why it cannot be."""
    table = _parsed(text)
    if not _is_shallow(table):
        raise WrongFile(f"tables are nested more than {_DEEPEST} deep; no setting is")
    return Document(text, table)


def _content(path: Path) -> bytes:
    try:
        with open(path, "rb", opener=_open) as file:
            if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
                raise WrongFile("not a regular file but a pipe or a device")
            content = file.read(MOST_BYTES + 1)
    except FileNotFoundError:
        if path.is_symlink():
            target = path.readlink()
            raise WrongFile(f"a link to {target}, where there is no file") from None
        raise WrongFile(
            'there is no such file; to make one, write the line profile = "balanced" into it'
        ) from None
    except (OSError, ValueError) as wrong:
        if path.is_dir():
            raise WrongFile("a folder, not a file; name the settings file in it") from None
        raise WrongFile(f"cannot be read: {getattr(wrong, 'strerror', None) or wrong}") from None
    return _limited(content)


def _limited(content: bytes) -> bytes:
    if len(content) > MOST_BYTES:
        raise WrongFile("larger than 1 MiB, the most that a settings file may be")
    return content


def _open(path: str, flags: int) -> int:
    # Without this a FIFO would wait for a writer, and a terminal would become ours.
    return os.open(path, flags | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_NOCTTY", 0))


def _text(content: bytes) -> str:
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError as wrong:
        before = content[: wrong.start].decode("utf-8-sig").split("\n")
        raise WrongFile(
            f"not UTF-8: the byte 0x{content[wrong.start]:02X} does not belong here; "
            "save the file as UTF-8",
            len(before),
            len(before[-1]) + 1,
            content.decode("utf-8-sig", "replace"),
        ) from None


def _parsed(text: str) -> dict[str, object]:
    for number, line in enumerate(text.split("\n"), 1):
        if line.count(".") > _MOST_DOTS:
            raise WrongFile(f"more than {_MOST_DOTS} dots in a line; break the line", number, 1)
    for sign, name in _COUNTED.items():
        if text.count(sign) > _MOST:
            raise WrongFile(f"more than {_MOST} {name}; no settings need so many")
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as wrong:
        raise _wrong_syntax(str(wrong), text) from None
    except RecursionError:
        raise WrongFile("not TOML: lists or tables are nested too deep") from None
    except ValueError as wrong:  # dates such as 2026-13-01, numbers of very many digits
        raise WrongFile(f"not TOML: {wrong}") from None


def _wrong_syntax(said: str, text: str) -> WrongFile:
    sentence, place = _PLACE.sub("", said), _PLACE.search(said)
    row, column = place.groups() if place else (None, None)
    lines = text.rstrip().split("\n")
    at = (int(row), int(column)) if row and column else (len(lines), len(lines[-1]) + 1)
    if sentence.startswith(("Cannot overwrite", "Cannot declare", "Cannot mutate", "Duplicate")):
        sentence, at = _written_twice(text) or (sentence, at)
    sentence, at = _never_closed(sentence, text) or (sentence, at)
    remedy = next((hint for start, hint in _REMEDIES.items() if sentence.startswith(start)), "")
    return WrongFile(f"not TOML: {sentence}{remedy}", *at, text)


def _never_closed(sentence: str, text: str) -> tuple[str, tuple[int, int]] | None:
    """Python's parser is at the end of the file by then, and a person looks for the beginning."""
    if not sentence.startswith(("Expected", "Unterminated string")):
        return None
    for quotes in ("'''", '"""'):
        if text.count(quotes) % 2 and (quotes in sentence or quotes[0] == '"'):
            above = text[: text.rfind(quotes)].split("\n")
            place = len(above), len(above[-1]) + 1
            return f"The text that begins here has no end ({quotes})", place
    return None


def _written_twice(text: str) -> tuple[str, tuple[int, int]] | None:
    """Python's parser says where the second value ends, and a person looks for its key."""
    from posture_daemon.settings.positions import Positions

    positions = Positions(text)
    if positions.repeated is None:
        return None
    path, again = positions.repeated
    first = positions.of(path, key=True).line
    sentence = f"Cannot overwrite a value: {shown_path(path)} is in line {first} already"
    return sentence, (again.line, again.column)


def _is_shallow(table: dict[str, object]) -> bool:
    level: list[object] = [table]
    for _ in range(_DEEPEST):
        level = [inner for one in level for inner in _inside(one)]
        if not level:
            return True
    return False


def _inside(value: object) -> list[object]:
    if isinstance(value, dict):
        return list(value.values())
    return value if isinstance(value, list) else []
