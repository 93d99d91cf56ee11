"""The emergency card and its two answers, and the way back after one of its signs."""

from __future__ import annotations

from functools import partial
from html import escape
from typing import TYPE_CHECKING

from posture_daemon.content.emergency import card as card_for
from posture_daemon.content.leaflets import leaflet
from posture_daemon.core.sore.deeds import AnswerCard, Begin, GotAdvice, ReadLeaflet
from posture_daemon.core.sore.notes import ASK_FIRST
from posture_daemon.forms.choices import Pressed
from posture_daemon.forms.fields import Tick
from posture_daemon.forms.form import Button, Form, Section
from posture_daemon.forms.words import leaflet_html

if TYPE_CHECKING:
    from collections.abc import Sequence

    from posture_daemon.content.emergency import Card, Signs
    from posture_daemon.core.sore.deeds import Deed
    from posture_daemon.forms.form import Values
    from posture_daemon.forms.service import Report

_APPLIES, _NONE = "applies", "none"
_OUTSIDE = "Remind me outside my working hours too, while I am awake"


def start(report: Report | None) -> Form:
    """The card as the beginning: with the answer the plan begins, and not without.

    The first time the answer waits until it was shown who should ask somebody first.
    """
    if report is not None and report["phase"] != "well":
        return show(report)
    ask = Section("begin", (Tick("outside", _OUTSIDE),), _begin, look="bare")
    return _card(report, (ask,), "first", waits=_is_first(report))


def begin(report: Report | None) -> Form:
    """Who should ask somebody first; nothing is asked of it, and the plan begins after it."""
    text = leaflet(ASK_FIRST)
    return Form(
        text.title,
        above=leaflet_html(text, level=2),
        sections=(Section("begin", (), lambda _: (_none(), ReadLeaflet(ASK_FIRST))),),
        buttons=(Button("Go on"),),
        following=lambda _: "first",
        alone=True,
        foot=(*text.notice, card_for(_country(report)).disclaimer),
    )


def show(report: Report | None) -> Form:
    """The card while the plan runs."""
    return _card(report, ())


def _is_first(report: Report | None) -> bool:
    return report is not None and report["ask_first"]


def advice(report: Report | None) -> Form:
    """Whom to call, and that all else is off until there was advice."""
    card = card_for(_country(report))
    return Form(
        card.yes,
        above=urgent(card, card.quiet),
        sections=(Section("advice", (), lambda _: (GotAdvice(),)),),
        buttons=(Button(card.got_advice, quiet=True),),
        following=lambda _: "card",
        alone=True,
        foot=(card.disclaimer,),
    )


def urgent(card: Card, more: str = "") -> str:
    """What to do now, and the number to call; `more` is what else is so by then."""
    said = f"{card.after_yes} {more}".strip()
    return f'<section class="urgent"><p>{escape(said)}</p>{calls(card)}</section>'


def calls(card: Card) -> str:
    """The numbers of the country, to be pressed where this machine can, and read elsewhere."""
    links = "".join(
        f'<a class="button call" href="tel:{number}">Call {number}</a>' for number in card.numbers
    )
    return f'<p class="row">{links}</p>' if links else ""


def lists(card: Card) -> str:
    """Both lists of signs."""
    return f'<div class="signs">{"".join(map(_signs, card.groups))}</div>'


def _card(
    report: Report | None,
    before: tuple[Section, ...],
    onward: str = "check-in",
    *,
    waits: bool = False,
) -> Form:
    """The card; a "none" that `waits` is told together with what is shown next."""
    card = card_for(_country(report))
    read = "begin" if waits else ASK_FIRST
    following = read if _is_first(report) else onward
    return Form(
        card.title,
        card.opening,
        above=lists(card),
        sections=(
            *before,
            Section(
                "card",
                (Pressed("answer", (_APPLIES, _NONE)),),
                partial(_answer, waits=waits),
                look="bare",
            ),
        ),
        buttons=(Button(card.yes, "answer", _APPLIES), Button(card.no, "answer", _NONE)),
        always=lambda values: urgent(card) if values["answer"] == _APPLIES else "",
        following=lambda values: "advice" if values["answer"] == _APPLIES else following,
        alone=True,
        look="card",
        foot=(card.disclaimer,),
    )


def _country(report: Report | None) -> str:
    return report["country"] if report else ""


def _signs(signs: Signs) -> str:
    items = "".join(f"<li>{escape(sign.text)}</li>" for sign in signs.items)
    return (
        f"<section><h2>{escape(signs.heading)}</h2><p>{escape(signs.text)}</p>"
        f"<ul>{items}</ul></section>"
    )


def _begin(values: Values) -> Sequence[Deed]:
    return (Begin(outside_hours=values["outside"]),)


def _answer(values: Values, *, waits: bool) -> Sequence[Deed]:
    if values["answer"] == _APPLIES:
        return (AnswerCard(applies=True, version=card_for().version),)
    return () if waits else (_none(),)


def _none() -> Deed:
    return AnswerCard(applies=False, version=card_for().version)
