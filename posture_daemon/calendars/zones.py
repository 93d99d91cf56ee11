"""The zones that a calendar's times are meant in: those of the world, and those it brings along."""

from __future__ import annotations

import re
from datetime import UTC
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import tzlocal
from icalendar import Timezone
from icalendar.timezone import tzp

from posture_daemon.calendars.limits import SERIES_SECONDS, TooLong, within

if TYPE_CHECKING:
    from datetime import datetime, tzinfo

    from posture_daemon.calendars.lines import Component, Note, Sheet

LOCAL = "local"

# Times, with the zone in quotes or not, and the value behind the last colon: some programs leave
# out the quotes around "(UTC+01:00) Amsterdam, Berlin".
_TIME = re.compile(r"(DTSTART|DTEND|RDATE|EXDATE|RECURRENCE-ID)(;.*)?:([^:]*)", re.IGNORECASE)
_TZID = re.compile(r';TZID=("?)([^";]*)\1', re.IGNORECASE)
_MICROSOFT_UTC = "tzone://Microsoft/Utc"


def system_zone(name: str, now: datetime) -> tzinfo:
    """The zone of this IANA name; for "local" the system's, or at least its present offset."""
    try:
        return tzlocal.get_localzone() if name == LOCAL else ZoneInfo(name)
    except (ValueError, OSError, LookupError):
        return now.astimezone().tzinfo or UTC


def learn(sheet: Sheet, note: Note) -> None:
    """Make the zones that a calendar brings along known to icalendar, and those of others not."""
    tzp.use_default()
    for zone in sheet.zones:
        try:
            with within(SERIES_SECONDS):
                tzp.cache_timezone_component(Timezone.from_ical(zone.text))
        except TooLong:
            note(zone.line, "a time zone that takes too long to work out; it is left out")
        except Exception as wrong:  # noqa: BLE001 - icalendar and dateutil raise many kinds
            note(zone.line, f"a time zone that cannot be read ({type(wrong).__name__})")


def zone_of(sheet: Sheet, default: tzinfo, note: Note) -> tzinfo:
    """The zone of a calendar's times without one: X-WR-TIMEZONE, or else the default."""
    if not sheet.zone:
        return default
    found = tzp.timezone(sheet.zone)
    if found is None:
        note(0, f"the time zone {sheet.zone!r} is not known; {default} is used")
        return default
    return found


def zoned(line: str, event: Component, default: tzinfo, note: Note) -> str:
    """Return the line of a time with its zone in quotes, or without one that nobody knows."""
    match = _TIME.fullmatch(line)
    if not match:
        return line
    name, parameters, value = match[1], match[2] or "", match[3]
    zone = _TZID.search(parameters)
    if not zone:
        return line
    known = "UTC" if zone[2] == _MICROSOFT_UTC else zone[2]
    if not value.rstrip().endswith("Z") and tzp.timezone(known) is None:
        note(event.line, f"the time zone {known!r} is not known; {default} is used")
        known = ""
    new = f';TZID="{known}"' if known else ""
    return f"{name}{parameters[: zone.start()]}{new}{parameters[zone.end() :]}:{value}"
