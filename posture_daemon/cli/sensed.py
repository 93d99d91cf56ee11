"""`presence` and `meetings`: what each source says now."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from collections.abc import Iterable

    Report = dict[str, Any]

_JSON = click.option("--json", "as_json", is_flag=True, help="Print it for programs.")
_PRESENCE = ("presence", "presence_source", "presence_sources", "working")
_MEETINGS = ("busy", "sources", "calendars", "muted")


@click.command()
@_JSON
def presence(*, as_json: bool) -> None:
    """Say whether you count as present, and what tells so.

    The best source of idle time serves; every lock and every sleep counts.
    """
    from posture_daemon.cli.sensed_text import presence_lines

    _print(_PRESENCE, presence_lines, as_json=as_json)


@click.command()
@_JSON
def meetings(*, as_json: bool) -> None:
    """Say what tells of meetings, and what comes up today.

    Calls, calendars, do-not-disturb and full screen, each with what it says now.
    Titles are those of your own calendars; they are kept nowhere.
    """
    from posture_daemon.cli.sensed_text import meeting_lines

    _print(_MEETINGS, meeting_lines, as_json=as_json)


def _print(keys: tuple[str, ...], lines: Any, *, as_json: bool) -> None:
    from posture_daemon.control.client import ask
    from posture_daemon.paths import socket_path

    report: Report = ask(socket_path(), "status")
    if as_json:
        part = {key: report[key] for key in keys}
        click.echo(json.dumps(part, indent=2, ensure_ascii=False))
        return
    said: Iterable[str] = lines(report)
    click.echo("\n".join(said))
