"""How exercises, and the statistics of what is shown of them, are written."""

from __future__ import annotations

import json
from dataclasses import asdict
from datetime import timedelta
from textwrap import fill
from typing import TYPE_CHECKING

from posture_daemon.content import sore_levels
from posture_daemon.core.choice import Because
from posture_daemon.core.wording import in_full
from posture_daemon.guide.wording import times
from posture_daemon.simulation.variety import shares

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from posture_daemon.content.catalogue import Dose, Item
    from posture_daemon.settings.marks import Marks
    from posture_daemon.simulation.variety import Shown

_GRADES = {
    "strong": "strong, for this kind of thing as a whole: several good studies agree",
    "moderate": "moderate, for this kind of thing: one good study, or several less sure ones",
    "limited": "limited, for this kind of thing: small studies only",
    "practice": "usual practice, or a rule of ours; not tested in a study",
}
_SORE = {
    "ok": "fine for most people when they are sore",
    "gentle": "gently, and less of it, when you are sore",
    "not": "not while you are sore",
}


def _on_levels(lowest: int) -> str:
    """On which levels of the sore-back plan it is shown, in words."""
    match lowest:
        case 0:
            return "at every level of the sore-back plan"
        case sore_levels.HIGHEST:
            return f"only at level {lowest} of the sore-back plan, the highest"
        case _:
            return f"from level {lowest} of the sore-back plan on"


def lasting(seconds: int) -> str:
    """How long an exercise takes: "40 seconds", "2 minutes 30 seconds"."""
    if not seconds:
        return "as long as you like"
    return in_full(timedelta(seconds=seconds))


def dose(dose: Dose) -> str:
    """How much of it: "1 minute; 2 times, held for 15 seconds"."""
    said = lasting(dose.seconds)
    if dose.repetitions:
        said += f"; {times(dose)}"
    if dose.sets > 1:
        said += f", in {dose.sets} sets"
    if dose.hold:
        said += f", held for {dose.hold} seconds"
    return said


def _marks(item: Item, marks: Marks) -> list[str]:
    return [*marks.of(item.id), *(["own"] * bool(item.pack))]


def as_table(items: Sequence[Item], marks: Marks) -> str:
    """One line for each."""
    if not items:
        return "Nothing is like that."
    rows = [
        (item.id, item.title, item.kind, item.position, lasting(item.dose.seconds))
        for item in items
    ]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    lines = []
    for item, row in zip(items, rows, strict=True):
        cells = [cell.ljust(width) for cell, width in zip(row, widths, strict=True)]
        lines.append("  ".join([*cells, ", ".join(_marks(item, marks))]).rstrip())
    return "\n".join(lines)


def as_json(items: Iterable[Item], marks: Marks) -> str:
    """Everything about each of them, for programs."""
    plain = [asdict(item) | {"marks": _marks(item, marks)} for item in items]
    return json.dumps(plain, indent=2, ensure_ascii=False)


def as_page(item: Item, marks: Marks, width: int) -> str:
    """Everything about one of them, to be read, in lines of at most this width."""
    own = f", from {item.pack}" if item.pack else ""
    about = [item.id, f"{item.kind}{own}", item.position, *_marks(item, marks)]
    lines = [item.title, ", ".join(about), "", item.body, ""]
    lines += [f"{number}. {step}" for number, step in enumerate(item.steps, 1)]
    lines += ["", f"How long:  {dose(item.dose)}", f"For:       {', '.join(item.areas)}"]
    lines += [
        f"When sore: {_SORE[item.sore]}; {_on_levels(item.sore_level)}",
        f"Stop:      {item.stop}",
    ]
    lines += [f"Source:    {item.source}", f"Evidence:  {_GRADES[item.grade]}"]
    lines += ["", "General information, the same for everyone."]
    return "\n".join(
        fill(line, width, subsequent_indent="   ", break_on_hyphens=False) for line in lines
    )


def as_statistics(kinds: Sequence[Shown], days: int) -> str:
    """What was shown in so many days, a line for each kind."""
    head = ("kind", "notices", "share", "quarters", "items", "nearest", "same area", "on feet")
    rows = [head]
    of_all = shares(kinds)
    for one in kinds:
        whole, quarters = of_all.get(one.kind, (0.0, []))
        rows.append(
            (
                one.kind,
                str(len(one.texts)),
                f"{whole:.1%}",
                " ".join(f"{quarter:.0%}" for quarter in quarters),
                f"{len({text.id for text in one.texts})} of {len(one.pool)}",
                "-" if one.nearest is None else str(one.nearest),
                str(one.same_area),
                str(one.because[Because.ON_FEET]),
            )
        )
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    lines = ["  ".join(map(str.ljust, row, widths)).rstrip() for row in rows]
    lines += [
        f"{one.kind}: what is starred came {one.starred_ratio:.1f} times as often."
        for one in kinds
        if one.starred_ratio is not None
    ]
    total = sum(len(one.texts) for one in kinds)
    lines.append(f"{total} notices in {days} days. Nearest: the fewest notices of the kind between")
    return "\n".join([*lines, "two of the same item; same area: how often two in a row had one."])
