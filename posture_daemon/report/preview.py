"""What goes into a report, to be read before it is saved."""

from __future__ import annotations

from typing import TYPE_CHECKING

from posture_daemon.core.sore.deeds import (
    CheckIn,
    ScoreActivity,
    StartSession,
    TakeMedicine,
    Visit,
)
from posture_daemon.report.parts import Part, kept
from posture_daemon.report.story import notes, questions, visits
from posture_daemon.report.wording import short, span, times

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from posture_daemon.core.sore.deeds import Deed, Record
    from posture_daemon.report.facts import Facts

_WHAT = {
    Part.ORIGIN: "how it began",
    Part.FUNCTION: "scores of activities",
    Part.EXERCISE: "exercise and levels",
    Part.THERMAL: "warmth and cold",
    Part.SAFETY: "emergency card and leaflets",
    Part.VISITS: "appointments",
    Part.MEDICINE: "medicine times",
    Part.MOOD: "mood",
    Part.NOTES: "notes and other words of your own",
    Part.QUESTIONS: "questions for the visit",
    Part.BREAKS: "breaks, from the journal",
    Part.WORKSTATION: "workstation check",
}

_COUNTED: dict[Part, type[Deed]] = {
    Part.FUNCTION: ScoreActivity,
    Part.THERMAL: StartSession,
    Part.VISITS: Visit,
    Part.MEDICINE: TakeMedicine,
}
"""What is counted of a part whose other records say more of the same."""


def lines(facts: Facts, records: Sequence[Record]) -> Iterator[str]:
    """What goes in and what does not, a line each, and words of one's own in full.

    `records` are all there are: what is left out is counted too.
    """
    period, scores = facts.period, sum(isinstance(one.deed, CheckIn) for one in facts.records)
    within = [one for one in records if period.holds(one.at)]
    yield f"A report on {span(period.first, period.last)}. It is sent to nobody."
    yield f"  Name on it: {facts.cover.name or 'none (--name)'}"
    yield f"  [x] scores: {times(scores, 'check-in')}"
    for part, what in _WHAT.items():
        box, option = ("x", "omit") if part in facts.parts else (" ", "include")
        yield f"  [{box}] {what}{_amount(part, facts, within)}  (--{option} {part})"
    yield from _words(facts)


def _amount(part: Part, facts: Facts, within: Sequence[Record]) -> str:
    match part:
        case Part.BREAKS:
            due = sum(one.due for one in facts.breaks)
            return f": {due} due" if part in facts.parts else ""
        case Part.WORKSTATION:
            return f": {times(len(facts.desk.answers), 'answer')}" if part in facts.parts else ""
        case _:
            return f": {times(_count(part, within), 'entry', 'entries')}"


def _count(part: Part, within: Sequence[Record]) -> int:
    if part in _COUNTED:
        return sum(isinstance(one.deed, _COUNTED[part]) for one in within)
    return _touched(part, within)


def _touched(part: Part, within: Sequence[Record]) -> int:
    """How many records would lose something without this part."""
    others = frozenset(Part) - {part}
    return sum(list(kept([record], others)) != [record] for record in within)


def _words(facts: Facts) -> Iterator[str]:
    """Everything that was written freely and goes in, word for word."""
    told, period = facts.origin.told, facts.period
    for one in facts.activities:
        yield f"  activity: {one.name}"
    for name in ("trigger", "eases", "brings_on", "goal"):
        if said := getattr(told, name):
            yield f"  {name.replace('_', ' ')}: {said}"
    for mark in notes(facts.records, period):
        yield f"  note, {short(mark.on)}: {mark.text}"
    for mark in visits(facts.records, period):
        yield f"  appointment, {short(mark.on)}: {mark.text}"
    for question in questions(facts.records):
        yield f"  question: {question}"
    for name in dict.fromkeys(one.nickname for one in facts.medicine):
        yield f"  medicine: {name}"
