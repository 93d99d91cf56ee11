"""`status`: what is next and why, once or live."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from collections.abc import Callable

    Report = dict[str, Any]

FORMATS = ("text", "json", "waybar", "i3status")
_LONGEST, _SHORTEST = 5.0, 0.5  # seconds between two looks


@click.command()
@click.option(
    "--format", "form", type=click.Choice(FORMATS), default="text", help="For people or bars."
)
@click.option("--json", "as_json", is_flag=True, help="Print it for programs.")
@click.option("--watch", is_flag=True, help="Go on, and print it anew when it changes.")
def status(form: str, *, as_json: bool, watch: bool) -> None:
    """Say what is next and when, what is held, and what is muted.

    With reasons for what is held, and how long a mute lasts.
    """
    from posture_daemon.cli import status_bar

    printed = status_bar.FORMATS["json" if as_json else form]
    if not watch:
        click.echo(printed(_ask()))
        return
    from threading import Event

    try:
        follow(_ask_patiently, printed, Event().wait)
    except KeyboardInterrupt:
        click.echo()


def follow(
    ask: Callable[[], Report | None],
    printed: Callable[[Report | None], str],
    wait: Callable[[float], object],
) -> None:
    """Print the report whenever it reads differently, for ever; a screen is wiped before."""
    from posture_daemon.cli.status_bar import as_text

    before = None
    while True:
        report = ask()
        if (reads := as_text(report)) != before:
            before = reads
            click.clear()
            click.echo(printed(report))
        wait(until_next(report))


def until_next(report: Report | None) -> float:
    """Seconds until something is due, or until the next look without that."""
    if report is None:
        return _LONGEST
    now = datetime.fromisoformat(report["now"])
    ahead = (datetime.fromisoformat(at) - now for at in report["jobs"].values() if at)
    soon = min((left.total_seconds() for left in ahead), default=_LONGEST)
    return min(max(soon, _SHORTEST), _LONGEST)


def _ask() -> Report:
    from posture_daemon.control.client import ask
    from posture_daemon.paths import socket_path

    return dict(ask(socket_path(), "status"))


def _ask_patiently() -> Report | None:
    """None while there is no service, or it does not answer; it may come back."""
    from posture_daemon.errors import PostureError

    try:
        return _ask()
    except PostureError:
        return None
