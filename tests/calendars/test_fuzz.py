"""Calendars that nobody would write: the child reads them without an error of its own."""

from __future__ import annotations

import random
import string
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from posture_daemon.calendars import series, zones
from posture_daemon.calendars.child import read_now
from posture_daemon.calendars.reading import read
from posture_daemon.core.plan import CalendarSource
from tests.calendars.corpus import samples
from tests.calendars.stage import request

if TYPE_CHECKING:
    from collections.abc import Iterator

CORPUS = [sample.file.read_bytes() for sample in samples() if "seconds" not in sample.file.name]

NAMES = (
    *("DTSTART", "DTEND", "DURATION", "RRULE", "RDATE", "EXDATE", "RECURRENCE-ID", "SUMMARY"),
    *("UID", "STATUS", "TRANSP", "ATTENDEE", "CATEGORIES", "SEQUENCE", "FREEBUSY"),
)
PARTS = ("VEVENT", "VFREEBUSY", "VTIMEZONE", "VTODO", "VALARM", "STANDARD", "VCALENDAR", "X")
VALUES = (
    *("20261125T080000Z", "20261125T080000", "20261125", "99991231T235959Z", "00000000T000000"),
    *("PT1H", "-P1D", "P99999W", "20261125T080000Z/PT1H", "FREQ=DAILY", "FREQ=WEEKLY;BYDAY=9MO"),
    *("FREQ=YEARLY;BYMONTH=13", "FREQ=DAILY;COUNT=-1", "FREQ=DAILY;UNTIL=soon", "TRUE", "-1", ""),
)
line = st.one_of(
    st.builds("BEGIN:{}".format, st.sampled_from(PARTS)),
    st.builds("END:{}".format, st.sampled_from(PARTS)),
    st.builds(
        "{}{}:{}".format,
        st.sampled_from(NAMES),
        st.sampled_from(("", ";VALUE=DATE", ";TZID=Europe/Berlin", ";TZID=", ";;=", ';X="')),
        st.one_of(st.sampled_from(VALUES), st.text(max_size=12)),
    ),
    st.text(max_size=20),
)
pytestmark = pytest.mark.filterwarnings("ignore::Warning")  # libraries guess, and say so


@pytest.fixture(scope="module", autouse=True)
def _impatient() -> Iterator[None]:
    """Give a series up soon: most of these rules mean nothing."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(series, "SERIES_SECONDS", 0.2)
        patch.setattr(zones, "SERIES_SECONDS", 0.2)
        yield


def survives(content: bytes) -> None:
    """Read it, and look at what comes of it."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "fuzz.ics"
        file.write_bytes(content)
        source = CalendarSource("fuzz", path=str(file), own=("a@b",), ignore=("x",), all_day=True)
        reading = read(source, request(source))
    for one in reading.occurrences:
        assert one.start < one.end
        assert one.title.isprintable()
    assert all(warning.isprintable() for warning in reading.warnings)


@given(st.lists(line, max_size=30))
def test_lines_in_any_order(lines: list[str]) -> None:
    """Nothing that looks like a calendar is an error of the program."""
    text = "\r\n".join(("BEGIN:VCALENDAR", "BEGIN:VEVENT", *lines))
    survives(text.encode("utf-8", "surrogatepass"))


@given(st.sampled_from(CORPUS), st.randoms(use_true_random=False))
def test_real_files_with_bites_taken_out(content: bytes, chance: random.Random) -> None:
    """Files of the corpus with bytes removed, doubled and changed."""
    damaged = bytearray(content)
    for _ in range(chance.randint(1, 12)):
        at = chance.randrange(len(damaged) + 1)
        bite = chance.randint(0, 30)
        new = chance.choice((b"", damaged[at : at + bite] * 2, bytes([chance.randrange(256)])))
        damaged[at : at + bite] = new
    survives(bytes(damaged))


@given(st.binary(max_size=200))
def test_any_bytes(content: bytes) -> None:
    """A file of anything is at most no calendar."""
    survives(content)


def test_the_child_itself(tmp_path: Path) -> None:
    """The real process reads a folder of two hundred such files, and none is a mistake of ours."""
    chance = random.Random(7)  # noqa: S311 - the same files every time
    for number in range(200):
        content = bytearray(chance.choice(CORPUS))
        for _ in range(8):
            content[chance.randrange(len(content))] = ord(chance.choice(string.printable))
        (tmp_path / f"{number}.ics").write_bytes(content)
    (reading,) = read_now(request(CalendarSource("fuzz", path=str(tmp_path))))
    assert reading.reason == ""
    assert reading.events
