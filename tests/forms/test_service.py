"""Deeds on the wire: their names and details, over a real socket."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from posture_daemon.core.sore.deeds import (
    AnswerNever,
    CheckIn,
    EndSession,
    Leg,
    Stage,
    StartSession,
    Thermal,
    Visit,
)
from posture_daemon.errors import NotRunning, RequestRefused
from posture_daemon.forms.service import RunningService, details, wire_name
from tests.forms.teller import office

if TYPE_CHECKING:
    from posture_daemon.core.sore.deeds import Deed


@pytest.mark.parametrize(
    ("deed", "name", "said"),
    [
        (
            CheckIn(0, leg=Leg.NO, sleep_disturbed=False, helped=("Walking",)),
            "check-in",
            {"now": 0, "leg": "no", "sleep_disturbed": False, "helped": ("Walking",)},
        ),
        (
            StartSession(Thermal.COLD, 10),
            "start-session",
            {"kind": "cold", "minutes": 10, "stay_awake": False},
        ),
        (
            AnswerNever(Thermal.WARMTH, applies=True),
            "answer-never",
            {"kind": "warmth", "applies": True},
        ),
        (
            Visit(Stage.SEEN, date(2026, 3, 5)),
            "visit",
            {"stage": "seen", "on": "2026-03-05"},
        ),
        (EndSession(), "end-session", {}),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_deed_on_the_wire(deed: Deed, name: str, said: dict[str, object]) -> None:
    """Names in kebab-case, words and dates as text, and nothing that was left out."""
    assert wire_name(deed) == name
    assert details(deed) == said


def test_the_service_is_told() -> None:
    """It answers with what there is to say, or with a refusal; and it may have gone."""
    with office() as forms:
        service = RunningService(str(forms.host.path))
        assert service.tell(CheckIn(4)) == ["Noted: check-in."]
        assert forms.teller.told == [("check-in", {"now": 4})]
        forms.teller.refused["end-session"] = RequestRefused("Nothing is on.")
        with pytest.raises(RequestRefused, match="Nothing is on"):
            service.tell(EndSession())
        forms.closed()
        with pytest.raises(NotRunning):
            service.report()
