"""An entry of the journal: one decision or response, as it is kept, printed and sent."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

ENDED = " ended"
"""What follows the reason of a mute where it has ended by itself."""


class Event(StrEnum):
    """What happened."""

    DUE = "due"
    HELD = "held"
    SHOWN = "shown"
    DONE = "done"
    SNOOZED = "snoozed"
    SKIPPED = "skipped"
    DISMISSED = "dismissed"
    EXPIRED = "expired"
    RESTED = "rested"
    WITHDRAWN = "withdrawn"
    MISSED = "missed"
    MUTED = "muted"
    UNMUTED = "unmuted"
    DESK = "desk"
    PLAN = "plan"
    SESSION = "session"
    TOLD = "told"
    REFUSED = "refused"
    SETTINGS = "settings"
    STARTED = "started"
    STOPPED = "stopped"


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the journal.

    `due` is the due moment it belongs to. `took` is, for a response, the time from showing to
    answering. `worked` and `met` are the work since the last rest and the part of it in meetings.
    `reasons` are all objections, `reason` the first of them, `sources` who says so. `until` ends
    a mute or a snooze.
    `text` is the text of the catalogue that was shown, `because` what decided for it.
    `hours` are the working hours from then on, as `noted_hours` writes them.
    `lifted` is when the objection that held the reminder until now has ended, if that was earlier,
    and `since` when the one that holds it now has begun. After a crash, `since` is from when on
    the service had not been running.
    """

    at: datetime
    event: Event
    reminder: str | None = None
    reason: str | None = None
    absorbed: tuple[str, ...] = ()
    reasons: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    due: datetime | None = None
    until: datetime | None = None
    took: timedelta | None = None
    worked: timedelta | None = None
    met: timedelta | None = None
    text: str | None = None
    because: tuple[str, ...] = ()
    lifted: datetime | None = None
    since: datetime | None = None
    hours: tuple[str, ...] = ()
