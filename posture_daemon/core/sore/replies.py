"""What is said to a deed: short, the same for everyone, and never what to do about a number."""

from __future__ import annotations

from typing import TYPE_CHECKING

from posture_daemon.core.sore import numbers, wording
from posture_daemon.core.sore.deeds import (
    AddMedicine,
    AnswerCard,
    Begin,
    CheckIn,
    CheckSkin,
    DidItem,
    EndSession,
    JudgeSession,
    PickLevel,
    PlanDeed,
    ReadLeaflet,
    StartSession,
    TakeMedicine,
    Thermal,
    ThermalDeed,
    Verdict,
    Visit,
)
from posture_daemon.core.sore.episode import Phase

if TYPE_CHECKING:
    from collections.abc import Iterator

    from posture_daemon.core.sore.back import SoreBack
    from posture_daemon.core.sore.deeds import Deed
    from posture_daemon.core.sore.local import LocalClock

_NOTED = "Noted."


def of(back: SoreBack, clock: LocalClock, deed: Deed) -> Iterator[str]:
    """The sentences for a deed that has just been taken."""
    if isinstance(deed, Begin | ReadLeaflet):
        return  # it comes together with an answer to the card or a form
    if isinstance(deed, PlanDeed):
        yield _plan(back, deed)
    elif isinstance(deed, ThermalDeed):
        yield from _thermal(back, clock, deed)
    elif isinstance(deed, AddMedicine):
        yield from _added(back, deed)
    elif isinstance(deed, TakeMedicine):
        yield from _taken(back, clock, deed)
    else:
        yield _noted(back, clock, deed)


def _plan(back: SoreBack, deed: PlanDeed) -> str:
    match deed:
        case AnswerCard(applies=True):
            return wording.pinned(back.care.call)[1]
        case AnswerCard():
            return "Noted. The plan is on."
        case PickLevel(level=level):
            return f"Level {level} it is; the other levels are yours to pick at any time."
        case _:
            return _NOTED


def _noted(back: SoreBack, clock: LocalClock, deed: Deed) -> str:
    match deed:
        case CheckIn() if back.course.phase(clock) is Phase.URGENT:
            return (
                "Kept in the diary. Get help first; once you have got advice: posture sore advice"
            )
        case CheckIn() if back.course.phase(clock) is Phase.SAFETY:
            return "Kept in the diary. The emergency card comes next."
        case CheckIn():
            return "Kept in the diary."
        case DidItem(worse=True, item=item):
            hours = round(numbers.DROPPED_FOR.total_seconds() / 3600)
            return f"{item} is left out for {hours} hours. Going a level down is yours to pick."
        case Visit():
            return "Noted. Your questions: posture sore help"
        case _:
            return _NOTED


def _thermal(back: SoreBack, clock: LocalClock, deed: ThermalDeed) -> Iterator[str]:
    match deed:
        case StartSession(kind=kind) if back.sessions.running:
            yield f"{kind.capitalize()} until {clock.said(back.sessions.running.due)}."
        case CheckSkin(fine=False) | EndSession():
            yield "Off. Give the skin time to be as usual again."
        case JudgeSession():
            yield from compared(back) or (_NOTED,)
        case _:
            yield _NOTED


def compared(back: SoreBack) -> list[str]:
    """How often each of the two helped; once there is enough to compare, and without a choice."""
    counts = {kind: back.sessions.verdicts(kind) for kind in Thermal}
    if any(count.total() < numbers.VERDICTS_TO_COMPARE for count in counts.values()):
        return []
    return [
        f"{kind.capitalize()} helped {count[Verdict.HELPED]} of {count.total()} times."
        for kind, count in counts.items()
    ]


def _added(back: SoreBack, deed: AddMedicine) -> Iterator[str]:
    yield f"{deed.nickname} is in the log."
    if not back.medicines.all[deed.nickname.casefold()].has_clock:
        yield wording.LOG_ONLY
    if back.medicines.same_family(deed):
        yield wording.SAME_FAMILY


def _taken(back: SoreBack, clock: LocalClock, deed: TakeMedicine) -> Iterator[str]:
    medicine = back.medicines.all[deed.nickname.casefold()]
    yield f"{medicine.given.nickname}: logged at {clock.said(clock.now.elapsed)}."
    if medicine.early:
        yield wording.EARLY
    if back.medicines.family_within_day(deed.nickname, clock.now.elapsed):
        yield wording.SAME_FAMILY
    if medicine.ended:
        yield wording.DAYS_REACHED
    if back.medicines.card_due(clock.now.elapsed):
        yield wording.CARD_AGAIN
