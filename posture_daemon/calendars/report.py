"""What status and doctor say of a calendar."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from posture_daemon.calendars.answer import Occurrence


@dataclass(frozen=True, slots=True)
class CalendarReport:
    """The state of one calendar; all times are aware, and None if there was none.

    `works` if it could be read when it was last tried, and `reason` why not. `stale_since` is when
    what is known of it was the newest, if it may have changed meanwhile, and `kept_until` when a
    last good copy will be given up. `events_today` are the meetings that touch the local day, with
    titles, which are kept nowhere else. `events` counts what the calendar holds at any time, and
    `warnings` say what is odd in it.
    """

    name: str
    works: bool
    reason: str = ""
    stale_since: datetime | None = None
    kept_until: datetime | None = None
    read_at: datetime | None = None
    events_today: tuple[Occurrence, ...] = ()
    events: int = 0
    warnings: tuple[str, ...] = ()
