"""The words of a page that do not stand in the item: what it is for, how much, how sure."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from posture_daemon.core.wording import in_full, spoken, title_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from posture_daemon.content.catalogue import Dose, Item

_STUDIED = "on what they studied, which need not be this very movement."
GRADES = {
    "strong": f"Evidence: strong. Reviews or several good trials agree {_STUDIED}",
    "moderate": f"Evidence: moderate. A good trial or less certain reviews agree {_STUDIED}",
    "limited": "Evidence: limited. Small or short studies, of this or of something like it.",
    "practice": "Evidence: practice. Usual advice or a habit of ours, without a trial behind it.",
}
"""What each grade means; docs/evidence.md says more."""

_PLACES = {"sitting": "sitting", "standing": "standing", "floor": "on the floor"}


def facts(item: Item) -> str:
    """What the item is, for which parts of the body, in which position, and how long it takes."""
    length = timedelta(seconds=item.dose.seconds)
    parts = (
        title_of(item.kind),
        ", ".join(area.replace("-", " ") for area in item.areas),
        _PLACES.get(item.position, ""),
        in_full(length) if length else "",
    )
    return " \N{MIDDLE DOT} ".join(filter(None, parts))


def amount(dose: Dose) -> str:
    """Say how much: "Hold for 10 seconds, 5 times, 2 rounds."."""
    said = ", ".join(_amounts(dose))
    return f"{said[:1].upper()}{said[1:]}." if said else ""


def times(dose: Dose) -> str:
    """How often: "5 times", "once on each side"."""
    number = "once" if dose.repetitions == 1 else f"{dose.repetitions} times"
    return f"{number} on each side" if dose.each_side else number


def _amounts(dose: Dose) -> Iterator[str]:
    if dose.hold:
        yield f"hold for {spoken(timedelta(seconds=dose.hold))}"
    if dose.repetitions:
        yield times(dose)
    if dose.sets > 1:
        yield f"{dose.sets} rounds"
