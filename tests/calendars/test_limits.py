"""Calendars that would take for ever, or all of the memory, are left where they are."""

from __future__ import annotations

import sys
import time
from contextlib import suppress
from typing import TYPE_CHECKING

import pytest

from posture_daemon.calendars import reading as pages
from posture_daemon.calendars import series, zones
from posture_daemon.calendars.child import read_now
from posture_daemon.calendars.limits import CALENDAR_SECONDS, TooLong, within
from posture_daemon.calendars.reading import read
from posture_daemon.core.plan import CalendarSource
from tests.calendars.stage import calendar, request

if TYPE_CHECKING:
    from pathlib import Path

    from posture_daemon.calendars.answer import Reading

GOOD = "20261125T080000Z/PT1H Good"
RULES = {
    "every second": "20010101T000000Z/PT1S/FREQ=SECONDLY",
    "every second of the week": "20261123T000000Z/PT1S/FREQ=SECONDLY",
    "a thousand million times": "20010101T000000Z/PT1S/FREQ=SECONDLY;COUNT=1000000000",
    "every minute of a leap day": "20010101T000000Z/PT1S/FREQ=MINUTELY;BYMONTH=2;BYMONTHDAY=30",
    "the 31st of February": "20010101T000000Z/PT1H/FREQ=DAILY;BYMONTH=2;BYMONTHDAY=31",
    "a day that never is": "20010101T000000Z/PT1H/FREQ=YEARLY;BYYEARDAY=366;BYMONTH=1",
    "the 54th week": "20010101T000000Z/PT1H/FREQ=YEARLY;BYWEEKNO=53;BYMONTH=6",
    "the sixth Friday": "20010101T000000Z/PT1H/FREQ=MONTHLY;BYDAY=6FR",
    "no interval": "20010101T000000Z/PT1H/FREQ=DAILY;INTERVAL=0",
    "a huge interval": "20010101T000000Z/PT1H/FREQ=YEARLY;INTERVAL=99999999999999999999",
    "from the year 1": "00010101T000000Z/PT1H/FREQ=DAILY",
    "in the year 9999": "99991231T235959Z/PT1H/FREQ=DAILY",
    "for thousands of years": "00010101T000000Z/P3000000D/FREQ=HOURLY",
    "longer than time": "20261125T080000Z/P999999999999999D",
}


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """A series is given up after a third of a second."""
    monkeypatch.setattr(series, "SERIES_SECONDS", 0.3)
    monkeypatch.setattr(zones, "SERIES_SECONDS", 0.3)


def reading(file: Path) -> Reading:
    """Read this file, in this process."""
    source = CalendarSource("mine", path=str(file))
    return read(source, request(source))


@pytest.mark.usefixtures("impatient")
@pytest.mark.parametrize("rule", RULES.values(), ids=RULES.keys())
def test_a_rule_without_an_end(tmp_path: Path, rule: str) -> None:
    """It is worked out or given up; the event beside it is read."""
    file = tmp_path / "mine.ics"
    file.write_text(calendar(f"{rule} Bad", GOOD))
    found = reading(file)
    assert "Good" in [one.title for one in found.occurrences]
    assert found.reason == ""


def test_the_child_gives_up_by_itself(tmp_path: Path) -> None:
    """The real process, with the limits that it has."""
    file = tmp_path / "mine.ics"
    file.write_text(calendar(f"{RULES['every second']} Bad", GOOD))
    (found,) = read_now(request(CalendarSource("mine", path=str(file))))
    assert [one.title for one in found.occurrences] == ["Good"]
    assert found.warnings == ("mine.ics:4: an event takes too long to work out; it is left out",)


@pytest.mark.usefixtures("impatient")
def test_a_zone_without_an_end(tmp_path: Path) -> None:
    """A zone that changes its clocks every second does not hold up the events."""
    zone = (
        "BEGIN:VTIMEZONE\r\nTZID:Mad\r\nBEGIN:STANDARD\r\nDTSTART:19010101T000000\r\n"
        "RRULE:FREQ=SECONDLY\r\nTZOFFSETFROM:+0100\r\nTZOFFSETTO:+0200\r\nEND:STANDARD\r\n"
        "END:VTIMEZONE\r\nBEGIN:VEVENT\r\nUID:z\r\nDTSTART;TZID=Mad:20261125T080000\r\n"
        "DURATION:PT1H\r\nSUMMARY:Mad\r\nEND:VEVENT\r\nBEGIN:VEVENT"
    )
    file = tmp_path / "mine.ics"
    file.write_text(calendar(GOOD).replace("BEGIN:VEVENT", zone, 1))
    assert "Good" in [one.title for one in reading(file).occurrences]


