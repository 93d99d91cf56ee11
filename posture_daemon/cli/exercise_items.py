"""The exercises that commands know: the catalogue, and the person's own with their marks."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from collections.abc import Iterable

    from posture_daemon.content.catalogue import Catalogue, Item
    from posture_daemon.settings.exercises import Exercises
    from posture_daemon.settings.marks import Marks


def complete_item(_ctx: click.Context, _param: click.Parameter, begun: str) -> list[str]:
    """The ids of the catalogue."""
    from posture_daemon.content.catalogue import catalogue

    return [item.id for item in catalogue().items if item.id.startswith(begun)]


ITEM = click.argument("item", metavar="ID", shell_complete=complete_item)


def personal() -> Exercises:
    """The person's own items and marks; what is wrong with them is said."""
    from dataclasses import replace

    from posture_daemon.paths import exercises_folder, marks_file
    from posture_daemon.settings.exercises import read_exercises

    found = read_exercises(exercises_folder(), marks_file())
    for finding in found.findings:
        click.echo(f"warning: {finding}", err=True)
    return replace(found, marks=_without_spent(found.marks))


def everything() -> tuple[Catalogue, Exercises]:
    """All items, and what the person has added and said."""
    from posture_daemon.content.catalogue import Catalogue, catalogue, spelled_out

    theirs = personal()
    return Catalogue.of(map(spelled_out, (*catalogue().items, *theirs.own))), theirs


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


def named(whole: Catalogue, item: str) -> Item:
    """The item of this id; BadParameter names the nearest if there is none."""
    found = whole.by_id.get(item)
    if found is None:
        from posture_daemon.settings.allowed import did_you_mean, nearest

        hint = did_you_mean(nearest(item, whole.by_id)) or "; see: posture exercises"
        raise click.BadParameter(f"there is no exercise {item!r}{hint}", param_hint="ID")
    return found


def known(option: str, value: str | None, known_names: Iterable[str]) -> None:
    """Refuse the value of an option that is not among these."""
    names = list(dict.fromkeys(map(str, known_names)))
    if value is not None and value not in names:
        said = f"{value!r} is none; there are: {', '.join(names)}"
        raise click.BadParameter(said, param_hint=option)
