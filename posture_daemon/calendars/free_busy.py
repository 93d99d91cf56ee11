"""Busy times without events (VFREEBUSY), as servers tell them of people who share no more."""

from __future__ import annotations

import re
from datetime import UTC, timedelta
from typing import TYPE_CHECKING, Any

from icalendar.prop import vDDDTypes

from posture_daemon.calendars.series import instant

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from posture_daemon.calendars.lines import Component, Note

_PERIODS = re.compile(r"FREEBUSY(?:;(?P<parameters>[^:]*))?:(?P<periods>.*)", re.IGNORECASE)
_TYPE = re.compile(r"FBTYPE=\"?([\w-]+)", re.IGNORECASE)

_parsed: Any = vDDDTypes.from_ical  # icalendar does not say what it takes


def periods(
    component: Component, note: Note, *, tentative: bool
) -> Iterator[tuple[datetime, datetime]]:
    """Each busy time, start and end in UTC; one that cannot be read costs itself alone."""
    for line in component.lines:
        found = _PERIODS.fullmatch(line.strip())
        if not found:
            continue
        kind = _TYPE.search(found["parameters"] or "")
        if kind and (kind[1].upper() == "FREE" or (_unsure(kind[1]) and not tentative)):
            continue
        yield from _read(found["periods"], component, note)


def _unsure(kind: str) -> bool:
    return kind.upper() == "BUSY-TENTATIVE"


def _read(written: str, component: Component, note: Note) -> Iterator[tuple[datetime, datetime]]:
    for one in written.split(","):
        try:
            start, end = _parsed(one.strip())
            begun = instant(start, UTC)
            yield begun, begun + end if isinstance(end, timedelta) else instant(end, UTC)
        except (ValueError, TypeError, OverflowError):
            note(component.line, f"a busy time that cannot be read: {one[:40]}")
