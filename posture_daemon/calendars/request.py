"""What the child is asked: which calendars, for which time, and whether it may use the network."""

from __future__ import annotations

from datetime import datetime

import msgspec

from posture_daemon.core.plan import CalendarSource


class Request(msgspec.Struct, frozen=True):
    """Read these calendars for what touches [`start`, `end`), seen at `now`; all are aware.

    `zone` is an IANA name, or "local" for the system's: what times without a zone are meant in.
    `copies` is the folder of last good copies; without `fetch` they are all that is known of
    addresses.
    """

    calendars: tuple[CalendarSource, ...]
    start: datetime
    end: datetime
    now: datetime
    zone: str
    copies: str
    fetch: bool = False
