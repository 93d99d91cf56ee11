"""Draws a person from the joints: round limbs, a full head with its face, a light seam between."""

from __future__ import annotations

from dataclasses import dataclass
from math import cos, radians, sin
from typing import TYPE_CHECKING

from posture_daemon.pictures import path, skeleton
from posture_daemon.pictures.geometry import Point

if TYPE_CHECKING:
    from posture_daemon.pictures.description import Figure, Pose
    from posture_daemon.pictures.skeleton import Body

HEAD = 14.0
_ARM, _LEG, _NECK, _FINGER = 10.5, 13.0, 10.0, 3.6
_BACK = {"side": 23.0, "front": 14.0}
_EYES = (-27.0, 27.0)


@dataclass(frozen=True, slots=True)
class Shape:
    """A path of a drawing: `width` 0 is filled, else a stroke, or both if `full`.

    `tone` is a name of the palette; `seam` leaves a little of the background around it.
    """

    d: str
    tone: str
    width: float = 0.0
    full: bool = False
    seam: bool = False


def parts(pose: Pose, figure: Figure) -> dict[str, list[Shape]]:
    """Draw every part of the body; the same figure has the same shapes in every pose."""
    body = skeleton.body(pose, figure)
    chains = body.chains()
    drawn = {
        "neck": [Shape(path.line(body.head), _tone("head", figure), _NECK)],
        "head": _head(body, pose, figure),
        "back": _back(body, pose, figure),
    }
    for name in ("right_arm", "left_arm", "right_leg", "left_leg"):
        width = _ARM if name.endswith("arm") else _LEG
        tone = _tone(name, figure)
        drawn[name] = [Shape(path.line(chains[name][1:]), tone, width, seam=True)]
    for side, fingers in (("right", body.right_fingers), ("left", body.left_fingers)):
        tone = _tone(f"{side}_arm", figure)
        drawn[f"{side}_arm"] += [Shape(path.line(bone), tone, _FINGER) for bone in fingers]
    return drawn


def order(figure: Figure) -> list[str]:
    """From the part that is farthest off to the nearest."""
    if figure.view == "side":
        return ["left_arm", "left_leg", "neck", "back", "head", "right_leg", "right_arm"]
    return ["left_leg", "right_leg", "neck", "back", "head", "left_arm", "right_arm"]


def _tone(part: str, figure: Figure) -> str:
    far = figure.view == "side" and part.startswith("left")
    if part in figure.moving:
        return "moving-far" if far else "moving"
    return "far" if far else "body"


def _back(body: Body, pose: Pose, figure: Figure) -> list[Shape]:
    tone, width = _tone("back", figure), _BACK[figure.view]
    if figure.view == "side":
        spine = Shape(path.curve(body.back), tone, width, seam=True)
        return [spine, *_belly(body, pose, figure)]
    corners = (body.right_arm[1], body.left_arm[1], body.left_leg[1], body.right_leg[1])
    return [Shape(path.trunk(corners, body.back[1]), tone, width, full=True, seam=True)]


def _belly(body: Body, pose: Pose, figure: Figure) -> list[Shape]:
    if not any(frame.belly for frame in figure.frames):
        return []
    middle = _beside(body.back[1], pose.back[0], pose.belly, 8.0)
    return [Shape(path.circle(middle, 12.0), _tone("back", figure))]


def _head(body: Body, pose: Pose, figure: Figure) -> list[Shape]:
    middle, tone = body.head[-1], _tone("head", figure)
    skull = Shape(path.circle(middle, HEAD), tone, seam=True)
    tip = _face(middle, pose, 0.0, 3.0, 1.1)
    nose = Shape(path.circle(tip, 3.0), tone)
    return [skull, nose, *_eyes(middle, pose, figure), *_mouth(middle, pose, figure)]


def _mouth(middle: Point, pose: Pose, figure: Figure) -> list[Shape]:
    if figure.view == "side":
        return []
    facing = cos(radians(pose.turn))
    corners = ((-22.0 * facing, 6.0), (0.0, 6.5 + 3.0 * facing), (22.0 * facing, 6.0))
    smile = [_face(middle, pose, side, down, 0.97) for side, down in corners]
    return [Shape(path.curve(smile), "background", 1.6)]


def _eyes(middle: Point, pose: Pose, figure: Figure) -> list[Shape]:
    """Two eyes, as wide as they are seen from here: none of one on the far side of the head."""
    shapes = []
    for side in _EYES:
        facing = max(0.0, cos(radians(pose.turn + side)))
        eye = _face(middle, pose, side, -1.5, 0.97)
        size = 3.6 if figure.eyes else 1.9
        width = min(size, 7.0 * facing)
        height = max(0.7, size * pose.lids) if facing else 0.0
        shapes.append(Shape(path.ellipse(eye, width, height, pose.head), "background"))
        if figure.eyes:
            shapes.append(Shape(path.circle(eye, min(1.7, width / 2) * pose.lids), "body"))
    return shapes


def _face(middle: Point, pose: Pose, side: float, down: float, out: float) -> Point:
    """A place on the ball of the head: so far beside the nose, so much below its middle."""
    below = down + HEAD * sin(radians(pose.nod))
    round_here = (max(0.0, HEAD**2 - below**2)) ** 0.5
    across = out * round_here * sin(radians(pose.turn + side))
    return _beside(middle, pose.head, across, below)


def _beside(middle: Point, angle: float, across: float, down: float) -> Point:
    """A place so far across and down from another, in the frame of what is turned by an angle."""
    turned = radians(angle)
    right = middle.x + across * cos(turned) - down * sin(turned)
    return Point(right, middle.y + across * sin(turned) + down * cos(turned))
