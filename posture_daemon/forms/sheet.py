"""A copy of a form as it is drawn: with what was typed, what is wrong with it, what was told."""

from __future__ import annotations

from dataclasses import dataclass, field
from html import escape
from typing import TYPE_CHECKING

from posture_daemon.core.sore.deeds import Deed
from posture_daemon.forms.fields import Typed, drawn
from posture_daemon.forms.frame import Answer, frame
from posture_daemon.forms.service import Report

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from posture_daemon.forms.form import Button, Form, Section

NUMBER = "number"
"""The field that tells one copy from another."""


@dataclass(slots=True)
class Copy:
    """One form that was handed out: what of it has been told, and its answer once all has.

    `report` is how things were then, for when the service cannot be asked.
    """

    page: str
    number: str
    report: Report | None
    done: set[str] = field(default_factory=set)
    told: list[Deed] = field(default_factory=list)
    said: list[str] = field(default_factory=list)
    typed: Typed = field(default_factory=dict)
    wrong: dict[str, str] = field(default_factory=dict)
    trouble: str = ""
    answer: Answer | None = None

    def left(self, form: Form) -> Sequence[Section]:
        """What is still to be told of it."""
        return [section for section in form.sections if section.key not in self.done]


def page(form: Form, copy: Copy, base: str, first: str = "") -> str:
    """The page of a form, or of words; `first` is HTML that comes before what can be filled in."""
    trouble = "\n".join(_trouble(form, copy))
    above = (_head(form), _said(copy.said), trouble, first, form.above)
    return frame(
        f"Not yet: {form.title}" if trouble and copy.typed else form.title,
        "\n".join(filter(None, (*above, _form(form, copy, base), form.below))),
        base="" if form.alone else base,
        here=copy.page,
        look=form.look,
        foot=form.foot,
    )


def _head(form: Form) -> str:
    lead = f'<p class="lead">{escape(form.lead)}</p>' if form.lead else ""
    return f"<header><h1>{escape(form.title)}</h1>{lead}</header>"


def _said(lines: Sequence[str]) -> str:
    said = "".join(f"<p>{escape(line)}</p>" for line in lines)
    return f'<section class="said-so" role="status">{said}</section>' if said else ""


def _trouble(form: Form, copy: Copy) -> Iterator[str]:
    """What has to be put right, with the way to each place."""
    if copy.trouble:
        yield f'<section class="trouble" role="alert"><p>{escape(copy.trouble)}</p></section>'
    if copy.wrong:
        questions = {each.name: each.question for part in form.sections for each in part.fields}
        places = "".join(
            f'<li><a href="#{name}">{escape(questions[name])}</a> {escape(sentence)}</li>'
            for name, sentence in copy.wrong.items()
        )
        yield (
            '<section class="trouble" role="alert"><h2>Not written down yet</h2>'
            f"<ul>{places}</ul></section>"
        )


def _form(form: Form, copy: Copy, base: str) -> str:
    if not form.sections:
        return ""
    sections = "\n".join(_section(section, copy) for section in copy.left(form))
    buttons = "".join(map(_button, form.buttons))
    return (
        f'<form method="post" action="{base}{copy.page}" autocomplete="off">'
        f'<input type="hidden" name="{NUMBER}" value="{copy.number}">\n'
        f'{sections}\n<div class="row send">{buttons}</div></form>'
    )


def _section(section: Section, copy: Copy) -> str:
    fields = "\n".join(drawn(section.fields, copy.typed, copy.wrong))
    title = f'<h2 id="{section.key}-title">{escape(section.title)}</h2>' if section.title else ""
    labelled = f' aria-labelledby="{section.key}-title"' if section.title else ""
    inside = f"{title}\n{section.beside}\n{fields}".strip()
    return f'<section class="part {section.look}"{labelled}>{inside}</section>' if inside else ""


def _button(button: Button) -> str:
    named = f' name="{button.name}" value="{button.value}"' if button.name else ""
    look = "" if button.quiet else ' class="first"'
    return f"<button{look}{named}>{escape(button.words)}</button>"
