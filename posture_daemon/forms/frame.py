"""The frame of every page: its look, its bounds, the way to the other pages, what it is not."""

from __future__ import annotations

from base64 import b64encode
from dataclasses import dataclass
from hashlib import sha256
from html import escape
from http import HTTPStatus
from pathlib import Path
from string import Template
from typing import TYPE_CHECKING

from posture_daemon import guide

if TYPE_CHECKING:
    from collections.abc import Sequence

_FOLDER = Path(__file__).parent
STYLE = "\n".join(
    (
        (Path(guide.__file__).with_name("page.css")).read_text("utf-8"),
        (_FOLDER / "form.css").read_text("utf-8"),
    )
)
POLICY = "; ".join(
    (
        "default-src 'none'",
        f"style-src 'sha256-{b64encode(sha256(STYLE.encode()).digest()).decode()}'",
        "img-src data:",
        "base-uri 'none'",
        "form-action 'self'",
        "frame-ancestors 'none'",
    )
)
"""This one style sheet, forms to ourselves, and nothing else; there is no script."""

_WAYS = {
    "check-in": "How is it?",
    "warmth": "Warmth",
    "cold": "Cold",
    "leaflets": "Leaflets",
    "help": "Help",
}


@dataclass(frozen=True, slots=True)
class Answer:
    """A page with its status."""

    html: str
    status: HTTPStatus = HTTPStatus.OK


def frame(
    title: str,
    body: str,
    *,
    base: str = "",
    here: str = "",
    look: str = "",
    foot: Sequence[str] = (),
) -> str:
    """A whole page around a body; the ways to the other pages are there where `base` is known."""
    return Template((_FOLDER / "page.html").read_text("utf-8")).substitute(
        style=STYLE,
        title=escape(title),
        look=look,
        ways=_ways(base, here) if base else "",
        body=body,
        foot="".join(f"<p>{escape(text)}</p>" for text in foot),
    )


def notice(sentence: str) -> str:
    """A page that says one thing."""
    return frame("Posture daemon", f"<header><h1>{escape(sentence)}</h1></header>")


def _ways(base: str, here: str) -> str:
    links = "".join(
        f'<li><a href="{base}{page}"{" aria-current=page" if page == here else ""}>{words}</a></li>'
        for page, words in _WAYS.items()
    )
    return f'<nav aria-label="Pages"><ul>{links}</ul></nav>'
