"""The line from what happens to the journal, the screen and the timetable, in that order."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from types import MappingProxyType
from typing import TYPE_CHECKING

from posture_daemon.core.agenda import Agenda
from posture_daemon.core.entry import Entry, Event
from posture_daemon.core.notice import Answer
from posture_daemon.core.plan import Plan, Text
from posture_daemon.core.reminder import Kind
from posture_daemon.core.state import SOURCES, Mute, Presence
from posture_daemon.core.work_calendar import WorkCalendar
from posture_daemon.dispatcher import COUNTDOWN, Dispatcher
from posture_daemon.simulation.virtual_time import VirtualClock, VirtualTimetable
from tests.core.desk import BREAK, EYES, LUNCH, every_day, told

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from posture_daemon.core.notice import Notice
    from posture_daemon.core.reminder import Reminder
    from posture_daemon.core.state import State

_NO_TEXTS: Mapping[Kind, tuple[Text, ...]] = MappingProxyType({})
NINE = datetime(2026, 3, 2, 9, tzinfo=UTC)


class Stage:
    """A dispatcher with a screen and a journal that note what they are told, in order."""

    def __init__(
        self, *reminders: Reminder, texts: Mapping[Kind, tuple[Text, ...]] = _NO_TEXTS
    ) -> None:
        plan = Plan(reminders, every_day("09:00-17:30"), muting=SOURCES, texts=texts)
        self.clock = VirtualClock(NINE)
        self.timetable = VirtualTimetable(self.clock, lambda _name: self.dispatcher.wake())
        self.agenda = Agenda(plan, WorkCalendar(plan.hours, UTC), self.clock.now())
        self.log: list[str] = []
        self.entries: list[Entry] = []
        self.notice: Notice | None = None
        self.dispatcher = Dispatcher(self.agenda, self.clock, self.timetable, self, self)
        self.dispatcher.wake()

    def display(self, notice: Notice | None) -> None:
        self.notice = notice
        self.log.append(f"display {notice.summary}" if notice else "clear")

    def record(self, entries: Sequence[Entry], state: State) -> None:
        self.entries += entries
        live = state.live.reminder if state.live else "nothing"
        self.log += [f"record {told(entry)}, {live} is live" for entry in entries]

    def last_state(self) -> State | None:
        return None

    def wait(self, minutes: float) -> None:
        self.timetable.run_until(self.clock.now().elapsed + timedelta(minutes=minutes))

    @property
    def tag(self) -> str:
        assert self.notice is not None
        return self.notice.tag


def test_it_is_kept_before_it_is_shown() -> None:
    """A crash between the two shows nothing twice: entries and state come first."""
    stage = Stage(BREAK)
    stage.wait(55)
    stage.dispatcher.answer(stage.tag, Answer.DONE)
    assert stage.log == [
        "record 09:55:00 due break, break is live",
        "record 09:55:00 shown break, break is live",
        "display Break",
        "record 09:55:00 done break, nothing is live",
        "clear",
    ]


def test_an_old_notice_answers_nothing() -> None:
    """A click on what is no longer there does not settle what is."""
    stage = Stage(BREAK)
    assert not stage.dispatcher.answer("break@0.000", Answer.DONE)
    stage.wait(55)
    old = stage.tag
    stage.dispatcher.answer(old, Answer.DONE)
    stage.wait(55)
    assert stage.tag != old
    assert not stage.dispatcher.answer(old, Answer.SKIP)
    stage.dispatcher.delivered(old)
    assert stage.agenda.live is not None
    assert stage.agenda.live.delivered is None


def test_the_time_to_answer_begins_with_the_delivery() -> None:
    """A notice that waits for its server does not expire; once delivered it has five minutes."""
    stage = Stage(BREAK)
    stage.wait(60 + 55)
    assert stage.notice is not None
    stage.dispatcher.delivered(stage.tag)
    stage.dispatcher.delivered(stage.tag)
    stage.wait(4.9)
    assert stage.notice is not None
    stage.wait(0.2)
    assert stage.notice is None
    assert stage.entries[-1].event is Event.EXPIRED


def test_a_guided_break_counts_down_in_place_and_says_goodbye() -> None:
    """The same notice says how much is left, and at the end that it is over."""
    stage = Stage(BREAK)
    stage.wait(55)
    tag = stage.tag
    assert stage.notice is not None
    assert Answer.START in stage.notice.actions
    assert stage.dispatcher.answer(tag, Answer.START)
    assert stage.timetable.jobs()["countdown"] == stage.clock.now().wall + COUNTDOWN
    stage.wait(5)
    assert stage.log[2:5] == [
        "display Break",
        "display Break - 5:00 left",
        "display Break - 4:45 left",
    ]
    assert stage.log[-3:] == [
        "display Break - 0:15 left",
        "record 10:00:00 done break (guided), nothing is live",
        "display That was your break",
    ]
    assert "countdown" not in stage.timetable.jobs()


def test_whoever_is_shown_how_has_begun() -> None:
    """The first "Show me" begins the guided break; another one does not begin it anew."""
    stage = Stage(BREAK, texts={Kind.BREAK: (Text("stroll", "Stroll", "Walk a little."),)})
    stage.wait(55)
    assert stage.notice is not None
    assert stage.notice.actions[:2] == (Answer.START, Answer.SHOW)
    assert stage.dispatcher.answer(stage.tag, Answer.SHOW)
    stage.wait(1)
    assert stage.notice.summary == "Stroll - 4:00 left"
    assert stage.notice.actions[0] is Answer.SHOW
    assert stage.dispatcher.answer(stage.tag, Answer.SHOW)
    stage.wait(4)
    assert stage.entries[-1].event is Event.DONE


def test_nothing_is_shown_of_words_of_ones_own() -> None:
    """Only a text of the catalogue has a page."""
    stage = Stage(BREAK)
    stage.wait(55)
    assert stage.notice is not None
    assert Answer.SHOW not in stage.notice.actions


def test_jobs_have_names_that_a_person_understands() -> None:
    """What is armed says what will happen, and when."""
    stage = Stage(BREAK, EYES, LUNCH)
    stage.dispatcher.mute(Mute("by hand", until=timedelta(minutes=10)))
    assert stage.timetable.jobs() == {
        "reminder:break": NINE + timedelta(minutes=55),
        "reminder:eyes": NINE + timedelta(minutes=20),
        "reminder:lunch": NINE + timedelta(hours=3, minutes=30),
        "mute:end": NINE + timedelta(minutes=10),
        "workday:ending": NINE + timedelta(hours=8, minutes=20),
        "workday:end": NINE + timedelta(hours=8, minutes=30),
    }


def test_what_is_no_longer_wanted_is_disarmed() -> None:
    """Nobody is woken for a break while nobody works, nor for a mute that was ended."""
    stage = Stage(BREAK)
    stage.dispatcher.mute(Mute("by hand", until=timedelta(minutes=10)))
    stage.dispatcher.unmute()
    stage.dispatcher.hear_presence(Presence.LOCKED, timedelta())
    assert set(stage.timetable.jobs()) == {"workday:ending", "workday:end"}
    stage.wait(3)
    stage.dispatcher.hear_presence(Presence.ACTIVE, timedelta())
    assert stage.timetable.jobs()["reminder:break"] == NINE + timedelta(minutes=58)


def test_a_snooze_is_armed_and_gone_when_it_is_over() -> None:
    """The job of a snooze carries the name of what was snoozed."""
    stage = Stage(BREAK)
    stage.wait(55)
    stage.dispatcher.respond(Answer.SNOOZE)
    assert stage.timetable.jobs()["snooze:break"] == NINE + timedelta(minutes=60)
    stage.wait(5)
    assert "snooze:break" not in stage.timetable.jobs()


def test_a_suspend_is_told_to_the_agenda_as_rest() -> None:
    """Whatever wakes the dispatcher first after a resume, the machine slept before it."""
    stage = Stage(BREAK)
    stage.wait(54)
    stage.clock.sleep(timedelta(minutes=5))
    stage.dispatcher.hear_source("microphone", busy=True)
    assert stage.timetable.jobs()["reminder:break"] == NINE + timedelta(minutes=59 + 55)


def test_a_break_can_be_taken_at_any_time() -> None:
    """Taking shows the notice and begins the guided break; an unknown one is refused."""
    stage = Stage(BREAK)
    assert not stage.dispatcher.take("siesta")
    assert stage.dispatcher.take("break")
    assert stage.notice is not None
    assert stage.notice.summary == "Break - 5:00 left"
