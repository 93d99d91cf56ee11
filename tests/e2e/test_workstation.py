"""The real service follows the workstation check and the desk, without being started anew."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING

import pytest

from posture_daemon.core.entry import Event
from posture_daemon.ergonomics.checklist import checklist
from tests.e2e.service import DAY_AND_NIGHT

if TYPE_CHECKING:
    from tests.e2e.service import Service

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="needs signals")

CHECK = '[reminders.ergonomics]\nevery = "2h"\nfor = "2m"\n'
DESK = '[desk]\nkind = "sit-stand"\n'
ALL_FINE = [word for check in checklist() for word in (check.id, "yes")]


def due(service: Service, uid: str) -> str | None:
    """When a reminder is due."""
    found: dict[str, str | None] = {
        each["reminder"]: each["due"] for each in service.status()["reminders"]
    }
    return found[uid]


def test_it_follows_the_answers(service: Service) -> None:
    """With everything answered nothing is asked, and `why` says so; in a new place it is again."""
    service.settings.write_text(DAY_AND_NIGHT + CHECK)
    service.start()
    assert due(service, "ergonomics")
    service.posture("ergonomics", "answer", *ALL_FINE)
    assert due(service, "ergonomics") is None
    assert "nothing about your workstation is open" in service.posture("why", "ergonomics")
    service.posture("ergonomics", "moved")
    assert due(service, "ergonomics")


def test_it_asks_an_open_question(service: Service) -> None:
    """What is on the screen is the question that is open, the only one."""
    service.settings.write_text(DAY_AND_NIGHT + CHECK)
    service.posture("ergonomics", "answer", *ALL_FINE[:-2])
    service.start()
    service.posture("take", "ergonomics")
    shown = service.wait_for(Event.SHOWN, "ergonomics")
    assert shown.text == f"workstation-{checklist()[-1].id}"
    live = service.status()["live"]
    assert live["summary"] == checklist()[-1].title


def test_the_desk_survives_a_crash(service: Service) -> None:
    """How it is was kept before it was answered."""
    service.settings.write_text(DAY_AND_NIGHT + DESK)
    service.start()
    assert due(service, "sit") is None
    assert "Desk: up" in service.posture("desk", "up")
    assert due(service, "sit")
    service.kill()
    service.start()
    assert json.loads(service.posture("desk", "--json"))["position"] == "up"
    assert service.entries(Event.DESK)[-1].reason == "up, by hand"


def test_standing_up_is_an_answer(service: Service) -> None:
    """Taking the stand is standing: nothing is counted down, and the desk is up."""
    service.settings.write_text(DAY_AND_NIGHT + DESK)
    service.start()
    service.posture("take", "stand")
    service.wait_for(Event.DONE, "stand")
    assert service.status()["live"] is None
    assert "Desk: up" in service.posture("status")
