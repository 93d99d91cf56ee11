"""Every source that is registered can be made, and other packages may bring their own."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from importlib.metadata import EntryPoint
from typing import TYPE_CHECKING

import pytest

from posture_daemon import sources
from posture_daemon.core.plan import Sensing
from posture_daemon.core.state import CALENDAR, SOURCES
from posture_daemon.sources import sources_for
from tests.senses.actor import Actor, NoCalendars

if TYPE_CHECKING:
    from posture_daemon.senses import Sources

PLATFORMS = ("linux", "win32", "darwin", "freebsd14")


def made(platform: str, *counted: str) -> Sources:
    """The sources of a platform."""
    return sources_for(platform, counted or SOURCES, Sensing(), NoCalendars())


@pytest.mark.parametrize("platform", PLATFORMS)
def test_all_are_made_anywhere(platform: str) -> None:
    """Making one does nothing yet, and needs no library of another system."""
    found = made(platform)
    assert found.idle
    assert found.absences
    assert all(way.name and way.exact in {True, False} for way in found.idle)
    assert {way.source for way in found.absences} <= {"locked", "asleep"}
    for name, ways in found.busy:
        assert name in SOURCES
        assert all(way.source == name and way.name for way in ways)


def test_a_desktop_tells_of_everything_but_calendar_and_typing() -> None:
    """The calendars are a port of their own, and typing follows from presence."""
    assert {name for name, _ in made("linux").busy} == SOURCES - {CALENDAR, "typing", "meeting"}


def test_only_what_counts_is_made() -> None:
    """A source that is switched off does not run."""
    assert {name for name, _ in made("linux", "camera").busy} == {"camera"}


def stranger() -> Actor:
    """The source of another package."""
    return Actor("the door sign", "microphone")


def broken() -> Actor:
    """One that cannot be made."""
    raise OSError("no door")


def test_other_packages_join(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """After our own; one that cannot be made is said, and costs only itself."""

    def entry_points(group: str) -> list[EntryPoint]:
        return [
            EntryPoint(name, f"tests.test_sources:{name}", group)
            for name in ("broken", "stranger")
            if group == "posture_daemon.busy"
        ]

    monkeypatch.setattr(sources, "entry_points", entry_points)
    *own, (kind, ways) = made("linux", "microphone").busy
    assert own
    assert (kind, [way.name for way in ways]) == ("microphone", ["the door sign"])
    assert "tests.test_sources:broken" in caplog.text


def test_the_daemon_imports_no_parser_of_calendars() -> None:
    """Nor anything else that only the children need."""
    heavy = ("icalendar", "recurring_ical_events", "requests", "keyring", "pydantic", "holidays")
    code = (
        "import sys, json, posture_daemon.daemon as daemon; from posture_daemon.sources import *;"
        "from posture_daemon.core.plan import Sensing;"
        "sources_for(sys.platform, {'microphone','camera','screen_sharing','idle_inhibitor',"
        "'do_not_disturb','full_screen'}, Sensing(), None);"
        f"print(json.dumps([name for name in {heavy} if name in sys.modules]))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, check=True, text=True, env={**os.environ}
    )
    assert json.loads(done.stdout) == []
