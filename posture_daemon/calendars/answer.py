"""What the child tells of a calendar: when somebody is busy, or why it cannot be read."""

from __future__ import annotations

from datetime import datetime

import msgspec


class Occurrence(msgspec.Struct, frozen=True, omit_defaults=True, order=True):
    """Busy from `start` until `end` (aware, UTC), and what the event is called."""

    start: datetime
    end: datetime
    title: str = ""
    all_day: bool = False


class Reading(msgspec.Struct, frozen=True, omit_defaults=True):
    """What is known of the calendar `name`.

    `reason` says in a sentence why it could not be read now, and is empty if it could. `copied` is
    when the last good copy was fetched, if that is what was read, and `kept_until` how long
    it will do. `events` counts what the calendar holds, at any time. `retry_after` is how many
    seconds the server asks to be left alone.
    """

    name: str
    occurrences: tuple[Occurrence, ...] = ()
    reason: str = ""
    copied: datetime | None = None
    kept_until: datetime | None = None
    events: int = 0
    warnings: tuple[str, ...] = ()
    retry_after: float = 0
