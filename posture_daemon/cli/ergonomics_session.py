"""The workstation check as a conversation in the terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from posture_daemon.cli.ergonomics_text import question_lines, status_lines, wrapped
from posture_daemon.ergonomics.answers import Reply

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import AbstractContextManager
    from datetime import datetime, tzinfo

    from posture_daemon.ergonomics.checklist import Check
    from posture_daemon.ergonomics.review import Review

    Changing = Callable[[datetime], AbstractContextManager[Review]]

_LATER, _BACK, _QUIT = "later", "back", "quit"
_SPELLINGS = (
    (Reply.YES, ("y", "yes")),
    (Reply.NO, ("n", "no")),
    (Reply.NOT_FOR_ME, ("x", "na", "does not apply")),
    (_LATER, ("l", "later", "")),
    (_BACK, ("b", "back")),
    (_QUIT, ("q", "quit")),
)
_WORDS: dict[str, str] = {word: said for said, words in _SPELLINGS for word in words}
_CHOICES = "y yes, n no, x does not apply, l later, b back, q quit"
_INTRODUCTION = "Answer yes where nothing needs a change. Comfort may overrule any figure."


class Session:
    """Asks one question after the other; each answer is kept before the next is asked."""

    def __init__(self, changing: Changing, now: datetime, zone: tzinfo) -> None:
        self._changing = changing
        self._now = now
        self._zone = zone

    def run(self, *, again: bool = False) -> None:
        """Ask about the change under way if it is time, then what is open, and name one change."""
        with self._changing(self._now) as review:
            confirm, asked = review.to_confirm, list(review.checks if again else review.unanswered)
        if confirm:
            self._confirm(confirm)
        if asked:
            click.echo(_INTRODUCTION)
            self._ask(asked)
        with self._changing(self._now) as review:
            review.choose_change()
        click.echo("")
        for line in status_lines(review, self._zone):
            click.echo(line)

    def _confirm(self, check: Check) -> None:
        click.echo(f"You had in mind: {check.title}.")
        click.echo(wrapped(check.change))
        click.echo("Is it made?")
        self._keep(check, _said())

    def _ask(self, checks: list[Check]) -> None:
        place = 0
        while place < len(checks):
            for line in question_lines(checks[place], f"{place + 1}/{len(checks)}"):
                click.echo(line)
            said = _said()
            if said is _QUIT:
                return
            if said is _LATER:
                click.echo("  Left open, for later.")
            self._keep(checks[place], said)
            place = max(place - 1, 0) if said is _BACK else place + 1

    def _keep(self, check: Check, said: str) -> None:
        if isinstance(said, Reply):
            with self._changing(self._now) as review:
                review.answer(check, said)
            if said is Reply.NO:
                click.echo(wrapped(f"Worth a try: {check.change}"))


def _said() -> str:
    """What the person types, until it is one of the words; the end of the input is to quit."""
    while True:
        try:
            typed = click.prompt(f"  [{_CHOICES}]", default="", show_default=False)
        except click.Abort:
            click.echo("")
            return _QUIT
        if (word := " ".join(typed.lower().split())) in _WORDS:
            return _WORDS[word]
        click.echo(f"  {typed!r} is none of: {_CHOICES}.")
