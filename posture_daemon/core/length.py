"""Lengths of time as people write them: "90s", "30m", "1h30m", or ISO 8601 ("PT30M")."""

from __future__ import annotations

import re
from datetime import timedelta

_SHORT = re.compile(
    r"(?=\d)(?:(?P<hours>\d{1,6})h)?\s?(?:(?P<minutes>\d{1,6})m)?\s?(?:(?P<seconds>\d{1,6})s)?",
    re.ASCII,
)
_ISO = re.compile(
    r"P(?=\d|T\d)(?:(?P<days>\d{1,6})D)?"
    r"(?:T(?=\d)(?:(?P<hours>\d{1,6})H)?(?:(?P<minutes>\d{1,6})M)?(?:(?P<seconds>\d{1,6})S)?)?",
    re.ASCII,
)

WRITTEN = f"{_SHORT.pattern}|{_ISO.pattern}"
"""Every way to write a length, as a pattern."""

EXPECTED = 'not a length; write it like "90s", "30m" or "1h30m"'


def parse_length(text: str) -> timedelta:
    """Read a length; ValueError with a sentence for people when it is none."""
    written = text.strip()
    found = _SHORT.fullmatch(written) or _ISO.fullmatch(written)
    if found is None:
        raise ValueError(EXPECTED)
    return timedelta(**{unit: int(n) for unit, n in found.groupdict().items() if n})


def format_length(length: timedelta) -> str:
    """Write a length the way that `parse_length` reads it, to the second ("1h30m", "0s")."""
    seconds = round(abs(length).total_seconds())
    counts = (seconds // 3600, "h"), (seconds % 3600 // 60, "m"), (seconds % 60, "s")
    sign = "-" if length < timedelta() and seconds else ""
    return sign + ("".join(f"{count}{unit}" for count, unit in counts if count) or "0s")
