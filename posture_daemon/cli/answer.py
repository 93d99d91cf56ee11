"""`answer`: answers the notice on the screen with one of its buttons."""

from __future__ import annotations

import click

from posture_daemon.core.notice import Action


def _complete(_ctx: click.Context, _param: click.Parameter, begun: str) -> list[str]:
    return [action.value for action in Action if action.startswith(begun)]


@click.command()
@click.argument(
    "action",
    type=click.Choice([each.value for each in Action]),
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
    for sentence in given.get("said") or [f"{Action(action).label}: noted."]:
        click.echo(wrapped(sentence))
