"""An episode of a sore back: what is remembered of it, and the parts it goes through."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from enum import StrEnum

from posture_daemon.core.sore.deeds import Leg


class Phase(StrEnum):
    """Where the plan stands."""

    WELL = "well"
    SAFETY = "safety"
    ACUTE = "acute"
    SETTLING = "settling"
    REBUILD = "rebuild"
    MAINTAIN = "maintain"
    URGENT = "urgent"
    PAUSED = "paused"


RUNNING = frozenset({Phase.ACUTE, Phase.SETTLING, Phase.REBUILD, Phase.MAINTAIN})


@dataclass(slots=True)
class Episode:
    """One time of being sore; all times are elapsed.

    `urgent` is when a sign was said to apply, `card_due` when the card was last called for by
    something other than the day, `card_answered` when "none" was answered since. `called` is when
    something that was told has called for it at once. `level_raised` is when the level was last
    put up. `scores` are the last ones, with their times.
    """

    began: timedelta
    outside_hours: bool
    card_due: timedelta
    card_answered: timedelta | None = None
    card_first: timedelta | None = None
    called: timedelta | None = None
    urgent: timedelta | None = None
    paused: timedelta | None = None
    usual: timedelta | None = None
    level: int = 0
    level_raised: timedelta | None = None
    scores: list[tuple[timedelta, int]] = field(default_factory=list)
    leg: Leg | None = None
    checked_in: timedelta | None = None
    dropped: dict[str, timedelta] = field(default_factory=dict)
