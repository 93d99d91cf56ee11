"""`sore`: what the program does while a back is sore, from the emergency card to the usual."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import click

from posture_daemon.cli import card as emergency
from posture_daemon.cli.default_command import FirstByDefault
from posture_daemon.cli.level import LEVEL, ask_for_level, level, pick, show_table
from posture_daemon.cli.questions import yes_or_no
from posture_daemon.cli.sore_beginning import first_things
from posture_daemon.cli.sore_facts import did, told
from posture_daemon.cli.sore_help import help_, leaflet, print_leaflet
from posture_daemon.cli.telling import report, tell
from posture_daemon.core.sore import deeds
from posture_daemon.core.sore.notes import ASK_FIRST
from posture_daemon.errors import PostureError

if TYPE_CHECKING:
    from posture_daemon.cli.telling import Report
    from posture_daemon.content.emergency import Card

_PAGE = "Open it as a page in the browser instead."


@click.group(cls=FirstByDefault)
def sore() -> None:
    """Is your back sore? A plan with reminders, and a diary.

    It begins with the emergency card. General information, the same for everyone; you pick how
    much, and nothing is decided for you. Warmth, cold, the diary and medicines have commands of
    their own: posture warmth, cold, pain, medicine.
    """


@sore.command()
@click.option("--json", "as_json", is_flag=True, help="Print it for programs.")
def status(*, as_json: bool) -> None:
    """Say how far it is and what comes next. This is what `sore` alone does."""
    from posture_daemon.cli.sore_text import next_line, status_lines

    now = report()
    if as_json:
        click.echo(json.dumps(now, indent=2, ensure_ascii=False))
        return
    click.echo("\n".join((*status_lines(now), *next_line(now))))


@sore.command()
@emergency.answer_option
@click.option(
    "--outside-hours/--working-hours",
    default=None,
    help="Whether reminders may come in all your waking hours, or only while you work.",
)
@click.option("--level", "number", type=LEVEL, help="The level that you pick from the table.")
@emergency.country_option
@click.option("--page", is_flag=True, help=_PAGE)
def start(
    answer: str | None,
    number: int | None,
    country: str | None,
    *,
    outside_hours: bool | None,
    page: bool,
) -> None:
    """Say that your back is sore, and answer the emergency card.

    The first time it shows who should ask somebody first. Then you pick a level, and may give a
    first score. Nothing begins before the card is answered. While it runs, the reminders of a sore
    back come instead of the usual ones.
    """
    if page:
        _open("start")
        return
    shown = emergency.show_card(emergency.country_of(country, report))
    if emergency.asked(shown, answer):
        _a_sign_applies(shown, country)
        return
    now = report()
    _show_ask_first(now)
    if now["phase"] != "well":
        _none_applies(shown)
        return
    if outside_hours is None:
        outside_hours = answer is None and _ask_about_hours()
    tell(deeds.Begin(outside_hours=outside_hours))
    _pick_first_level(number, _none_applies(shown), may_ask=answer is None)
    first_things(may_ask=answer is None)


@sore.command("card")
@emergency.answer_option
@emergency.country_option
@click.option("--page", is_flag=True, help=_PAGE)
def card_(answer: str | None, country: str | None, *, page: bool) -> None:
    """Show the emergency card, and answer it again. It is shown without a service, too."""
    if page:
        _open("card")
        return
    answer_card(answer, country)


def answer_card(answer: str | None, country: str | None) -> None:
    """Show the emergency card, and take its answer."""
    shown = emergency.show_card(emergency.country_of(country, report))
    if emergency.asked(shown, answer):
        _a_sign_applies(shown, country)
    elif (now := report())["phase"] == "well":
        click.echo("No plan runs. To begin one: posture sore start")
    else:
        _show_ask_first(now)
        _none_applies(shown)


def _show_ask_first(now: Report) -> None:
    """Who should ask somebody first: shown before the first use, and nothing is asked of it."""
    if now["ask_first"]:
        print_leaflet(ASK_FIRST)
        click.echo("")


def _none_applies(shown: Card) -> Report:
    now = tell(deeds.AnswerCard(applies=False, version=shown.version))
    return tell(deeds.ReadLeaflet(ASK_FIRST)) if now["ask_first"] else now


def _pick_first_level(number: int | None, now: Report, *, may_ask: bool) -> None:
    """From the table, which is shown with the rule for stopping in it."""
    if number is None and not may_ask:
        return
    show_table()
    if number is None:
        ask_for_level(now)
    else:
        pick(number, now, stop_rule_read=True)


def _a_sign_applies(shown: Card, country: str | None) -> None:
    emergency.say_number(shown)  # first, whatever becomes of the rest
    now = report()
    emergency.say_whose(country, now["country"])
    if now["phase"] == "well":
        tell(deeds.Begin())
    tell(deeds.AnswerCard(applies=True, version=shown.version))
    click.echo(f"{shown.got_advice}: posture sore advice")


def _card_comes_next(now: Report) -> None:
    """It is shown, and can be answered at once; where nobody answers it waits."""
    shown = emergency.show_card(now["country"])
    try:
        applies = emergency.asked(shown, None)
    except PostureError:
        click.echo("The card waits for its answer: posture sore card")
        return
    if applies:
        _a_sign_applies(shown, None)
    else:
        _show_ask_first(now)
        _none_applies(shown)


def _ask_about_hours() -> bool:
    return yes_or_no(
        "May reminders also come outside working hours, while you are awake?",
        "Nothing has begun. Say it: posture sore start --working-hours or --outside-hours",
    )


def _open(page: str) -> None:
    from posture_daemon.forms.child import start_form

    start_form(page)
    click.echo("Opened in your browser.")


def _saying(name: str, deed: deeds.Deed, what: str) -> click.Command:
    @click.command(name, help=what)
    def command() -> None:
        now = tell(deed)
        if now["phase"] == "safety":
            _card_comes_next(now)

    return command


@sore.command()
def form() -> None:
    """Open the check-in as a page in the browser, to fill in there."""
    _open("check-in")


for _command in (
    level,
    did,
    _saying("pause", deeds.Pause(), "Be quiet; only alarms of warmth or cold go on."),
    _saying("resume", deeds.Resume(), "Go on after a pause. After a day the card comes first."),
    _saying(
        "usual",
        deeds.Usual(),
        "Say that you are back to what is usual. Half a year of upkeep follows.",
    ),
    _saying("end", deeds.End(), "End the plan. The diary stays; see: posture forget."),
    _saying(
        "advice", deeds.GotAdvice(), "Say that you got advice about a sign. The card comes next."
    ),
    help_,
    leaflet,
    told,
):
    sore.add_command(_command)
