"""What was so at an instant, apart from any reminder: whether the service ran, and was muted."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from posture_daemon.core.entry import Entry, Event

if TYPE_CHECKING:
    from collections.abc import Iterable


@dataclass(frozen=True, slots=True)
class Circumstances:
    """`stopped` and `muted` say since when; `shown` is the last notice until then."""

    stopped: datetime | None = None
    muted: datetime | None = None
    shown: Entry | None = None


def circumstances(entries: Iterable[Entry], at: datetime) -> Circumstances:
    """Read what was so at this instant; nobody can know of a crash before the next start."""
    stopped = shown = None
    mutes: dict[str, datetime] = {}
    for entry in entries:
        if entry.at > at:
            continue  # not the end: a clock may have been set back
        match entry.event:
            case Event.STOPPED:
                stopped = entry.at
            case Event.STARTED:
                stopped = None
            case Event.SHOWN:
                shown = entry
            case Event.MUTED:
                mutes.setdefault(entry.reason or "", entry.at)
            case Event.UNMUTED:
                _unmute(mutes, entry.reason or "")
    return Circumstances(stopped, min(mutes.values(), default=None), shown)


def _unmute(mutes: dict[str, datetime], reason: str) -> None:
    """By hand ends every mute; one that ends by itself says which it is ("lunch ended")."""
    ended = reason.removesuffix(" ended")
    if ended == reason:
        mutes.clear()
    mutes.pop(ended, None)
