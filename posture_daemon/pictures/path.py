"""Path data of SVG for the few forms that a drawing is made of.

A form always has the same commands, whatever its numbers, so that one can turn into another.
"""

from __future__ import annotations

from itertools import pairwise
from math import atan2, cos, hypot, radians, sin
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from posture_daemon.pictures.description import Flat

_WAIST = 13.0


def line(points: Sequence[tuple[float, ...]]) -> str:
    """A line through points."""
    return "M" + "L".join(_at(point[0], point[1]) for point in points)


def curve(points: Sequence[tuple[float, ...]]) -> str:
    """A smooth line through points: each bend is rounded from one half way to the next."""
    first, *inner, last = points
    ends = [_middle(one, two) for one, two in pairwise(inner)] + [last]
    return f"M{_at(*first[:2])}" + "".join(
        f"Q{_at(*point[:2])} {_at(*end[:2])}" for point, end in zip(inner, ends, strict=True)
    )


def circle(middle: tuple[float, ...], radius: float) -> str:
    """A full circle."""
    return ellipse(middle, radius, radius, 0.0)


def ellipse(middle: tuple[float, ...], width: float, height: float, angle: float) -> str:
    """An ellipse of two half axes, turned by an angle."""
    right, down = width * cos(radians(angle)), width * sin(radians(angle))
    arc = f"A{width:.1f} {height:.1f} {angle:.1f} 1 1 "
    near, far = _at(middle[0] - right, middle[1] - down), _at(middle[0] + right, middle[1] + down)
    return f"M{near}{arc}{far}{arc}{near}Z"


def trunk(corners: Sequence[tuple[float, ...]], waist: tuple[float, ...]) -> str:
    """A trunk from the front: two shoulders, two hips the other way round, a narrow waist."""
    one, two, three, four = corners
    across = (three[0] - four[0], three[1] - four[1])
    long = hypot(*across) or 1.0
    right, down = _WAIST * across[0] / long, _WAIST * across[1] / long
    sides = (_at(waist[0] + right, waist[1] + down), _at(waist[0] - right, waist[1] - down))
    return (
        f"M{_at(*one[:2])}L{_at(*two[:2])}Q{sides[0]} {_at(*three[:2])}"
        f"L{_at(*four[:2])}Q{sides[1]} {_at(*one[:2])}Z"
    )


def arrow(start: Flat, end: Flat, bend: float, size: float) -> str:
    """A bent shaft and the head at its end."""
    across, down = end[0] - start[0], end[1] - start[1]
    long = hypot(across, down)
    middle = (
        (start[0] + end[0]) / 2 - 2 * bend * down / long,
        (start[1] + end[1]) / 2 + 2 * bend * across / long,
    )
    return curve((start, middle, end)) + _head(middle, end, size)


def _head(tail: Flat, tip: Flat, size: float) -> str:
    angle = atan2(tip[1] - tail[1], tip[0] - tail[0])
    wings = [(tip[0] - size * cos(angle + w), tip[1] - size * sin(angle + w)) for w in (0.6, -0.6)]
    return line((wings[0], tip, wings[1]))


def _middle(one: tuple[float, ...], two: tuple[float, ...]) -> tuple[float, float]:
    return (one[0] + two[0]) / 2, (one[1] + two[1]) / 2


def _at(x: float, y: float) -> str:
    return f"{x:.1f} {y:.1f}"
