"""Writes the contact sheet: one page with every drawing, the items that show it, and their sources.

.venv/bin/python docs/contact_sheet.py [FILE]          (build/contact-sheet.html)
"""

from __future__ import annotations

import re
from argparse import ArgumentParser
from collections import defaultdict
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING

from posture_daemon import pictures
from posture_daemon.content.catalogue import catalogue, spelled_out

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from posture_daemon.content.catalogue import Item

FILE = Path(__file__).parents[1] / "build" / "contact-sheet.html"
_STYLE = Path(__file__).with_suffix(".css")


def page() -> str:
    """The whole page; the same catalogue gives the same page."""
    shown: defaultdict[str, list[Item]] = defaultdict(list)
    plain: list[Item] = []
    for item in map(spelled_out, catalogue().items):
        (shown[item.figure] if item.figure else plain).append(item)
    return "\n".join((*_head(len(shown), plain), *_cards(shown), *_rest(plain), "</html>", ""))


def _head(drawings: int, plain: Sequence[Item]) -> Iterator[str]:
    items = len(catalogue().items)
    yield '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">'
    yield '<meta name="viewport" content="width=device-width">'
    yield f"<title>Contact sheet</title>\n<style>\n{_STYLE.read_text('utf-8')}</style>\n</head>"
    yield f"<h1>{drawings} drawings, {items} items</h1>"
    yield f"<p>{items - len(plain)} items have a drawing, {len(plain)} are words alone. The large"
    yield "picture is the one of a notice; the small ones are its frames, the last one on dark.</p>"


def _cards(shown: dict[str, list[Item]]) -> Iterator[str]:
    yield '<main class="cards">'
    for name in sorted(pictures.known_figures()):
        frames = [pictures.svg(name, k) for k in range(pictures.frames(name))]
        yield f'<article id="{name}">\n<h2>{name}</h2>'
        yield f'<div class="told">{_inline(pictures.told_svg(name), f"{name}-told")}</div>'
        yield '<div class="frames">'
        yield from (_inline(svg, f"{name}-{number}") for number, svg in enumerate(frames))
        yield _inline(pictures.told_svg(name, dark=True), f"{name}-dark")
        yield "</div>\n<ul>"
        yield from map(_item, shown[name])
        yield "</ul>\n</article>"
    yield "</main>"


def _inline(svg: str, name: str) -> str:
    """A drawing within the page, where no two ids may be the same."""
    return re.sub(r"(?<=[\"#])[a-z-]+-edge(?=[\")])", f"{name}-edge", svg)


def _rest(plain: Sequence[Item]) -> Iterator[str]:
    yield "<h2>Words alone</h2>\n<ul>"
    yield from map(_item, plain)
    yield "</ul>"


def _item(item: Item) -> str:
    source = f"{escape(item.source)} ({escape(item.grade)})"
    where = f"{item.kind}, {item.position}"
    return f"<li><b>{escape(item.title)}</b> {where}<br><small>{source}</small></li>"


def main() -> None:
    """Write the page where it was asked for."""
    parser = ArgumentParser(description=__doc__)
    parser.add_argument("file", nargs="?", type=Path, default=FILE)
    file = parser.parse_args().file
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(page(), "utf-8")


if __name__ == "__main__":
    main()
