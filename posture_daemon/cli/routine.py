"""`routine`: exercises in a row, as one set."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from posture_daemon.errors import PostureError, RequestRefused

if TYPE_CHECKING:
    from posture_daemon.content.catalogue import Catalogue
    from posture_daemon.content.routines import Routine


def _complete(_ctx: click.Context, _param: click.Parameter, begun: str) -> list[str]:
    from posture_daemon.content.routines import routines

    return [name for name in routines() if name.startswith(begun)]


_NAME = click.argument("name", shell_complete=_complete)


@click.group()
def routine() -> None:
    """Exercises in a row: list, show and start a set.

    A reminder of your own can be for one of them; write routine = "neck" in its table.
    """


@routine.command("list")
def list_() -> None:
    """List the sets, how long each takes, and what is in it."""
    from posture_daemon.cli.routine_text import as_line
    from posture_daemon.content.catalogue import catalogue
    from posture_daemon.content.routines import routines

    whole = catalogue()
    click.echo("\n".join(as_line(one, whole) for one in routines().values()))


@routine.command()
@_NAME
def show(name: str) -> None:
    """Show everything in a set, step by step."""
    from posture_daemon.cli.routine_text import as_page

    click.echo(as_page(*_named(name)))


@routine.command()
@_NAME
def start(name: str) -> None:
    """Go through a set, one exercise after the other; Enter goes on, Ctrl+C ends it."""
    from posture_daemon.adapters.clock import SystemClock
    from posture_daemon.cli.routine_walk import walk

    clock = SystemClock()
    found, whole = _named(name)
    level = _sore_level()
    if not found.course(whole, level):
        raise RequestRefused(
            f"There is nothing in {name} for level {level} of the sore-back plan.",
            "The level is yours to pick: posture sore level",
        )
    walk(found, whole, lambda: clock.now().elapsed, click.echo, _go_on, sore_level=level)


def _sore_level() -> int:
    """The level that was picked while a back is sore; without a running service, the highest."""
    from posture_daemon.content.sore_levels import HIGHEST
    from posture_daemon.control.client import ask
    from posture_daemon.paths import socket_path

    try:
        report = ask(socket_path(), "sore")
    except PostureError:
        return HIGHEST
    return HIGHEST if report["phase"] == "well" else int(report["level"])


def _go_on(question: str) -> bool:
    """Wait for Enter; nobody to press it is no reason to stop."""
    try:
        click.prompt(question, default="", show_default=False, prompt_suffix="")
    except click.Abort:
        click.echo()
        return False
    return True


def _named(name: str) -> tuple[Routine, Catalogue]:
    from posture_daemon.content.catalogue import catalogue
    from posture_daemon.content.routines import routines

    known = routines()
    if name not in known:
        from posture_daemon.settings.allowed import did_you_mean, nearest

        said = f"there is no set {name!r}{did_you_mean(nearest(name, known))}"
        raise click.BadParameter(f"{said} There are: {', '.join(known)}.", param_hint="NAME")
    return known[name], catalogue()
