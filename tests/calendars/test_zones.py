"""The zone that times without one are meant in."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import pytest
from msgspec.structs import replace

from posture_daemon.calendars.child import read_now
from posture_daemon.calendars.zones import system_zone
from posture_daemon.core.plan import CalendarSource
from tests.calendars.corpus import NOW
from tests.calendars.stage import calendar, request

if TYPE_CHECKING:
    from pathlib import Path

FLOATING = calendar("20261125T080000/PT1H Floating")


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no TZ")
@pytest.mark.parametrize(
    ("system", "zone", "hour"),
    [
        ("America/New_York", "local", 13),
        ("Asia/Kathmandu", "local", 2),
        ("CET-1CEST", "local", 7),
        ("America/New_York", "Asia/Tokyo", 23),
    ],
)
def test_a_time_without_a_zone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, system: str, zone: str, hour: int
) -> None:
    """It is meant in the zone of the settings, or in the system's as it is at this moment."""
    monkeypatch.setenv("TZ", system)
    file = tmp_path / "mine.ics"
    file.write_text(FLOATING)
    asked = request(CalendarSource("mine", path=str(file)))
    (reading,) = read_now(replace(asked, zone=zone))
    (one,) = reading.occurrences
    assert one.start.hour == hour


def test_a_zone_that_is_none() -> None:
    """The offset of the system at this moment is better than nothing."""
    zone = system_zone("Middle-earth/Shire", NOW)
    assert NOW.astimezone(zone).utcoffset() == NOW.astimezone().utcoffset()
