"""The senses follow the plan: those of before are silent, and what they said is over."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC
from typing import TYPE_CHECKING

import pytest

from posture_daemon import sensing
from posture_daemon.core.agenda import Agenda
from posture_daemon.core.plan import Plan
from posture_daemon.core.state import SOURCES
from posture_daemon.core.work_calendar import WorkCalendar
from posture_daemon.dispatcher import Dispatcher
from posture_daemon.senses import Sources
from posture_daemon.simulation.play import Paper
from posture_daemon.simulation.virtual_time import VirtualTimetable
from tests.core.desk import BREAK, every_day
from tests.senses.actor import Actor, NoCalendars, Stage, stage

if TYPE_CHECKING:
    from collections.abc import Iterator

FLAP = 31
"""Seconds after which a source that was away has been away."""


class Office:
    """A service's sensing, whose microphone is another actor after each change of the plan."""

    def __init__(self, play: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
        self.play = play
        self.microphones: list[Actor] = []
        monkeypatch.setattr(sensing, "sources_for", self._sources)
        self.plan = Plan((BREAK,), every_day("00:00-24:00"), muting=SOURCES)
        self.calendar = WorkCalendar(self.plan.hours, UTC)
        self.agenda = Agenda(self.plan, self.calendar, play.clock.now())
        paper, timetable = Paper(lambda _: None), VirtualTimetable(play.clock, lambda _: None)
        self.dispatcher = Dispatcher(self.agenda, play.clock, timetable, paper, paper)
        self.sensing = sensing.Sensing(self.dispatcher, play.clock, self.plan)
        play.do(self.sensing.start)

    def _sources(self, *_: object) -> Sources:
        self.microphones.append(Actor("PulseAudio"))
        return Sources(
            [Actor("Mutter")], [], [("microphone", [self.microphones[-1]])], NoCalendars()
        )

    def say(self, busy: bool, program: str = "") -> None:  # noqa: FBT001
        """The microphone that is there now speaks."""
        self.play.do(lambda: self.microphones[-1].say(busy, program))

    def ignore(self, program: str) -> None:
        """Change the settings."""
        wanted = replace(self.plan.sensing, ignore_programs=(program,))
        plan = replace(self.plan, sensing=wanted)
        self.dispatcher.configure(plan, self.calendar)
        self.play.play(self.sensing.follow(plan))

    def calls(self) -> tuple[str, ...]:
        """What the agenda takes for calls."""
        self.dispatcher.wake()
        return self.agenda.quiet.meeting_sources


@pytest.fixture
def office(monkeypatch: pytest.MonkeyPatch) -> Iterator[Office]:
    """An office in virtual time."""
    with stage() as play:
        office = Office(play, monkeypatch)
        yield office
        play.play(office.sensing.stop())


def test_a_program_that_is_ignored_from_now_on_is_no_call_any_more(office: Office) -> None:
    """It is not in a meeting for ever, since nobody is left to say that it has ended."""
    office.say(True, "OBS")
    assert office.calls() == ("microphone: OBS",)
    office.ignore("OBS")
    office.say(False)
    office.play.wait(FLAP)
    assert office.calls() == ()


def test_a_call_goes_on_through_a_change_of_the_settings(office: Office) -> None:
    """The new source says so at once."""
    office.say(True, "Zoom")
    office.ignore("OBS")
    office.say(True, "Zoom")
    office.play.wait(FLAP)
    assert office.calls() == ("microphone: Zoom",)


def test_a_source_of_before_says_nothing_more(office: Office) -> None:
    """Not even what it was about to say."""
    office.say(False)
    office.say(True, "OBS")
    office.ignore("OBS")
    office.say(False)
    office.play.wait(FLAP)
    assert office.calls() == ()
