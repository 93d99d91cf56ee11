"""Help: the card, when to see someone and who can help, the appointment, and what to ask there."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from posture_daemon.content.emergency import card as card_for
from posture_daemon.content.leaflets import leaflet
from posture_daemon.content.sayings import diary
from posture_daemon.core.sore.deeds import Ask, Stage, Visit
from posture_daemon.core.sore.numbers import LONGEST_NOTE
from posture_daemon.errors import RequestRefused
from posture_daemon.forms.card import calls, lists
from posture_daemon.forms.choices import Choice
from posture_daemon.forms.fields import Day, Text
from posture_daemon.forms.form import Form, Section
from posture_daemon.forms.words import folded, leaflet_html

if TYPE_CHECKING:
    from collections.abc import Sequence

    from posture_daemon.core.sore.deeds import Deed
    from posture_daemon.forms.form import Values
    from posture_daemon.forms.service import Report

_STAGES = {
    Stage.BOOKED.value: "Booked",
    Stage.SEEN.value: "Seen",
    Stage.NOT_NOW.value: "Not now",
}
_LONGEST_NAME = 100


def help_page(report: Report | None, base: str) -> Form:
    """The form for an appointment, below what there is to read before one."""
    see, first = leaflet("see-someone"), leaflet("before-you-start")
    return Form(
        "Help",
        above=f"{_card(report, base)}<h2>{escape(see.title)}</h2>{leaflet_html(see)}",
        below=folded(first.title, leaflet_html(first)),
        sections=(_visit(report), _question(report)),
        foot=see.notice,
    )


def _card(report: Report | None, base: str) -> str:
    """The signs, folded away, and the way to the page on which they can be answered."""
    card = card_for(report["country"] if report else "")
    signs = folded("The emergency card", lists(card) + calls(card))
    runs = report is not None and report["phase"] != "well"
    page, words = ("card", "Answer the emergency card") if runs else ("start", "My back is sore")
    return f'{signs}<p class="row"><a class="button" href="{base}{page}">{words}</a></p>'


def _visit(report: Report | None) -> Section:
    fields = (
        Choice("stage", "An appointment", _STAGES),
        Day("on", "On which day"),
        Text("whom", "With whom", _LONGEST_NAME),
    )
    known = report["visit"] if report else None
    beside = f"<p>{escape(_known(known))}</p>" if known else ""
    return Section("visit", fields, _booked, "Your appointment", beside)


def _known(visit: dict[str, str]) -> str:
    parts = (_STAGES[visit["stage"]], visit["on"], visit["whom"])
    return f"So far: {', '.join(filter(None, parts))}."


def _booked(values: Values) -> Sequence[Deed]:
    if values["stage"] is None:
        if values["on"] or values["whom"]:
            raise RequestRefused("Is it booked, or were you there?", "Choose one of the three.")
        return ()
    stage = Stage(values["stage"])
    if stage is not Stage.NOT_NOW and values["on"] is None:
        raise RequestRefused("The day of the appointment is missing.", "Fill it in.")
    return (Visit(stage, values["on"], values["whom"]),)


def _question(report: Report | None) -> Section:
    asked = report["questions"] if report else ()
    listed = "".join(f"<li>{escape(question)}</li>" for question in asked)
    return Section(
        "question",
        (Text("question", diary().visit, LONGEST_NOTE, lines=2),),
        lambda values: (Ask(values["question"]),) if values["question"] else (),
        "Your questions",
        f"<ul>{listed}</ul>" if listed else "",
    )
