"""All senses together: started, reported, hurried and ended."""

from __future__ import annotations

import json
from datetime import UTC, timedelta
from functools import partial
from typing import TYPE_CHECKING

import pytest

from posture_daemon.core.agenda import Agenda
from posture_daemon.core.plan import Plan
from posture_daemon.core.state import SOURCES
from posture_daemon.core.work_calendar import WorkCalendar
from posture_daemon.dispatcher import Dispatcher
from posture_daemon.errors import Unavailable
from posture_daemon.senses import Senses, Sources
from posture_daemon.simulation.play import Paper
from posture_daemon.simulation.virtual_time import VirtualTimetable
from tests.core.desk import BREAK, every_day
from tests.senses.actor import Actor, NoCalendars, Stage, stage

if TYPE_CHECKING:
    from collections.abc import Iterator

GONE = Unavailable("It has gone.")


class Office:
    """A service's senses, with actors for sources."""

    def __init__(self, play: Stage) -> None:
        self.play = play
        self.clock = play.clock
        plan = Plan((BREAK,), every_day("00:00-24:00"), muting=SOURCES)
        self.agenda = Agenda(plan, WorkCalendar(plan.hours, UTC), play.clock.now())
        paper = Paper(lambda _: None)
        self.dispatcher = dispatcher = Dispatcher(
            self.agenda, play.clock, VirtualTimetable(play.clock, lambda _: None), paper, paper
        )
        self.idle, self.lock = Actor("Mutter"), Actor("logind", "locked")
        self.microphone, self.camera = Actor("PulseAudio"), Actor("/dev/video0", "camera")
        self.portal = Actor("PipeWire", "camera")
        self.calendars = NoCalendars()
        busy = [("microphone", [self.microphone]), ("camera", [self.camera])]
        busy.append(("camera", [self.portal]))
        self.sources = Sources([self.idle], [self.lock], busy, self.calendars)
        self.senses = Senses(dispatcher, play.clock, self.sources, timedelta(seconds=30))
        play.do(self.senses.start)

    def renew(self) -> None:
        """Make the senses anew, as other settings do."""
        known = self.senses.complaints.lasting()
        self.play.play(self.senses.stop())
        self.senses = Senses(
            self.dispatcher, self.clock, self.sources, timedelta(seconds=30), known
        )
        self.play.do(self.senses.start)

    @property
    def all(self) -> tuple[Actor, ...]:
        """Every source but the calendar."""
        return self.idle, self.lock, self.microphone, self.camera, self.portal


@pytest.fixture
def office() -> Iterator[Office]:
    """An office in virtual time."""
    with stage() as play:
        office = Office(play)
        yield office
        play.play(office.senses.stop())


def test_all_sources_watch_and_are_ended(office: Office) -> None:
    """Each once; nothing is left of any afterwards."""
    assert all(len(each.heard) == 1 for each in office.all)
    office.play.play(office.senses.stop())
    assert not any(each.heard for each in office.all)


def test_what_they_say_reaches_the_agenda(office: Office) -> None:
    """With the program, for the journal."""
    office.play.do(lambda: office.microphone.say(True, "Firefox"))
    assert office.agenda.quiet.meeting_sources == ("microphone: Firefox",)


def test_the_report_is_plain(office: Office) -> None:
    """It goes through JSON to the commands, and says which way serves."""
    office.play.do(lambda: office.camera.say(True, "Cheese"))
    report = json.loads(json.dumps(office.senses.report()))
    assert report["presence_source"] == "Mutter"
    assert [each["tells"] for each in report["presence_sources"]] == ["idle", "locked"]
    microphone, camera, _portal = report["sources"]
    assert microphone["name"] == "PulseAudio"
    assert microphone["works"]
    assert not microphone["busy"]
    assert (camera["busy"], camera["detail"]) == (True, "Cheese")


def test_what_is_only_waited_for_tells_nothing_yet(office: Office) -> None:
    """A sound server that does not run knows of no microphone, which is no silence of its own."""
    office.microphone.waiting = "No sound server is running."
    microphone, *_ = office.senses.report()["sources"]
    assert not microphone["works"]
    assert microphone["reason"] == "No sound server is running."
    assert microphone["ways"][0]["reason"] == "No sound server is running."
    office.microphone.waiting = ""
    assert office.senses.report()["sources"][0]["works"]


def test_a_kind_with_several_sources_is_busy_while_one_is(office: Office) -> None:
    """A camera that a program opens itself, and one that it gets from PipeWire."""
    office.play.do(lambda: office.camera.say(True, "Cheese"))
    office.play.do(lambda: office.portal.say(True, "Firefox"))
    assert office.agenda.quiet.meeting_sources == ("camera: Cheese, Firefox",)
    office.play.do(lambda: office.camera.say(False, ""))
    office.play.wait(1)
    assert office.agenda.quiet.meeting_sources == ("camera: Firefox",)
    assert office.agenda.quiet.in_call


def test_one_complaint_names_the_reason(office: Office, caplog: pytest.LogCaptureFixture) -> None:
    """One source that dies is one warning."""
    office.play.do(lambda: office.microphone.fail(GONE))
    office.microphone.trouble = GONE
    office.play.wait(600)
    said = [record.getMessage() for record in caplog.records]
    assert said == ["microphone cannot be told now: It has gone."]


def test_many_complaints_are_one(office: Office, caplog: pytest.LogCaptureFixture) -> None:
    """Where there is no desktop at all, one line says so."""
    for each in office.all:
        each.trouble = GONE
        office.play.do(partial(each.fail, GONE))
    office.play.wait(2)
    assert [record.getMessage() for record in caplog.records] == [
        (
            "these cannot be told now: presence, locked, microphone, camera; "
            "why: posture presence, posture meetings"
        )
    ]


def test_what_another_one_tells_is_no_complaint(
    office: Office, caplog: pytest.LogCaptureFixture
) -> None:
    """A camera that only PipeWire tells of is told; when that goes too it is said."""
    office.camera.trouble = GONE
    office.play.do(partial(office.camera.fail, GONE))
    office.play.wait(600)
    assert caplog.records == []
    office.portal.trouble = GONE
    office.play.do(partial(office.portal.fail, GONE))
    office.play.wait(2)
    said = [record.getMessage() for record in caplog.records]
    assert said == ["camera cannot be told now: It has gone."]


def test_new_settings_repeat_no_complaint(office: Office, caplog: pytest.LogCaptureFixture) -> None:
    """What was said and lasts is said once; what has worked in between is said again."""
    office.microphone.trouble = GONE
    office.play.do(partial(office.microphone.fail, GONE))
    for _ in range(2):
        office.play.wait(2)
        office.renew()
    office.play.wait(2)
    assert len(caplog.records) == 1
    office.microphone.trouble = None
    office.renew()
    office.play.wait(100)
    office.renew()
    office.microphone.trouble = GONE
    office.play.do(partial(office.microphone.fail, GONE))
    office.play.wait(2)
    assert len(caplog.records) == 2


def test_hurry_reaches_everybody(office: Office) -> None:
    """After the machine has woken, sources and calendars look again."""
    office.camera.trouble = GONE
    office.play.do(partial(office.camera.fail, GONE))
    office.play.wait(600)
    before = len(office.camera.begun)
    office.play.do(office.senses.hurry)
    assert len(office.camera.begun) == before + 1
    assert office.calendars.woken == 1
