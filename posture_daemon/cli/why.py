"""`why`: what became of a reminder, and why there is silence."""

from __future__ import annotations

import json
import re
from contextlib import suppress
from dataclasses import replace
from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING, Any

import click

from posture_daemon.cli.completion import complete_reminder
from posture_daemon.cli.diary import known_entries
from posture_daemon.core.sore.prompts import is_private
from posture_daemon.errors import RequestRefused

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import datetime
    from pathlib import Path

    from posture_daemon.cli.why_text import Answer, Known
    from posture_daemon.core.entry import Entry
    from posture_daemon.core.plan import Plan

    Entries = Callable[[datetime | None], Iterator[Entry]]

_DAYS = timedelta(days=8)
_LIKE_A_TIME = re.compile(r"\d")


@click.command()
@click.argument("words", nargs=-1, metavar="[TIME | REMINDER]", shell_complete=complete_reminder)
@click.option("--health", is_flag=True, help="Also what belongs to a sore back, from the diary.")
@click.option("--json", "as_json", is_flag=True, help="Print it for programs.")
def why(words: tuple[str, ...], *, health: bool, as_json: bool) -> None:
    """Say why it is silent now, or what became of a reminder.

    TIME is "14:00", "monday 9:30", "2h" (ago) or "2026-03-02T14:00": what happened then.
    REMINDER is a name in the settings: its last due moment, what lies ahead, or why nothing does.
    """
    asked = " ".join(words)
    if is_private(asked) and not health:
        said = "What belongs to a sore back is told with --health"
        raise click.UsageError(f"{said}: posture why {asked} --health")
    known = _known(health=health)
    from posture_daemon.core.circumstances import TOLD_BY

    answer = _answer(known, asked, partial(known_entries, health=health, also=TOLD_BY))
    if as_json:
        from posture_daemon.core.telling import plain

        whole: dict[str, Any] = {"asked": asked or None, "running": known.report is not None}
        whole["answer"] = answer.lines
        whole["episodes"] = [plain(episode, known.zone) for episode in answer.episodes]
        click.echo(json.dumps(whole, indent=2, ensure_ascii=False))
    else:
        click.echo("\n".join(answer.lines))


def _known(*, health: bool) -> Known:
    from posture_daemon.adapters.clock import SystemClock
    from posture_daemon.adapters.zone import LOCAL, zone_named
    from posture_daemon.cli.why_text import Known

    report = _report()  # first: it makes the service write down what is due at this moment
    if report and not health:
        report = _without_private(report)
    return Known(SystemClock().now().wall, zone_named(LOCAL), [], report, _settings(report))


def _without_private(report: dict[str, Any]) -> dict[str, Any]:
    live = report["live"]
    reminders = [each for each in report["reminders"] if not is_private(each["reminder"])]
    hidden = live and is_private(live["reminder"])
    return {**report, "reminders": reminders, "live": None if hidden else live}


def _report() -> dict[str, Any] | None:
    from posture_daemon.control.client import ask
    from posture_daemon.errors import NotRunning
    from posture_daemon.paths import socket_path

    with suppress(NotRunning):
        return dict(ask(socket_path(), "status"))
    return None


def _answer(known: Known, asked: str, entries: Entries) -> Answer:
    from posture_daemon.cli.why_text import about_now, about_reminder
    from posture_daemon.cli.why_time import about_time
    from posture_daemon.core.written_time import EXPECTED, parse_time

    if asked.lower() in {"", "now"}:
        return _wholly(known, known.now, about_now, entries)
    with suppress(ValueError):
        stretch = parse_time(asked, known.now, known.zone)
        read = partial(_read_plan, known)
        return _wholly(known, stretch[0], lambda k: about_time(k, asked, stretch, read), entries)
    plan = _read_plan(known)
    try:
        return _wholly(known, known.now, lambda k: about_reminder(k, asked, plan), entries)
    except RequestRefused:
        if _LIKE_A_TIME.match(asked):
            raise click.BadParameter(f"{asked!r} is {EXPECTED}", param_hint="TIME") from None
        raise


def _wholly(known: Known, at: datetime, ask: Callable[[Known], Answer], entries: Entries) -> Answer:
    """Answer from the days before; from all of the journal if the story began earlier."""
    since = at - _DAYS
    recent = replace(known, entries=list(entries(since)))
    with suppress(RequestRefused):  # an older entry may know the name
        answer = ask(recent)
        if recent.is_whole(answer, since, at):
            return answer
    return ask(replace(known, entries=list(entries(None))))


def _settings(report: dict[str, Any] | None) -> Path | None:
    """The settings file of the running service, or the one that it would start with."""
    from pathlib import Path

    from posture_daemon.paths import chosen_settings

    if report:
        return None if report["settings"] == "built-in" else Path(report["settings"])
    return chosen_settings(None)


def _read_plan(known: Known) -> Plan:
    from posture_daemon.settings import read_settings

    years = known.now.year - 1, known.now.year + 1
    return read_settings(known.settings, *years, now=known.now)
