"""Records of other timelines: never sooner than they really were, and in their order."""

from __future__ import annotations

from typing import TYPE_CHECKING

from posture_daemon.core.moment import Moment
from posture_daemon.core.sore.deeds import AddMedicine, Deed, Record, TakeMedicine
from posture_daemon.core.sore.timeline import aligned
from tests.core.sore.told import DAY, HOUR, MONDAY

if TYPE_CHECKING:
    from datetime import timedelta

NOW = Moment(MONDAY + 10 * HOUR, 100 * HOUR)
TAKE = TakeMedicine("box")


def record(ago: timedelta, elapsed: float, line: str, deed: Deed = TAKE) -> Record:
    """A record of so long ago by the clock of the wall."""
    return Record(NOW.wall - ago, elapsed * HOUR, "UTC", deed, line)


def elapsed(*records: Record) -> list[float]:
    """When they were, in hours of this timeline."""
    return [each.elapsed / HOUR for each in aligned(records, "here", NOW)]


def test_records_of_this_timeline_are_as_they_are() -> None:
    """Whatever their clock said."""
    assert elapsed(record(DAY, 90, "here"), record(-DAY, 95, "here")) == [90, 95]


def test_others_go_by_the_wall_clock() -> None:
    """So long ago as it says."""
    assert elapsed(record(3 * HOUR, 7000, "lost"), record(HOUR, 99, "here")) == [97, 99]


def test_what_seems_to_lie_ahead_was_just_now() -> None:
    """The clock of another machine is ahead: no gap is shorter for it."""
    assert elapsed(record(-2 * DAY, 1, "elsewhere")) == [100]


def test_the_order_is_that_in_which_they_were_kept() -> None:
    """What comes before a record of ours did not happen after it."""
    added = record(-DAY, 1, "lost", AddMedicine("box", 6, 3, 3))
    found = aligned([added, record(4 * HOUR, 96, "here")], "here", NOW)
    assert [each.deed for each in found] == [added.deed, TAKE]
    assert [each.elapsed / HOUR for each in found] == [96, 96]
    assert elapsed(record(HOUR, 99, "here"), record(9 * HOUR, 1, "lost")) == [99, 99]
