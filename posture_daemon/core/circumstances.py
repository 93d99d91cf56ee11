"""What was so at an instant, apart from any reminder: whether the service ran, and was muted."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from posture_daemon.core.entry import ENDED, Entry, Event

if TYPE_CHECKING:
    from collections.abc import Iterable


@dataclass(frozen=True, slots=True)
class Circumstances:
    """`down`, `crashed` and `muted` say since when; `shown` is the last notice until then.

    `begun` is the first entry if that came later, `hours` are the working hours as they were
    noted, none if they were not.
    """

    down: datetime | None = None
    crashed: datetime | None = None
    begun: datetime | None = None
    muted: datetime | None = None
    shown: Entry | None = None
    hours: tuple[str, ...] = ()

    @property
    def ran(self) -> bool:
        """Whether the service was running, as far as entries tell."""
        return self.down is self.crashed is self.begun is None


TOLD_BY = (Event.STARTED, Event.STOPPED, Event.SETTINGS, Event.MUTED, Event.UNMUTED)
"""What tells of it, however long ago."""


def circumstances(entries: Iterable[Entry], at: datetime) -> Circumstances:
    """Read what was so at this instant; nobody can know of a crash before the next start."""
    first = down = crashed = shown = None
    hours: tuple[str, ...] = ()
    mutes: dict[str, datetime] = {}
    for entry in entries:
        first = first or entry.at
        if entry.at > at:  # not the end: a clock may have been set back
            if entry.event is Event.STARTED and entry.since and entry.since <= at:
                crashed = crashed or entry.since
            continue
        hours = entry.hours or hours
        match entry.event:
            case Event.STOPPED:
                down = entry.at
            case Event.STARTED:
                down = None
            case Event.SHOWN:
                shown = entry
            case Event.MUTED:
                mutes.setdefault(entry.reason or "", entry.at)
            case Event.UNMUTED:
                _unmute(mutes, entry.reason or "")
    begun = first if first and first > at else None
    muted = min(mutes.values(), default=None)
    return Circumstances(down, crashed, begun, muted, shown, hours)


def _unmute(mutes: dict[str, datetime], reason: str) -> None:
    """By hand ends every mute; one that ends by itself says which it is ("lunch ended")."""
    ended = reason.removesuffix(ENDED)
    if ended == reason:
        mutes.clear()
    mutes.pop(ended, None)
