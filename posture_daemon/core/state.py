"""What the agenda remembers: everything that must survive a restart, as plain values."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import StrEnum

from posture_daemon.core.reminder import Desk

ZERO = timedelta()


class Presence(StrEnum):
    """Whether somebody is at the machine."""

    ACTIVE = "active"
    IDLE = "idle"
    LOCKED = "locked"


class Reason(StrEnum):
    """Why a due reminder is not shown now, in the order of rule 6."""

    OFF_HOURS = "off_hours"
    MUTED = "muted"
    MEETING = "meeting"
    DO_NOT_DISTURB = "do_not_disturb"
    FULL_SCREEN = "full_screen"
    AWAY = "away"
    SPACING = "spacing"
    CAP = "cap"
    ABSORBED = "absorbed"
    TYPING = "typing"


EXTERNAL = frozenset(list(Reason)[:6])
"""Objections that come from outside; after the last of them the service settles (rule 8)."""

CALENDAR = "calendar"
CALL_SOURCES = frozenset({"microphone", "camera", "screen_sharing", "idle_inhibitor"})
MEETING_SOURCES = CALL_SOURCES | {CALENDAR, "meeting"}
SOURCES = MEETING_SOURCES | {"do_not_disturb", "full_screen", "typing"}


@dataclass(slots=True)
class Count:
    """How far one reminder has come. Lengths named `*_from` are readings of the work meters.

    `planned` is when it falls due once, and `once` the wish of the reminder that this came from.
    """

    worked_from: timedelta = ZERO
    met_from: timedelta = ZERO
    due: timedelta | None = None
    due_at: datetime | None = None
    next_fixed: datetime | None = None
    fixed_done: datetime | None = None
    snoozed_until: timedelta | None = None
    snoozes: int = 0
    held: Reason | None = None
    lifted: timedelta | None = None
    typing_since: timedelta | None = None
    expired_shown: timedelta | None = None
    planned: timedelta | None = None
    once: timedelta | None = None


@dataclass(slots=True)
class Live:
    """The notice that is on the screen now; `offer` says before which meeting it comes early."""

    reminder: str
    absorbed: tuple[str, ...]
    shown: timedelta
    due_at: datetime | None
    summary: str
    body: str
    text: str | None = None
    can_snooze: bool = True
    delivered: timedelta | None = None
    started: timedelta | None = None
    offer: str = ""

    @property
    def uids(self) -> tuple[str, ...]:
        """All reminders that the response to this notice settles."""
        return (self.reminder, *self.absorbed)


@dataclass(slots=True)
class Mute:
    """One reason to be quiet; it ends after a length, at an instant, or with a meeting."""

    reason: str
    until: timedelta | None = None
    until_at: datetime | None = None


@dataclass(slots=True)
class Source:
    """The last word of one busy source; `detail` is what makes it busy (a program, say)."""

    busy: bool
    ended: timedelta | None = None
    worked_at_end: timedelta = ZERO
    since: timedelta = ZERO
    detail: str = ""


@dataclass(slots=True)
class Appointment:
    """A meeting of the calendar: whether a call took place in it, and whether it ended early."""

    start: datetime
    end: datetime
    called: bool = False
    over: bool = False


@dataclass(slots=True)
class Showing:
    """When an interrupting notice was shown, and on which working day."""

    at: timedelta
    day: date


@dataclass(slots=True)
class DeskUse:
    """How the sit-stand desk is. `turned` is the reading of the work meter when it was moved last.

    `stood` is the work done standing on `day`, until then; `began` is the first day with the desk.
    """

    position: Desk = Desk.DOWN
    turned: timedelta = ZERO
    stood: timedelta = ZERO
    day: date | None = None
    began: date | None = None


@dataclass(slots=True)
class Ridden:
    """What the hourly prompt of the sore-back plan was about, and when."""

    at: timedelta
    ride: str


@dataclass(slots=True)
class Question:
    """An item of the catalogue that was just done: whether it is worse than before is asked."""

    item: str
    asked: timedelta


@dataclass(slots=True)
class Track:
    """What the sore-back plan has shown.

    `told` are the wishes of reminders that had their turn, `asked` is when a check-in was last
    asked for, `phase` and `sign` are the part of the plan and the safety notice written last, and
    `texts` those of the catalogue that were shown, for as long as they are among the recent ones.
    """

    rides: list[Ridden] = field(default_factory=list)
    question: Question | None = None
    told: dict[str, timedelta] = field(default_factory=dict)
    asked: timedelta | None = None
    phase: str = "well"
    sign: str = ""
    texts: list[str] = field(default_factory=list)


@dataclass(slots=True)
class State:
    """The agenda at one moment. `worked` and `met` are meters that run while somebody works.

    Elapsed times belong to a `timeline`, which ends where the journal is lost.
    `appointed` is whether an appointment was under way at the last look, `call_ended` when the last
    call ended, and `offered` the start of the last meeting before which a break was offered.
    `recent` are the last texts of each kind, `chosen` counts all of them, and `spent_pins` are the
    pins that have had their turn.
    """

    wall: datetime
    elapsed: timedelta
    stopped: bool = False
    boot: str = ""
    timeline: str = ""
    clock_offset: timedelta = ZERO
    worked: timedelta = ZERO
    met: timedelta = ZERO
    presence: Presence = Presence.ACTIVE
    resting_since: timedelta | None = None
    lifted: timedelta = ZERO
    counts: dict[str, Count] = field(default_factory=dict)
    live: Live | None = None
    mutes: list[Mute] = field(default_factory=list)
    sources: dict[str, Source] = field(default_factory=dict)
    appointments: list[Appointment] = field(default_factory=list)
    appointed: bool = False
    call_ended: timedelta = ZERO
    offered: datetime | None = None
    desk: DeskUse = field(default_factory=DeskUse)
    showings: list[Showing] = field(default_factory=list)
    last_interruption: timedelta | None = None
    recent: dict[str, list[str]] = field(default_factory=dict)
    chosen: int = 0
    spent_pins: list[str] = field(default_factory=list)
    track: Track = field(default_factory=Track)
