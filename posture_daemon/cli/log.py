"""`log`: the journal, readable."""

from __future__ import annotations

import json
from contextlib import suppress
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from datetime import tzinfo


@click.command()
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line, for programs.")
@click.option(
    "--since", metavar="TIME", help='From then on, for example "2026-03-02T09:00" or "2h".'
)
@click.option("-n", "--last", type=click.IntRange(min=1), help="Only the last entries.")
def log(since: str | None, last: int | None, *, as_json: bool) -> None:
    """Print what was decided and answered, and when. The service need not run."""
    from collections import deque

    from posture_daemon.adapters.journal import read_entries
    from posture_daemon.adapters.zone import LOCAL, zone_named
    from posture_daemon.core.printed import as_line, as_plain
    from posture_daemon.paths import journal_file

    zone = zone_named(LOCAL)
    start = _instant(since, zone) if since else None
    entries = read_entries(journal_file(), start)
    for entry in entries if last is None else deque(entries, maxlen=last):
        if as_json:
            click.echo(json.dumps(as_plain(entry, zone), ensure_ascii=False))
        else:
            click.echo(as_line(entry, zone))


def _instant(since: str, zone: tzinfo) -> datetime:
    """A time, or a length before now."""
    from posture_daemon.adapters.clock import SystemClock
    from posture_daemon.core.length import parse_length

    with suppress(ValueError):
        return SystemClock().now().wall - parse_length(since)
    try:
        at = datetime.fromisoformat(since)
        return (at if at.tzinfo else at.replace(tzinfo=zone)).astimezone(UTC)
    except (ValueError, OverflowError):
        raise click.BadParameter(
            f'{since!r} is not a time like "2026-03-02T09:00" or a length like "2h"',
            param_hint="--since",
        ) from None
