"""The tables as CSV and JSON: for spreadsheets, without surprises, and for programs."""

from __future__ import annotations

import csv
import io
import json

import pytest

from posture_daemon.core.sore.deeds import CheckIn, ScoreActivity
from posture_daemon.report.spreadsheet import as_csv, as_json
from posture_daemon.report.tables import tables
from tests.report.diaries import ALL, Diary, facts, journal, recovery

TABLES = {
    *("plan", "origin", "checkin", "function", "level", "safety", "visit", "question"),
    *("exercise", "thermal", "medicine", "breaks", "workstation", "day"),
}


def read(name: str) -> list[dict[str, str]]:
    """A table of the six weeks, as a spreadsheet would read it."""
    found = {table.name: table for table in tables(facts(recovery(), parts=ALL, entries=journal()))}
    return list(csv.DictReader(io.StringIO(as_csv(found[name]))))


def test_every_table_is_there() -> None:
    """One for each kind of record, those that are empty left out."""
    assert {
        table.name for table in tables(facts(recovery(), parts=ALL, entries=journal()))
    } == TABLES
    diary = Diary()
    diary.tell(0, 9, CheckIn(3))
    bare = tables(facts(diary.records, 1, frozenset()))
    assert {table.name for table in bare} == {"checkin", "day"}


def test_a_row_has_its_instant_in_utc() -> None:
    """Eight in the evening in Berlin is seven in UTC; no is 0, and what was not told is empty."""
    row = read("checkin")[0]
    assert row["t_utc"] == "2026-03-02T19:00:00Z"
    assert row["tz"] == "Europe/Berlin"
    assert (row["pain_now"], row["pain_worst_24h"], row["pain_average_24h"]) == ("7", "9", "")
    assert (row["leg"], row["sleep_disturbed"], row["work"]) == ("no", "1", "off")
    assert read("checkin")[9]["sleep_disturbed"] == "0"


def test_medicine_has_times_and_no_amount() -> None:
    """The numbers are those that were typed in."""
    row = read("medicine")[0]
    assert row == {
        "t_utc": "2026-03-02T07:30:00Z",
        "nickname": "the white ones",
        "typed_hours": "6",
        "typed_times": "4",
        "typed_days": "5",
        "early": "0",
    }


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", " =1", "\r=1"])
def test_no_text_is_a_formula(text: str) -> None:
    """What a spreadsheet would compute is marked as text; the document keeps it as it was."""
    diary = Diary()
    diary.tell(0, 9, CheckIn(3), ScoreActivity(text, 4))
    found = facts(diary.records, 1)
    (table,) = (each for each in tables(found) if each.name == "function")
    (row,) = csv.DictReader(io.StringIO(as_csv(table), newline=""))
    assert row["activity"] == f"'{text}"
    assert json.loads(as_json(found))["tables"]["function"][0]["activity"] == text


def test_the_document_says_what_it_is_about() -> None:
    """Whose, which days, and that nobody has checked it."""
    whole = json.loads(as_json(facts(recovery(), parts=ALL, entries=journal())))
    assert whole["about"] | {"parts": []} == {
        "name": "A. B.",
        "from": "2026-03-02",
        "to": "2026-04-12",
        "time_zone": "Europe/Berlin",
        "made_utc": "2026-04-12T19:00:00+00:00",
        "version": "1.0",
        "self_reported": True,
        "parts": [],
    }
    assert set(whole["tables"]) == TABLES
    assert whole["tables"]["checkin"][0]["sleep_disturbed"] is True
    assert len(whole["tables"]["day"]) == 42
