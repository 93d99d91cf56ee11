"""`exercises`: what there is to do in a break; star, hide and pin it, and see how varied it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from posture_daemon.cli.run import CHANGES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from posture_daemon.content.catalogue import Catalogue, Item
    from posture_daemon.settings.exercises import Exercises
    from posture_daemon.settings.marks import Marks

_READING = 40.0  # seconds; the process that reads the settings has 30
_POSITIONS = ("sitting", "standing", "floor")


class ListedByDefault(click.Group):
    """A group whose first command needs no name."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Put `list` before what is no command and no call for help."""
        if not args or (args[0] not in self.commands and args[0] not in ctx.help_option_names):
            args = ["list", *args]
        return super().parse_args(ctx, args)


def _complete(_ctx: click.Context, _param: click.Parameter, begun: str) -> list[str]:
    from posture_daemon.content.catalogue import catalogue

    return [item.id for item in catalogue().items if item.id.startswith(begun)]


_ITEM = click.argument("item", metavar="ID", shell_complete=_complete)


@click.group(cls=ListedByDefault)
def exercises() -> None:
    """What there is to do in a break: list, show, star, hide and pin."""


@exercises.command("list")
@click.option("--area", help='Only for this area of the body, for example "neck".')
@click.option("--position", type=click.Choice(_POSITIONS), help="Only what can be done like that.")
@click.option("--minutes", type=click.FloatRange(0, min_open=True), help="Only what fits in.")
@click.option("--kind", help='Only of this kind of reminder, for example "stretch".')
@click.option("--starred", is_flag=True, help="Only what you have starred.")
@click.option("--json", "as_json", is_flag=True, help="Print it for programs.")
def list_(
    area: str | None,
    position: str | None,
    minutes: float | None,
    kind: str | None,
    *,
    starred: bool,
    as_json: bool,
) -> None:
    """List the exercises, yours among them. This is what `exercises` alone does."""
    from posture_daemon.cli import exercises_text

    whole, personal = _everything()
    _known("--area", area, (each for item in whole.items for each in item.areas))
    _known("--kind", kind, (item.kind for item in whole.items))
    chosen = [
        item
        for item in whole.items
        if (area is None or area in item.areas)
        and (position is None or item.position in (position, "any"))
        and (minutes is None or item.dose.seconds <= minutes * 60)
        and (kind is None or item.kind == kind)
        and (not starred or item.id in personal.marks.starred)
    ]
    said = exercises_text.as_json if as_json else exercises_text.as_table
    click.echo(said(chosen, personal.marks))


@exercises.command()
@_ITEM
@click.option("--json", "as_json", is_flag=True, help="Print it for programs.")
def show(item: str, *, as_json: bool) -> None:
    """Show one exercise: its steps, dose, when to stop, where it comes from, and its picture."""
    from posture_daemon.cli import exercises_text

    whole, personal = _everything()
    found = _named(whole, item)
    if as_json:
        click.echo(exercises_text.as_json([found], personal.marks))
        return
    from posture_daemon.cli.exercise_picture import picture

    click.echo(exercises_text.as_page(found, personal.marks))
    if shown := picture(found):
        click.echo(f"\nPicture: {shown}")


@exercises.command()
@click.option("--days", type=click.IntRange(7, 3660), default=365, show_default=True)
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
    problems = variety.broken(plan, kinds, _personal().marks.hidden)
    click.echo(as_statistics(kinds, days))
    for problem in problems:
        click.echo(problem, err=True)
    return 1 if problems else 0


def _marking(name: str, what: str, said: str, change: Callable[[Marks, str], Marks]) -> None:
    """Make the command that changes the marks of one item."""

    @exercises.command(name, help=what)
    @_ITEM
    def command(item: str) -> None:
        whole, personal = _everything()
        found = _named(whole, item, spelt=name in _UNDOING and item in _marked(personal.marks))
        _write(change(personal.marks, item))
        click.echo(f"{found.title if found else item}: {said}.")
        _renew()


_UNDOING = ("unstar", "unhide", "unpin")


def _pin(marks: Marks, item: str) -> Marks:
    from posture_daemon.adapters.clock import SystemClock

    return marks.with_pin(item, SystemClock().now().wall)


_marking("star", "Have it come up three times as often.", "starred", lambda m, i: m.with_star(i))
_marking("unstar", "Take its star away.", "no longer starred", lambda m, i: m.without_star(i))
_marking("hide", "Never have it come up.", "hidden", lambda m, i: m.with_hidden(i))
_marking("unhide", "Let it come up again.", "no longer hidden", lambda m, i: m.without_hidden(i))
_marking("pin", "See it next when its kind comes up, once.", "pinned", _pin)
_marking("unpin", "Take a pin away.", "no longer pinned", lambda m, i: m.without_pin(i))


# --- what there is ---


def _personal() -> Exercises:
    """The person's own items and marks; what is wrong with them is said."""
    from dataclasses import replace

    from posture_daemon.paths import exercises_folder, marks_file
    from posture_daemon.settings.exercises import read_exercises

    found = read_exercises(exercises_folder(), marks_file())
    for finding in found.findings:
        click.echo(f"warning: {finding}", err=True)
    return replace(found, marks=_without_spent(found.marks))


def _everything() -> tuple[Catalogue, Exercises]:
    from posture_daemon.content.catalogue import Catalogue, catalogue

    personal = _personal()
    return Catalogue.of([*catalogue().items, *personal.own]), personal


def _without_spent(marks: Marks) -> Marks:
    """Without the pins that have had their turn, which the journal tells."""
    if not marks.pinned:
        return marks
    from datetime import datetime

    from posture_daemon.adapters.journal import read_entries
    from posture_daemon.core.choice import Because
    from posture_daemon.paths import journal_file

    since = {item: datetime.fromisoformat(at) for item, at in marks.pinned.items()}
    for entry in read_entries(journal_file(), min(since.values())):
        pinned = since.get(entry.text or "")
        if pinned and Because.PINNED in entry.because and entry.at >= pinned:
            marks = marks.without_pin(entry.text or "")
    return marks


def _marked(marks: Marks) -> set[str]:
    return {*marks.starred, *marks.hidden, *marks.pinned}


def _named(whole: Catalogue, item: str, *, spelt: bool = False) -> Item:
    found = whole.by_id.get(item)
    if found is None and not spelt:
        from posture_daemon.settings.allowed import did_you_mean, nearest

        hint = did_you_mean(nearest(item, whole.by_id)) or "; see: posture exercises"
        raise click.BadParameter(f"there is no exercise {item!r}{hint}", param_hint="ID")
    return found  # type: ignore[return-value]


def _known(option: str, value: str | None, known: Iterable[str]) -> None:
    names = list(dict.fromkeys(map(str, known)))
    if value is not None and value not in names:
        said = f"{value!r} is none; there are: {', '.join(names)}"
        raise click.BadParameter(said, param_hint=option)


def _write(marks: Marks) -> None:
    from posture_daemon.paths import marks_file
    from posture_daemon.settings.marks import write_marks

    write_marks(marks_file(), marks)


def _renew() -> None:
    """Let a running service know."""
    from contextlib import suppress

    from posture_daemon.control.client import ask
    from posture_daemon.errors import NotRunning
    from posture_daemon.paths import socket_path

    with suppress(NotRunning):
        ask(socket_path(), "reload", limit=_READING)
