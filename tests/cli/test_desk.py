"""`desk`, and what the other commands say of the desk."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.cli.conftest import Command
    from tests.control.office import Office

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows has a named pipe")


def test_the_desk_is_told(office: Office, posture: Command) -> None:
    """A line says how it is, for how long, and how long a stand is this week."""
    office.furnish("desk.build_up=true")
    assert posture("desk", "up") == (0, "Desk: up; a stand is 5 minutes in week 1.\n", "")
    office.wait(minutes=3)
    code, again, _ = posture("desk", "up")
    assert code == 0
    assert again.splitlines() == [
        "It was up already.",
        "Desk: up, for 3 minutes of work; 3 minutes stood today; a stand is 5 minutes in week 1.",
    ]
    assert json.loads(posture("desk", "down", "--json")[1])["stood_today"] == 180
    assert "Desk: down; 3 minutes stood today" in posture("status")[1]


def test_why_the_desk_is_silent(office: Office, posture: Command) -> None:
    """A reminder of the other half of the cycle says what it waits for."""
    office.furnish()
    report = json.loads(posture("status", "--format", "json")[1])
    due = {each["reminder"]: each["due"] for each in report["reminders"]}
    assert due["stand"] == "2026-03-02T10:50:00+01:00"  # 50 minutes in the first week
    assert due["sit"] is None


def test_a_desk_that_nobody_has(office: Office, posture: Command) -> None:
    """Without one in the settings the command says how to add it."""
    code, printed, complaint = posture("desk", "up")
    assert (code, printed) == (1, "")
    assert "posture settings set desk.kind sit-stand" in complaint
    assert office.entries == []
