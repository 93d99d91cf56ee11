"""Hides what a line of the settings file says of a calendar, for a secret may stand there."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

_HEADER = re.compile(r"\s*\[{1,2}\s*(\"mute\"|'mute'|[A-Za-z_])[^=\]]*\]{1,2}\s*(#.*)?")
_OF_CALENDARS = re.compile(r"mute\.calendars(\.|$)")
# What may hold a secret wherever it stands, for somebody who has it in the wrong table.
_TELLING = re.compile(r"passw|pasw|secret|token|calendars\s*[.=]|://[^/?#\s]*@", re.IGNORECASE)
_KEY = re.compile(r"\s*([\w.\"'-]+\s*=?\s*)?")
_HIDDEN = "…"


class Shown(NamedTuple):
    """A line as it may be shown, and which characters of it are meant: `[start, end)`."""

    text: str
    start: int
    end: int


def shown(lines: Sequence[str], place: int, key: str, start: int, end: int) -> Shown:
    """The line at this place (from 0), without its value if that may be a secret."""
    line = lines[place]
    if _HEADER.fullmatch(line) or not (_is_private(key) or _may_tell(lines, place)):
        return Shown(line, start, end)
    found = _KEY.match(line)
    kept = found[0] if found and "=" in found[0] else ""
    hidden = len(kept)
    if start < hidden:  # the key is meant
        return Shown(kept + _HIDDEN, start, min(end, hidden))
    return Shown(kept + _HIDDEN, hidden, hidden + 1)


def _is_private(key: str) -> bool:
    return _OF_CALENDARS.match(key) is not None


def _may_tell(lines: Sequence[str], place: int) -> bool:
    above = (line for line in reversed(lines[:place]) if _HEADER.fullmatch(line))
    table = re.sub(r"[\s\"'\[]", "", next(above, ""))
    return _is_private(table.partition("]")[0]) or _TELLING.search(lines[place]) is not None
