"""Shapes as a whole SVG document, still or in motion, with words for who cannot see it."""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

from posture_daemon.pictures.palette import DARK, LIGHT

if TYPE_CHECKING:
    from collections.abc import Sequence

    from posture_daemon.pictures.description import Figure
    from posture_daemon.pictures.person import Shape

SEAM = 2.6
"""How much of the background is left around a part, in a drawing that is 240 wide."""

_ROUND = {"stroke-linecap": "round", "stroke-linejoin": "round"}


def blank(name: str, figure: Figure, *, dark: bool) -> tuple[ET.Element, ET.Element]:
    """Begin a document, the words and the ground; the second element is what to draw into."""
    left, top, size = figure.window
    root = ET.Element(
        "svg",
        {
            "xmlns": "http://www.w3.org/2000/svg",
            "viewBox": f"{left:g} {top:g} {size:g} {size:g}",
            "role": "img",
        },
    )
    ET.SubElement(root, "title").text = figure.title
    ET.SubElement(root, "desc").text = figure.description
    ground = {"x": left, "y": top, "width": size, "height": size, "rx": size / 20}
    edge = {key: f"{value:g}" for key, value in ground.items()}
    clip = ET.SubElement(root, "clipPath", {"id": f"{name}-edge"})
    ET.SubElement(clip, "rect", edge)
    canvas = ET.SubElement(root, "g", {"clip-path": f"url(#{name}-edge)"})
    fill = (DARK if dark else LIGHT)["background"]
    ET.SubElement(canvas, "rect", edge | {"fill": fill})
    return root, canvas


def draw(parent: ET.Element, shapes: Sequence[Shape], figure: Figure, *, dark: bool) -> None:
    """Add shapes, each after a wider one in the colour of the background where it has a seam."""
    for shape in shapes:
        for attributes in paint(shape, figure, dark=dark):
            ET.SubElement(parent, "path", {"d": shape.d, **attributes})


def paint(shape: Shape, figure: Figure, *, dark: bool) -> list[dict[str, str]]:
    """Say how the path of a shape is painted: once, or twice with its seam."""
    palette = DARK if dark else LIGHT
    seam = SEAM * figure.window[2] / 240
    layers = [(palette["background"], shape.width + 2 * seam)] if shape.seam else []
    layers.append((palette[shape.tone], shape.width))
    return [_layer(colour, width, shape) for colour, width in layers]


def text(root: ET.Element) -> str:
    """The document as text."""
    ET.indent(root)
    return ET.tostring(root, encoding="unicode") + "\n"


def _layer(colour: str, width: float, shape: Shape) -> dict[str, str]:
    fill = colour if shape.full or not shape.width else "none"
    stroke = {"stroke": colour, "stroke-width": f"{width:g}", **_ROUND} if width else {}
    return {"fill": fill} | stroke
