"""Deeds as lines of a journal."""

from __future__ import annotations

from datetime import date

import pytest

from posture_daemon.core.sore import deeds
from posture_daemon.core.sore.story import line

TOLD = [
    (deeds.Begin(), "begin"),
    (deeds.Begin(outside_hours=True), "begin: outside hours"),
    (deeds.AnswerCard(applies=True), "emergency card: one applies"),
    (deeds.AnswerCard(applies=False), "emergency card: none"),
    (deeds.CheckIn(4, worst=6), "check in: now 4, worst 6"),
    (deeds.CheckIn(4, leg=deeds.Leg.NUMB), "check in: now 4, leg numb"),
    (deeds.CheckIn(4, sleep_disturbed=False), "check in: now 4, not sleep disturbed"),
    (deeds.StartSession(deeds.Thermal.COLD, 10), "start session: cold, minutes 10"),
    (deeds.CheckSkin(fine=False), "skin: not fine"),
    (deeds.AnswerNever(deeds.Thermal.WARMTH, applies=False), "never with warmth: none today"),
    (deeds.DidItem("knees", worse=True), "did knees, worse than before"),
    (deeds.DidItem("knees"), "did knees"),
    (deeds.TakeMedicine("box"), "take medicine: box"),
    (
        deeds.Visit(deeds.Stage.BOOKED, date(2026, 3, 5), "physio"),
        "visit: booked, on 2026-03-05, whom physio",
    ),
]


@pytest.mark.parametrize(("deed", "said"), TOLD)
def test_a_deed_reads_as_a_line(deed: deeds.Deed, said: str) -> None:
    """What was left as it is goes without saying."""
    assert line(deed) == said
