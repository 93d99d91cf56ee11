"""The form of a figure's description: frames of a pose, with props and arrows, as it is in a file.

"Right" and "left" are those of the person drawn. Lengths and angles are those of `geometry`.
"""

from __future__ import annotations

from typing import Annotated, Literal, TypeAlias

from msgspec import Meta, Struct

Flat: TypeAlias = tuple[float, float]
Angle: TypeAlias = float | Flat
"""The direction of a bone, or its direction and depth."""

Part: TypeAlias = Literal["head", "back", "right_arm", "left_arm", "right_leg", "left_leg"]


class Reach(Struct, frozen=True, forbid_unknown_fields=True):
    """A limb that ends where something is; `bend` is the side that its joint gives way to."""

    to: Flat
    bend: Literal[1, -1] = 1
    end: Angle | None = None
    """The direction of the hand or foot; without it a hand goes on as its forearm does."""


Limb: TypeAlias = tuple[Angle, Angle, Angle] | Reach


class Pose(Struct, frozen=True, forbid_unknown_fields=True):
    """Where every bone points. Collars and hips stand on the back and turn with it."""

    pelvis: Flat
    back: tuple[float, float]
    neck: float
    head: float
    right_collar: Angle
    left_collar: Angle
    right_hip: Angle
    left_hip: Angle
    right_arm: Limb
    left_arm: Limb
    right_leg: Limb
    left_leg: Limb
    turn: float
    """Where the face looks: 0 at the viewer, 90 to the right of the picture."""
    nod: float = 0.0
    """How far the face looks down, seen from the front."""
    lids: float = 1.0
    """How far the eyes are open, from 0 to 1."""
    fingers: Flat | None = None
    """The angle between two fingers, and how deep they curl; without it there are none."""
    belly: float = 0.0
    """How far the belly comes forward, in units."""


class Mark(Struct, frozen=True, forbid_unknown_fields=True):
    """One stroke of a prop: through points, or a circle of [x, y, radius]; filled with width 0."""

    points: tuple[Flat, ...] = ()
    circle: tuple[float, float, float] | None = None
    width: Annotated[float, Meta(ge=0)] = 0.0
    tone: Literal["prop", "pale", "leaf", "water", "background"] = "prop"
    curved: bool = False


class Prop(Struct, frozen=True, forbid_unknown_fields=True):
    """A thing beside the person: one of the kinds in drawing/props.toml, or marks of its own."""

    kind: str = ""
    marks: tuple[Mark, ...] = ()
    at: Flat = (0.0, 0.0)
    held: Literal["right_arm", "left_arm", ""] = ""
    """It is in this hand, and moves with it."""
    tie: Flat | None = None
    """It is a band from the hand to here."""
    moves: tuple[Flat, ...] = ()
    """How far it has moved from its place in each frame."""
    front: bool = False
    """Before the person, not behind."""
    flip: bool = False


class Arrow(Struct, frozen=True, forbid_unknown_fields=True):
    """The way of a movement, bent by so many units to its right."""

    start: Flat
    end: Flat
    bend: float = 0.0
    double: bool = False


class Figure(Struct, frozen=True, forbid_unknown_fields=True):
    """One drawing in 1 to 4 frames."""

    title: Annotated[str, Meta(min_length=1, max_length=60)]
    description: Annotated[str, Meta(min_length=1, max_length=300)]
    view: Literal["side", "front"]
    frames: Annotated[tuple[Pose, ...], Meta(min_length=1, max_length=4)]
    moving: tuple[Part, ...] = ()
    """The parts in the colour of what moves; in the still picture they also show where it began."""
    ghost: bool = True
    key: int = -1
    """The frame that says it best alone."""
    window: tuple[float, float, Annotated[float, Meta(gt=0)]] = (0.0, 0.0, 240.0)
    """What of the drawing is seen: left, top, and width, which is the height as well."""
    floor: bool = True
    eyes: bool = False
    """The eyes are what it is about: large, with pupils."""
    loop: bool = False
    """It goes round, where other movements go back the way they came."""
    seconds: Annotated[float, Meta(gt=0)] = 1.2
    """How long it takes from one frame to the next."""
    hold: Annotated[float, Meta(ge=0)] = 0.8
    """How long it stays in each frame."""
    props: tuple[Prop, ...] = ()
    arrows: tuple[Arrow, ...] = ()
