"""Times as people write them, read on a Wednesday at 13:20."""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from posture_daemon.core.written_time import parse_time

BERLIN = ZoneInfo("Europe/Berlin")
NOW = datetime(2026, 3, 4, 13, 20, tzinfo=BERLIN)


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("12:30", "2026-03-04T12:30:00", "2026-03-04T12:30:59"),
        ("14:00", "2026-03-03T14:00:00", "2026-03-03T14:00:59"),
        ("9:05:07", "2026-03-04T09:05:07", "2026-03-04T09:05:07"),
        ("2h", "2026-03-04T11:20:00", "2026-03-04T11:20:00"),
        ("today", "2026-03-04T00:00:00", "2026-03-04T23:59:59"),
        ("Yesterday", "2026-03-03T00:00:00", "2026-03-03T23:59:59"),
        ("yesterday 14:00", "2026-03-03T14:00:00", "2026-03-03T14:00:59"),
        ("wednesday", "2026-03-04T00:00:00", "2026-03-04T23:59:59"),
        ("thu", "2026-02-26T00:00:00", "2026-02-26T23:59:59"),
        ("monday 9:30", "2026-03-02T09:30:00", "2026-03-02T09:30:59"),
        ("2026-03-01", "2026-03-01T00:00:00", "2026-03-01T23:59:59"),
        ("2026-03-01T09:00", "2026-03-01T09:00:00", "2026-03-01T09:00:59"),
        ("2026-03-01 09:00:10", "2026-03-01T09:00:10", "2026-03-01T09:00:10"),
        ("2026-03-01T08:00:00+00:00", "2026-03-01T09:00:00", "2026-03-01T09:00:00"),
    ],
)
def test_a_time_is_read_as_the_stretch_that_is_meant(text: str, first: str, last: str) -> None:
    """A day is all of it, a time of day a minute or a second, and never later than now."""
    found = [at.astimezone(BERLIN).replace(tzinfo=None) for at in parse_time(text, NOW, BERLIN)]
    assert [f"{at:%Y-%m-%dT%H:%M:%S}" for at in found] == [first, last]


def test_a_day_on_which_the_clocks_change_has_its_own_length() -> None:
    """The last Sunday of March has 23 hours in Berlin."""
    first, last = parse_time("2026-03-29", NOW, BERLIN)
    assert last - first < timedelta(hours=23) <= last - first + timedelta(seconds=1)


@pytest.mark.parametrize("text", ["", "break", "25:00", "yesterday noon", "9999999h", "2026-13-01"])
def test_anything_else_is_refused_with_a_sentence(text: str) -> None:
    """It says what can be written."""
    with pytest.raises(ValueError, match="not a time; write it like"):
        parse_time(text, NOW, BERLIN)
