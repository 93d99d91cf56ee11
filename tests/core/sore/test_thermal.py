"""Warmth and cold: gaps, caps, quiet hours, looks and alarms."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from posture_daemon.core.plan import SoreCare
from posture_daemon.core.sore.deeds import (
    AnswerNever,
    CheckSkin,
    EndSession,
    JudgeSession,
    StartSession,
    Thermal,
    Verdict,
)
from posture_daemon.core.sore.signs import safety_sign
from posture_daemon.errors import RequestRefused
from tests.core.sore.told import DAY, HOUR, MINUTE, Told

WARMTH, COLD = Thermal.WARMTH, Thermal.COLD


def start(told: Told, kind: Thermal = WARMTH, **more: bool) -> None:
    """Answer the three questions with none, and start."""
    told.tell(AnswerNever(kind, applies=False), StartSession(kind, **more))


def one(told: Told, kind: Thermal = WARMTH) -> None:
    """A whole session of a quarter of an hour."""
    start(told, kind)
    told.later(15 * MINUTE).tell(EndSession())


@pytest.mark.parametrize(
    ("kind", "other", "hours"), [(WARMTH, WARMTH, 2), (COLD, COLD, 3), (WARMTH, COLD, 1)]
)
def test_a_session_before_its_gap_is_refused_with_its_time(
    kind: Thermal, other: Thermal, hours: int
) -> None:
    """Two hours for warmth, three for cold, one between the two, from the end on."""
    told = Told()
    one(told, kind)
    with pytest.raises(RequestRefused, match=rf"may go on again at {10 + hours}:15"):
        start(told.later(hours * HOUR - MINUTE), other)
    start(told.later(MINUTE), other)


def test_no_setting_makes_a_gap_shorter_than_the_least() -> None:
    """Two hours for cold, even where the settings say less."""
    care = SoreCare()
    told = Told(replace(care, cold=replace(care.cold, gap=timedelta())))
    one(told, COLD)
    with pytest.raises(RequestRefused):
        start(told.later(2 * HOUR - MINUTE), COLD)


@pytest.mark.parametrize(("set_to", "most"), [(4, 4), (1, 1), (9, 6)])
def test_the_most_in_any_twenty_four_hours(set_to: int, most: int) -> None:
    """As set, and six at the very most; the day is a rolling one."""
    care = SoreCare()
    told = Told(replace(care, warmth=replace(care.warmth, gap=HOUR, per_day=set_to)))
    for _ in range(most):
        start(told, stay_awake=True)
        told.later(15 * MINUTE).tell(EndSession())
        told.later(HOUR)
    with pytest.raises(RequestRefused):
        start(told, stay_awake=True)
    first = told.records[1].elapsed
    start(told.later(first + DAY - told.now.elapsed), stay_awake=True)


@pytest.mark.parametrize("step", [DAY, -DAY, 5 * HOUR])
def test_setting_the_clock_opens_nothing(step: timedelta) -> None:
    """Only real time passes a gap."""
    told = Told()
    one(told)
    told.set_clock(step)
    with pytest.raises(RequestRefused, match="may go on again"):
        start(told, stay_awake=True)


def test_quiet_hours_need_the_promise_to_stay_awake() -> None:
    """Nobody begins at night by mistake."""
    told = Told().at(1, 23)
    with pytest.raises(RequestRefused, match="quiet hours"):
        start(told)
    start(told, stay_awake=True)


def test_the_questions_come_once_a_day_and_one_that_applies_ends_it() -> None:
    """Asked anew after midnight; where one applies there is none that day."""
    told = Told()
    with pytest.raises(RequestRefused, match="three questions"):
        told.tell(StartSession(WARMTH))
    told.tell(AnswerNever(WARMTH, applies=True))
    with pytest.raises(RequestRefused, match="Not today"):
        told.tell(StartSession(WARMTH))
    with pytest.raises(RequestRefused, match="three questions"):
        told.at(2, 10).tell(StartSession(WARMTH))


@pytest.mark.parametrize(
    ("kind", "minutes"), [(WARMTH, 9), (WARMTH, 21), (COLD, 4), (COLD, 21), (COLD, -5)]
)
def test_minutes_out_of_range_are_refused(kind: Thermal, minutes: int) -> None:
    """Ten to twenty for warmth, five to twenty for cold."""
    told = Told()
    told.tell(AnswerNever(kind, applies=False))
    with pytest.raises(RequestRefused, match=r"is for (10|5) to 20 minutes"):
        told.tell(StartSession(kind, minutes))


def test_the_skin_is_looked_at_and_if_it_is_not_fine_it_ends() -> None:
    """Cold after five and ten minutes, warmth after ten."""
    told = Told()
    start(told, COLD)
    session = told.back.sessions.running
    assert session is not None
    assert [session.looks(session.started + n * MINUTE) for n in (4, 5, 9, 10)] == [0, 1, 1, 2]
    told.later(5 * MINUTE).tell(CheckSkin(fine=True))
    assert told.back.sessions.running is session
    told.later(5 * MINUTE).tell(CheckSkin(fine=False))
    assert told.back.sessions.running is None


def test_the_alarm_rings_every_two_minutes_until_confirmed() -> None:
    """From the end on, numbered."""
    told = Told()
    start(told)
    session = told.back.sessions.running
    assert session is not None
    rung = [session.alarm(session.due + n * MINUTE) for n in (-1, 0, 1, 2, 3, 4, 600)]
    assert rung == [None, 0, 0, 1, 1, 2, 300]
    pending = dict(told.back.sessions.pending(session.due + 3 * MINUTE))
    assert pending == {"warmth:alarm": session.due + 4 * MINUTE}


def test_the_machine_is_kept_awake_until_it_has_rung_five_times() -> None:
    """A lid that is closed on it silences no alarm; nor does one in a bag run hot for hours."""
    told = Told()
    start(told)
    minutes = 0, 9, 14, 15, 23, 24, 25, 75
    signs = [safety_sign(told.back, told.now.later(n * MINUTE)) for n in minutes]
    assert [sign and sign.wakeful for sign in signs] == [True] * 6 + [False] * 2
    told.tell(EndSession())
    assert safety_sign(told.back, told.now) is None


def test_after_three_of_each_both_are_counted_and_none_is_chosen() -> None:
    """Before that nothing is compared."""
    told, said = Told(), []
    for n in range(6):
        one(told, (WARMTH, COLD)[n % 2])
        said.append(told.later(90 * MINUTE).tell(JudgeSession(Verdict.HELPED)))
    both = "Warmth helped 3 of 3 times.", "Cold helped 3 of 3 times."
    assert said == [("Noted.",)] * 5 + [both]


@pytest.mark.parametrize("deed", [CheckSkin(fine=True), EndSession(), JudgeSession(Verdict.SAME)])
def test_without_a_session_there_is_nothing_to_say_of_it(
    deed: CheckSkin | EndSession | JudgeSession,
) -> None:
    """A sentence says so."""
    with pytest.raises(RequestRefused, match=r"Neither warmth nor cold is on|There is no session"):
        Told().tell(deed)
