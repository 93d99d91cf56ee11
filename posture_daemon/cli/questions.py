"""Asks a person in the terminal; where nobody answers, a sentence says what a script does."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

import click

if TYPE_CHECKING:
    from collections.abc import Mapping

T = TypeVar("T")

_YES_OR_NO = {"yes": True, "y": True, "no": False, "n": False}


def typed(question: str, otherwise: str) -> str:
    """What the person types, which may be nothing.

    Raises PostureError with the hint `otherwise` where the input has ended.
    """
    from posture_daemon.errors import PostureError

    try:
        answer: str = click.prompt(question, default="", show_default=False)
    except click.Abort as ended:
        if not isinstance(ended.__context__, EOFError):
            raise
        click.echo("")
        raise PostureError("Nobody answers the question.", otherwise) from None
    return answer.strip()


def one_of(question: str, answers: Mapping[str, T], otherwise: str) -> T:
    """What the typed word stands for; nothing but one of these words is taken."""
    while True:
        word = typed(question, otherwise)
        if word.lower() in answers:
            return answers[word.lower()]
        click.echo(f"{word!r} is none of: {', '.join(answers)}.")


def yes_or_no(question: str, otherwise: str) -> bool:
    """Ask until it is yes or no; there is no default."""
    return one_of(f"{question} [yes/no]", _YES_OR_NO, otherwise)
