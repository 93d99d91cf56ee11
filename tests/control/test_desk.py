"""What the service can be told and asked about a sit-stand desk."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from posture_daemon.core.entry import Event
from posture_daemon.errors import RequestRefused

if TYPE_CHECKING:
    from tests.control.office import Office


def test_a_desk_goes_up_and_down(office: Office) -> None:
    """What is told holds, and today's standing adds up."""
    office.furnish()
    assert office.ask("desk", position="up")["turned"]
    office.wait(minutes=4)
    assert office.ask("desk")["standing"] == 240
    office.ask("desk", position="down")
    office.wait(minutes=1)
    office.ask("desk", position="up")
    office.wait(minutes=2)
    told = office.ask("desk", position="up")
    assert told == {
        "turned": False,
        "position": "up",
        "standing": 120,
        "stood_today": 360,
        "week": 1,
        "stand": 300,
    }
    reasons = [entry.reason for entry in office.entries if entry.event is Event.DESK]
    assert reasons == ["up, by hand", "down, by hand", "up, by hand"]


def test_tomorrow_is_another_day(office: Office) -> None:
    """Standing is counted by the day, and a night is a rest after which one sits."""
    office.furnish()
    office.ask("desk", position="up")
    office.wait(minutes=4)
    office.wait(hours=24)
    told = office.ask("desk")
    assert (told["position"], told["stood_today"]) == ("down", 0)


def test_without_such_a_desk_it_is_refused(office: Office) -> None:
    """And how to say that one has it."""
    with pytest.raises(RequestRefused, match=r"settings set desk\.kind sit-stand"):
        office.ask("desk", position="up")
    assert office.ask("status")["desk"] is None


@pytest.mark.parametrize("position", ["sideways", "", 3, ["up"]])
def test_an_odd_position_is_refused(office: Office, position: object) -> None:
    """Whatever a client sends."""
    office.furnish()
    with pytest.raises(RequestRefused, match="Say up or down"):
        office.ask("desk", position=position)
