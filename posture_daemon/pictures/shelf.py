"""Reads the descriptions of figures, and the poses and props that they start from."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

import msgspec

from posture_daemon.pictures import skeleton
from posture_daemon.pictures.description import Figure, Mark

FOLDER = Path(__file__).parents[1] / "content" / "figures"
_DRAWING = FOLDER.with_name("drawing")


class UnknownFigureError(LookupError):
    """There is no drawing of this name."""


@cache
def known_figures() -> frozenset[str]:
    """Name every figure that there is a description of."""
    return frozenset(path.stem for path in FOLDER.glob("*.toml"))


@cache
def figure(name: str) -> Figure:
    """Read a figure; UnknownFigureError where there is none, ValueError where its form is wrong."""
    if name not in known_figures():
        raise UnknownFigureError(f"There is no figure {name!r}.")
    return read(FOLDER / f"{name}.toml")


def read(path: Path) -> Figure:
    """Read one description; ValueError with the file and the place where something is wrong."""
    try:
        content = tomllib.loads(path.read_text("utf-8"))
        figure = msgspec.convert(_completed(content), Figure)
        _check_props(figure)
        _check_reach(figure)
    except (ValueError, msgspec.ValidationError) as mistake:
        raise ValueError(f"{path}: {mistake}") from None
    return figure


@cache
def props() -> dict[str, tuple[Mark, ...]]:
    """All kinds of props, and how they are drawn, each about its own zero point."""
    return msgspec.convert(_toml("props"), dict[str, tuple[Mark, ...]])


def _check_props(figure: Figure) -> None:
    """What else there could be wrong: a kind of prop, or a place for it in each frame."""
    for prop in figure.props:
        if prop.kind and prop.kind not in props():
            raise ValueError(f"prop.kind = {prop.kind!r} is none of: {', '.join(props())}")
        if prop.moves and len(prop.moves) != len(figure.frames):
            raise ValueError("prop.moves needs one place for each frame")


def _check_reach(figure: Figure) -> None:
    """No limb is to be where its bones do not go."""
    for number, pose in enumerate(figure.frames):
        try:
            skeleton.body(pose, figure)
        except ValueError as mistake:
            raise ValueError(f"frames[{number}]: {mistake}") from None


@cache
def _toml(name: str) -> dict[str, Any]:
    return tomllib.loads((_DRAWING / f"{name}.toml").read_text("utf-8"))


def _completed(content: dict[str, Any]) -> dict[str, Any]:
    """Fill each frame in from the one before it, and the first from the pose that is named."""
    named = content.pop("pose", "")
    poses = _toml("poses")
    if named not in poses:
        raise ValueError(f"pose = {named!r} is none of: {', '.join(poses)}")
    pose = dict(poses[named])
    content["view"] = pose.pop("view")
    frames = []
    for frame in content.pop("frame", [{}]):
        pose = pose | frame
        frames.append(pose)
    for table in ("prop", "arrow"):
        content[f"{table}s"] = content.pop(table, [])
    return content | {"frames": frames}
