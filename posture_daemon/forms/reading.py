"""The leaflets as pages: the list of them, and each by itself."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from posture_daemon.content.leaflets import LEAFLETS, leaflet
from posture_daemon.content.sayings import about
from posture_daemon.core.sore.deeds import ReadLeaflet, ReadMedicineCard
from posture_daemon.core.sore.notes import ASK_FIRST
from posture_daemon.forms.form import Button, Form, Section
from posture_daemon.forms.words import leaflet_html

if TYPE_CHECKING:
    from posture_daemon.core.sore.deeds import Deed
    from posture_daemon.forms.service import Report

_MEDICINE = "medicine"


def index(base: str) -> Form:
    """The list of leaflets."""
    words = about()
    links = "".join(
        f'<li><a href="{base}{name}">{escape(leaflet(name).title)}</a></li>' for name in LEAFLETS
    )
    return Form(
        "Leaflets",
        words.general,
        above=f'<ul class="list">{links}</ul>',
        foot=(words.basis, words.disclaimer),
    )


def one(name: str, report: Report | None, _base: str = "") -> Form:
    """A leaflet; while the plan runs, one can say that it was read."""
    text = leaflet(name)
    deed: Deed = ReadMedicineCard() if name == _MEDICINE else ReadLeaflet(name)
    read = Section("read", (), lambda _: (deed,))
    runs = report is not None and report["phase"] != "well"
    return Form(
        text.title,
        above=leaflet_html(text, level=2),
        sections=(read,) if runs else (),
        buttons=(Button("I have read it"),),
        following=lambda _: "check-in" if name == ASK_FIRST else "",
        foot=text.notice,
    )
