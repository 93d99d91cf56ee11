"""Warmth and cold: the three questions of the day, the start, and what to mind meanwhile."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Any

from posture_daemon.content.leaflets import leaflet
from posture_daemon.content.precautions import precautions
from posture_daemon.content.sayings import diary
from posture_daemon.core.sore.deeds import AnswerNever, EndSession, StartSession, Thermal
from posture_daemon.core.sore.numbers import COLD_MINUTES, DEFAULT_MINUTES, WARMTH_MINUTES
from posture_daemon.forms.choices import Choice, Scale
from posture_daemon.forms.fields import Number, Tick
from posture_daemon.forms.form import Button, Form, Section
from posture_daemon.forms.words import folded, moment, sections_html, table

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from posture_daemon.core.sore.deeds import Deed
    from posture_daemon.forms.form import Values
    from posture_daemon.forms.service import Report

_YES_NO = {"yes": "Yes", "no": "No"}
_MINUTES = {Thermal.WARMTH: WARMTH_MINUTES, Thermal.COLD: COLD_MINUTES}


def thermal(report: Report | None, kind: Thermal) -> Form:
    """The form that begins a session; what runs already can be ended, and a yes ends the asking."""
    known = report["thermal"][kind] if report else {}
    running = report["session"] if report else None
    if running:
        return _running(running)
    sections = () if known.get("applies_today") else tuple(_sections(kind, known))
    return Form(
        str(kind).capitalize(),
        above=_times(known) if sections else f"<p>{escape(precautions(kind).refusal)}</p>",
        below=_minding(kind),
        sections=sections,
        buttons=(Button(f"Start {kind}"),),
        always=lambda values: _refused(kind, values),
        following=lambda values: "" if _answers(kind, values).count(True) else kind.value,
        foot=leaflet("warmth-and-cold").notice,
    )


def _running(session: dict[str, Any]) -> Form:
    kind = session["kind"].capitalize()
    ends = moment(session["ends"])
    said = "Its time is over. Take it off." if session["over"] else f"It is on until {ends}."
    section = Section("end", (), lambda _: (EndSession(),))
    return Form(kind, said, sections=(section,), buttons=(Button("It is off"),))


def _sections(kind: Thermal, known: dict[str, Any]) -> Iterator[Section]:
    if not known.get("asked_today"):
        ask = precautions(kind)
        never = tuple(
            Choice(f"never{place}", question.text, _YES_NO, required=True)
            for place, question in enumerate(ask.questions)
        )
        beside = f"<p>{escape(ask.opening)}</p>"
        yield Section("never", never, lambda values: _never(kind, values), "First", beside)
    words = diary()
    fields = (
        Number("minutes", "Minutes", *_MINUTES[kind], known.get("minutes", DEFAULT_MINUTES)),
        Scale("score", words.sore, f"{words.lowest}. {words.highest}."),
        Tick("awake", "In quiet hours: I will stay awake until it is off"),
    )
    yield Section("start", fields, lambda values: _start(kind, values), "The start")


def _times(known: dict[str, Any]) -> str:
    if not known:
        return ""
    today = f"Today so far: {known['today']}, of {known['most']} at most."
    opens = f" The next may begin on {moment(known['opens'])}." if known["opens"] else ""
    return f'<p class="times">{escape(today + opens)}</p>'


def _minding(kind: Thermal) -> str:
    """The leaflet's column for this kind, and the rest of it folded away."""
    text = leaflet("warmth-and-cold")
    chart, *others = text.sections
    column = chart.columns.index(kind.value.capitalize())
    rows = [(row[0], row[column]) for row in chart.rows]
    name = f"{kind.value.capitalize()}: how, how long, how often"
    shown = (
        f'<section class="leaf"><h2>{name}</h2>{table(name, ("", "What to mind"), rows)}</section>'
    )
    return shown + folded(text.title, f"<p>{escape(text.opening)}</p>{sections_html(others)}")


def _answers(kind: Thermal, values: Values) -> list[bool]:
    asked = range(len(precautions(kind).questions))
    return [values.get(f"never{place}") == "yes" for place in asked]


def _refused(kind: Thermal, values: Values) -> str:
    why = precautions(kind).refused(_answers(kind, values))
    return f'<section class="trouble"><p>{escape(why)}</p></section>' if why else ""


def _never(kind: Thermal, values: Values) -> Sequence[Deed]:
    return (AnswerNever(kind, any(_answers(kind, values))),)


def _start(kind: Thermal, values: Values) -> Sequence[Deed]:
    if any(_answers(kind, values)):
        return ()
    return (StartSession(kind, values["minutes"], values["awake"], values["score"]),)
