"""What a value of a deed may be, whatever is going on: bounds against slips of the keyboard."""

from __future__ import annotations

from typing import TYPE_CHECKING

from posture_daemon.core.sore.deeds import (
    AddMedicine,
    AnswerCard,
    CheckIn,
    JudgeSession,
    PickLevel,
    ScoreActivity,
    StartSession,
    Tell,
    Thermal,
)
from posture_daemon.core.sore.numbers import (
    COLD_MINUTES,
    LEVELS,
    MEDICINE_DAYS,
    MEDICINE_HOURS,
    MEDICINE_TIMES,
    MINUTES_OF_A_DAY,
    SCORES,
    TOLD,
    WARMTH_MINUTES,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

    from posture_daemon.core.sore.deeds import Deed

LONGEST_TEXT = 2000
LONGEST_LIST = 50


def _from_to(bounds: tuple[int, int]) -> range:
    return range(bounds[0], bounds[1] + 1)


_SCORES = _from_to(SCORES)
_MINUTES = {Thermal.COLD: _from_to(COLD_MINUTES), Thermal.WARMTH: _from_to(WARMTH_MINUTES)}
_ALLOWED: dict[type, dict[str, range | tuple[str, ...]]] = {
    AnswerCard: {"version": range(1, 1000)},
    PickLevel: {"level": range(min(LEVELS), max(LEVELS) + 1)},
    Tell: {name: ("", *choices) for name, choices in TOLD.items()},
    CheckIn: {
        **dict.fromkeys(("now", "worst", "average", "mood"), _SCORES),
        "stiff_minutes": range(MINUTES_OF_A_DAY + 1),
    },
    ScoreActivity: {"score": _SCORES},
    StartSession: {"score": _SCORES},
    JudgeSession: {"score": _SCORES},
    AddMedicine: {
        "hours": _from_to(MEDICINE_HOURS),
        "times": _from_to(MEDICINE_TIMES),
        "days": _from_to(MEDICINE_DAYS),
    },
}


def allowed(deed: Deed) -> Mapping[str, range | tuple[str, ...]]:
    """The values that fields of this deed may have; those that are not named may have any."""
    bounds = _ALLOWED.get(type(deed), {})
    if isinstance(deed, StartSession):
        return {**bounds, "minutes": _MINUTES[deed.kind]}
    return bounds
