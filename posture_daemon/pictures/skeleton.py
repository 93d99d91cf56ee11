"""The joints of a person in a pose: bones of constant length, laid end to end."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from math import atan2, degrees, dist
from typing import TYPE_CHECKING

from posture_daemon.pictures.description import Pose, Reach
from posture_daemon.pictures.geometry import Point, as_pair, away, reach

if TYPE_CHECKING:
    from posture_daemon.pictures.description import Angle, Figure, Limb

BACK = (26.0, 28.0)
NECK, HEAD = 9.0, 18.0
ARM = (32.0, 29.0, 11.0)
LEG = (44.0, 42.0, 17.0)
FINGER = 10.0
COLLARS = {"side": 8.0, "front": 20.0}
HIPS = {"side": 0.0, "front": 10.0}

_FINGERS = (-2, -1, 0, 1, 2)


@dataclass(frozen=True, slots=True)
class Body:
    """Chains of joints by the part of the body: each begins where the one before it ends."""

    back: tuple[Point, ...]
    """Pelvis, waist, nape."""
    head: tuple[Point, ...]
    """Nape, top of the neck, middle of the head."""
    right_arm: tuple[Point, ...]
    """Nape, shoulder, elbow, wrist, end of the palm."""
    left_arm: tuple[Point, ...]
    right_leg: tuple[Point, ...]
    """Pelvis, hip, knee, ankle, toes."""
    left_leg: tuple[Point, ...]
    right_fingers: tuple[tuple[Point, Point], ...]
    left_fingers: tuple[tuple[Point, Point], ...]

    def chains(self) -> dict[str, tuple[Point, ...]]:
        """All chains by the name of their part."""
        names = ("back", "head", "right_arm", "left_arm", "right_leg", "left_leg")
        return {name: getattr(self, name) for name in names}

    def bones(self) -> dict[str, tuple[float, ...]]:
        """The lengths of all bones, in space."""
        return {
            name: tuple(dist(one, two) for one, two in pairwise(chain))
            for name, chain in self.chains().items()
        }


def body(pose: Pose, figure: Figure) -> Body:
    """Lay the bones of a pose; ValueError where a limb is to reach what it cannot."""
    back = chain(Point(*pose.pelvis), pose.back, BACK)
    collar, hip = COLLARS[figure.view], HIPS[figure.view]

    def arm(root: Angle, limb: Limb) -> tuple[Point, ...]:
        return _limb(back[-1], _turned(root, pose.back[1]), collar, limb, ARM)

    def leg(root: Angle, limb: Limb) -> tuple[Point, ...]:
        return _limb(back[0], _turned(root, pose.back[0]), hip, limb, LEG)

    right, left = arm(pose.right_collar, pose.right_arm), arm(pose.left_collar, pose.left_arm)
    return Body(
        back=back,
        head=chain(back[-1], (pose.neck, pose.head), (NECK, HEAD)),
        right_arm=right,
        left_arm=left,
        right_leg=leg(pose.right_hip, pose.right_leg),
        left_leg=leg(pose.left_hip, pose.left_leg),
        right_fingers=_fingers(right, pose),
        left_fingers=_fingers(left, pose),
    )


def chain(start: Point, angles: tuple[Angle, ...], lengths: tuple[float, ...]) -> tuple[Point, ...]:
    """Lay bones end to end from a point."""
    points = [start]
    for angle, length in zip(angles, lengths, strict=True):
        points.append(away(points[-1], length, *as_pair(angle)))
    return tuple(points)


def angles(root: Point, limb: Limb, lengths: tuple[float, float, float]) -> tuple[Angle, ...]:
    """Say where the bones of a limb point, also of one that reaches for something."""
    if not isinstance(limb, Reach):
        return limb
    first, second = reach(root, limb.to, lengths[:2], limb.bend)
    return first, second, second if limb.end is None else limb.end


def _limb(
    start: Point, root: Angle, width: float, limb: Limb, lengths: tuple[float, float, float]
) -> tuple[Point, ...]:
    joint = away(start, width, *as_pair(root))
    return (start, *chain(joint, angles(joint, limb, lengths), lengths))


def _turned(angle: Angle, by: float) -> Angle:
    direction, depth = as_pair(angle)
    return direction + by, depth


def _fingers(arm: tuple[Point, ...], pose: Pose) -> tuple[tuple[Point, Point], ...]:
    """Spread five fingers about the direction of the hand."""
    if pose.fingers is None:
        return ()
    spread, curl = pose.fingers
    wrist, palm = arm[-2:]
    along = Point((palm.x - wrist.x) / ARM[2], (palm.y - wrist.y) / ARM[2])
    straight = _direction(wrist, palm)
    roots = [Point(palm.x - 2.6 * n * along.y, palm.y + 2.6 * n * along.x) for n in _FINGERS]
    return tuple(
        (root, away(root, FINGER, straight + n * spread, curl))
        for n, root in zip(_FINGERS, roots, strict=True)
    )


def _direction(start: Point, end: Point) -> float:
    return degrees(atan2(end.x - start.x, start.y - end.y))
