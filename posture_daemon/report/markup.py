"""The pieces of the page of a report, with everything a person typed in as text."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence


def section(key: str, heading: str, *inside: str) -> str:
    """A part with its heading; nothing where nothing is inside."""
    body = "\n".join(filter(None, inside))
    if not body:
        return ""
    head = f'<h2 id="{key}">{escape(heading)}</h2>'
    return f'<section class="{key}" aria-labelledby="{key}">\n{head}\n{body}\n</section>'


def table(caption: str, head: Sequence[str], rows: Iterable[Sequence[str]], kind: str = "") -> str:
    """A table whose first column names its rows; nothing where there are no rows.

    One of the kind "words" has no numbers.
    """
    lines = "\n".join(_row(row) for row in rows)
    if not lines:
        return ""
    heads = "".join(f'<th scope="col">{escape(word)}</th>' for word in head)
    named = f' class="{kind}"' if kind else ""
    return (
        f'<div class="scroll" role="region" aria-label="{escape(caption)}" tabindex="0">'
        f"<table{named}>\n<caption>{escape(caption)}</caption>\n"
        f"<thead><tr>{heads}</tr></thead>\n<tbody>\n{lines}\n</tbody>\n</table></div>"
    )


def _row(row: Sequence[str]) -> str:
    cells = "".join(f"<td>{escape(cell)}</td>" for cell in row[1:])
    return f'<tr><th scope="row">{escape(row[0])}</th>{cells}</tr>'


def facts(pairs: Iterable[tuple[str, str]]) -> str:
    """Names with what is known of them; what is not known is left out."""
    lines = "\n".join(pair(name, said) for name, said in pairs if said)
    return f'<dl class="facts">\n{lines}\n</dl>' if lines else ""


def pair(name: str, said: str) -> str:
    """A name with what is known of it."""
    return f"<div><dt>{escape(name)}</dt><dd>{escape(said)}</dd></div>"


def bullets(lines: Iterable[str]) -> str:
    """A list; nothing where there are no lines."""
    points = "\n".join(f"<li>{escape(line)}</li>" for line in lines)
    return f"<ul>\n{points}\n</ul>" if points else ""


def paragraph(text: str, kind: str = "") -> str:
    """A paragraph; nothing for no text."""
    named = f' class="{kind}"' if kind else ""
    return f"<p{named}>{escape(text)}</p>" if text else ""
