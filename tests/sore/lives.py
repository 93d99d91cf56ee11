"""Eight lives with a sore back, from the first morning on."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from posture_daemon.core.sore.deeds import Leg
from tests.sore.life import Life, steps

if TYPE_CHECKING:
    from tests.sore.life import Line

_MONDAY = date(2026, 3, 2)
_SIX_WEEKS = timedelta(days=44)
_ONLY_THE_PLAN = ("profile=none",)


def _medicine(hours: int, times: int, days: int) -> tuple[tuple[int, str, Line], ...]:
    """The card is read on the first day, a nickname is given, and one is taken."""
    box: Line = {"nickname": "green box"}
    numbers: Line = {"hours": hours, "times": times, "days": days, "remind": True}
    return (
        (1, "11:20:00", {"tell": "read-medicine-card"}),
        (1, "11:21:00", {"tell": "add-medicine", **box, **numbers}),
        (1, "11:30:00", {"tell": "take-medicine", **box}),
    )


def _visit(day: int, on: str, seen: int) -> tuple[tuple[int, str, Line], ...]:
    return (
        (day, "10:00:00", {"tell": "visit", "stage": "booked", "on": on, "whom": "physio"}),
        (day, "10:01:00", {"tell": "ask", "question": "What may I lift?"}),
        (seen, "16:00:00", {"tell": "visit", "stage": "seen", "on": on, "whom": "physio"}),
    )


_WORSE: tuple[tuple[int, str, Line], ...] = (
    (3, "15:00:00", {"tell": "check-in", "now": 7, "leg": Leg.TINGLE}),
    (5, "11:00:00", {"tell": "check-in", "now": 8, "leg": Leg.NUMB}),
    (8, "10:00:00", {"tell": "got-advice"}),
)
_CLOCKS: tuple[tuple[int, str, Line], ...] = (
    (1, "13:41:00", {"tell": "answer-never", "kind": "warmth", "applies": False}),
    (1, "13:42:00", {"tell": "start-session", "kind": "warmth"}),
    (1, "13:50:00", {"clock_step": "+3h"}),
    (1, "14:05:00", {"tell": "start-session", "kind": "warmth"}),
    (1, "15:30:00", {"clock_step": "-3h"}),
    (3, "12:00:00", {"clock_step": "+48h"}),
    (3, "12:02:00", {"tell": "take-medicine", "nickname": "green box"}),
    (3, "12:10:00", {"clock_step": "-48h"}),
    (10, "11:00:00", {"clock_step": "-26h"}),
    (10, "14:00:00", {"clock_step": "+26h"}),
)
_LID: tuple[tuple[int, str, Line], ...] = (
    (1, "21:50:00", {"tell": "answer-never", "kind": "warmth", "applies": False}),
    (1, "21:51:00", {"tell": "start-session", "kind": "warmth"}),
    (9, "12:00:00", {"restart": "40s"}),
    (15, "12:00:00", {"restart": "8h"}),
)

LIVES = {
    "steady": Life(
        _MONDAY,
        timedelta(days=232),
        steps((1, 6), (2, 5), (4, 4), (6, 3), (9, 2), (14, 1), (30, 0)),
        {1: 1, 2: 2, 6: 3, 17: 4},
        at_home=14,
        sessions={1: ("warmth",), 2: ("cold",), 3: ("warmth",), 4: ("cold",)},
        own=(*_medicine(6, 3, 3), (43, "10:00:00", {"tell": "usual"})),
        settings=("reminders.eyes.enabled=false",),
    ),
    "stalls": Life(
        _MONDAY,
        _SIX_WEEKS,
        steps((1, 6), (3, 5), (12, 4), (15, 5), (25, 4)),
        {1: 1, 4: 2},
        at_home=3,
        sessions={1: ("warmth",), 2: ("warmth",)},
        verdicts=lambda _day: "same",
        own=_visit(15, "2026-03-20", 19),
    ),
    "worsens": Life(
        _MONDAY,
        _SIX_WEEKS,
        steps((1, 4), (3, 7), (8, 6), (12, 5), (20, 4), (30, 2)),
        {1: 2, 3: 1, 12: 2, 30: 3},
        at_home=7,
        signs=frozenset({5}),
        own=(*_WORSE, *_visit(9, "2026-03-12", 11)),
        settings=_ONLY_THE_PLAN,
    ),
    "relapse": Life(
        _MONDAY,
        timedelta(days=262),
        steps((1, 5), (3, 3), (8, 1), (50, 6), (53, 4), (60, 2), (70, 0)),
        {1: 2, 3: 3, 15: 4, 52: 1, 53: 2, 60: 3, 67: 4},
        own=(
            (22, "10:00:00", {"tell": "usual"}),
            (51, "10:00:00", {"tell": "begin"}),
            (51, "10:01:00", {"tell": "end"}),
            (51, "10:02:00", {"tell": "begin"}),
            (78, "10:00:00", {"tell": "usual"}),
        ),
        settings=_ONLY_THE_PLAN,
    ),
    "a-sign": Life(
        _MONDAY,
        _SIX_WEEKS,
        steps((1, 5), (5, 4), (9, 2), (20, 1)),
        {1: 2, 9: 3, 20: 4},
        at_home=5,
        signs=frozenset({2}),
        own=((4, "11:00:00", {"tell": "got-advice"}), *_medicine(8, 3, 2)),
        settings=_ONLY_THE_PLAN,
    ),
    "a-pause": Life(
        _MONDAY,
        _SIX_WEEKS,
        steps((1, 5), (4, 3), (12, 2), (20, 1)),
        {1: 2, 4: 3, 19: 4},
        at_home=4,
        sessions={4: ("warmth",)},
        own=(
            *_medicine(4, 4, 7),
            (5, "09:40:00", {"tell": "answer-never", "kind": "cold", "applies": False}),
            (5, "09:41:00", {"tell": "start-session", "kind": "cold", "minutes": 10}),
            (5, "09:43:00", {"tell": "pause"}),
            (12, "10:00:00", {"tell": "resume"}),
        ),
        settings=_ONLY_THE_PLAN,
    ),
    "clocks": Life(
        date(2026, 3, 23),  # the clocks change on the Sunday after it
        _SIX_WEEKS,
        steps((1, 5), (4, 3), (12, 2), (20, 1)),
        {1: 2, 4: 3, 19: 4},
        at_home=8,
        own=(*_medicine(6, 3, 5), *_CLOCKS),
        settings=_ONLY_THE_PLAN,
    ),
    "lid-closed": Life(
        _MONDAY,
        _SIX_WEEKS,
        steps((1, 5), (4, 3), (12, 2), (20, 1)),
        {1: 2, 4: 3, 19: 4},
        at_home=3,
        lid_closed=True,
        own=(*_medicine(6, 3, 5), *_LID),
        settings=_ONLY_THE_PLAN,
    ),
}
