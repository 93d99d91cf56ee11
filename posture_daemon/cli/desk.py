"""`desk`: says how the sit-stand desk is, and tells the service when you move it."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from collections.abc import Iterator


@click.command()
@click.argument("position", type=click.Choice(["up", "down"]), required=False)
@click.option("--json", "as_json", is_flag=True, help="Print it for programs.")
def desk(position: str | None, *, as_json: bool) -> None:
    """Say that the sit-stand desk is up or down.

    Without a word, see how it is. The reminders to stand and to sit count from then on. Where you
    say nothing, the service goes by your answers: Done on "stand" is standing, and a rest or Done
    on "sit" is sitting.
    """
    from posture_daemon.control.client import ask
    from posture_daemon.paths import socket_path

    answer = ask(socket_path(), "desk", position=position)
    if as_json:
        click.echo(json.dumps(answer, indent=2))
        return
    if position and not answer["turned"]:
        click.echo(f"It was {position} already.")
    for line in desk_lines(answer):
        click.echo(line)


def desk_lines(report: dict[str, Any]) -> Iterator[str]:
    """How the desk is, and how much standing there is today and in this week's cycle."""
    since = f", for {_said(report['standing'])} of work" if report["standing"] else ""
    today = f"{_said(report['stood_today'])} stood today" if report["stood_today"] else ""
    stand = f"a stand is {_said(report['stand'])} in week {report['week']}"
    yield "; ".join(filter(None, (f"Desk: {report['position']}{since}", today, stand))) + "."


def _said(seconds: float) -> str:
    from posture_daemon.core.wording import spoken

    return spoken(timedelta(seconds=seconds))
