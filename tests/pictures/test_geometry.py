"""The two sums: where a bone ends, and how two bones reach a place."""

from __future__ import annotations

from math import dist

import pytest
from hypothesis import given
from hypothesis import strategies as st

from posture_daemon.pictures.geometry import Point, away, reach

ANGLES = st.floats(-360, 360)
START = Point(100, 100)


@pytest.mark.parametrize(
    ("angle", "end"), [(0, (100, 90)), (90, (110, 100)), (180, (100, 110)), (270, (90, 100))]
)
def test_an_angle_is_that_of_a_clock(angle: float, end: tuple[float, float]) -> None:
    """0 is up, and it goes round by the right."""
    assert away(START, 10, angle)[:2] == pytest.approx(end)


@given(length=st.floats(0.1, 50), angle=ANGLES, depth=st.floats(-90, 90))
def test_a_bone_is_as_long_as_it_is(length: float, angle: float, depth: float) -> None:
    """Wherever it points, also towards the viewer."""
    assert dist(START, away(START, length, angle, depth)) == pytest.approx(length)


@given(angle=ANGLES, share=st.floats(0.01, 0.999), bend=st.sampled_from((1, -1)))
def test_two_bones_end_where_they_are_to_reach(angle: float, share: float, bend: int) -> None:
    """At any distance between their difference and their sum."""
    target = away(START, 3 + share * (61 - 3), angle)
    first, second = reach(START, (target.x, target.y), (32, 29), bend)
    end = away(away(START, 32, first), 29, second)
    assert end[:2] == pytest.approx(target[:2], abs=1e-6)


def test_the_bend_is_the_side_of_the_joint() -> None:
    """Reaching to the right, an arm gives way below with 1 and above with -1."""
    elbows = [away(START, 32, reach(START, (150, 100), (32, 29), bend)[0]) for bend in (1, -1)]
    assert elbows[0].y > 100 > elbows[1].y
