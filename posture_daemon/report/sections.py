"""The sections of the page that are about scores: how it began, changes, days, activities."""

from __future__ import annotations

from typing import TYPE_CHECKING

from posture_daemon.core.sore.deeds import Work
from posture_daemon.report.change import mean_of
from posture_daemon.report.days import together
from posture_daemon.report.markup import facts, section, table
from posture_daemon.report.parts import Part
from posture_daemon.report.wording import NOTHING, day, listed, number, signed, stretch, times

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from posture_daemon.content.sayings import Diary
    from posture_daemon.report.change import Change
    from posture_daemon.report.days import Day
    from posture_daemon.report.facts import Facts


_CAPTION = (
    "Scores: means of now and average, the highest worst. Work: days as usual, in another way, off"
)


def origin(found: Facts) -> str:
    """How it began, where, and what the check-ins say beside scores."""
    told, signs, began = found.origin.told, found.signs, found.origin.began
    first = {True: "first time", False: "not the first time", None: ""}[told.first_ever]
    where = listed([*told.areas] or [area.replace("-", " ") for area, _ in signs.areas])
    start = day(found.period.day(began)) if began else ""
    pairs = (
        ("Began", listed(filter(None, (start, told.onset, first, _spell(found.origin.spell))))),
        ("While", told.trigger),
        ("Where", listed(filter(None, (told.side, where.replace("-", " "))))),
        ("Spreads", told.spread.replace("-", " ")),
        ("Leg", listed(f"{leg} at {times(n, 'check-in')}" for leg, n in signs.legs)),
        ("Stiff mornings", f"up to {signs.stiff} minutes" if signs.stiff else ""),
        ("Better with", told.eases),
        ("Worse with", told.brings_on),
        ("Goal", told.goal),
    )
    return section("origin", "How it began", facts(pairs))


def _spell(count: int) -> str:
    return f"spell {count} in this diary" if count > 1 else ""


def changes(found: Facts) -> str:
    """The scores on the first day and on the latest."""
    head = ("Pain, 0 to 10", "First", "Latest", "Change", "Percent", "Days")
    rows = [
        (
            one.name,
            number(one.start),
            number(one.latest),
            signed(one.points),
            signed(one.percent, "%"),
            str(one.count),
        )
        for one in found.changes
    ]
    return section(
        "change",
        "Change from the start",
        table("0 none, 10 the worst; the first day and the latest", head, rows),
    )


def calendar(found: Facts) -> str:
    """The days in rows: what the chart shows, for those who do not see it."""
    by_date = {one.date: one for one in found.days}
    rows = [
        (stretch(days), *_cells(found, [by_date[one] for one in days]))
        for days in found.period.stretches()
    ]
    return section("days", found.period.pace, table(_CAPTION, _head(found), rows))


def _head(found: Facts) -> tuple[str, ...]:
    words = ["Days", "Now", "Worst", "Average"]
    words += ["Exercise"] if Part.EXERCISE in found.parts else []
    words += ["Warmth", "Cold"] if Part.THERMAL in found.parts else []
    words += ["Medicine"] if Part.MEDICINE in found.parts else []
    words += ["Mood"] if Part.MOOD in found.parts else []
    return (*words, "Work", "Nights disturbed")


def _cells(found: Facts, days: Sequence[Day]) -> Iterator[str]:
    one = together(days)
    yield from (number(one.now), number(one.worst), number(one.average))
    if Part.EXERCISE in found.parts:
        yield str(one.exercises)
    if Part.THERMAL in found.parts:
        yield from (str(one.warmth), str(one.cold))
    if Part.MEDICINE in found.parts:
        yield str(one.medicine)
    if Part.MOOD in found.parts:
        yield number(one.mood)
    yield _work(days)
    yield str(one.nights)


def _work(days: Sequence[Day]) -> str:
    """Days as usual, in another way, and off."""
    told = [one.work for one in days if one.work]
    if len(days) == 1 and told:
        return told[0].value
    return ", ".join(str(told.count(work)) for work in Work) if told else NOTHING


def function(found: Facts, words: Diary) -> str:
    """The activities of one's own."""
    head = ("Activity", "First", "Latest", "Change", "Times")
    rows = [_activity(one) for one in found.activities]
    if mean_change := mean_of(found.activities):
        rows.append(_activity(mean_change))
    ends = f"{words.unable}, {words.as_before}"
    return section("function", "Activities", table(ends, head, rows))


def _activity(one: Change) -> tuple[str, ...]:
    points = signed(one.points)
    return one.name, number(one.start), number(one.latest), points, str(one.count)
