"""The picture on a page: in motion, or frame by frame for whoever wants it still."""

from __future__ import annotations

import re
from base64 import b64encode
from html import escape, unescape
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Set as AbstractSet

_STILL = '<label><input type="checkbox"> Show it still</label>\n'


class Pictures(Protocol):
    """Draws figures as SVG documents, each with a title and a description."""

    def known_figures(self) -> AbstractSet[str]:
        """The ids of the figures that can be drawn."""

    def frames(self, figure_id: str) -> int:
        """How many frames the movement has."""

    def svg(self, figure_id: str, frame: int = 0, *, dark: bool = False) -> str:
        """One frame."""

    def motion_svg(self, figure_id: str, *, dark: bool = False) -> str:
        """The movement."""


def figure(figure_id: str, pictures: Pictures) -> str:
    """The picture of an item, or nothing where there is none.

    The drawings are images and not part of the page, so that neither their names nor their styles
    meet; nothing in an image can run. What is still is chosen without a script.
    """
    if figure_id not in pictures.known_figures():
        return ""
    number = pictures.frames(figure_id)
    moving = _image(*(pictures.motion_svg(figure_id, dark=dark) for dark in (False, True)))
    if number == 1:
        return f"<figure>\n{moving}\n</figure>"
    still = "\n".join(
        _image(pictures.svg(figure_id, frame), pictures.svg(figure_id, frame, dark=True))
        for frame in range(number)
    )
    moving = moving.replace("<picture>", '<picture class="moving">')
    return f'<figure>\n{moving}\n<div class="frames">\n{still}\n</div>\n{_STILL}</figure>'


def own_picture(place: str, title: str) -> str:
    """The picture of an item of one's own, which was checked with the item: a PNG or SVG file."""
    form = "image/svg+xml" if place.lower().endswith(".svg") else "image/png"
    try:
        content = b64encode(Path(place).read_bytes()).decode()
    except OSError:
        return ""
    return f'<figure>\n<img src="data:{form};base64,{content}" alt="{escape(title)}">\n</figure>'


def _image(day: str, night: str) -> str:
    dark = f'<source media="(prefers-color-scheme: dark)" srcset="{_data(night)}">'
    return f'<picture>{dark}<img src="{_data(day)}" alt="{escape(_described(day))}"></picture>'


def _data(svg: str) -> str:
    return f"data:image/svg+xml;base64,{b64encode(svg.encode()).decode()}"


def _described(svg: str) -> str:
    """What an SVG document says of itself to somebody who does not see it."""
    said = (re.search(rf"<{name}\b[^>]*>([^<]*)</{name}>", svg) for name in ("title", "desc"))
    return " ".join(unescape(found[1]).strip() for found in said if found)
