"""A movement as one animated SVG, which stands still for people who prefer that."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

from posture_daemon.pictures import document, scene

if TYPE_CHECKING:
    from posture_daemon.pictures.description import Figure
    from posture_daemon.pictures.person import Shape

STEPS = 6
"""Pictures between two frames; joints go round in arcs, and what is between them goes straight."""

_STYLE = (
    ".figure-still{display:none}"
    "@media (prefers-reduced-motion:reduce){"
    ".figure-still{display:inline}.figure-moving{display:none}}"
)


def round_trip(figure: Figure) -> list[int]:
    """The frames in the order in which they are seen, the first one again at the end."""
    there = list(range(len(figure.frames)))
    return [*there, 0] if figure.loop else [*there, *reversed(there[:-1])]


def draw(canvas: ET.Element, figure: Figure, *, dark: bool) -> None:
    """Add the movement, and the picture that stands for it where nothing shall move."""
    ET.SubElement(canvas, "style").text = _STYLE
    moving = ET.SubElement(canvas, "g", {"class": "figure-moving"})
    times, moments = _film(figure)
    duration = f"{times[-1]:g}s"
    key_times = ";".join(f"{time / times[-1]:.4f}" for time in times)
    for shapes in zip(*moments, strict=True):
        ways = [shape.d for shape in shapes]
        for attributes in document.paint(shapes[0], figure, dark=dark):
            element = ET.SubElement(moving, "path", {"d": ways[0], **attributes})
            if len(set(ways)) > 1:
                timing = {"dur": duration, "keyTimes": key_times, "repeatCount": "indefinite"}
                values = {"attributeName": "d", "values": ";".join(ways)}
                ET.SubElement(element, "animate", values | timing)
    still = ET.SubElement(canvas, "g", {"class": "figure-still"})
    document.draw(still, scene.told(figure), figure, dark=dark)


def _film(figure: Figure) -> tuple[list[float], list[list[Shape]]]:
    """The seconds at which something is shown, and what."""
    times, moments, now = [], [], 0.0
    for one, two in pairwise(round_trip(figure)):
        times.append(now)
        moments.append(scene.moment(figure, one))
        now += figure.hold
        for step in range(STEPS):
            times.append(now + step * figure.seconds / STEPS)
            moments.append(scene.moment(figure, one, two, _eased(step / STEPS)))
        now += figure.seconds
    return [*times, now], [*moments, moments[0]]


def _eased(share: float) -> float:
    """A share of the way that begins and ends slowly."""
    return share * share * (3 - 2 * share)
