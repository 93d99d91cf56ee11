"""`answer`: answers the notice on the screen with one of its buttons."""

from __future__ import annotations

import click

from posture_daemon.core.notice import BUTTONS, Answer


def _complete(_ctx: click.Context, _param: click.Parameter, begun: str) -> list[str]:
    return [action.value for action in BUTTONS if action.startswith(begun)]


@click.command()
@click.argument(
    "action",
    type=click.Choice([each.value for each in BUTTONS]),
    metavar="ACTION",
    shell_complete=_complete,
)
def answer(action: str) -> None:
    """Answer the notice on the screen with one of its buttons.

    ACTION is a word that the notice names, for example confirm, fine, helped, worse, yes or no.
    Closing an alarm is no answer; "posture answer confirm" is.
    """
    from posture_daemon.cli.leaflet_text import wrapped
    from posture_daemon.control.client import ask
    from posture_daemon.paths import socket_path

    given = ask(socket_path(), "answer", action=str(action))
    for sentence in given.get("said") or [f"{Answer(action).label}: noted."]:
        click.echo(wrapped(sentence))