def test_all_of_a_calendar_has_a_limit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """When the time for the whole calendar is used up, what could be read so far is kept."""
    spent = iter((0.0, 0.0, CALENDAR_SECONDS + 1))
    monkeypatch.setattr(time, "process_time", lambda: next(spent))
    file = tmp_path / "mine.ics"
    file.write_text(calendar(GOOD, "20261125T120000Z/PT1H More"))
    found = reading(file)
    assert [one.title for one in found.occurrences] == ["Good"]
    (warning,) = found.warnings
    assert warning.endswith("the calendar takes too long to work out; the rest is left out")


def test_too_many_occurrences(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """There is a most of them in a few days."""
    monkeypatch.setattr(pages, "OCCURRENCES", 10)
    file = tmp_path / "mine.ics"
    file.write_text(calendar("20261124T080000Z/PT1M/FREQ=HOURLY Often"))
    found = reading(file)
    assert len(found.occurrences) == 10
    assert found.warnings == ("more than 10 occurrences in a few days; some are left out",)


@pytest.mark.parametrize(
    "content",
    [
        "BEGIN:VCALENDAR\r\n" + "BEGIN:VEVENT\r\nBEGIN:X\r\n" * 10_000,
        "BEGIN:VCALENDAR\r\n" + "BEGIN:X\r\n" * 100_000,
        "BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nDTSTART:20261125T080000Z\r\nSUMMARY:"
        + "x\r\n " * 10**6,
        "BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nDTSTART:20261125T080000Z\r\nDURATION:PT1H\r\nRDATE:"
        + "20261125T080000Z," * 10**5
        + "\r\nEND:VEVENT\r\nEND:VCALENDAR",
        "BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nDTSTART" + ";X=1" * 10**5 + ":20261125T080000Z\r\n",
    ],
    ids=["open events", "nested parts", "a long line", "many dates", "many parameters"],
)
def test_the_child_survives_bulk(tmp_path: Path, content: str) -> None:
    """Whatever there is a great deal of, the child answers."""
    file = tmp_path / "mine.ics"
    file.write_text(content)
    (found,) = read_now(request(CalendarSource("mine", path=str(file))))
    assert not found.reason.startswith(("The process", "It cannot be read"))


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux keeps to a limit of memory")
def test_the_memory_of_the_child_has_a_limit(tmp_path: Path) -> None:
    """A process that wants too much of it ends, and the calendars before and after are read."""
    for name in ("a", "b"):
        (tmp_path / f"{name}.ics").write_text(calendar(GOOD))
    greedy = (
        "import runpy, sys\n"
        "from posture_daemon.calendars import reading\n"
        "read = reading.read\n"
        "def greedy(source, request):\n"
        "    return bytearray(1 << 30) if source.name == 'greedy' else read(source, request)\n"
        "reading.read = greedy\n"
        "runpy.run_module('posture_daemon.calendars', run_name='__main__')\n"
    )
    sources = [CalendarSource(name, path=str(tmp_path / f"{name}.ics")) for name in ("a", "b")]
    sources.insert(1, CalendarSource("greedy", path="/"))
    found = read_now(request(*sources), (sys.executable, "-c", greedy))
    assert [len(one.occurrences) for one in found] == [1, 0, 1]
    assert "MemoryError" in found[1].reason


def test_work_within_its_time_is_not_interrupted() -> None:
    """An interruption that comes after the end of the block does nothing."""
    with within(60):
        done = sum(range(1000))
    assert done == 499_500


def test_work_without_end_is_interrupted() -> None:
    """Also work that takes every Exception for its own."""
    with pytest.raises(TooLong):
        _work_for_ever()


def _work_for_ever() -> None:
    with within(0.05):
        while True:
            with suppress(Exception):  # what a library may do
                sum(range(1000))
