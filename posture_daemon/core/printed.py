"""How a journal entry is written for people and for programs."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from posture_daemon.core.entry import ENDED, Event
from posture_daemon.core.wording import count, spoken

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime, tzinfo

    from posture_daemon.core.entry import Entry

_MINUTE = 60  # seconds


def as_plain(entry: Entry, zone: tzinfo) -> dict[str, Any]:
    """The entry as JSON values: local ISO 8601 instants, lengths in seconds.

    `at`, `event`, `reminder`, `reason` and `absorbed` are always there.
    """
    plain: dict[str, Any] = {
        "at": _iso(entry.at, zone),
        "event": str(entry.event),
        "reminder": entry.reminder,
        "reason": entry.reason,
        "absorbed": list(entry.absorbed),
    }
    if entry.reasons:
        plain["reasons"] = list(entry.reasons)
    if entry.sources:
        plain["sources"] = list(entry.sources)
    for key in ("due", "until", "lifted", "since"):
        if (instant := getattr(entry, key)) is not None:
            plain[key] = _iso(instant, zone)
    for key in ("took", "worked", "met"):
        if (length := getattr(entry, key)) is not None:
            plain[key] = _seconds(length)
    if entry.text is not None:
        plain["text"] = entry.text
    if entry.because:
        plain["because"] = list(entry.because)
    if entry.hours:
        plain["hours"] = list(entry.hours)
    return plain


def _iso(at: datetime, zone: tzinfo) -> str:
    return at.astimezone(zone).isoformat()


def _seconds(length: timedelta) -> int | float:
    seconds = length.total_seconds()
    return int(seconds) if seconds.is_integer() else round(seconds, 3)


def _reason(entry: Entry) -> Iterator[str]:
    reason = ", ".join(entry.reasons) or entry.reason or ""
    mute = reason.removesuffix(ENDED)
    if entry.event is Event.UNMUTED and mute != reason:
        yield f"{mute}; it ended by itself"
    elif reason:
        yield reason


def _took(length: timedelta) -> str:
    """In seconds below a minute, which `spoken` would round to one."""
    seconds = round(length.total_seconds())
    return count(seconds, "second") if seconds < _MINUTE else spoken(length)


def _end(until: datetime, at: datetime) -> str:
    """With its date where the day of the week alone is not clear."""
    near = until.date() - at.date() < timedelta(days=7)
    return f"{until:%a %H:%M}" if near else f"{until:%a} {until.day} {until:%b %Y %H:%M}"


def as_line(entry: Entry, zone: tzinfo) -> str:
    """The entry as one line: date and time, what happened, and the particulars."""
    at = entry.at.astimezone(zone)
    parts = [f"{at:%Y-%m-%d %H:%M:%S}", f"{entry.event:<9}", entry.reminder or ""]
    particulars = list(_reason(entry))
    if entry.sources:
        particulars.append("by " + ", ".join(entry.sources).replace("_", " "))
    if entry.absorbed:
        particulars.append("with " + ", ".join(entry.absorbed))
    if entry.worked:
        particulars.append(f"after {spoken(entry.worked)} of work")
    if entry.took is not None:
        particulars.append(f"after {_took(entry.took)}")
    if entry.until is not None:
        particulars.append(f"until {_end(entry.until.astimezone(zone), at)}")
    elif entry.event is Event.MUTED:
        particulars.append("until the meeting ends")
    if particulars:
        parts.append(f"({'; '.join(particulars)})")
    return " ".join(part for part in parts if part).rstrip()
