"""`exercises`: what there is to do in a break; star, hide and pin it, and see how varied it is."""

from __future__ import annotations

import click

from posture_daemon.cli.exercise_items import ITEM, everything, known, named, personal
from posture_daemon.cli.exercise_marks import COMMANDS
from posture_daemon.cli.from_to import FromTo
from posture_daemon.cli.run import CHANGES
from posture_daemon.content.sore_levels import HIGHEST

_WIDEST = 100  # columns
_POSITIONS = ("sitting", "standing", "floor")


class ListedByDefault(click.Group):
    """A group whose first command needs no name."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Put `list` before what is no command and no call for help."""
        if not args or (args[0] not in self.commands and args[0] not in ctx.help_option_names):
            args = ["list", *args]
        return super().parse_args(ctx, args)


@click.group(cls=ListedByDefault)
def exercises() -> None:
    """What to do in a break: list, show, star, hide and pin."""


@exercises.command("list")
@click.option("--area", help='Only for this area of the body, for example "neck".')
@click.option("--position", type=click.Choice(_POSITIONS), help="Only what can be done like that.")
@click.option("--minutes", type=click.FloatRange(0, min_open=True), help="Only what fits in.")
@click.option("--kind", help='Only of this kind of reminder, for example "stretch".')
@click.option(
    "--sore",
    type=FromTo(0, HIGHEST),
    metavar="LEVEL",
    help="Only what is shown at this level of the sore-back plan, 0 (the least) to 4.",
)
@click.option("--starred", is_flag=True, help="Only what you have starred.")
@click.option("--json", "as_json", is_flag=True, help="Print it for programs.")
def list_(
    area: str | None,
    position: str | None,
    minutes: float | None,
    kind: str | None,
    sore: int | None,
    *,
    starred: bool,
    as_json: bool,
) -> None:
    """List the exercises, yours among them. This is what `exercises` alone does."""
    from posture_daemon.cli import exercises_text

    whole, theirs = everything()
    known("--area", area, (each for item in whole.items for each in item.areas))
    known("--kind", kind, (item.kind for item in whole.items))
    chosen = [
        item
        for item in whole.items
        if (area is None or area in item.areas)
        and (position is None or item.position in (position, "any"))
        and (minutes is None or item.dose.seconds <= minutes * 60)
        and (kind is None or item.kind == kind)
        and (sore is None or item.sore_level <= sore)
        and (not starred or item.id in theirs.marks.starred)
    ]
    said = exercises_text.as_json if as_json else exercises_text.as_table
    click.echo(said(chosen, theirs.marks))


@exercises.command()
@ITEM
@click.option("--json", "as_json", is_flag=True, help="Print it for programs.")
def show(item: str, *, as_json: bool) -> None:
    """Show one exercise: steps, dose, when to stop, source and picture."""
    from posture_daemon.cli import exercises_text
    from posture_daemon.cli.sore_bounds import level_for

    whole, theirs = everything()
    found = named(whole, item)
    level = level_for(found)
    if as_json:
        click.echo(exercises_text.as_json([found], theirs.marks))
        return
    from shutil import get_terminal_size

    from posture_daemon.cli.exercise_picture import picture

    width = min(get_terminal_size().columns, _WIDEST)
    click.echo(exercises_text.as_page(found, theirs.marks, width))
    if level is not None:
        from posture_daemon.content.leaflets import how_much

        click.echo(f"\n{how_much(level)}")
    if shown := picture(found):
        click.echo(f"\nPicture: {shown}")


@exercises.command()
@click.option(
    "--days", type=click.IntRange(7, 3660), default=365, show_default=True, help="How many."
)
@click.option("--settings", "file", type=click.Path(), help="Another file than yours.")
@click.option("--set", "changes", multiple=True, metavar="KEY=VALUE", help=CHANGES)
def stats(days: int, file: str | None, changes: tuple[str, ...]) -> int:
    """Play a long time by the real rules, and count how varied it was.

    Nobody sees the same twice within six notices, areas alternate, kinds keep their share, and
    what is hidden never comes. Exit code 1 when one of that is not so.
    """
    from datetime import UTC, datetime, timedelta
    from pathlib import Path

    from posture_daemon.adapters.clock import SystemClock
    from posture_daemon.adapters.zone import zone_named
    from posture_daemon.cli.exercises_text import as_statistics
    from posture_daemon.paths import chosen_settings
    from posture_daemon.settings import read_settings
    from posture_daemon.simulation import variety

    today = SystemClock().now().wall.date()
    start = datetime(today.year, today.month, today.day, tzinfo=UTC)
    last = (start + timedelta(days=days)).year
    path = chosen_settings(Path(file) if file else None)
    plan = read_settings(path, today.year - 1, last + 1, changes)
    kinds = variety.play(plan, zone_named(plan.hours.time_zone), start, days)
    problems = variety.broken(plan, kinds, personal().marks.hidden)
    click.echo(as_statistics(kinds, days))
    for problem in problems:
        click.echo(problem, err=True)
    return 1 if problems else 0


for command in COMMANDS:
    exercises.add_command(command)
