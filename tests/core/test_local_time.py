"""What a clock on the wall says, as an instant, across every change of the clocks."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from posture_daemon.core.length import parse_length
from posture_daemon.core.local_time import instant

ZONES = (
    "Europe/Berlin",
    "America/New_York",
    "Australia/Lord_Howe",
    "Asia/Kathmandu",
    "Pacific/Apia",
)
DAYS = st.dates(date(2010, 1, 1), date(2031, 12, 31))
SECOND = timedelta(seconds=1)


@pytest.mark.parametrize(
    ("zone", "day", "time", "expected"),
    [
        ("Europe/Berlin", "2026-03-02", "9h", "2026-03-02T08:00Z"),
        ("Europe/Berlin", "2026-07-01", "9h", "2026-07-01T07:00Z"),
        ("Europe/Berlin", "2026-03-02", "24h", "2026-03-02T23:00Z"),
        ("Europe/Berlin", "2026-03-02", "30h", "2026-03-03T05:00Z"),
        # Skipped: the next one that exists.
        ("Europe/Berlin", "2026-03-29", "2h30m", "2026-03-29T01:00Z"),
        ("Europe/Berlin", "2026-03-29", "2h", "2026-03-29T01:00Z"),
        ("Europe/Berlin", "2026-03-29", "3h", "2026-03-29T01:00Z"),
        ("America/New_York", "2026-03-08", "2h30m", "2026-03-08T07:00Z"),
        ("Australia/Lord_Howe", "2026-10-04", "2h15m", "2026-10-03T15:30Z"),
        ("Pacific/Apia", "2011-12-30", "12h", "2011-12-30T10:00Z"),
        ("Pacific/Apia", "2011-12-31", "0h", "2011-12-30T10:00Z"),
        # Twice: the first.
        ("Europe/Berlin", "2026-10-25", "2h30m", "2026-10-25T00:30Z"),
        ("Europe/Berlin", "2026-10-24", "26h30m", "2026-10-25T00:30Z"),
        ("America/New_York", "2026-11-01", "1h30m", "2026-11-01T05:30Z"),
        ("Australia/Lord_Howe", "2026-04-05", "1h45m", "2026-04-04T14:45Z"),
        # No whole hour.
        ("Asia/Kathmandu", "2026-03-02", "9h", "2026-03-02T03:15Z"),
    ],
)
def test_examples(zone: str, day: str, time: str, expected: str) -> None:
    """A skipped time is the next one that exists, one that happens twice the first of the two."""
    found = instant(date.fromisoformat(day), parse_length(time), ZoneInfo(zone))
    assert found == datetime.fromisoformat(expected)


def test_a_fraction_of_a_second_in_a_gap() -> None:
    """A time half a second into the hour that does not exist is found like any other."""
    found = instant(date(2026, 3, 29), timedelta(hours=2, seconds=0.5), ZoneInfo("Europe/Berlin"))
    assert found == datetime(2026, 3, 29, 1, tzinfo=UTC)


@given(st.sampled_from(ZONES), DAYS, st.integers(0, 2 * 86400))
def test_the_clock_shows_the_time_or_it_was_skipped(name: str, day: date, offset: int) -> None:
    """The wall clock shows it then and not before, or else the clocks have just jumped over it."""
    zone = ZoneInfo(name)
    wanted = datetime.combine(day, datetime.min.time()) + timedelta(seconds=offset)
    found = instant(day, timedelta(seconds=offset), zone)
    shown = found.astimezone(zone).replace(tzinfo=None)
    before = (found - SECOND).astimezone(zone).replace(tzinfo=None)
    if shown == wanted:
        assert (found - timedelta(hours=1)).astimezone(zone).replace(tzinfo=None) < wanted
        assert (found - timedelta(minutes=30)).astimezone(zone).replace(tzinfo=None) < wanted
    else:
        assert before < wanted < shown
