"""The emergency card in the terminal: shown whole, then one of two answers, and nothing between."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from posture_daemon.cli.leaflet_text import card_lines, wrapped
from posture_daemon.cli.questions import one_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from posture_daemon.content.emergency import Card

ANSWERS = {"applies": True, "none": False}
_OTHERWISE = "Nothing has begun. A script answers with --answer none or --answer applies."

answer_option = click.option(
    "--answer",
    type=click.Choice(list(ANSWERS)),
    help="For scripts: the answer to the card, which is printed all the same.",
)
country_option = click.option(
    "--country",
    metavar="CODE",
    callback=lambda ctx, param, code: code and _country(ctx, param, code),
    help='Whose emergency number is told now, by its two letters, for example "GB". The notice '
    "that stays goes by sore.country of the settings.",
)


def show_card(country: str) -> Card:
    """Print all of the card, and return it."""
    from posture_daemon.content.emergency import card

    shown = card(country)
    click.echo("\n".join(card_lines(shown)))
    return shown


def asked(shown: Card, answer: str | None) -> bool:
    """Whether one of its signs applies: as a script says, else as the person types."""
    click.echo("")
    if answer is not None:
        return ANSWERS[answer]
    click.echo(f"  applies  {shown.yes}\n  none     {shown.no}\n")
    return one_of("Type applies or none", ANSWERS, _OTHERWISE)


def country_of(named: str | None, report: Callable[[], dict[str, Any]]) -> str:
    """The country that is named, else that of the settings; "" where nobody knows it.

    The card is there for everybody: also without a service.
    """
    from contextlib import suppress

    from posture_daemon.errors import PostureError

    if named:
        return named
    with suppress(PostureError):  # whatever is wrong is said after the card, by the next request
        return str(report()["country"] or "")
    return ""


def say_number(shown: Card) -> None:
    """What to do now that a sign applies."""
    click.echo(wrapped(shown.after_yes))


def say_whose(named: str | None, known: str) -> None:
    """That a country which was named is not that of the settings, which all else goes by."""
    if named and named != known:
        said = f"the settings say {known}" if known else "the settings name no country"
        click.echo(
            wrapped(
                f"The number of {named} was told this once; {said}, and the notice goes by them. "
                f"To keep it: posture settings set sore.country {named}"
            )
        )


def _country(ctx: click.Context, param: click.Parameter, code: str) -> str:
    if len(code) != 2 or not code.isascii() or not code.isalpha():  # noqa: PLR2004  ISO 3166-1 alpha-2
        raise click.BadParameter(f"{code!r} is no country code of two letters", ctx, param)
    return code.upper()
