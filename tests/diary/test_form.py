"""Deeds on the wire: what goes in comes out, and what is wrong is said in a sentence."""

from __future__ import annotations

import json
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, date, timedelta
from typing import Any, get_args

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from posture_daemon.core.sore.deeds import (
    Begin,
    CheckIn,
    Deed,
    DidItem,
    Leg,
    Record,
    Stage,
    StartSession,
    Tell,
    Thermal,
    Visit,
)
from posture_daemon.diary.bounds import allowed
from posture_daemon.diary.form import DEEDS, deed_of, packed, plain, record_of
from posture_daemon.errors import RequestRefused
from tests.diary.told import told

TEXTS = st.text(max_size=40)
# Every kind of deed, of any values that its types allow.
ANY_DEEDS = st.one_of(*(st.from_type(kind) for kind in get_args(Deed)))
NUMBERS = st.integers(-(2**53), 2**53)


def in_bounds(deed: Deed) -> Deed:
    """The deed, with values that are told for those that are out of bounds."""
    fields: dict[str, Any] = {
        name: choice[len(choice) // 2]
        for name, choice in allowed(deed).items()
        if getattr(deed, name) is not None and getattr(deed, name) not in choice
    }
    return replace(deed, **fields)


def tidy(deed: Deed) -> bool:
    """Whether the texts of a deed are told as they are: neither empty nor with blanks around."""
    texts = [value for value in plain(deed)["details"].values() if isinstance(value, str)]
    return all(text and text == text.strip() for text in texts)


TOLD = ANY_DEEDS.map(in_bounds)


@given(deed=TOLD.filter(tidy))
def test_every_deed_goes_over_the_wire(deed: Deed) -> None:
    """Whatever can be told is understood at the other end as it was meant."""
    sent = json.loads(json.dumps(plain(deed)))
    assert deed_of(sent["deed"], sent["details"]) == deed


@given(
    deed=TOLD,
    at=st.datetimes(timezones=st.just(UTC)),
    elapsed=st.timedeltas(timedelta(), timedelta(days=36500)),
    zone=TEXTS,
    timeline=TEXTS,
)
def test_every_record_comes_back(
    deed: Deed, at: Any, elapsed: timedelta, zone: str, timeline: str
) -> None:
    """A line of the diary says the same when it is read, to the microsecond."""
    record = Record(at, elapsed, zone, deed, timeline)
    assert record_of(packed(record)) == record


def test_names_are_those_of_the_classes() -> None:
    """The names on the wire are fixed: files of other versions have them too."""
    assert plain(CheckIn(4)) | {"details": 0} == {"deed": "check-in", "details": 0}
    assert deed_of("begin", {}) == Begin()
    assert set(DEEDS) == {
        "begin",
        "answer-card",
        "got-advice",
        "pause",
        "resume",
        "usual",
        "end",
        "pick-level",
        "tell",
        "check-in",
        "score-activity",
        "did-item",
        "answer-never",
        "start-session",
        "check-skin",
        "end-session",
        "judge-session",
        "read-medicine-card",
        "add-medicine",
        "take-medicine",
        "drop-medicine",
        "visit",
        "ask",
        "read-leaflet",
    }


def test_values_are_plain() -> None:
    """Choices by their value, dates in ISO, and what was left out as the class has it."""
    assert deed_of("check-in", {"now": 4, "leg": "numb", "areas": ["neck"]}) == CheckIn(
        4, leg=Leg.NUMB, areas=("neck",)
    )
    visit = deed_of("visit", {"stage": "booked", "on": "2026-03-05"})
    assert visit == Visit(Stage.BOOKED, date(2026, 3, 5))
    assert deed_of("did-item", {"item": " pelvic-tilt "}) == DidItem("pelvic-tilt")
    assert deed_of("tell", {"onset": ""}) == Tell()
    assert deed_of("start-session", {"kind": "cold", "minutes": 5}) == StartSession(Thermal.COLD, 5)


WRONG = [
    ("chek-in", {}, "There is nothing to tell called 'chek-in'. Known: begin,"),
    (7, {}, "There is nothing to tell called 7."),
    ("check-in", [], "The details of check-in are to be names with values."),
    ("check-in", {}, "check-in needs now."),
    ("answer-never", {}, "answer-never needs kind and applies."),
    ("check-in", {"now": 4, "wurst": 6}, "check-in has no 'wurst'. Known: now, worst, average,"),
    ("pause", {"for": 1}, "pause has no 'for'. Known: nothing."),
    ("check-in", {"now": 11}, "now is to be a number from 0 to 10, and 11 is not."),
    ("check-in", {"now": -1}, "now is to be a number from 0 to 10, and -1 is not."),
    ("check-in", {"now": 10**30}, "now is to be a "),
    ("check-in", {"now": "four"}, "now is to be a whole number, and 'four' is not."),
    ("check-in", {"now": True}, "now is to be a whole number, and True is not."),
    ("check-in", {"now": None}, "now is to be a whole number, and None is not."),
    ("check-in", {"now": 4.5}, "now is to be a whole number, and 4.5 is not."),
    ("check-in", {"now": 4, "leg": "arm"}, "leg is to be one of no, yes, pain, tingle, numb, weak"),
    ("check-in", {"now": 4, "areas": "neck"}, "areas is to be a list of at most 50 texts, and"),
    ("check-in", {"now": 4, "areas": ["a"] * 51}, "areas is to be a list of at most 50 texts, and"),
    ("check-in", {"now": 4, "note": "x" * 2001}, "note is to be text of at most 2000 characters"),
    ("check-in", {"now": 4, "sleep_disturbed": "no"}, "sleep_disturbed is to be true or false,"),
    ("pick-level", {"level": 5}, "level is to be a number from 0 to 4, and 5 is not."),
    ("start-session", {"kind": "warmth", "minutes": 5}, "minutes is to be a number from 10 to 20"),
    ("start-session", {"kind": "cold", "minutes": 21}, "minutes is to be a number from 5 to 20"),
    ("add-medicine", {"nickname": "a", "hours": 0}, "hours is to be a number from 1 to 72, and 0"),
    ("add-medicine", {"nickname": "  "}, "nickname of add-medicine is empty."),
    ("visit", {"stage": "booked", "on": "5.3."}, "on is to be a date like 2026-03-05, and '5.3.'"),
    ("tell", {"onset": "slow"}, "onset is to be one of sudden, gradual, and 'slow' is not."),
]


@pytest.mark.parametrize(("name", "details", "says"), WRONG)
def test_what_is_wrong_is_said(name: object, details: object, says: str) -> None:
    """The sentence has the field, what it may be, and what was given."""
    with pytest.raises(RequestRefused) as refused:
        deed_of(name, details)
    assert str(refused.value).startswith(says)
    assert len(str(refused.value)) < 600


WIRE = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | TEXTS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXTS, inner, max_size=3),
    max_leaves=6,
)


