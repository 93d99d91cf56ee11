"""What a person did for the back: warmth and cold, exercises, and medicine as logged."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from posture_daemon.core.sore.deeds import (
    AddMedicine,
    CheckSkin,
    DidItem,
    EndSession,
    JudgeSession,
    StartSession,
    TakeMedicine,
    Thermal,
    Verdict,
)
from posture_daemon.core.sore.medicine import Medicine
from posture_daemon.core.sore.numbers import DEFAULT_MINUTES

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from posture_daemon.core.sore.deeds import Record

_MINUTE = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Session:
    """Warmth or cold: `planned` and `lasted` in whole minutes, scores 0 to 10, none if untold."""

    at: datetime
    kind: Thermal
    planned: int | None = None
    lasted: int | None = None
    skin: bool | None = None
    before: int | None = None
    after: int | None = None
    verdict: Verdict | None = None


def sessions(records: Iterable[Record]) -> tuple[Session, ...]:
    """The sessions of warmth and cold; what follows a start belongs to it."""
    found: list[Session] = []
    began = timedelta()
    for record in records:
        match record.deed:
            case StartSession(kind, minutes, _, score):
                planned = minutes or DEFAULT_MINUTES
                found.append(Session(record.at, kind, planned, before=score))
                began = record.elapsed
            case CheckSkin(fine) if found:
                found[-1] = replace(found[-1], skin=fine and found[-1].skin is not False)
                if not fine:
                    found[-1] = _ended(found[-1], record.elapsed - began)
            case EndSession() if found:
                found[-1] = _ended(found[-1], record.elapsed - began)
            case JudgeSession(verdict, score) if found:
                found[-1] = replace(found[-1], verdict=verdict, after=score)
            case _:
                pass
    return tuple(found)


def _ended(session: Session, lasted: timedelta) -> Session:
    """The first end counts."""
    return session if session.lasted is not None else replace(session, lasted=_whole(lasted))


def _whole(length: timedelta) -> int:
    return round(length / _MINUTE)


@dataclass(frozen=True, slots=True)
class Exercise:
    """An item of the catalogue: how often it was done, and how often it was worse after."""

    item: str
    title: str
    count: int
    answered: int
    worse: int


def exercises(records: Iterable[Record], titles: Mapping[str, str]) -> tuple[Exercise, ...]:
    """What was done, the most frequent first; an item without a title goes by its id."""
    done = [record.deed for record in records if isinstance(record.deed, DidItem)]
    count = Counter(deed.item for deed in done)
    answered = Counter(deed.item for deed in done if deed.worse is not None)
    worse = Counter(deed.item for deed in done if deed.worse)
    return tuple(
        Exercise(item, titles.get(item, item), times, answered[item], worse[item])
        for item, times in count.most_common()
    )


@dataclass(frozen=True, slots=True)
class Taken:
    """A medicine that was logged, with the numbers that the person had typed by then.

    `early` is whether it was sooner than these numbers; none without all three numbers.
    """

    at: datetime
    nickname: str
    label: AddMedicine | None
    early: bool | None


def medicine(records: Iterable[Record]) -> tuple[Taken, ...]:
    """What was logged, in order of time."""
    known: dict[str, Medicine] = {}
    found = []
    for record in records:
        match record.deed:
            case AddMedicine(nickname) as label:
                before = known.get(nickname.casefold())
                known[nickname.casefold()] = Medicine(label, before.taken if before else [])
            case TakeMedicine(nickname):
                found.append(_taken(record, nickname, known.get(nickname.casefold())))
            case _:
                pass
    return tuple(found)


def _taken(record: Record, nickname: str, known: Medicine | None) -> Taken:
    if known is None:
        return Taken(record.at, nickname, None, None)
    opens = known.opens()
    early = opens is not None and record.elapsed < opens
    known.taken.append(record.elapsed)
    return Taken(record.at, nickname, known.given, early if known.has_clock else None)
