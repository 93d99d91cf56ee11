"""The parts of a report, of which the person picks those that go in."""

from __future__ import annotations

from dataclasses import replace
from enum import StrEnum
from typing import TYPE_CHECKING

from posture_daemon.core.sore.deeds import (
    AddMedicine,
    AnswerCard,
    Ask,
    CheckIn,
    CheckSkin,
    DidItem,
    DropMedicine,
    EndSession,
    GotAdvice,
    JudgeSession,
    PickLevel,
    ReadLeaflet,
    ScoreActivity,
    StartSession,
    TakeMedicine,
    Tell,
    Visit,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from posture_daemon.core.sore.deeds import Deed, Record


class Part(StrEnum):
    """What a report can hold; the scores of the check-ins are always in it."""

    ORIGIN = "origin"
    FUNCTION = "function"
    EXERCISE = "exercise"
    THERMAL = "thermal"
    BREAKS = "breaks"
    WORKSTATION = "workstation"
    SAFETY = "safety"
    VISITS = "visits"
    MEDICINE = "medicine"
    MOOD = "mood"
    NOTES = "notes"
    QUESTIONS = "questions"


ASKED_FOR = frozenset({Part.MEDICINE, Part.MOOD, Part.NOTES, Part.QUESTIONS})
"""What goes in only where the person says so: medicine, mood, and free text."""

USUAL = frozenset(Part) - ASKED_FOR
"""What goes in unless the person says otherwise."""

_OF: dict[type[Deed], Part] = {
    ScoreActivity: Part.FUNCTION,
    DidItem: Part.EXERCISE,
    PickLevel: Part.EXERCISE,
    StartSession: Part.THERMAL,
    CheckSkin: Part.THERMAL,
    EndSession: Part.THERMAL,
    JudgeSession: Part.THERMAL,
    AnswerCard: Part.SAFETY,
    GotAdvice: Part.SAFETY,
    ReadLeaflet: Part.SAFETY,
    Visit: Part.VISITS,
    AddMedicine: Part.MEDICINE,
    TakeMedicine: Part.MEDICINE,
    DropMedicine: Part.MEDICINE,
    Ask: Part.QUESTIONS,
}


def kept(records: Sequence[Record], parts: frozenset[Part]) -> Iterator[Record]:
    """The records of these parts, bare of what belongs to another part.

    Everything in a report is made from what this lets through.
    """
    for record in records:
        if _OF.get(type(record.deed)) in parts | {None}:
            yield replace(record, deed=_bare(record.deed, parts))


def _bare(deed: Deed, parts: frozenset[Part]) -> Deed:
    if isinstance(deed, CheckIn) and Part.MOOD not in parts:
        deed = replace(deed, mood=None)
    if isinstance(deed, Tell) and Part.ORIGIN not in parts:
        deed = Tell(
            trigger=deed.trigger, eases=deed.eases, brings_on=deed.brings_on, goal=deed.goal
        )
    return deed if Part.NOTES in parts else _wordless(deed)


def _wordless(deed: Deed) -> Deed:
    """The deed without what was written in one's own words."""
    match deed:
        case CheckIn():
            return replace(deed, helped=(), note="")
        case Tell():
            return replace(deed, trigger="", eases="", brings_on="", goal="")
        case Visit():
            return replace(deed, whom="")
        case _:
            return deed
