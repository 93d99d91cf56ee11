"""A sore back for tests: told in few words, at a time that the test sets."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, tzinfo
from typing import TYPE_CHECKING

from posture_daemon.core.moment import Moment
from posture_daemon.core.plan import SoreCare
from posture_daemon.core.sore.back import SoreBack
from posture_daemon.core.sore.deeds import AnswerCard, Begin, Deed, Record
from posture_daemon.core.state import Track

if TYPE_CHECKING:
    from posture_daemon.core.sore.episode import Phase
    from posture_daemon.core.sore.local import LocalClock

HOUR = timedelta(hours=1)
DAY = timedelta(days=1)
MINUTE = timedelta(minutes=1)
MONDAY = datetime(2026, 3, 2, tzinfo=UTC)


class Told:
    """A back from ten on a Monday on. `pass_to` and `later` move the time, `set_clock` the wall."""

    def __init__(self, care: SoreCare | None = None, zone: tzinfo = UTC) -> None:
        self.now = Moment(MONDAY + 10 * HOUR, 100 * HOUR)
        self.back = SoreBack(care or SoreCare(), Track(), zone)
        self.records: list[Record] = []

    @property
    def clock(self) -> LocalClock:
        """How the moment looks on the wall."""
        return self.back.clock(self.now)

    @property
    def phase(self) -> Phase:
        """Where the plan stands."""
        return self.back.course.phase(self.clock)

    def later(self, by: timedelta) -> Told:
        """Let time pass."""
        self.now = self.now.later(by)
        return self

    def at(self, day: int, hour: float) -> Told:
        """Go to an hour of a day, 1 for the Monday, by the clock of the wall."""
        return self.later(MONDAY + (day - 1) * DAY + hour * HOUR - self.now.wall)

    def set_clock(self, by: timedelta) -> Told:
        """Set the clock of the wall."""
        self.now = Moment(self.now.wall + by, self.now.elapsed)
        return self

    def tell(self, *deeds: Deed) -> tuple[str, ...]:
        """Tell these, and hear what is said to the last; RequestRefused if one cannot be."""
        said: tuple[str, ...] = ()
        for deed in deeds:
            self.back.check(self.now, deed)
            record = Record(self.now.wall, self.now.elapsed, "UTC", deed)
            self.back.take(record)
            self.records.append(record)
            said = self.back.replies(self.now, deed)
        return said

    def begin(self) -> Told:
        """Begin the plan, and answer the card with none."""
        self.tell(Begin(outside_hours=True), AnswerCard(applies=False))
        return self
