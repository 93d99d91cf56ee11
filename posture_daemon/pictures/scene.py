"""Everything that a drawing shows in one pose, from back to front: props, person, arrows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from posture_daemon.pictures import path, person, shelf, skeleton
from posture_daemon.pictures.person import Shape
from posture_daemon.pictures.tween import between

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from posture_daemon.pictures.description import Arrow, Figure, Flat, Mark, Prop
    from posture_daemon.pictures.geometry import Point

FLOOR = 228.0
_ARROW, _ARROW_HEAD = 5.0, 11.0


def told(figure: Figure) -> list[Shape]:
    """The movement in one picture: its key frame, where the moving parts began, and arrows."""
    key = figure.key % len(figure.frames)
    begun = ghosts(figure) if figure.ghost and key else []
    shapes = moment(figure, key, begun=begun)
    scale = figure.window[2] / 240
    return [*shapes, *(shape for arrow in figure.arrows for shape in _arrow(arrow, scale))]


def ghosts(figure: Figure) -> list[Shape]:
    """The moving parts as they are in the first frame, pale."""
    drawn = person.parts(figure.frames[0], figure)
    return [
        Shape(shape.d, "ghost", shape.width, shape.full)
        for name in person.order(figure)
        if name in figure.moving
        for shape in drawn[name]
        if shape.tone != "background"
    ]


def moment(
    figure: Figure, one: int, two: int = 0, share: float = 0.0, *, begun: Sequence[Shape] = ()
) -> list[Shape]:
    """A frame, or what is a share of the way from one frame to another, before what is pale."""
    pose = between(figure.frames[one], figure.frames[two], share, figure)
    body = skeleton.body(pose, figure)
    hands = {"right_arm": body.right_arm[-1], "left_arm": body.left_arm[-1]}
    placed = [(prop, _place(prop, one, two, share, hands)) for prop in figure.props]
    behind = [s for prop, at in placed if not prop.front for s in _prop(prop, at)]
    behind += [
        Shape(path.line((hands[prop.held], prop.tie)), "leaf", 3.5)
        for prop in figure.props
        if prop.held and prop.tie
    ]
    before = [s for prop, at in placed if prop.front for s in _prop(prop, at)]
    drawn = person.parts(pose, figure)
    people = [shape for name in person.order(figure) for shape in drawn[name]]
    return [*_floor(figure), *behind, *begun, *people, *before]


def _floor(figure: Figure) -> Iterator[Shape]:
    if figure.floor:
        yield Shape(path.line(((14.0, FLOOR + 2), (226.0, FLOOR + 2))), "prop", 3.0)


def _place(prop: Prop, one: int, two: int, share: float, hands: dict[str, Point]) -> Flat:
    x, y = prop.at
    if prop.held:
        x, y = x + hands[prop.held].x, y + hands[prop.held].y
    if prop.moves:
        start, end = prop.moves[one], prop.moves[two]
        x += start[0] + (end[0] - start[0]) * share
        y += start[1] + (end[1] - start[1]) * share
    return x, y


def _prop(prop: Prop, at: Flat) -> Iterator[Shape]:
    sign = -1 if prop.flip else 1
    for mark in (*(shelf.props()[prop.kind] if prop.kind else ()), *prop.marks):
        yield _mark(mark, at, sign)


def _mark(mark: Mark, at: Flat, sign: int) -> Shape:
    full = mark.width == 0
    if mark.circle:
        x, y, radius = mark.circle
        d = path.circle((at[0] + sign * x, at[1] + y), radius)
        return Shape(d, mark.tone, mark.width)
    points = [(at[0] + sign * x, at[1] + y) for x, y in mark.points]
    if mark.curved:
        return Shape(path.curve(points), mark.tone, mark.width)
    return Shape(path.line(points) + ("Z" if full else ""), mark.tone, mark.width)


def _arrow(arrow: Arrow, scale: float) -> Iterator[Shape]:
    """One arrow or two against each other, as large in a close view as in a wide one."""
    ways = [(arrow.start, arrow.end, arrow.bend)]
    if arrow.double:
        ways.append((arrow.end, arrow.start, -arrow.bend))
    d = "".join(path.arrow(*way, _ARROW_HEAD * scale) for way in ways)
    yield Shape(d, "arrow", _ARROW * scale, seam=True)
