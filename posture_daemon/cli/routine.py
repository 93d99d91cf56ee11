"""`routine`: exercises in a row, as one set."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from posture_daemon.errors import PostureError, RequestRefused

if TYPE_CHECKING:
    from posture_daemon.cli.sore_bounds import Bounds
    from posture_daemon.content.catalogue import Catalogue, Item
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
    """Go through a set, one exercise after the other; Enter goes on, Ctrl+C ends it.

    While the plan for a sore back runs, you are asked after each whether it was worse than before,
    and it is kept in the diary. What made it worse is left out for a day.
    """
    from posture_daemon.adapters.clock import SystemClock
    from posture_daemon.cli.routine_walk import walk
    from posture_daemon.cli.sore_bounds import bounds

    clock = SystemClock()
    found, whole = _named(name)
    left = bounds()
    left.check()
    course = _course(found, whole, left)
    if left.runs:
        from posture_daemon.content.leaflets import how_much

        click.echo(how_much(left.level))
    worse = _worse if left.runs else None
    walk(found.title, course, lambda: clock.now().elapsed, click.echo, _go_on, worse=worse)


def _course(found: Routine, whole: Catalogue, left: Bounds) -> tuple[Item, ...]:
    """What a sore back leaves of a set; what was dropped from it is said."""
    at_this_level = found.course(whole, left.level)
    if not at_this_level:
        raise RequestRefused(
            f"There is nothing in {found.id} for level {left.level} of the sore-back plan.",
            "The level is yours to pick: posture sore level",
        )
    course = found.course(whole, left.level, left.dropped)
    if not course:
        raise RequestRefused(
            f"All of {found.id} is left out for now, as it was worse after it.",
            "Until when: posture sore",
        )
    for title in dict.fromkeys(each.title for each in at_this_level if each not in course):
        click.echo(f"Left out for now, as it was worse after it: {title}.")
    return course


def _worse(item: Item) -> bool | None:
    """Ask whether it was worse, and have it kept; none where nobody answers."""
    from posture_daemon.cli.questions import yes_or_no
    from posture_daemon.cli.telling import tell
    from posture_daemon.core.sore.deeds import DidItem
    from posture_daemon.core.sore.wording import WORSE_THAN_BEFORE

    worse: bool | None
    try:
        worse = yes_or_no(f"   {WORSE_THAN_BEFORE[0]}", "")
    except (click.Abort, PostureError):
        click.echo()
        worse = None
    tell(DidItem(item.id, worse))
    return worse


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

        said = f"there is no set {name!r}{did_you_mean(nearest(name, known)) or '.'}"
        raise click.BadParameter(f"{said} There are: {', '.join(known)}.", param_hint="NAME")
    return known[name], catalogue()
