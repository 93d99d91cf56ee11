"""`plan`: the projected timetable under the present settings."""

from __future__ import annotations

import json
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from datetime import datetime, tzinfo

    from posture_daemon.core.meeting import Meeting
    from posture_daemon.core.plan import Plan
    from posture_daemon.simulation.projection import Day

_RESPONSES = {"done": "done", "take": "start", "ignore": None}
_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_SORE = (
    "The sore-back plan is on, and what comes of it says: posture sore\n"
    "This is the timetable of the ordinary reminders, as it is without that plan."
)
_FILE = click.Path(dir_okay=False, writable=True, path_type=Path)


@click.command()
@click.option("--date", "day", metavar="DATE", help='"2026-03-02", "tomorrow", "friday".')
@click.option("--week", is_flag=True, help="The whole week of that date, Monday first.")
@click.option(
    "--responses",
    type=click.Choice(list(_RESPONSES)),
    default="done",
    show_default=True,
    help="How each notice is answered: Done at once, the break taken, or not at all.",
)
@click.option("--settings", type=click.Path(path_type=Path), help="Another settings file.")
@click.option("--json", "as_json", is_flag=True, help="Print it for programs.")
@click.option("--svg", type=_FILE, help="Draw it into this file.")
@click.option("--png", type=_FILE, help="Draw it into this file.")
def plan(
    day: str | None,
    responses: str,
    settings: Path | None,
    svg: Path | None,
    png: Path | None,
    *,
    week: bool,
    as_json: bool,
) -> None:
    """Print when each reminder would come, today or on another day.

    As if you worked all through your hours and answered each notice at once; a rest that you take
    moves what comes after it. The meetings of your calendars are in it, as far as they are known
    without asking anybody. Pictures need matplotlib: pip install 'posture-daemon[plot]'.
    """
    from concurrent.futures import ThreadPoolExecutor

    from posture_daemon.adapters.zone import zone_named

    now = _now()
    first = _read_date(day, now) if day else now.date()
    with ThreadPoolExecutor(1) as reader:
        reading = reader.submit(_read_plan, settings, first.year, now)
        # While another process reads the settings, this one loads the rules.
        from posture_daemon.cli.plan_text import as_plain, as_text
        from posture_daemon.simulation.projection import project
        from posture_daemon.simulation.script import ANSWERS

        plan = reading.result()
    zone = zone_named(plan.hours.time_zone)
    monday = first - timedelta(days=first.weekday())
    dates = [monday + timedelta(days=n) for n in range(7)] if week else [first]
    meetings = _meetings(plan, dates, now) if plan.sensing.calendars else []
    answer, began = ANSWERS.get(_RESPONSES[responses] or ""), _began(plan)
    days = project(plan, zone, dates, answer, meetings, began=began)
    _draw(days, plan, zone, [file for file in (svg, png) if file])
    if as_json:
        whole: dict[str, Any] = {"time_zone": str(zone), "responses": responses}
        whole["days"] = [as_plain(day, plan, zone) for day in days]
        click.echo(json.dumps(whole, indent=2, ensure_ascii=False))
    elif not (svg or png):
        if _is_sore():
            click.echo(f"{_SORE}\n")
        click.echo("\n\n".join(as_text(day, plan, zone) for day in days))


def _is_sore() -> bool:
    """Whether the running service follows a sore back; without one nobody knows."""
    from contextlib import suppress

    from posture_daemon.control.client import ask
    from posture_daemon.errors import PostureError
    from posture_daemon.paths import socket_path

    with suppress(PostureError):
        return bool(ask(socket_path(), "status").get("sore_back") not in {None, "well"})
    return False


def _now() -> datetime:
    from posture_daemon.adapters.clock import SystemClock
    from posture_daemon.adapters.zone import LOCAL, zone_named

    return SystemClock().now().wall.astimezone(zone_named(LOCAL))


def _read_date(text: str, now: datetime) -> date:
    """A date, or the next day of this name; today is one of them."""
    from posture_daemon.core.local_time import YEARS

    word, today = text.strip().lower(), now.date()
    if word in {"today", "tomorrow"}:
        return today + timedelta(days=word == "tomorrow")
    for number, name in enumerate(_WEEKDAYS):
        if word in {name, name[:3]}:
            return today + timedelta(days=(number - today.weekday()) % 7)
    try:
        found = date.fromisoformat(word)
    except ValueError:
        sentence = f'{text!r} is not a date like "2026-03-02", "tomorrow" or "friday"'
        raise click.BadParameter(sentence, param_hint="--date") from None
    if found.year not in YEARS:
        sentence = f"{text!r} is too far away; from {YEARS[0]} to {YEARS[-1]} are possible"
        raise click.BadParameter(sentence, param_hint="--date")
    return found


def _read_plan(settings: Path | None, year: int, now: datetime) -> Plan:
    from posture_daemon.paths import chosen_settings
    from posture_daemon.settings import read_settings

    return read_settings(chosen_settings(settings), year - 1, year + 1, now=now)


def _began(plan: Plan) -> date | None:
    """The first day with the sit-stand desk, from which on standing builds up."""
    if plan.desk is None:
        return None
    from contextlib import suppress

    from posture_daemon.adapters.journal_glance import glance
    from posture_daemon.errors import Unavailable
    from posture_daemon.paths import journal_file

    seen = None
    with suppress(Unavailable):
        seen = glance(journal_file())
    return seen.state.desk.began if seen and seen.state else None


def _meetings(plan: Plan, dates: list[date], now: datetime) -> list[Meeting]:
    """Read the files, and of addresses the last good copies; what cannot be read is said."""
    from posture_daemon.adapters.zone import zone_named
    from posture_daemon.calendars.watch import read_calendars
    from posture_daemon.core.local_time import instant
    from posture_daemon.core.meeting import Meeting
    from posture_daemon.paths import calendar_folder

    name, calendars = plan.hours.time_zone, plan.sensing.calendars
    days = ((dates[0], timedelta()), (dates[-1], timedelta(days=2)))
    start, end = (instant(day, length, zone_named(name)) for day, length in days)
    found = []
    for reading in read_calendars(calendars, (start, end), now, name, calendar_folder()):
        if reading.reason:
            click.echo(f"Calendar {reading.name}: {reading.reason}", err=True)
        found += [Meeting(one.start, one.end) for one in reading.occurrences]
    return found


def _draw(days: list[Day], plan: Plan, zone: tzinfo, files: list[Path]) -> None:
    if files:
        from posture_daemon.cli.plan_picture import draw

        for file in files:
            draw(days, plan, zone, file)
            click.echo(f"Drawn: {file}", err=True)
