"""How hours, clock times and dates are written in the settings file: text to core values.

Every function takes what TOML gave, and raises ValueError with a sentence for people.
"""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta
from typing import NamedTuple

from posture_daemon.core.length import EXPECTED, format_length, parse_length
from posture_daemon.core.plan import Span
from posture_daemon.core.reminder import Anchor, FixedTime

_DAY = timedelta(days=1)
# Of "22:00-10:00" and "10:00-22:00" the shorter reading is the likelier one; so a span across
# midnight may last 12 hours, and a longer one is taken for two times that changed places.
_LONGEST_NIGHT = timedelta(hours=12)

_CLOCK = r"(\d{1,2}):([0-5]\d)"
SPAN = re.compile(rf"{_CLOCK}\s*-\s*{_CLOCK}", re.ASCII)
TIME = re.compile(_CLOCK, re.ASCII)
DATE = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)

PATTERN = re.compile(r"(\d{1,3})-(\d{1,3})(?:-(\d{1,2}))?", re.ASCII)

_NOT_A_SPAN = 'not a span of hours; write it like "09:00-12:30"'
_NOT_A_TIME = 'not a time of day; write it like "15:30", "start+15m" or "end-15m"'
_NOT_A_DATE = 'not a date; write it like "2026-12-31"'
_NOT_DATES = 'not a day off; write it like "2026-05-15" or "2026-12-24..2027-01-01"'


_NOT_A_PATTERN = 'not minutes of sitting, standing and moving; write them like "40-15-5" or "30-30"'
_BOUNDS = (("sitting", 10, 120), ("standing", 5, 45), ("moving", 0, 15))


class Pattern(NamedTuple):
    """A cycle at a sit-stand desk."""

    sit: timedelta
    stand: timedelta
    move: timedelta


class Dates(NamedTuple):
    """Dates from the first to the last, both included."""

    first: date
    last: date


def length(written: object, least: timedelta = timedelta(), most: timedelta = _DAY) -> timedelta:
    """A length, as `parse_length` reads it, within bounds."""
    if not isinstance(written, str):
        raise ValueError(EXPECTED)  # noqa: TRY004 - pydantic lists ValueErrors, not TypeErrors
    found = parse_length(written)
    if found < least:
        raise ValueError(f"too short; {format_length(least)} at least")
    if found > most:
        raise ValueError(f"too long; {format_length(most)} at most")
    return found


def length_or_never(written: object, most: timedelta = _DAY) -> timedelta | None:
    """A length within bounds, or none for "never"."""
    if written == "never":
        return None
    try:
        return length(written, most=most)
    except ValueError as wrong:
        raise ValueError(f'{wrong}; or "never"') from None


def span(written: object) -> Span:
    """Hours of one day; an end that is not after the start lies on the next day."""
    found = SPAN.fullmatch(written.strip()) if isinstance(written, str) else None
    if found is None:
        raise ValueError(_NOT_A_SPAN)
    start, end = _clock(found[1], found[2]), _clock(found[3], found[4])
    if start in {end, _DAY}:
        raise ValueError('empty; the whole day is "00:00-24:00", and a day off is []')
    return Span(start, end) if start < end else _night(start, end)


def _night(start: timedelta, end: timedelta) -> Span:
    lasts = end + _DAY - start
    if lasts > _LONGEST_NIGHT:
        raise ValueError(
            f"runs into the next day and lasts {format_length(lasts)}; did you mean "
            f'"{clock(end)}-{clock(start)}"? A span across midnight lasts 12h at most'
        )
    return Span(start, end + _DAY)


def fixed_time(written: object) -> FixedTime:
    """A time of a working day: by the clock, or from its start or end."""
    if isinstance(written, time) and written.tzinfo is None:
        written = written.isoformat("minutes")
    if not isinstance(written, str):
        raise ValueError(_NOT_A_TIME)  # noqa: TRY004 - as above
    for sign, anchor in ((1, Anchor.START), (-1, Anchor.END)):
        prefix = f"{anchor}{'+' if sign > 0 else '-'}"
        if written.startswith(prefix):
            return FixedTime(anchor, sign * parse_length(written.removeprefix(prefix)))
    found = TIME.fullmatch(written.strip())
    if found is None or (offset := _clock(found[1], found[2])) == _DAY:
        raise ValueError(_NOT_A_TIME)
    return FixedTime(Anchor.CLOCK, offset)


def pattern(written: object) -> Pattern:
    """A cycle of sitting, standing and moving, in minutes."""
    found = PATTERN.fullmatch(written.strip()) if isinstance(written, str) else None
    if found is None:
        raise ValueError(_NOT_A_PATTERN)
    minutes = [int(part or 0) for part in found.groups()]
    for count, (what, least, most) in zip(minutes, _BOUNDS, strict=True):
        if not least <= count <= most:
            raise ValueError(f"{count} minutes of {what}; {least} to {most} are possible")
    return Pattern(*(timedelta(minutes=count) for count in minutes))


def day(written: object) -> date:
    """A date, as text or as TOML's own."""
    if isinstance(written, date) and not isinstance(written, datetime):
        return written
    return _date(written, _NOT_A_DATE)


def dates(written: object) -> Dates:
    """A date, or two with ".." between them."""
    if not isinstance(written, str) or ".." not in written:
        only = written if isinstance(written, date) else _date(written, _NOT_DATES)
        return Dates(day(only), day(only))
    first, _, last = written.partition("..")
    found = Dates(_date(first.strip(), _NOT_DATES), _date(last.strip(), _NOT_DATES))
    if found.last < found.first:
        raise ValueError(f'ends before it starts; did you mean "{found.last}..{found.first}"?')
    return found


def clock(offset: timedelta) -> str:
    """Write an offset from midnight as a clock shows it ("13:15"); 24:00 stays 24:00."""
    shown = offset - _DAY if offset > _DAY else offset
    minutes = shown // timedelta(minutes=1)
    return f"{minutes // 60:02}:{minutes % 60:02}"


def hours(start: timedelta, end: timedelta) -> str:
    """Write a span of hours the way that `span` reads it."""
    return f"{clock(start)}-{clock(end)}"


def _clock(hours: str, minutes: str) -> timedelta:
    offset = timedelta(hours=int(hours), minutes=int(minutes))
    if offset > _DAY:
        raise ValueError(f"{hours}:{minutes} is no time of day; the last one is 24:00")
    return offset


def _date(written: object, complaint: str) -> date:
    if not isinstance(written, str) or not DATE.fullmatch(written):
        raise ValueError(complaint)
    try:
        return date.fromisoformat(written)
    except ValueError as wrong:
        raise ValueError(f"no such date ({wrong})") from None
