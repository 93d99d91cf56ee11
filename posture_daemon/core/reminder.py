"""What a person wants to be reminded of, and the words for it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

_LONG_REST = timedelta(minutes=3)
_COUNTED_DOWN = timedelta(minutes=1)


class Kind(StrEnum):
    """What a reminder is about; the catalogue has texts for each kind but `own`."""

    EYES = "eyes"
    MICROBREAK = "microbreak"
    BREAK = "break"
    STRETCH = "stretch"
    POSTURE = "posture"
    ERGONOMICS = "ergonomics"
    MOVEMENT = "movement"
    STANDING = "standing"
    HYDRATION = "hydration"
    STRENGTHENING = "strengthening"
    LUNCH = "lunch"
    END_OF_DAY = "end_of_day"
    OWN = "own"


class Urgency(StrEnum):
    """Urgency as the freedesktop notification specification names it."""

    LOW = "low"
    NORMAL = "normal"
    CRITICAL = "critical"


class Desk(StrEnum):
    """How a sit-stand desk is: down for sitting, up for standing."""

    DOWN = "down"
    UP = "up"


class Asks(StrEnum):
    """What a notice of the sore-back plan asks for, where it is not a break."""

    CARD = "card"
    CHECK_IN = "check-in"
    SESSION = "session"
    VERDICT = "verdict"
    MEDICINE = "medicine"
    VISIT = "visit"


class Anchor(StrEnum):
    """What a fixed time is counted from."""

    CLOCK = "clock"
    START = "start"
    END = "end"


@dataclass(frozen=True, slots=True)
class FixedTime:
    """A time of a working day: by the clock, or from its start or end.

    `offset` counts from local midnight (CLOCK), from the start of the first span of work
    (START) or from the end of the last one (END, usually negative).
    """

    anchor: Anchor
    offset: timedelta


@dataclass(frozen=True, slots=True)
class Reminder:
    """One thing to be reminded of: by an interval of work (`every`) or at fixed times (`at`).

    `rest` is the length of rest that satisfies it; zero means that no rest does.
    `days` are the weekdays (Monday is 0) on which it falls due; none means every working day.
    `desk` is how a sit-stand desk has to be for its work to count; none if that does not matter.
    `once` is an elapsed time at which it falls due besides, once. `waking` keeps it within the
    waking hours, and `off_work` lets it come outside of the working hours. `sore_level` is the
    lowest level of the sore-back plan that it suits. `frame` are the summary and body of a set of
    exercises; its {text} stands for the one to begin with.
    """

    uid: str
    kind: Kind
    rest: timedelta
    every: timedelta | None = None
    at: tuple[FixedTime, ...] = ()
    days: frozenset[int] | None = None
    quiet: bool = False
    urgency: Urgency = Urgency.NORMAL
    summary: str | None = None
    body: str | None = None
    frame: tuple[str, str] | None = None
    desk: Desk | None = None
    asks: Asks | None = None
    once: timedelta | None = None
    waking: bool = False
    off_work: bool = False
    sore_level: int = 0

    @property
    def is_guided(self) -> bool:
        """Whether its rest can be counted down; who stands up goes on working."""
        return self.rest >= _COUNTED_DOWN and self.desk is not Desk.DOWN

    @property
    def is_counted(self) -> bool:
        """Whether the caps count it (rule 11); sitting down again belongs to the stand before.

        The emergency card comes whatever else has come.
        """
        return not self.quiet and self.desk is not Desk.UP and self.asks is not Asks.CARD

    @property
    def merges(self) -> bool:
        """Whether one notice may stand for it and others (rule 7); standing up is no rest."""
        return self.rest > timedelta() and self.desk is not Desk.DOWN

    @property
    def weight(self) -> tuple[timedelta, bool]:
        """The heavier of two that are due together speaks: the longer rest, or sitting down."""
        return self.rest, self.desk is Desk.UP

    @property
    def is_long(self) -> bool:
        """Whether its rest is long: 3 minutes or more (rule 10)."""
        return self.rest >= _LONG_REST

    def is_for(self, weekday: int) -> bool:
        """Say whether it falls due on this weekday."""
        return self.days is None or weekday in self.days


def precedence(reminder: Reminder) -> tuple[tuple[timedelta, bool], bool, bool, timedelta]:
    """Longer rests first, if turned round; among equals the emergency card, then the rarer one."""
    is_card = reminder.asks is Asks.CARD
    return reminder.weight, is_card, reminder.every is None, reminder.every or reminder.rest
