"""The events of a calendar, and when each of them takes place."""

from __future__ import annotations

import re
import time
from collections import defaultdict
from contextlib import nullcontext
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Any

from icalendar import Calendar, Event
from recurring_ical_events import CalendarQuery

from posture_daemon.calendars import zones
from posture_daemon.calendars.limits import CALENDAR_SECONDS, SERIES_SECONDS, TooLong, within
from posture_daemon.calendars.notes import printable

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import tzinfo

    from posture_daemon.calendars.lines import Component, Note, Sheet

# All that decides when somebody is busy; the rest is neither parsed nor kept.
_READ = {
    *("UID", "SEQUENCE", "RECURRENCE-ID", "DTSTART", "DTEND", "DURATION", "RRULE", "RDATE"),
    *("EXDATE", "SUMMARY", "CATEGORIES", "STATUS", "TRANSP", "ATTENDEE"),
    *("X-MICROSOFT-CDO-BUSYSTATUS", "X-MICROSOFT-CDO-ALLDAYEVENT"),
}
_TIMES = {"DTSTART", "DTEND", "DURATION", "RRULE", "RDATE", "EXDATE", "RECURRENCE-ID"}
_REPEATED = ("RRULE", "RDATE", "RECURRENCE-ID")
_DAY = re.compile(r"(\d{8})(T\d{6}Z?)?")
_UNTIL_DAY = re.compile(r"(UNTIL=\d{8})(?=;|$)", re.IGNORECASE)
_MARGIN = timedelta(days=2)  # more than any two zones differ


@dataclass(frozen=True, slots=True)
class Window:
    """The time that is asked for: [`start`, `end`), both in the calendar's zone."""

    start: datetime
    end: datetime

    def within(self, zone: tzinfo) -> Window:
        """The same time in another zone."""
        return Window(self.start.astimezone(zone), self.end.astimezone(zone))

    def touches(self, start: datetime, end: datetime) -> bool:
        """Whether a span that is not empty has a part in it."""
        return start < end and start < self.end and self.start < end


@dataclass(frozen=True, slots=True)
class Instance:
    """One occurrence of an event: from `start` to `end`, and the event as it is this time."""

    event: Any  # an icalendar.Event
    start: datetime
    end: datetime
    whole_days: bool


class Expansion:
    """Works out the series of a calendar, as long as there is time for it.

    What is wrong with an event costs that event alone, and a sentence.
    """

    def __init__(self, window: Window, zone: tzinfo) -> None:
        self._window = window
        self._zone = zone
        self._begun = time.process_time()

    def instances(self, sheet: Sheet, note: Note) -> Iterator[Instance]:
        """Every occurrence within the window, in no order, cancelled and free ones too."""
        zones.learn(sheet, note)
        zone = zones.zone_of(sheet, self._zone, note)
        window = self._window.within(zone)
        for group in _series(sheet.events, window):
            if time.process_time() - self._begun > CALENDAR_SECONDS:
                note(group[0].line, "the calendar takes too long to work out; the rest is left out")
                return
            yield from _expanded(group, window, note)


def _expanded(group: list[Component], window: Window, note: Note) -> list[Instance]:
    line = group[0].line
    # One that takes place once is soon worked out, and there may be many.
    guard = within(SERIES_SECONDS) if any(map(_repeats, group)) else nullcontext()
    try:
        with guard:
            events = [_event(component, window, note) for component in group]
            return [one for series in _apart(events) for one in _worked_out(series, window)]
    except TooLong:
        note(line, "an event takes too long to work out; it is left out")
    except Exception as wrong:  # noqa: BLE001 - icalendar and dateutil raise many kinds
        note(line, f"an event cannot be used ({_said(wrong)}); it is left out")
    return []


def _series(events: list[Component], window: Window) -> Iterable[list[Component]]:
    """Put an event, its versions and what overrides single occurrences of it together.

    Most of a calendar is years old; what is long over, in all versions, is not even parsed.
    """
    groups: defaultdict[str, list[Component]] = defaultdict(list)
    for number, event in enumerate(events):
        groups[event.value("UID") or f"\0{number}"].append(event)
    return (
        group
        for group in groups.values()
        if any(_repeats(event) or _near(event, window) for event in group)
    )


