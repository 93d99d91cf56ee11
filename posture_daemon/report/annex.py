"""The sheet behind the page: medicine as it was logged, and notes, where the person adds them."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from posture_daemon.report.markup import section, table
from posture_daemon.report.story import notes
from posture_daemon.report.wording import NOTHING, listed, number, short

if TYPE_CHECKING:
    from collections.abc import Sequence

    from posture_daemon.content.sayings import MedicineForm
    from posture_daemon.core.sore.deeds import AddMedicine
    from posture_daemon.report.care import Taken
    from posture_daemon.report.facts import Facts
    from posture_daemon.report.period import Period


def annex(found: Facts, words: MedicineForm) -> str:
    """The sheet; nothing where nothing is on it."""
    inside = "\n".join(filter(None, (_medicine(found, words), _notes(found))))
    return (
        f'<section class="annex" aria-label="Second sheet">\n{inside}\n</section>' if inside else ""
    )


def _medicine(found: Facts, words: MedicineForm) -> str:
    names = dict.fromkeys(one.nickname for one in found.medicine)
    typed = table(
        words.as_typed,
        ("Nickname", "Hours between", "Most in 24 hours", "Most days", "Logged", "Sooner"),
        [_typed([one for one in found.medicine if one.nickname == name]) for name in names],
    )
    logged = table("When each was logged", ("Nickname", "Day", "At"), _logged(found), "words")
    return section("medicine", "Medicine as logged", typed, logged)


def _typed(taken: Sequence[Taken]) -> tuple[str, ...]:
    label = taken[-1].label
    early = [one.early for one in taken if one.early is not None]
    return (
        taken[0].nickname,
        *(_number(label, key) for key in ("hours", "times", "days")),
        str(len(taken)),
        str(sum(early)) if early else NOTHING,
    )


def _number(label: AddMedicine | None, key: str) -> str:
    return number(getattr(label, key)) if label else NOTHING


def _logged(found: Facts) -> list[tuple[str, ...]]:
    """A row for each day and nickname, with the times of that day."""
    period = found.period
    ordered = sorted(found.medicine, key=lambda one: (period.day(one.at), one.nickname))
    grouped = groupby(ordered, lambda one: (one.nickname, period.day(one.at)))
    return [(name, short(day), _times(list(each), period)) for (name, day), each in grouped]


def _times(taken: Sequence[Taken], period: Period) -> str:
    return listed(f"{one.at.astimezone(period.zone):%H:%M}" for one in taken)


def _notes(found: Facts) -> str:
    rows = [(short(mark.on), mark.text) for mark in notes(found.records, found.period)]
    return section(
        "notes", "Notes", table("In the person's own words", ("Day", "Note"), rows, "words")
    )
