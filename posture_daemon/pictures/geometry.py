"""Points in space and the two sums that put bones between them.

Lengths are in units of a drawing, which is 240 wide and high. An angle is in degrees: 0 points up,
90 to the right, 180 down. A depth is in degrees too: 0 lies in the plane of the picture, 90 points
at the viewer, so that a bone that comes forward looks shorter and stays as long as it is.
"""

from __future__ import annotations

from math import acos, atan2, cos, degrees, hypot, radians, sin
from typing import NamedTuple


class Point(NamedTuple):
    """A place in a drawing: to the right, down, and towards the viewer."""

    x: float
    y: float
    z: float = 0.0


def as_pair(angle: float | tuple[float, float]) -> tuple[float, float]:
    """The angle and the depth of a direction, which may be an angle alone."""
    return angle if isinstance(angle, tuple) else (angle, 0.0)


def away(start: Point, length: float, angle: float, depth: float = 0.0) -> Point:
    """Say where a bone of this length ends."""
    flat = length * cos(radians(depth))
    right, down = flat * sin(radians(angle)), -flat * cos(radians(angle))
    return Point(start.x + right, start.y + down, start.z + length * sin(radians(depth)))


def reach(
    start: Point, target: tuple[float, float], lengths: tuple[float, float], bend: int
) -> tuple[float, float]:
    """Angles of two bones that end at a target; `bend` is 1 or -1, the side of the joint between.

    ValueError where the target is farther off than the bones are long.
    """
    first, second = lengths
    right, down = target[0] - start.x, target[1] - start.y
    distance = hypot(right, down)
    if not abs(first - second) < distance <= first + second:
        raise ValueError(
            f"({target[0]:g}, {target[1]:g}) is {distance:.1f} from the joint, "
            f"and the bones reach from {abs(first - second):g} to {first + second:g}"
        )
    straight = degrees(atan2(right, -down))
    inner = acos((first**2 + distance**2 - second**2) / (2 * first * distance))
    outer = acos((second**2 + distance**2 - first**2) / (2 * second * distance))
    return straight + bend * degrees(inner), straight - bend * degrees(outer)
