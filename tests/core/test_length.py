"""How lengths of time are read and written."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from posture_daemon.core.length import format_length, parse_length


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("90s", 90),
        ("30m", 1800),
        ("1h30m", 5400),
        ("1h 30m", 5400),
        ("2h", 7200),
        ("0s", 0),
        ("1h5s", 3605),
        ("PT30M", 1800),
        ("PT1H30M", 5400),
        ("P1D", 86400),
        ("P1DT1S", 86401),
        (" 5m ", 300),
    ],
)
def test_a_length_is_read_in_every_way_it_may_be_written(text: str, seconds: int) -> None:
    """Hours, minutes and seconds, short or as ISO 8601."""
    assert parse_length(text) == timedelta(seconds=seconds)


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "5",
        "5x",
        "m",
        "-5m",
        "5m1h",
        "1.5h",
        "PT",
        "P",
        "P1DT",
        "PT5",
        "٣m",
        "9" * 99 + "s",
    ],
)
def test_nonsense_is_refused_with_a_sentence(text: str) -> None:
    """The sentence shows how a length is written."""
    with pytest.raises(ValueError, match='not a length; write it like "90s", "30m" or "1h30m"'):
        parse_length(text)


@given(st.integers(0, 10**6))
def test_what_is_written_is_read_as_the_same(seconds: int) -> None:
    """Writing and reading a length are each other's reverse."""
    assert parse_length(format_length(timedelta(seconds=seconds))) == timedelta(seconds=seconds)


def test_lengths_are_written_short() -> None:
    """Only the units that count are there, and one before zero carries its sign."""
    written = [format_length(timedelta(seconds=s)) for s in (0, 90, 5400, 86400, -900)]
    assert written == ["0s", "1m30s", "1h30m", "24h", "-15m"]
