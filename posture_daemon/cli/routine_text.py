"""How a routine is written."""

from __future__ import annotations

from typing import TYPE_CHECKING

from posture_daemon.cli.exercises_text import dose, lasting

if TYPE_CHECKING:
    from collections.abc import Iterator

    from posture_daemon.content.catalogue import Catalogue, Item
    from posture_daemon.content.routines import Routine


def as_line(routine: Routine, catalogue: Catalogue) -> str:
    """Its name, title and length, and in a line below what is in it."""
    items = ", ".join(catalogue.by_id[item].title for item in routine.items)
    length = lasting(routine.seconds(catalogue))
    return f"{routine.id:10}{routine.title} ({length})\n{'':10}{items}{_rounds(routine)}"


def _rounds(routine: Routine) -> str:
    return f", {routine.rounds} times over" if routine.rounds > 1 else ""


def as_page(routine: Routine, catalogue: Catalogue) -> str:
    """The whole set, with every step."""
    lines = [routine.title, routine.body, ""]
    for number, item in enumerate((catalogue.by_id[one] for one in routine.items), 1):
        lines += [*steps(item, f"{number}. {item.title}"), f"   {item.stop}", ""]
    lines.append(f"In all {lasting(routine.seconds(catalogue))}{_rounds(routine)}.")
    if routine.days_between:
        lines.append("Leave at least a day between two of it.")
    return "\n".join([*lines, f"Source: {routine.source} ({routine.grade})."])


def steps(item: Item, heading: str) -> Iterator[str]:
    """An item of a set: its heading with the dose, and its steps."""
    yield f"{heading} ({dose(item.dose)})"
    yield from (f"   {step}" for step in item.steps)