def _repeats(event: Component) -> bool:
    return any(line.lstrip().upper().startswith(_REPEATED) for line in event.lines)


def _near(event: Component, window: Window) -> bool:
    """Whether an event that takes place once may touch the window; when in doubt it may."""
    start, end = _DAY.match(event.value("DTSTART")), _DAY.match(event.value("DTEND"))
    if start and start[1] > f"{window.end + _MARGIN:%Y%m%d}":
        return False
    return not (end and end[1] < f"{window.start - _MARGIN:%Y%m%d}")


def _event(component: Component, window: Window, note: Note) -> Any:
    """Parse an event, with the most usual mistakes of other programs put right."""
    zone = window.start.tzinfo
    whole_days = len(component.value("DTSTART")) == 8  # noqa: PLR2004 - a date
    lines = []
    for line in component.lines:
        name = line.partition(":")[0].partition(";")[0].strip().upper()
        if name not in _READ:
            continue
        if name == "RRULE" and not whole_days:
            line = _UNTIL_DAY.sub(r"\1T235959Z", line)  # noqa: PLW2901
        lines.append(zones.zoned(line, component, zone or UTC, note))
    event: Any = Event.from_ical(component._replace(lines=lines).text)
    for name, problem in event.errors:
        if name in _TIMES:
            note(component.line, f"an event has a {name} that cannot be read: {problem}")
            event.pop(name, None)
    if "DTSTART" not in event:
        raise ValueError("no start")
    _check_end(event, component, zone or UTC, note)
    return event


def _check_end(event: Any, component: Component, zone: tzinfo, note: Note) -> None:
    """Take an end before the start for none."""
    end, length = event.get("DTEND"), event.get("DURATION")
    start = event["DTSTART"].dt
    if end and instant(end.dt, zone) < instant(start, zone):
        del event["DTEND"]
    elif length and length.dt < timedelta():
        del event["DURATION"]
    else:
        return
    note(component.line, "an event ends before it starts; it has no length")


def _apart(events: list[Event]) -> Iterator[list[Event]]:
    """Events that a program gave the same UID by mistake, each for itself.

    Of several with another SEQUENCE only the newest is meant.
    """
    masters = [event for event in events if "RECURRENCE-ID" not in event]
    newest = max((_sequence(event) for event in masters), default=0)
    masters = [event for event in masters if _sequence(event) == newest]
    yield [event for event in events if "RECURRENCE-ID" in event] + masters[:1]
    yield from ([event] for event in masters[1:])


def _sequence(event: Event) -> int:
    sequence = event.get("SEQUENCE", 0)
    return sequence if isinstance(sequence, int) else 0


def _worked_out(series: list[Event], window: Window) -> list[Instance]:
    if not series:
        return []
    calendar = Calendar()
    for event in series:
        calendar.add_component(event)
    found = CalendarQuery(calendar).between(window.start, window.end)
    instances = [_instance(event, window.start.tzinfo or UTC) for event in found]
    return [one for one in instances if window.touches(one.start, one.end)]


def _instance(event: Any, zone: tzinfo) -> Instance:
    start, end = event["DTSTART"].dt, event["DTEND"].dt
    flag = str(event.get("X-MICROSOFT-CDO-ALLDAYEVENT", "")).upper() == "TRUE"
    whole_days = flag or not isinstance(start, datetime)
    begun, ended = instant(start, zone), instant(end, zone)
    if start < end and ended <= begun:  # it begins in the hour that a change of clocks skips
        ended = begun + (end - start)
    return Instance(event, begun, ended, whole_days)


def instant(when: date, zone: tzinfo) -> datetime:
    """A date (its first moment) or time of a calendar, as an instant in UTC."""
    if not isinstance(when, datetime):
        when = datetime(when.year, when.month, when.day, tzinfo=zone)
    elif when.tzinfo is None:
        when = when.replace(tzinfo=zone)
    return when.astimezone(UTC)


def _said(wrong: Exception) -> str:
    return printable(str(wrong), 100) or type(wrong).__name__
