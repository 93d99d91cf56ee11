"""What is wrong with the settings, by path of keys; and how keys and values are shown."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from datetime import date, time
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Mapping

Severity = Literal["error", "warning"]
# From the file's top to the value: names of keys, and places in lists.
KeyPath = tuple[str | int, ...]

_BARE = re.compile(r"[A-Za-z0-9_-]+", re.ASCII)
_LONGEST_VALUE = 60
_PRIVATE = ("mute", "calendars")
_SECRET = {("password",), ("token",)}  # in whatever table they are


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong with a value, or with a key itself (`at_key`)."""

    path: KeyPath
    sentence: str
    at_key: bool = False
    severity: Severity = "error"


class WrongFile(Exception):
    """The file cannot be read at all: a sentence, the place where it is known, and the text."""

    def __init__(
        self, sentence: str, line: int | None = None, column: int | None = None, text: str = ""
    ) -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.line = line
        self.column = column
        self.text = text


_MISSING = object()


def shown_at(table: Mapping[str, object], path: KeyPath) -> str:
    """The value at this path as it is shown; nothing for a table, or when there is none.

    What is said of a problem goes into logs, so that nothing of a calendar is shown there: a
    password could stand where it should not, and an address can be one.
    """
    hidden = path[:2] == _PRIVATE or path[-1:] in _SECRET
    value = _MISSING if hidden else value_at(table, path)
    return "" if value is _MISSING or isinstance(value, dict) else shown_value(value)


def value_at(table: object, path: KeyPath) -> object:
    """The value at a path of keys; a mark of its own when there is none."""
    for step in path:
        try:
            table = table[step]  # type: ignore[index]
        except (LookupError, TypeError):
            return _MISSING
    return table


def holds(table: object, path: KeyPath) -> bool:
    """Say whether there is a value at this path."""
    return value_at(table, path) is not _MISSING


def shown_path(path: KeyPath) -> str:
    """A path as TOML writes it ("work_hours.monday[0]")."""
    steps = (f"[{step}]" if isinstance(step, int) else f".{_key(step)}" for step in path)
    return "".join(steps).removeprefix(".")


def _key(name: str) -> str:
    return _shortened(name if _BARE.fullmatch(name) else json.dumps(name, ensure_ascii=False))


def shown_value(value: object) -> str:
    """A value much as TOML writes it, shortened."""
    try:
        return _shortened(_written(value))
    except ValueError:  # Python writes no numbers of thousands of digits
        return "…"


def _written(value: object) -> str:
    match value:
        case date() | time():
            return value.isoformat()
        case float():
            return repr(value)  # nan and inf, which JSON has not
        case list():
            return f"[{', '.join(map(_written, value))}]"
        case dict() if value:
            return (
                f"{{ {', '.join(f'{_key(key)} = {_written(one)}' for key, one in value.items())} }}"
            )
        case _:
            return json.dumps(value, ensure_ascii=False, default=str)


def _shortened(text: str) -> str:
    return text if len(text) <= _LONGEST_VALUE else f"{text[: _LONGEST_VALUE - 1]}…"


def printable(text: str) -> str:
    """The text with everything escaped that could move a cursor or break a line."""
    return "".join(c if c.isprintable() else ascii(c)[1:-1] for c in text)
