"""What the service knows of one calendar, and when it is to be read next."""

from __future__ import annotations

import logging
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from msgspec.structs import replace

from posture_daemon.calendars.answer import Occurrence, Reading
from posture_daemon.calendars.report import CalendarReport

if TYPE_CHECKING:
    from posture_daemon.core.moment import Moment
    from posture_daemon.core.plan import CalendarSource

LONGEST_GAP = timedelta(hours=6)
"""The longest time between two attempts; the window moves on as often."""

REWRITING = timedelta(minutes=2)
"""How long a file that cannot be read may be in the middle of being written."""

_log = logging.getLogger(__name__)


class CalendarState:
    """One calendar: its last reading, and the elapsed time at which the next is `due`.

    `changed` if its files have since then, and `deaf` if nobody tells when they do.
    """

    def __init__(self, source: CalendarSource) -> None:
        self.source = source
        self.reading = Reading(source.name, reason="It has not been read yet.")
        self.due = timedelta()
        self.changed = False
        self.deaf = False
        self._read_at: Moment | None = None
        self._good_at: datetime | None = None
        self._failing_since: timedelta | None = None
        self._failures = 0
        self._failed = False
        self._odd = False

    def is_due(self, now: Moment) -> bool:
        """Whether it is to be read now."""
        return self.changed or self.due <= now.elapsed

    def take(self, reading: Reading, now: Moment, *, fetched: bool) -> None:
        """Keep what was read, or what is still good of the reading before; set the next one."""
        if not self.source.url:
            self._count(reading, now)
            self.due = now.elapsed + self._gap_of_files(reading)
            self.reading = self._perhaps_as_before(reading)
            self._tell(reading)
        elif fetched:
            self._count(reading, now)
            self.due = now.elapsed + self._gap_of_address(reading)
            self.reading = reading
            self._tell(reading)
        elif not self._read_at:
            self.reading = reading
        elif not reading.reason:
            # Only the window has moved; the trouble with the server stays what it was.
            self.reading = replace(self.reading, occurrences=reading.occurrences)

    def _count(self, reading: Reading, now: Moment) -> None:
        self._read_at = now
        if reading.reason:
            self._failures += 1
            self._failing_since = self._failing_since or now.elapsed
        else:
            self._failures, self._failing_since, self._good_at = 0, None, now.wall

    def _perhaps_as_before(self, reading: Reading) -> Reading:
        """A file that vanishes or shrinks may be about to be written anew."""
        if reading.reason and self._may_be_rewritten():
            return replace(reading, occurrences=self.reading.occurrences)
        return reading

    def _may_be_rewritten(self) -> bool:
        if self._failing_since is None or self._read_at is None:
            return False
        return self._read_at.elapsed - self._failing_since < REWRITING

    def _gap_of_files(self, reading: Reading) -> timedelta:
        if reading.reason and self._may_be_rewritten():
            return REWRITING
        return min(self.source.refresh, LONGEST_GAP) if self.deaf else LONGEST_GAP

    def _gap_of_address(self, reading: Reading) -> timedelta:
        """As long as the person wants; twice as long after each failure but the first."""
        doublings = min(max(self._failures - 1, 0), 10)
        gap = min(self.source.refresh * (1 << doublings), max(self.source.refresh, LONGEST_GAP))
        return max(gap, timedelta(seconds=reading.retry_after))

    def _tell(self, reading: Reading) -> None:
        """Say it once for each spell of trouble, and once when it is over."""
        name, failed, odd = self.source.name, bool(reading.reason), bool(reading.warnings)
        if failed and not self._failed:
            _log.warning("calendar %s: %s", name, reading.reason)
        elif self._failed and not failed:
            _log.info("calendar %s can be read again", name)
        if odd and not self._odd:
            _log.warning("calendar %s: %s", name, reading.warnings[0])
        self._failed, self._odd = failed, odd or (failed and self._odd)

    def report(self, start: datetime, end: datetime) -> CalendarReport:
        """What there is to say of it; today is from `start` until `end`."""
        known = self.reading
        return CalendarReport(
            name=self.source.name,
            works=not known.reason,
            reason=known.reason,
            stale_since=known.copied or (self._good_at if known.reason else None),
            kept_until=known.kept_until,
            read_at=self._read_at.wall if self._read_at else None,
            today=tuple(one for one in known.occurrences if _touches(one, start, end)),
            events=known.events,
            warnings=known.warnings,
        )


def _touches(one: Occurrence, start: datetime, end: datetime) -> bool:
    return one.start < end and start < one.end
