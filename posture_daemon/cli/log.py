"""`log`: the journal, readable."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import click

from posture_daemon.cli.completion import (
    complete_event,
    complete_reminder,
    reminders_there_are,
)
from posture_daemon.cli.diary import known_entries
from posture_daemon.errors import RequestRefused

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import datetime, tzinfo

    from posture_daemon.core.entry import Entry


@click.command()
@click.option(
    "--since",
    metavar="TIME",
    help='From then on: "9:30", "2h" (ago), "today", "monday", "2026-03-02T09:00".',
)
@click.option("--until", metavar="TIME", help="Up to then; a day is meant with all its hours.")
@click.option(
    "--reminder",
    "reminders",
    multiple=True,
    shell_complete=complete_reminder,
    help="Only this reminder, or what stood for it; may be given several times.",
)
@click.option(
    "--event",
    "events",
    multiple=True,
    shell_complete=complete_event,
    callback=lambda ctx, param, values: [_event(ctx, param, value) for value in values],
    help='Only this event, for example "held" or "shown"; may be given several times.',
)
@click.option("-n", "--last", type=click.IntRange(min=1), help="Only the last entries.")
@click.option("--health", is_flag=True, help="Also what belongs to a sore back, from the diary.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line, for programs.")
def log(
    since: str | None,
    until: str | None,
    reminders: tuple[str, ...],
    events: list[str],
    last: int | None,
    *,
    health: bool,
    as_json: bool,
) -> None:
    """Print what was decided and answered, and when. The service need not run."""
    from collections import deque

    from posture_daemon.adapters.zone import LOCAL, zone_named
    from posture_daemon.core.printed import as_line, as_plain

    zone = zone_named(LOCAL)
    start = instant_in("--since", since, zone, 0) if since else None
    end = instant_in("--until", until, zone, 1) if until else None
    entries = (
        entry
        for entry in _entries(start, end, health=health)
        if _is_meant(entry, reminders, events)
    )
    found = False
    for entry in entries if last is None else deque(entries, maxlen=last):
        found = True
        if as_json:
            click.echo(json.dumps(as_plain(entry, zone), ensure_ascii=False))
        else:
            click.echo(as_line(entry, zone))
    if not found:
        _check(reminders, health=health)


def _check(reminders: Sequence[str], *, health: bool) -> None:
    """Nothing was found. Raises RequestRefused if a name is one that nobody knows."""
    from posture_daemon.core.sore.prompts import is_private
    from posture_daemon.settings.allowed import did_you_mean, nearest

    for uid in (each for each in reminders if not is_private(each)):
        past = {entry.reminder for entry in known_entries(None, health=health)}
        known = dict.fromkeys([*reminders_there_are(), *sorted(filter(None, past))])
        if uid not in known:
            title = f"There is no reminder {uid!r}, and none in the journal"
            raise RequestRefused(f"{title}{did_you_mean(nearest(uid, known)) or '.'}")


def _entries(start: datetime | None, end: datetime | None, *, health: bool) -> Iterator[Entry]:
    for entry in known_entries(start, health=health):
        if end is None or entry.at <= end:
            yield entry


def _is_meant(entry: Entry, reminders: Sequence[str], events: Sequence[str]) -> bool:
    about = {entry.reminder, *entry.absorbed}
    return (not reminders or not about.isdisjoint(reminders)) and (
        not events or entry.event in events
    )


def _event(ctx: click.Context, param: click.Parameter, text: str) -> str:
    from posture_daemon.core.entry import Event

    known = ", ".join(Event)
    if text not in set(Event):
        raise click.BadParameter(f"{text!r} is none; there are: {known}", ctx, param)
    return text


def instant_in(option: str, text: str, zone: tzinfo, which: int) -> datetime:
    """The first or the last instant that is meant."""
    from posture_daemon.adapters.clock import SystemClock
    from posture_daemon.core.written_time import parse_time

    try:
        return parse_time(text, SystemClock().now().wall, zone)[which]
    except ValueError as wrong:
        raise click.BadParameter(f"{text!r} is {wrong}", param_hint=option) from None
