"""The workstation check as a page: one file to read, to print and to fill in, without a network."""

from __future__ import annotations

from html import escape
from pathlib import Path
from string import Template
from typing import TYPE_CHECKING

from posture_daemon.ergonomics.answers import Reply

if TYPE_CHECKING:
    from collections.abc import Iterator

    from posture_daemon.ergonomics.checklist import Check
    from posture_daemon.ergonomics.review import Review

_CHOICES = {Reply.YES: "Yes", Reply.NO: "No", Reply.NOT_FOR_ME: "Does not apply"}


def html(review: Review) -> str:
    """The whole page, with the answers so far; those given on it become a command line."""
    template = Template(Path(__file__).with_name("page.html").read_text("utf-8"))
    checks = "\n".join(
        "\n".join(_section(check, review.reply(check), number, len(review.checks)))
        for number, check in enumerate(review.checks, 1)
    )
    return template.substitute(summary="\n".join(_summary(review)), checks=checks)


def _summary(review: Review) -> Iterator[str]:
    replies = [review.reply(check) for check in review.checks]
    counts = (replies.count(reply) for reply in (Reply.YES, Reply.NO, None))
    yield "<p>{} fine, {} worth a try, {} not answered yet.</p>".format(*counts)
    if change := review.change:
        yield f"<p><strong>One change to try: {escape(change.title)}.</strong></p>"
        yield f"<p>{escape(change.change)} {escape(change.because)}</p>"


def _section(check: Check, reply: Reply | None, number: int, of: int) -> Iterator[str]:
    title = escape(check.title)
    yield f'<section aria-labelledby="{check.id}">'
    yield f'<h2 id="{check.id}">{title}</h2>'
    whom = f"For {escape(check.whom)}. " if check.whom else ""
    yield f'<p class="aside">{whom}{number} of {of}</p>'
    yield f"<p><strong>{escape(check.question)}</strong></p>"
    yield "<ul>" + "".join(f"<li>{escape(step)}</li>" for step in check.measure) + "</ul>"
    yield f"<fieldset><legend>{title}: your answer</legend>"
    for choice, word in _CHOICES.items():
        checked = " checked" if choice is reply else ""
        field = f'<input type="radio" name="{check.id}" value="{choice}"{checked}>'
        yield f"<label>{field} {word}</label>"
    yield "</fieldset>"
    yield f"<p>If not: {escape(check.change)}</p>"
    command = f"posture ergonomics answer {check.id} yes"
    yield f'<p class="by-hand aside"><code>{command}</code> (or no, or na)</p>'
    yield f'<p class="source">Source: {escape(check.source)}. Grade: {check.grade}.</p>'
    yield "</section>"
