"""`pain list`: the scores in the diary, for people and for programs."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import click

from posture_daemon.cli.leaflet_text import wrapped
from posture_daemon.core.sore.deeds import CheckIn, ScoreActivity

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import tzinfo

    from posture_daemon.core.sore.deeds import Record

_SLEPT = {True: "sleep disturbed", False: "slept", None: ""}


@click.command("list")
@click.option("--since", metavar="TIME", help='From then on: "2h" (ago), "monday", "2026-03-02".')
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line, for programs.")
def list_(since: str | None, *, as_json: bool) -> None:
    """Print the scores that you wrote down. The service need not run."""
    from posture_daemon.adapters.zone import LOCAL, zone_named
    from posture_daemon.cli.diary import records
    from posture_daemon.cli.log import instant_in

    zone = zone_named(LOCAL)
    start = instant_in("--since", since, zone, 0) if since else None
    for record in records():
        if isinstance(record.deed, CheckIn | ScoreActivity) and (not start or record.at >= start):
            click.echo(
                _as_json(record, zone) if as_json else wrapped(_line(record, zone), "", "  ")
            )


def _line(record: Record, zone: tzinfo) -> str:
    at = f"{record.at.astimezone(zone):%Y-%m-%d %H:%M}"
    match record.deed:
        case CheckIn() as check_in:
            return f"{at}  {check_in.now:>2}  {'; '.join(_particulars(check_in))}".rstrip()
        case ScoreActivity(activity, score):
            return f"{at}  {score:>2}  activity: {activity}"
    return at


def _particulars(check_in: CheckIn) -> Iterator[str]:
    said = {
        "worst": check_in.worst,
        "average": check_in.average,
        "leg": check_in.leg,
        "where": ", ".join(check_in.areas),
        "stiff": None if check_in.stiff_minutes is None else f"{check_in.stiff_minutes} minutes",
        "work": check_in.work,
        "mood": check_in.mood,
        "helped": ", ".join(check_in.helped),
        "note": check_in.note,
    }
    yield from (f"{name} {value}" for name, value in said.items() if value not in (None, ""))
    if slept := _SLEPT[check_in.sleep_disturbed]:
        yield slept


def _as_json(record: Record, zone: tzinfo) -> str:
    from posture_daemon.diary.form import plain

    told = plain(record.deed)
    whole = {"at": record.at.astimezone(zone).isoformat(), "deed": told["deed"], **told["details"]}
    return json.dumps(whole, ensure_ascii=False)
