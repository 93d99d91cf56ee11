"""Times as people write them: "14:00", "2h" ago, "yesterday", "monday 9:30", "2026-03-02"."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta, tzinfo

from posture_daemon.core.length import parse_length
from posture_daemon.core.local_time import instant

EXPECTED = (
    'not a time; write it like "14:00", "2h" (ago), "today", "yesterday", "monday 9:30" '
    'or "2026-03-02T09:00"'
)

_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_CLOCK = re.compile(r"([01]?\d|2[0-4])[:.]([0-5]\d)(?:[:.]([0-5]\d))?", re.ASCII)
_DAY = timedelta(days=1)
_TICK = timedelta(microseconds=1)

Stretch = tuple[datetime, datetime]
"""The first and the last instant that somebody means who writes a time, in UTC."""


def parse_time(text: str, now: datetime, zone: tzinfo) -> Stretch:
    """Read a time that is past: a day is all of it, "14:00" a minute, "14:00:00" a second.

    A time of day without a day is the last one that has come. ValueError with a sentence for
    people when it is none.
    """
    written = text.strip().lower()
    try:
        ago = (now - parse_length(written)).astimezone(UTC)
    except (ValueError, OverflowError):
        return _written(written, now.astimezone(zone).date(), now, zone)
    return ago, ago


def _written(written: str, today: date, now: datetime, zone: tzinfo) -> Stretch:
    try:
        return _calendar_time(written, today, now, zone)
    except (ValueError, OverflowError):
        raise ValueError(EXPECTED) from None


def _calendar_time(written: str, today: date, now: datetime, zone: tzinfo) -> Stretch:
    if found := _CLOCK.fullmatch(written):
        at = _at(today, found, zone)
        return at if at[0] <= now else _at(today - _DAY, found, zone)
    word, _, clock = written.partition(" ")
    day = _day(word, today)
    if day is None:
        return _iso(written, zone)
    if not clock:
        return instant(day, timedelta(), zone), _end(day, zone)
    found = _CLOCK.fullmatch(clock)
    return _at(day, found, zone) if found else _iso(written, zone)


def _day(word: str, today: date) -> date | None:
    if word in {"today", "yesterday"}:
        return today - _DAY * (word == "yesterday")
    days = [n for n, name in enumerate(_WEEKDAYS) if word in {name, name[:3]}]
    if days:
        return today - _DAY * ((today.weekday() - days[0]) % 7)
    try:
        return date.fromisoformat(word.upper())
    except ValueError:
        return None


def _end(day: date, zone: tzinfo) -> datetime:
    if day == date.max:
        return datetime.max.replace(tzinfo=UTC)
    return instant(day + _DAY, timedelta(), zone) - _TICK


def _at(day: date, clock: re.Match[str], zone: tzinfo) -> Stretch:
    hours, minutes, seconds = (int(number or 0) for number in clock.groups())
    start = instant(day, timedelta(hours=hours, minutes=minutes, seconds=seconds), zone)
    length = timedelta(seconds=1) if clock[3] else timedelta(minutes=1)
    return start, start + length - _TICK


def _iso(written: str, zone: tzinfo) -> Stretch:
    at = datetime.fromisoformat(written.upper())
    if at.tzinfo is None:
        at = instant(at.date(), at - datetime.combine(at.date(), datetime.min.time()), zone)
    length = timedelta(seconds=1) if written.count(":") > 1 else timedelta(minutes=1)
    return at.astimezone(UTC), at.astimezone(UTC) + length - _TICK
