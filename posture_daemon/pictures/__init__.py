"""Drawings of movements: figures described by their joints, drawn as SVG, one way for all."""

from __future__ import annotations

from posture_daemon.errors import Unavailable
from posture_daemon.pictures import document, motion, scene, shelf
from posture_daemon.pictures.shelf import UnknownFigureError, known_figures

__all__ = [
    "UnknownFigureError",
    "frames",
    "known_figures",
    "motion_svg",
    "png",
    "svg",
    "told_svg",
]


def frames(figure_id: str) -> int:
    """Say how many frames a figure has, 1 to 4; UnknownFigureError if there is none of this id."""
    return len(shelf.figure(figure_id).frames)


def svg(figure_id: str, frame: int = 0, *, dark: bool = False) -> str:
    """Draw one frame as a whole SVG document, with a title and a description.

    UnknownFigureError for an unknown id, IndexError for a frame that it does not have.
    """
    figure = shelf.figure(figure_id)
    root, canvas = document.blank(figure_id, figure, dark=dark)
    document.draw(canvas, scene.moment(figure, frame), figure, dark=dark)
    return document.text(root)


def told_svg(figure_id: str, *, dark: bool = False) -> str:
    """Draw the whole movement in one still picture: where it ends, where it began, its way."""
    figure = shelf.figure(figure_id)
    root, canvas = document.blank(figure_id, figure, dark=dark)
    document.draw(canvas, scene.told(figure), figure, dark=dark)
    return document.text(root)


def motion_svg(figure_id: str, *, dark: bool = False) -> str:
    """Draw the movement as one animated SVG; it is `told_svg` where motion is to be reduced."""
    figure = shelf.figure(figure_id)
    if len(figure.frames) == 1:
        return told_svg(figure_id, dark=dark)
    root, canvas = document.blank(figure_id, figure, dark=dark)
    motion.draw(canvas, figure, dark=dark)
    return document.text(root)


def png(figure_id: str, width: int, *, dark: bool = False) -> bytes:
    """Paint `told_svg`, so many pixels wide and high; Unavailable without resvg (`pictures`)."""
    drawing = told_svg(figure_id, dark=dark)
    try:
        import resvg_py
    except ImportError:
        raise Unavailable(
            "To paint a picture needs resvg, which is not installed.",
            "Install it: pip install 'posture-daemon[pictures]'",
        ) from None
    return resvg_py.svg_to_bytes(svg_string=drawing, width=width, skip_system_fonts=True)
