"""The time zone of the settings, or of the system, which may be odd and may change."""

from __future__ import annotations

import sys
import time
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import pytest
import tzlocal

from posture_daemon.adapters import zone as adapter
from posture_daemon.adapters.zone import LOCAL, zone_named

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

JULY = datetime(2026, 7, 1, 12, tzinfo=UTC)

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows goes by no TZ")


@pytest.fixture
def set_zone() -> Iterator[Callable[[str], None]]:
    """Set the zone of this process, for the C library too; nothing has been warned of yet."""
    with pytest.MonkeyPatch.context() as patch:

        def change(name: str) -> None:
            patch.setenv("TZ", name)
            time.tzset()

        adapter._warn_of.cache_clear()
        yield change
    time.tzset()


def test_a_name_is_that_zone(set_zone: Callable[[str], None]) -> None:
    """A zone of the settings does not depend on the system's."""
    set_zone("Asia/Tokyo")
    assert zone_named("Europe/Berlin") == ZoneInfo("Europe/Berlin")


def test_a_name_that_does_not_exist_is_told() -> None:
    """Settings are checked before they come here; another name is a mistake."""
    with pytest.raises(ZoneInfoNotFoundError):
        zone_named("Europe/Atlantis")


@pytest.mark.parametrize("name", ["Europe/Berlin", ":America/St_Johns", "UTC"])
def test_local_is_the_systems(set_zone: Callable[[str], None], name: str) -> None:
    """The system's zone is known by its name."""
    set_zone(name)
    assert str(zone_named(LOCAL)) == name.strip(":")


def test_local_follows_the_traveller(
    set_zone: Callable[[str], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each time it is the zone of that moment, also when the C library has not heard of it."""
    set_zone("Europe/Berlin")
    assert str(zone_named(LOCAL)) == "Europe/Berlin"
    monkeypatch.setenv("TZ", "Asia/Tokyo")
    assert str(zone_named(LOCAL)) == "Asia/Tokyo"


@pytest.mark.parametrize(
    ("name", "hours"),
    [("XYZ-5", 5), ("XYZ4", -4), ("XYZ-5:30", 5.5), ("Nonsense/City", 0), ("/no/such", 0)],
)
def test_a_zone_without_a_name_is_its_offset(
    set_zone: Callable[[str], None], name: str, hours: float, caplog: pytest.LogCaptureFixture
) -> None:
    """An odd zone is what the C library makes of it, with one warning however often it is asked."""
    set_zone(name)
    for _ in range(3):
        assert zone_named(LOCAL).utcoffset(JULY) == timedelta(hours=hours)
    [record] = caplog.records
    assert record.levelname == "WARNING"
    assert "\n" not in record.getMessage()


@pytest.mark.parametrize(
    "trouble",
    [ZoneInfoNotFoundError("conflicting"), ValueError("conflicting"), OSError(5, "conflicting")],
)
def test_an_unreadable_zone_is_its_offset(
    set_zone: Callable[[str], None],
    trouble: Exception,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    """Whatever goes wrong in finding the zone, the service has one."""

    def fail() -> None:
        raise trouble

    set_zone("XYZ-3")
    monkeypatch.setattr(tzlocal, "reload_localzone", fail)
    assert zone_named(LOCAL).utcoffset(JULY) == timedelta(hours=3)
    assert caplog.messages == ["the system's time zone has no name, UTC+03:00 is used: conflicting"]
