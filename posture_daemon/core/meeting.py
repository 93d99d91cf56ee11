"""A meeting that a calendar knows of, as far as reminders are concerned: when it is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True, order=True)
class Meeting:
    """Busy from `start` until `end`, both aware instants; its title stays with the calendar."""

    start: datetime
    end: datetime
