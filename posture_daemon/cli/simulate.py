"""`simulate`: a day as a story, by the real rules on virtual time."""

from __future__ import annotations

import io
import json
import sys
from typing import TYPE_CHECKING, TextIO

import click

from posture_daemon.cli.run import CHANGES

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime, tzinfo

    from posture_daemon.core.entry import Entry

_RESPONSES = ("ignore", "done", "skip", "snooze")


@click.command()
@click.option("--settings", type=click.Path(), help="The settings file to try.")
@click.option("--set", "changes", multiple=True, metavar="KEY=VALUE", help=CHANGES)
@click.option("--from", "start", required=True, metavar="TIME", help='As "2026-03-02T08:00".')
@click.option("--until", "end", required=True, metavar="TIME", help='As "2026-03-02T18:00".')
@click.option("--script", type=click.File(), help="What happens, as JSON Lines; - reads it here.")
@click.option(
    "--responses",
    type=click.Choice(_RESPONSES),
    default="ignore",
    show_default=True,
    help="What is answered to every notice.",
)
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line, for programs.")
def simulate(
    settings: str | None,
    start: str,
    end: str,
    script: TextIO | None,
    responses: str,
    *,
    changes: tuple[str, ...],
    as_json: bool,
) -> None:
    """Play a stretch of time and print its journal.

    Times are ISO 8601; without an offset they are local time in the settings' time zone.
    """
    from datetime import UTC
    from pathlib import Path

    from posture_daemon.adapters.zone import zone_named
    from posture_daemon.settings import read_settings
    from posture_daemon.simulation.play import Play
    from posture_daemon.simulation.script import ANSWERS, read_script

    first, last = _years(start, end)
    file = Path(settings) if settings else None
    plan = read_settings(file, first - 1, last + 1, changes)
    zone = zone_named(plan.hours.time_zone)
    begin, until = _instant("--from", start, zone), _instant("--until", end, zone)
    if until < begin:
        raise click.BadParameter("it is before --from", param_hint="--until")
    play = Play(
        plan, zone, begin.astimezone(UTC), _writer(zone, as_json=as_json), ANSWERS.get(responses)
    )
    play.run(read_script(script or (), zone), until)


def _years(start: str, end: str) -> tuple[int, int]:
    """The years that both times lie in, roughly: the time zone is not known yet."""
    years = [int(text[:4]) for text in (start, end) if text[:4].isdigit()]
    return (min(years), max(years)) if years else (1970, 1970)


def _instant(option: str, text: str, zone: tzinfo) -> datetime:
    from posture_daemon.simulation.script import read_instant

    try:
        return read_instant(text, zone)
    except ValueError as wrong:
        raise click.BadParameter(str(wrong), param_hint=option) from wrong


def _writer(zone: tzinfo, *, as_json: bool) -> Callable[[Entry], None]:
    from posture_daemon.core.printed import as_line, as_plain

    encode = json.JSONEncoder(ensure_ascii=False).encode
    out = sys.stdout or io.StringIO()  # with standard output closed there is none

    def write(entry: Entry) -> None:
        line = encode(as_plain(entry, zone)) if as_json else as_line(entry, zone)
        out.write(f"{line}\n")

    return write
