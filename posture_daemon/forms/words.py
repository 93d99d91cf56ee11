"""Texts of the content as HTML: leaflets, the card, moments of time."""

from __future__ import annotations

from datetime import datetime
from html import escape
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from posture_daemon.content.leaflets import Leaflet, Point, Section


def leaflet_html(leaflet: Leaflet, level: int = 3) -> str:
    """A leaflet below its title: what it opens with, and its sections."""
    return f"<p>{escape(leaflet.opening)}</p>\n{sections_html(leaflet.sections, level)}"


def sections_html(sections: Iterable[Section], level: int = 3) -> str:
    """Sections, each with a heading of this level."""
    return "\n".join(
        f'<section class="leaf"><h{level}>{escape(section.heading)}</h{level}>'
        f"{''.join(_inside(section))}</section>"
        for section in sections
    )


def _inside(section: Section) -> Iterator[str]:
    if section.text:
        yield f"<p>{escape(section.text)}</p>"
    if section.points:
        yield f"<ul>{''.join(map(_point, section.points))}</ul>"
    if section.rows:
        yield table(section.heading, section.columns, section.rows)


def _point(point: Point) -> str:
    source = f' <small class="general">({escape(point.source)})</small>' if point.source else ""
    return f"<li>{escape(point.text)}{source}</li>"


def table(name: str, columns: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    """A table whose first column names its rows; where it is too wide it can be moved."""
    head = "".join(
        f'<th scope="col">{escape(column)}</th>' if column else "<td></td>" for column in columns
    )
    body = "".join(f"<tr>{_row(row)}</tr>" for row in rows)
    return (
        f'<div class="wide" role="region" aria-label="{escape(name)}" tabindex="0">'
        f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>"
    )


def _row(cells: Iterable[str]) -> str:
    first, *others = cells
    return f'<th scope="row">{escape(first)}</th>' + "".join(
        f"<td>{escape(cell)}</td>" for cell in others
    )


def folded(summary: str, inside: str, *, is_open: bool = False) -> str:
    """Something that opens where it is asked for, or is open from the beginning."""
    shown = " open" if is_open else ""
    return f"<details{shown}><summary>{escape(summary)}</summary>\n{inside}</details>"


def moment(iso: str) -> str:
    """An instant as a person says it: "Tuesday 14:30"."""
    return datetime.fromisoformat(iso).strftime("%A %H:%M")
