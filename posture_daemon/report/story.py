"""What a person told around the scores: how it began, the card, visits, questions and notes."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, fields, replace
from datetime import date, datetime
from typing import TYPE_CHECKING

from posture_daemon.core.sore.deeds import (
    AnswerCard,
    Ask,
    Begin,
    CheckIn,
    GotAdvice,
    Leg,
    PickLevel,
    ReadLeaflet,
    Tell,
    Visit,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from posture_daemon.core.sore.deeds import Record
    from posture_daemon.report.period import Period


@dataclass(frozen=True, slots=True)
class Origin:
    """How it began: the start of the latest spell, which one in this diary, and what was told."""

    began: datetime | None = None
    spell: int = 0
    told: Tell = field(default_factory=Tell)


def origin(records: Iterable[Record]) -> Origin:
    """How it began, from all records up to the end of the period; what was told last counts.

    What was told before a spell belongs to the one before it.
    """
    found = Origin()
    for record in records:
        match record.deed:
            case Begin():
                found = Origin(record.at, found.spell + 1)
            case Tell() as tell:
                found = replace(found, told=_joined(found.told, tell))
            case _:
                pass
    return found


def _joined(old: Tell, new: Tell) -> Tell:
    said = {each.name: getattr(new, each.name) for each in fields(new)}
    return replace(
        old, **{key: value for key, value in said.items() if value not in {"", (), None}}
    )


@dataclass(frozen=True, slots=True)
class Signs:
    """What the check-ins say beside scores: `areas` and `legs` count check-ins, others days.

    `stiff` is the longest morning stiffness that was told, in minutes.
    """

    areas: tuple[tuple[str, int], ...]
    legs: tuple[tuple[str, int], ...]
    stiff: int | None


def signs(records: Sequence[Record]) -> Signs:
    """What the check-ins of the period say."""
    lines = [record.deed for record in records if isinstance(record.deed, CheckIn)]
    areas = Counter(area for line in lines for area in line.areas)
    legs = Counter(line.leg.value for line in lines if line.leg not in {None, Leg.NO} and line.leg)
    stiff = [line.stiff_minutes for line in lines if line.stiff_minutes is not None]
    return Signs(tuple(areas.most_common()), tuple(legs.most_common()), max(stiff, default=None))


@dataclass(frozen=True, slots=True)
class Mark:
    """Something with a date and a few words."""

    on: date
    text: str


def safety(records: Iterable[Record], period: Period) -> tuple[Mark, ...]:
    """When the emergency card was answered, and how; leaflets are in the tables alone."""
    found = []
    for record in records:
        match record.deed:
            case AnswerCard(applies):
                said = "one of the signs applies" if applies else "none of the signs"
                found.append(Mark(period.day(record.at), said))
            case GotAdvice():
                found.append(Mark(period.day(record.at), "advice was got"))
            case _:
                pass
    return tuple(found)


def visits(records: Iterable[Record], period: Period) -> tuple[Mark, ...]:
    """Appointments, on their own day where one was told."""
    return tuple(
        Mark(deed.on or period.day(record.at), " ".join(filter(None, (deed.stage, deed.whom))))
        for record in records
        if isinstance(deed := record.deed, Visit)
    )


def questions(records: Iterable[Record]) -> tuple[str, ...]:
    """The questions for the visit, each once."""
    asked = (record.deed.question for record in records if isinstance(record.deed, Ask))
    return tuple(dict.fromkeys(asked))


def notes(records: Iterable[Record], period: Period) -> tuple[Mark, ...]:
    """The notes of the check-ins, with what helped."""
    found = []
    for record in records:
        if isinstance(line := record.deed, CheckIn):
            helped = f"helped: {', '.join(line.helped)}" if line.helped else ""
            if said := "; ".join(filter(None, (line.note, helped))):
                found.append(Mark(period.day(record.at), said))
    return tuple(found)


def levels(records: Iterable[Record], period: Period) -> tuple[Mark, ...]:
    """The levels that the person picked."""
    return tuple(
        Mark(period.day(record.at), str(record.deed.level))
        for record in records
        if isinstance(record.deed, PickLevel)
    )


def leaflets(records: Iterable[Record], period: Period) -> tuple[Mark, ...]:
    """The leaflets that were shown."""
    return tuple(
        Mark(period.day(record.at), record.deed.name)
        for record in records
        if isinstance(record.deed, ReadLeaflet)
    )
