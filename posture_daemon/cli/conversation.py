"""The commands that talk to the running service."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import click

from posture_daemon.cli.completion import complete_reminder
from posture_daemon.cli.status_text import end_of_mute
from posture_daemon.core.length import format_length
from posture_daemon.core.wording import title_of

_READING = 40.0  # seconds; the process that reads the settings has 30


def _ask(command: str, **details: Any) -> Any:
    from posture_daemon.control.client import ask
    from posture_daemon.paths import socket_path

    return ask(socket_path(), command, **details)


@click.command()
@click.argument("words", nargs=-1, metavar="[30m | until 15:00 | until-tomorrow]")
@click.option("--reason", help="A word for yourself; mutes with different reasons add up.")
@click.option("--until-meeting-ends", is_flag=True, help="Until the meeting that is on now ends.")
def mute(words: tuple[str, ...], reason: str | None, *, until_meeting_ends: bool) -> None:
    """Be quiet for a while (an hour if you do not say).

    What falls due meanwhile is not lost: it comes afterwards, as one notice.
    """
    details: dict[str, Any] = {"reason": reason, "meeting": until_meeting_ends}
    match words:
        case ():
            pass
        case ("until-tomorrow",) | ("until", "tomorrow"):
            details["until"] = "tomorrow"
        case ("until", time):
            details["until"] = time
        case (length,) | ("for", length):
            details["for"] = length
        case _:
            raise click.UsageError("Write: mute, mute 30m, mute until 15:00, mute until-tomorrow.")
    answer = _ask("mute", **details)
    click.echo(f"Muted until {end_of_mute(answer['until'], answer['now'])}.")


@click.command()
def unmute() -> None:
    """End every mute. What was owed comes a moment later, as one notice."""
    was_muted = _ask("unmute")["was_muted"]
    click.echo("No longer muted." if was_muted else "It was not muted.")


@click.command()
@click.argument("reminder", shell_complete=complete_reminder)
def take(reminder: str) -> None:
    """Take a break now.

    REMINDER is its name in the settings, for example "break".
    """
    answer = _ask("take", reminder=reminder)
    title, length = title_of(answer["reminder"]), timedelta(seconds=answer["for"])
    if not answer["shown"]:
        click.echo(f"{title}: you are at rest already, and that counts.")
    elif length:
        click.echo(f"{title} begins now, for {format_length(length)}.")
    else:
        click.echo(f"{title}: it is on the screen now.")


def _answer_command(name: str, what: str, said: str) -> click.Command:
    @click.command(name, help=what)
    def command() -> None:
        answer = _ask(name)
        click.echo(f"{title_of(answer['reminder'])}: {said}.")

    return command


@click.command()
def reload() -> None:
    """Read the settings file anew. If it is wrong, the settings in effect stay."""
    answer = _ask("reload", limit=_READING)
    click.echo(f"Settings in effect: {answer['settings']}.")


@click.command()
def stop() -> None:
    """End the running service."""
    click.echo(f"Posture daemon (process {_ask('stop')['pid']}) is stopping.")


@click.command()
@click.option("--page", metavar="ADDRESS", help="The notice of the page with this address.")
def done(page: str | None) -> None:
    """Answer the notice on the screen: done."""
    if page is not None and _opened_card(page):
        return
    details = {} if page is None else {"pass": _pass_in(page)}
    click.echo(f"{title_of(_ask('done', **details)['reminder'])}: done.")


def _opened_card(address: str) -> bool:
    """The other address that a page may have: the emergency card for whoever is sore."""
    from posture_daemon.forms.child import start_form
    from posture_daemon.guide.answer import SORE, word_in

    word = word_in(address, SORE)
    if word is None:
        return False
    _ask("pass", **{"pass": word})
    start_form("start")
    click.echo("Opened in your browser: the emergency card.")
    return True


def _pass_in(address: str) -> str:
    from posture_daemon.guide.answer import word_in

    word = word_in(address)
    if word is None:
        raise click.UsageError("--page takes an address from a page of a notice, and nothing else.")
    return word


start = _answer_command("start", "Begin the break on the screen, counted down.", "begun")
snooze = _answer_command("snooze", "Answer the notice on the screen: later.", "put off")
skip = _answer_command("skip", "Answer the notice on the screen: not this time.", "skipped")
