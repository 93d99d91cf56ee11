"""What status and doctor say of a calendar."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from posture_daemon.calendars.answer import Occurrence

if TYPE_CHECKING:
    from datetime import tzinfo


@dataclass(frozen=True, slots=True)
class CalendarReport:
    """The state of one calendar; all times are aware, and None if there was none.

    `works` if it could be read when it was last tried, and `reason` why not. `stale_since` is when
    what is known of it was the newest, if it may have changed meanwhile, and `kept_until` when a
    last good copy will be given up. `today` has the meetings that touch the local day, with
    titles, which are kept nowhere else. `events` counts what the calendar holds at any time, and
    `warnings` say what is odd in it.
    """

    name: str
    works: bool
    reason: str = ""
    stale_since: datetime | None = None
    kept_until: datetime | None = None
    read_at: datetime | None = None
    today: tuple[Occurrence, ...] = ()
    events: int = 0
    warnings: tuple[str, ...] = ()

    def plain(self, zone: tzinfo) -> dict[str, Any]:
        """The same as JSON values; instants are local ISO 8601."""

        def iso(at: datetime | None) -> str | None:
            return None if at is None else at.astimezone(zone).isoformat()

        return {
            "name": self.name,
            "works": self.works,
            "reason": self.reason,
            "stale_since": iso(self.stale_since),
            "kept_until": iso(self.kept_until),
            "read_at": iso(self.read_at),
            "events": self.events,
            "warnings": list(self.warnings),
            "today": [
                {
                    "start": iso(one.start),
                    "end": iso(one.end),
                    "title": one.title,
                    "all_day": one.all_day,
                }
                for one in self.today
            ],
        }
