"""Days that nobody would think of: generated plans, and generated things that happen."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta
from typing import TYPE_CHECKING

from hypothesis import strategies as st

from posture_daemon.core.notice import Response
from posture_daemon.core.plan import Limits, Plan, SitStand, Timing
from posture_daemon.core.reminder import Anchor, Desk, FixedTime, Kind, Reminder
from posture_daemon.core.state import SOURCES, Presence
from tests.core.desk import every_day, working_days

if TYPE_CHECKING:
    from hypothesis.strategies import SearchStrategy

ZERO = timedelta()
HOURS = (
    every_day("09:00-17:30"),
    every_day("09:00-12:30", "13:15-17:30"),
    every_day("22:00-06:00"),
    every_day("00:00-24:00"),
    working_days("08:00-10:00", "10:00-12:00"),
)


def seconds(*choices: int) -> SearchStrategy[timedelta]:
    """One of these lengths, or any between the shortest and the longest."""
    between = st.integers(min(choices), max(choices))
    return st.one_of(st.sampled_from(choices), between).map(lambda n: timedelta(seconds=n))


_FIXED = st.builds(
    FixedTime,
    st.just(Anchor.CLOCK),
    st.integers(0, 95).map(lambda quarter: quarter * timedelta(minutes=15)),
) | st.sampled_from(
    [
        FixedTime(Anchor.START, timedelta(minutes=20)),
        FixedTime(Anchor.END, timedelta(minutes=-15)),
    ]
)
_DAYS = st.one_of(st.none(), st.none(), st.frozensets(st.integers(0, 6), min_size=1))
_RESTS = st.sampled_from([0, 20, 60, 60, 240, 300, 1800]).map(lambda n: timedelta(seconds=n))
_DESKS = st.sampled_from([None, None, None, Desk.DOWN, Desk.UP])
_CYCLES = st.builds(
    SitStand, seconds(1200, 2400), seconds(480, 1800), seconds(0, 300), st.booleans()
)
_QUIET = st.sampled_from([False, False, True])


@st.composite
def reminders(draw: st.DrawFn) -> tuple[Reminder, ...]:
    """One to five reminders, by work or by the clock."""
    made = []
    for uid in "abcde"[: draw(st.integers(1, 5))]:
        fixed = draw(st.sampled_from([False, False, True]))
        kind = draw(st.sampled_from([Kind.OWN, Kind.OWN, Kind.OWN, Kind.END_OF_DAY]))
        one = Reminder(uid, kind, draw(_RESTS), days=draw(_DAYS), quiet=draw(_QUIET))
        if fixed:
            times = tuple(draw(st.lists(_FIXED, min_size=1, max_size=4)))
            made.append(replace(one, at=times))
        else:
            every = draw(seconds(600, 1200, 1800, 3300, 7200))
            made.append(replace(one, every=every, desk=draw(_DESKS)))
    return tuple(made)


TIMINGS = st.builds(
    Timing,
    settle=seconds(0, 90),
    merge_window=seconds(0, 300),
    hold=seconds(0, 180),
    hold_long=seconds(180, 600),
    expire=seconds(30, 300, 900),
    snooze=seconds(60, 300, 1200),
    max_snoozes=st.integers(0, 3),
    grace=seconds(0, 3600),
    quiet_before_end=seconds(0, 600),
)
LIMITS = st.builds(
    Limits, min_gap=seconds(0, 300, 900), per_hour=st.integers(1, 6), per_day=st.integers(1, 20)
)
PLANS = st.builds(
    Plan,
    reminders(),
    st.sampled_from(HOURS),
    TIMINGS,
    LIMITS,
    muting=st.just(frozenset(SOURCES)),
    desk=_CYCLES,
)


@dataclass(frozen=True, slots=True)
class Happening:
    """Something that happens, this long after the one before."""

    after: timedelta
    what: str
    length: timedelta = ZERO
    which: int = 0


_LENGTHS = seconds(0, 10, 29, 31, 60, 300, 2400)
_AFTER = st.one_of(seconds(0, 1, 29, 30, 90), seconds(60, 300, 1800), seconds(600, 28800))
_WHAT = st.sampled_from(
    [
        *("idle", "active", "locked", "busy", "free", "busy", "free"),
        *("respond", "respond", "start", "take", "sleep", "restart"),
        *("mute", "mute until", "mute meeting", "unmute", "configure", "calendar", "calendar"),
        "desk",
    ]
)
_HAPPENING = st.builds(Happening, _AFTER, _WHAT, _LENGTHS, st.integers(0, 7))
_SET = st.builds(
    Happening,
    _AFTER,
    st.just("set clock"),
    st.integers(-10000, 10000).map(lambda n: timedelta(seconds=n)),
)
QUIET_CLOCKS = st.lists(_HAPPENING, max_size=40)
WILD_CLOCKS = st.lists(st.one_of(_HAPPENING, _HAPPENING, _HAPPENING, _SET), max_size=40)

SOURCE_NAMES = ("microphone", "calendar", "do_not_disturb", "full_screen", "typing", "camera")
RESPONSES = (Response.DONE, Response.SKIPPED, Response.DISMISSED, Response.SNOOZED)
AWAY = {"idle": Presence.IDLE, "locked": Presence.LOCKED}