@given(data=st.data(), kind=st.sampled_from(sorted(DEEDS)))
def test_nothing_else_is_taken_for_a_deed(data: st.DataObject, kind: str) -> None:
    """Whatever comes over the wire is a deed that can be kept, or is refused in a sentence."""
    names = st.sampled_from([*DEEDS[kind].__dataclass_fields__, "else"])  # type: ignore[attr-defined]
    details = data.draw(st.dictionaries(names, WIRE, max_size=4))
    with suppress(RequestRefused):
        deed = deed_of(kind, details)
        assert record_of(packed(replace(told(0), deed=deed))).deed == deed


def test_lines_of_a_later_version() -> None:
    """What it added to a deed is left out; a deed or a value that is not known makes no record."""
    line = json.loads(packed(told(1)))
    line["details"]["mood_music"] = "jazz"
    line["weather"] = 1
    assert record_of(json.dumps(line).encode()) == told(1)
    line["details"]["leg"] = "glowing"
    with pytest.raises(ValueError, match="not a record"):
        record_of(json.dumps(line).encode())
    with pytest.raises(ValueError, match="not a record"):
        record_of(json.dumps({**line, "deed": "dance"}).encode())
    for wrong in (b"", b"{}", b"[]", b"\xff", json.dumps({**line, "elapsed": 1e300}).encode()):
        with pytest.raises(ValueError, match="not a record"):
            record_of(wrong)
    naive = {**json.loads(packed(told(1))), "at": "2026-03-02T09:00:00"}
    with pytest.raises(ValueError, match="no certain moment"):
        record_of(json.dumps(naive).encode())


def test_stray_bytes_become_question_marks() -> None:
    """A note that is no Unicode, as a command line may bring it, is kept."""
    note = record_of(packed(told(0, note="caf\udce9"))).deed
    assert isinstance(note, CheckIn)
    assert note.note == "caf?"
    assert msgspec.json.decode(packed(told(0, note="caf\udce9")))
