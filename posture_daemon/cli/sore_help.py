"""`sore help` and `sore leaflet`: what there is to read, and the way to somebody who can help."""

from __future__ import annotations

from contextlib import suppress
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

import click

from posture_daemon.cli.leaflet_text import leaflet_lines, wrapped
from posture_daemon.cli.telling import report, tell
from posture_daemon.core.sore.deeds import Ask, ReadLeaflet, Stage, Visit
from posture_daemon.core.sore.notes import ASK_FIRST

if TYPE_CHECKING:
    from posture_daemon.cli.telling import Report


class _Day(click.DateTime):
    """A day, with a plain sentence where it is none."""

    name = "day"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """Read it, or say how one is written."""
        try:
            return super().convert(value, param, ctx)
        except click.BadParameter:
            self.fail(f"{value!s:.40} is no day; write one like 2026-03-05", param, ctx)


_DAY = _Day(["%Y-%m-%d"])


@click.command("help")
@click.option("--booked", type=_DAY, metavar="DATE", help="You have an appointment that day.")
@click.option("--seen", type=_DAY, metavar="DATE", help="Somebody has seen you that day.")
@click.option("--not-now", is_flag=True, help="You see nobody for now.")
@click.option("--whom", default="", metavar="TEXT", help="With --booked or --seen: with whom.")
@click.option("--ask", "question", metavar="TEXT", help="A question to bring; may be given alone.")
def help_(
    booked: datetime | None,
    seen: datetime | None,
    whom: str,
    question: str | None,
    *,
    not_now: bool,
) -> None:
    """Show when to see someone, who can help, what to bring, and who should ask first.

    The emergency card comes first. With options it keeps your appointment and your questions, and
    shows nothing. DATE is written like 2026-03-05.
    """
    stages = {Stage.BOOKED: booked, Stage.SEEN: seen, Stage.NOT_NOW: not_now or None}
    given = [stage for stage, said in stages.items() if said]
    _refuse_nonsense(given, booked, seen, whom)
    if not given and question is None:
        _show()
        return
    for stage in given:
        day = stages[stage]
        tell(Visit(stage, day.date() if isinstance(day, datetime) else None, whom))
    if question is not None:
        tell(Ask(_text(question)))


def _refuse_nonsense(
    given: list[Stage], booked: datetime | None, seen: datetime | None, whom: str
) -> None:
    today = _today()
    if len(given) > 1:
        raise click.UsageError("Give one of --booked, --seen and --not-now.")
    if booked and booked.date() < today:
        raise click.BadParameter("that day is over; see: --seen", param_hint="--booked")
    if seen and seen.date() > today:
        raise click.BadParameter("that day is still to come; see: --booked", param_hint="--seen")
    if whom and not (booked or seen):
        raise click.UsageError("--whom goes with --booked or --seen.")


def _text(question: str) -> str:
    if not question.strip():
        raise click.BadParameter("the question is empty", param_hint="--ask")
    return question.strip()


def _today() -> date:
    from posture_daemon.adapters.clock import SystemClock
    from posture_daemon.adapters.zone import LOCAL, zone_named

    return SystemClock().now().wall.astimezone(zone_named(LOCAL)).date()


def _show() -> None:
    from posture_daemon.cli.card import country_of, show_card

    show_card(country_of(None, report))
    click.echo("")
    print_leaflet("see-someone")
    click.echo("")
    print_leaflet(ASK_FIRST)
    with _without_service():
        now = tell(ReadLeaflet("see-someone"))
        for line in visit_lines(now):
            click.echo(wrapped(line))


def visit_lines(now: Report) -> list[str]:
    """The appointment and the questions that are kept."""
    lines = []
    if visit := now["visit"]:
        on = f" on {visit['on']}" if visit["on"] else ""
        whom = f", {visit['whom']}" if visit["whom"] else ""
        lines.append(f"Appointment: {visit['stage'].replace('-', ' ')}{on}{whom}.")
    lines.extend(f"To ask: {question}" for question in now["questions"])
    return lines


def _without_service() -> suppress:
    """A leaflet may be read without a service; nobody keeps that it was."""
    from posture_daemon.errors import NotRunning

    return suppress(NotRunning)


def _complete(_ctx: click.Context, _param: click.Parameter, begun: str) -> list[str]:
    from posture_daemon.content.leaflets import LEAFLETS

    return [name for name in LEAFLETS if name.startswith(begun)]


@click.command()
@click.argument("name", required=False, shell_complete=_complete)
def leaflet(name: str | None) -> None:
    """Show a leaflet, the same for everyone.

    Without NAME, say which there are.
    """
    from posture_daemon.content import leaflets

    if name is None:
        width = max(map(len, leaflets.LEAFLETS))
        for each in leaflets.LEAFLETS:
            click.echo(f"{each:<{width}}  {leaflets.leaflet(each).title}")
        return
    if name not in leaflets.LEAFLETS:
        known = ", ".join(leaflets.LEAFLETS)
        raise click.BadParameter(f"{name!r} is none; there are: {known}", param_hint="NAME")
    print_leaflet(name)
    with _without_service():
        tell(ReadLeaflet(name))


def print_leaflet(name: str) -> None:
    """Print all of a leaflet."""
    from posture_daemon.content.leaflets import leaflet as named

    click.echo("\n".join(leaflet_lines(named(name))))
