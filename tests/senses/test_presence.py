"""Presence is put together from idle time, locks and sleep."""

from __future__ import annotations

from datetime import UTC, timedelta
from typing import TYPE_CHECKING

import pytest

from posture_daemon.core.agenda import Agenda
from posture_daemon.core.plan import Plan
from posture_daemon.core.state import SOURCES
from posture_daemon.core.work_calendar import WorkCalendar
from posture_daemon.dispatcher import Dispatcher
from posture_daemon.errors import NotHere, Unavailable
from posture_daemon.senses.presence import PAUSE, Presence
from posture_daemon.simulation.play import Paper
from posture_daemon.simulation.virtual_time import VirtualTimetable
from tests.core.desk import BREAK, every_day
from tests.senses.actor import Actor, Stage, stage

if TYPE_CHECKING:
    from collections.abc import Iterator

    from posture_daemon.core.state import State

SECONDS_30 = timedelta(seconds=30)


class Office:
    """Somebody at a desk with an idle source, a lock and a lid."""

    def __init__(self, play: Stage, *, start: bool = True) -> None:
        self.play = play
        plan = Plan((BREAK,), every_day("00:00-24:00"), muting=SOURCES)
        agenda = Agenda(plan, WorkCalendar(plan.hours, UTC), play.clock.now())
        paper = Paper(lambda _: None)
        timetable = VirtualTimetable(play.clock, lambda _: None)
        self.dispatcher = Dispatcher(agenda, play.clock, timetable, paper, paper)
        self.idle, self.lock, self.lid = Actor("idle"), Actor("lock"), Actor("lid")
        self.presence = Presence(
            self.dispatcher, play.clock, [self.idle], [self.lock, self.lid], SECONDS_30
        )
        if not start:
            return
        play.play(self.presence.idle.run())
        for each in self.presence.absences:
            play.play(each.sense.run())

    @property
    def state(self) -> State:
        """What the agenda knows by now."""
        self.dispatcher.wake()
        return self.dispatcher.agenda.state

    def say(self, source: Actor, *word: object) -> None:
        """A source speaks, and is believed."""
        self.play.do(lambda: source.say(*word))
        self.play.wait(1)


@pytest.fixture
def office() -> Iterator[Office]:
    """An office in virtual time."""
    with stage() as play:
        yield Office(play)


def test_idle_counts_from_the_last_input(office: Office) -> None:
    """What was counted as work since then is taken back."""
    office.say(office.idle, False, timedelta())
    office.play.wait(599)
    office.say(office.idle, True, SECONDS_30)
    assert office.state.presence == "idle"
    assert office.state.worked == timedelta(seconds=570)
    office.say(office.idle, False, timedelta())
    assert office.state.presence == "active"


def test_a_lock_is_a_rest_whatever_the_idle_time_says(office: Office) -> None:
    """Somebody who types a password has not come back; the end of the lock is the return."""
    office.say(office.idle, False, timedelta())
    office.say(office.lock, True, "")
    assert office.state.presence == "locked"
    office.say(office.idle, True, SECONDS_30)
    office.say(office.idle, False, timedelta())
    assert office.state.presence == "locked"
    office.say(office.lock, False, "")
    assert office.state.presence == "active"


def test_every_absence_counts(office: Office) -> None:
    """The lid is opened, and the screen is still locked."""
    office.say(office.lock, True, "")
    office.say(office.lid, True, "")
    office.say(office.lid, False, "")
    assert office.state.presence == "locked"


def test_who_was_idle_before_the_lock_is_idle_after_it(office: Office) -> None:
    """A lock that is lifted from afar brings nobody back."""
    office.say(office.idle, True, SECONDS_30)
    office.say(office.lock, True, "")
    office.say(office.lock, False, "")
    assert office.state.presence == "idle"


def test_without_a_source_somebody_is_there(office: Office) -> None:
    """And it is said that nothing tells."""
    office.say(office.idle, True, SECONDS_30)
    office.play.do(lambda: office.idle.fail(Unavailable("The shell has gone.")))
    assert office.state.presence == "active"
    assert office.presence.name.startswith("none: counted as present")
    assert office.presence.report()[0] == {
        "name": "idle",
        "tells": "idle",
        "works": False,
        "reason": "The shell has gone.",
    }


def test_typing_is_told_only_while_it_matters(office: Office) -> None:
    """A second watch with the length of a pause begins and ends."""
    office.say(office.idle, False, timedelta())
    office.play.do(lambda: office.presence.listen_to_typing(on=True))
    assert office.idle.afters == [SECONDS_30, PAUSE]
    office.say(office.idle, False, timedelta())
    assert office.dispatcher.agenda.quiet.busy("typing")
    office.play.do(lambda: office.presence.listen_to_typing(on=False))
    assert not office.dispatcher.agenda.quiet.busy("typing")
    assert len(office.idle.heard) == 1


def test_typing_goes_with_the_source_that_serves() -> None:
    """It matters before there is any source, as at the start; and with the next one it goes on."""
    with stage() as play:
        later = Office(play, start=False)
        play.do(lambda: later.presence.listen_to_typing(on=True))
        play.play(later.presence.idle.run())
        assert set(later.idle.afters) == {PAUSE, SECONDS_30}
        later.say(later.idle, False, timedelta())
        assert later.dispatcher.agenda.quiet.busy("typing")
        play.do(lambda: later.idle.fail(Unavailable("The shell has gone.")))
        assert not later.dispatcher.agenda.quiet.busy("typing")
        play.wait(2)
        assert len(later.idle.heard) == 2


def test_a_source_that_goes_by_its_own_time_tells_of_no_pause(office: Office) -> None:
    """Idle after five minutes says nothing of the last eight seconds."""
    office.idle.exact = False
    office.play.do(lambda: office.presence.listen_to_typing(on=True))
    assert office.idle.afters == [SECONDS_30]


def test_a_lock_that_cannot_be_told_is_no_lock(office: Office) -> None:
    """Nothing would tell of its end."""
    office.say(office.lock, True, "")
    office.play.do(lambda: office.lock.fail(NotHere("There is no logind.")))
    assert office.state.presence == "active"
