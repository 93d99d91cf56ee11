"""The chart of a report: the same every time, and readable without colour."""

from __future__ import annotations

import re

import pytest

pytest.importorskip("matplotlib")

from posture_daemon.report.chart import draw, shown_days
from tests.report.diaries import facts, gaps, recovery, single


def test_the_same_facts_give_the_same_drawing() -> None:
    """Byte for byte, and without a date."""
    assert draw(facts(recovery())) == draw(facts(recovery()))
    assert b"dc:date" not in draw(facts(recovery()))


def test_it_says_the_same_in_black_and_white() -> None:
    """There are greys, and no other colour."""
    colours = set(re.findall(r"#[0-9a-f]{6}", draw(facts(recovery())).decode()))
    assert len(colours) > 3
    assert {
        colour for colour in colours if len({colour[1:3], colour[3:5], colour[5:]}) > 1
    } == set()


@pytest.mark.parametrize(("days", "points"), [(42, 42), (84, 84), (85, 13), (182, 26)])
def test_a_long_time_is_drawn_by_weeks(days: int, points: int) -> None:
    """From thirteen weeks on."""
    assert len(shown_days(facts(recovery(days), days))) == points


def test_little_can_be_drawn_too() -> None:
    """Gaps, and a single day."""
    for found in (facts(gaps(), 14), facts(single(), 1)):
        assert draw(found).startswith(b"<?xml")
