"""The emergency card and the leaflets as text for a terminal, whatever its width."""

from __future__ import annotations

import textwrap
from shutil import get_terminal_size
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from posture_daemon.content.emergency import Card
    from posture_daemon.content.leaflets import Leaflet, Section

_WIDEST, _NARROWEST = 80, 20  # columns
_POINT = "  - "


def wrapped(text: str, first: str = "", more: str = "") -> str:
    """A text within the width of the terminal, its lines indented."""
    width = max(min(get_terminal_size().columns, _WIDEST), _NARROWEST)
    return textwrap.fill(text, width, initial_indent=first, subsequent_indent=more)


def point(text: str) -> str:
    """One of several things, on lines of its own."""
    return wrapped(text, _POINT, " " * len(_POINT))


def card_lines(card: Card) -> Iterator[str]:
    """All of the card but its answers."""
    yield from (card.title.upper(), wrapped(card.opening))
    for group in card.groups:
        yield from ("", wrapped(f"{group.heading.upper()} {group.text}"))
        yield from (point(sign.text) for sign in group.items)
    yield from ("", wrapped(card.disclaimer))


def leaflet_lines(leaflet: Leaflet) -> Iterator[str]:
    """All of a leaflet, with where it comes from."""
    yield from (leaflet.title.upper(), wrapped(leaflet.opening))
    for section in leaflet.sections:
        yield from ("", *section_lines(section))
    yield from ("", wrapped(" ".join(leaflet.notice)))


def section_lines(section: Section) -> Iterator[str]:
    """A part of a leaflet under its heading; a row of a table is a few lines."""
    yield wrapped(section.heading.upper())
    if section.text:
        yield wrapped(section.text)
    for each in section.points:
        yield point(f"{each.text} [{each.source}]" if each.source else each.text)
    for row in section.rows:
        yield from _row(section.columns, row)


def _row(columns: tuple[str, ...], row: tuple[str, ...]) -> Iterator[str]:
    """The first cell, and below it the others, each by the name of its column."""
    first, *others = (_cell(*pair) for pair in zip(columns, row, strict=True))
    yield wrapped(first)
    yield from map(point, others)


def _cell(column: str, text: str) -> str:
    """A cell that begins with the name of its column does not need it twice."""
    return text if not column or text.startswith(column) else f"{column}: {text}"
