"""Every page there is, by the name that its address ends with."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Final

from posture_daemon.content.leaflets import LEAFLETS
from posture_daemon.core.sore.deeds import Thermal
from posture_daemon.forms import card
from posture_daemon.forms.check_in import check_in, first
from posture_daemon.forms.form import Form
from posture_daemon.forms.reading import index, one
from posture_daemon.forms.thermal import thermal
from posture_daemon.forms.visit import help_page

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from posture_daemon.forms.service import Report

_BUILDERS: Final[Mapping[str, Callable[[Report | None, str], Form]]] = {
    "start": lambda report, _: card.start(report),
    "begin": lambda report, _: card.begin(report),
    "card": lambda report, _: card.show(report),
    "advice": lambda report, _: card.advice(report),
    "first": first,
    "check-in": lambda report, _: check_in(report),
    "warmth": lambda report, _: thermal(report, Thermal.WARMTH),
    "cold": lambda report, _: thermal(report, Thermal.COLD),
    "leaflets": lambda _, base: index(base),
    "help": help_page,
    **{name: partial(one, name) for name in LEAFLETS},
}
PAGES: Final = tuple(_BUILDERS)
"""Their names."""

THANKS: Final = Form("Written down", "That is all. You may close this page.")
"""What comes after a form that leads to no other."""

_CARD = "card"
_DUE = (
    '<section class="due"><p>The emergency card is due.</p>'
    '<p><a class="button" href="{base}card">Read the emergency card</a></p></section>'
)
_URGENT = (
    '<section class="due"><p>You said that a sign on the emergency card applies to you. All '
    "else is off until you say that you got advice.</p>"
    '<p><a class="button" href="{base}advice">Whom to call</a></p></section>'
)


def form_of(name: str, report: Report | None, base: str) -> Form | None:
    """The form of a page as things are, and none where there is no such page."""
    if name not in _BUILDERS:
        return None
    form = _BUILDERS[name](report, base)
    if form.alone or report is None:
        return form
    return replace(form, above=_banner(report, base) + form.above)


def after(name: str, page: str, report: Report | None) -> str:
    """The page that comes after one: the card where it has fallen due, else what was planned."""
    due = report is not None and report["card"]["due"]
    return _CARD if due and page not in {"start", "begin", _CARD, "advice"} else name


def _banner(report: Report, base: str) -> str:
    if report["phase"] == "urgent":
        return _URGENT.format(base=base)
    return _DUE.format(base=base) if report["card"]["due"] else ""
