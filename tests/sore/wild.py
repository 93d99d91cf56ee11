"""Weeks that nobody would think of: generated happenings in the life of a sore back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from hypothesis import strategies as st

from posture_daemon.core.notice import Answer, Response
from posture_daemon.core.plan import Limits, Plan, SessionLimits, SoreCare, Span, Text
from posture_daemon.core.reminder import Kind
from posture_daemon.core.sore import deeds
from posture_daemon.core.sore.deeds import Deed
from posture_daemon.core.state import SOURCES
from tests.core.desk import every_day, reminder
from tests.core.generated import seconds

if TYPE_CHECKING:
    from hypothesis.strategies import SearchStrategy

HOUR = timedelta(hours=1)
ZONES = tuple(map(ZoneInfo, ("Europe/Berlin", "America/New_York", "Pacific/Auckland", "UTC")))
_TEXTS = {
    Kind.STRETCH: (Text("knees", "Knees", "", sore_level=1), Text("cat", "Cat", "", sore_level=2)),
    Kind.STRENGTHENING: (Text("squat", "Squat", "", sore_level=4),),
}
_REMINDERS = (
    reminder("break", "55m", "5m"),
    reminder("stretch", rest="4m", at=("10:00", "15:30")),
    reminder("strengthening", rest="5m", at=("11:00",)),
)


@dataclass(frozen=True, slots=True)
class Wild:
    """Something that happens, this long after the one before."""

    after: timedelta
    what: str
    length: timedelta = timedelta()
    which: int = 0
    deeds: tuple[Deed, ...] = ()


def _limits(gaps: tuple[int, int], minutes: tuple[int, int]) -> SearchStrategy[SessionLimits]:
    return st.builds(
        SessionLimits,
        st.integers(*minutes),
        st.integers(*gaps).map(lambda n: n * HOUR),
        st.integers(1, 6),
    )


_CARE = st.builds(
    SoreCare,
    st.sampled_from(
        [Span(7 * HOUR, 22 * HOUR), Span(9 * HOUR, 18 * HOUR), Span(12 * HOUR, 26 * HOUR)]
    ),
    position_every=st.just(timedelta(minutes=45)),
    move_every=seconds(1800, 3600, 5400),
    warmth=_limits((1, 6), (10, 20)),
    cold=_limits((2, 6), (5, 20)),
)
PLANS = st.builds(
    Plan,
    st.sampled_from([_REMINDERS, ()]),
    st.sampled_from([every_day("09:00-17:30"), every_day("00:00-24:00"), every_day("20:00-04:00")]),
    limits=st.builds(
        Limits, min_gap=seconds(0, 300), per_hour=st.integers(1, 6), per_day=st.integers(15, 20)
    ),
    muting=st.just(frozenset(SOURCES)),
    sore=_CARE,
    texts=st.just(_TEXTS),
)

_KINDS = st.sampled_from(deeds.Thermal)
_NAMES = st.sampled_from(["box", "tube"])


def _session(kind: deeds.Thermal, minutes: int | None, *, awake: bool) -> tuple[Deed, ...]:
    return deeds.AnswerNever(kind, applies=False), deeds.StartSession(kind, minutes, awake)


def _medicine(name: str, hours: int, times: int, days: int, *, told: bool) -> tuple[Deed, ...]:
    added = deeds.AddMedicine(name, hours, times, days, remind=True, told=told)
    return deeds.ReadMedicineCard(), added, deeds.TakeMedicine(name)


_MEDICINES = st.builds(
    _medicine, _NAMES, st.integers(1, 8), st.integers(1, 4), st.integers(1, 6), told=st.booleans()
)
_MINUTES = st.none() | st.integers(10, 20)
_SESSIONS = st.builds(_session, _KINDS, _MINUTES, awake=st.booleans())
_NONE_APPLIES = st.just((deeds.AnswerCard(applies=False),))
_ONE = st.one_of(
    st.builds(deeds.Begin, st.booleans()),
    st.builds(deeds.AnswerCard, st.booleans()),
    st.just(deeds.GotAdvice()),
    st.just(deeds.Pause()),
    st.just(deeds.Resume()),
    st.just(deeds.Usual()),
    st.just(deeds.End()),
    st.builds(deeds.PickLevel, st.integers(0, 4), st.just(value=True)),
    st.builds(deeds.CheckIn, st.integers(0, 10), leg=st.sampled_from([None, *deeds.Leg])),
    st.builds(deeds.CheckSkin, st.booleans()),
    st.just(deeds.EndSession()),
    st.builds(deeds.JudgeSession, st.sampled_from(deeds.Verdict)),
    st.builds(deeds.TakeMedicine, _NAMES),
    st.builds(deeds.DropMedicine, _NAMES),
    st.builds(deeds.DidItem, st.sampled_from(["knees", "cat"]), st.booleans()),
).map(lambda deed: (deed,))
_DEEDS = st.one_of(_ONE, _ONE, _SESSIONS, _SESSIONS, _MEDICINES, _NONE_APPLIES)
_BEGINNING = st.builds(
    lambda outside, level, medicine: (
        deeds.Begin(outside),
        deeds.AnswerCard(applies=False),
        deeds.PickLevel(level),
        *medicine,
    ),
    st.booleans(),
    st.integers(0, 3),
    _MEDICINES,
)

_NONE = deeds.AnswerCard(applies=False)
_WARM = _session(deeds.Thermal.WARMTH, 15, awake=True)
_COLD = _session(deeds.Thermal.COLD, 15, awake=True)
_END = (deeds.EndSession(),)
HABITS: tuple[tuple[tuple[Deed, ...], ...], ...] = (
    (_WARM, _END) * 8,
    (_COLD, _END) * 8,
    (_WARM, _END, _COLD, _END) * 3,
    ((deeds.CheckIn(2), _NONE), (deeds.CheckIn(7),), (), ()),
    ((deeds.Pause(),), *((),) * 12, (deeds.Resume(),), (), (), ()),
    ((deeds.TakeMedicine("box"), deeds.TakeMedicine("tube")), (), ()) * 4,
    (_session(deeds.Thermal.WARMTH, 20, awake=False), _END) * 8,
    ((deeds.Begin(outside_hours=True), _NONE, deeds.PickLevel(2)), (), ()),
    (_END, _WARM, (), (), _END) * 2,  # and all is muted meanwhile
)
"""What somebody does in a row, with the same time after each."""

_AFTER = st.one_of(seconds(0, 1, 60, 600), seconds(600, 3600, 10800), seconds(3600, 100000))
_WHAT = st.sampled_from(
    [
        *("idle", "active", "active", "busy", "free", "mute", "unmute", "sleep", "respond"),
        *("answer", "answer", "zone", "restart", "lose", "import", "start"),
    ]
)
_STEPS = st.integers(-250000, 250000).map(lambda n: timedelta(seconds=n))
_HAPPENING = st.one_of(
    st.builds(Wild, _AFTER, _WHAT, seconds(1, 60, 3600, 40000), st.integers(0, 7)),
    st.builds(Wild, _AFTER, st.just("tell"), deeds=_DEEDS),
    st.builds(Wild, _AFTER, st.just("tell"), deeds=_DEEDS),
    st.builds(Wild, _AFTER, st.just("set clock"), _STEPS),
    st.builds(Wild, _AFTER, st.just("habit"), seconds(600, 4000, 12000), st.integers(0, 8)),
)
HAPPENINGS = st.tuples(
    st.builds(Wild, seconds(0, 3600, 30000), st.just("tell"), deeds=_BEGINNING),
    st.lists(_HAPPENING, max_size=20),
).map(lambda drawn: (drawn[0], *drawn[1]))

RESPONSES = (Response.DONE, Response.SKIPPED, Response.DISMISSED, Response.SNOOZED)
ANSWERS = (*(Answer.CONFIRM, Answer.FINE, Answer.STOP, Answer.YES), *(Answer.NO, Answer.HELPED))
SOURCE_NAMES = ("microphone", "do_not_disturb", "full_screen")
