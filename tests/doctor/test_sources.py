"""What the doctor says of the sources, from the report of the service."""

from __future__ import annotations

from typing import Any

from posture_daemon.doctor import sources
from posture_daemon.doctor.finding import Verdict


def source(name: str, *, works: bool, reason: str = "") -> dict[str, Any]:
    """A source as the service reports it."""
    return {"source": name, "works": works, "name": f"one {name}", "reason": reason, "busy": False}


def report(*busy: dict[str, Any], **more: Any) -> dict[str, Any]:
    """What the doctor is told by a service within working hours."""
    return {
        "presence": "active",
        "presence_source": "Mutter",
        "presence_sources": [],
        "sources": list(busy),
        "calendars": [],
        "busy": [],
        "muted": [],
        "work": {"open": True, "until": None},
        "time_zone": "UTC",
        **more,
    }


def test_one_word_on_each_kind() -> None:
    """What another way tells of is not said to be unknown."""
    ways = source("camera", works=True), source("camera", works=False, reason="No PipeWire.")
    found = [each for each in sources.examine(report(*ways)) if each.topic == "camera"]
    assert [each.verdict for each in found] == [Verdict.OK]


def test_a_calendar_that_cannot_be_read_has_a_remedy() -> None:
    """One for the certificate, and the table of the settings for the rest."""
    for reason, remedy in (
        ("x does not prove who it is (its certificate is not trusted).", "SSL_CERT_FILE"),
        ("x wants a user and a password.", "[mute.calendars.work], then: posture reload"),
    ):
        calendar = {"name": "work", "works": False, "reason": reason, "warnings": []}
        found = sources.examine(report(calendars=[calendar]))
        assert remedy in next(each.remedy for each in found if each.topic == "calendar work")
