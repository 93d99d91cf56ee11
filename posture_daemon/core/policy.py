"""Whether a due reminder may be shown now: an ordered tuple of small rules (rule 6).

Every rule looks at one case and answers with a hold, or none. The first hold names the reason;
all of them are kept. To add a rule, write one function and give it its place in `RULES`.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from posture_daemon.core.state import Reason

if TYPE_CHECKING:
    from collections.abc import Callable


@dataclass(frozen=True, slots=True)
class Hold:
    """An objection, when it ends by itself if that is known (elapsed time), and who says so."""

    reason: Reason
    until: timedelta | None = None
    sources: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Case:
    """What is known when a due reminder is judged.

    The `*_until` fields are elapsed times at which a limit stops objecting. `spaced` and
    `capped` may have no known end; typing objects only while its end is known.
    """

    off_hours: bool
    muted: bool
    meeting: tuple[str, ...]
    do_not_disturb: bool
    full_screen: bool
    away: bool
    spaced: bool = False
    spacing_until: timedelta | None = None
    capped: bool = False
    cap_until: timedelta | None = None
    longer_ahead: bool = False
    typing_until: timedelta | None = None


def off_hours(case: Case) -> Hold | None:
    """Outside working hours, and in the last minutes of the day (rule 11)."""
    return Hold(Reason.OFF_HOURS) if case.off_hours else None


def muted(case: Case) -> Hold | None:
    """The person has muted reminders (rule 17)."""
    return Hold(Reason.MUTED) if case.muted else None


def meeting(case: Case) -> Hold | None:
    """A meeting: calendar, microphone, camera or screen sharing."""
    return Hold(Reason.MEETING, sources=case.meeting) if case.meeting else None


def do_not_disturb(case: Case) -> Hold | None:
    """The desktop is set to silence."""
    return Hold(Reason.DO_NOT_DISTURB) if case.do_not_disturb else None


def full_screen(case: Case) -> Hold | None:
    """Something fills the screen."""
    return Hold(Reason.FULL_SCREEN) if case.full_screen else None


def away(case: Case) -> Hold | None:
    """Nobody is there to see it."""
    return Hold(Reason.AWAY) if case.away else None


def spacing(case: Case) -> Hold | None:
    """The last interrupting notice is too recent, or still there (rules 11 and 12)."""
    return Hold(Reason.SPACING, case.spacing_until) if case.spaced else None


def cap(case: Case) -> Hold | None:
    """There were enough interrupting notices this hour or this day (rule 11)."""
    return Hold(Reason.CAP, case.cap_until) if case.capped else None


def absorbed(case: Case) -> Hold | None:
    """A longer rest is close, and its notice will stand for this one too (rule 7)."""
    return Hold(Reason.ABSORBED) if case.longer_ahead else None


def typing(case: Case) -> Hold | None:
    """The person is in the middle of something (rule 10)."""
    return Hold(Reason.TYPING, case.typing_until) if case.typing_until is not None else None


RULES: tuple[Callable[[Case], Hold | None], ...] = (
    off_hours,
    muted,
    meeting,
    do_not_disturb,
    full_screen,
    away,
    spacing,
    cap,
    absorbed,
    typing,
)


def objections(case: Case) -> tuple[Hold, ...]:
    """All holds on this case, in the order of rule 6; empty if it may be shown."""
    return tuple(hold for rule in RULES if (hold := rule(case)))
