"""Plays a day: the agenda and the dispatcher of the service, on virtual time, by a script."""

from __future__ import annotations

from datetime import UTC, timedelta
from typing import TYPE_CHECKING, assert_never

from posture_daemon.core.agenda import Agenda
from posture_daemon.core.entry import Event
from posture_daemon.core.privacy import Private
from posture_daemon.core.quiet import BY_HAND, DEFAULT_MUTE
from posture_daemon.core.state import DeskUse, Mute, Presence, State
from posture_daemon.core.work_calendar import WorkCalendar
from posture_daemon.dispatcher import Dispatcher
from posture_daemon.errors import RequestRefused, ScriptError
from posture_daemon.simulation.script import (
    Be,
    Confide,
    Do,
    Hear,
    Respond,
    Restart,
    Schedule,
    StepClock,
    Suspend,
    Turn,
)
from posture_daemon.simulation.virtual_time import VirtualClock, VirtualTimetable

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from datetime import date, datetime, tzinfo

    from posture_daemon.core.entry import Entry
    from posture_daemon.core.notice import Answer, Notice
    from posture_daemon.core.plan import Plan
    from posture_daemon.core.sore.deeds import Record
    from posture_daemon.simulation.script import Happening


class Paper:
    """A screen and a journal in one: it delivers at once, and passes every entry on."""

    def __init__(self, write: Callable[[Entry], None]) -> None:
        self._write = write
        self.notice: Notice | None = None
        self.is_new = False
        self.state: State | None = None

    def display(self, notice: Notice | None) -> None:
        """Take the notice; the play delivers it when the dispatcher is ready."""
        self.is_new = notice is not None and (self.notice is None or self.notice.tag != notice.tag)
        self.notice = notice

    def record(self, entries: Sequence[Entry], state: State) -> None:
        """Pass the entries on and keep the state."""
        for entry in entries:
            self._write(entry)
        self.state = state

    def last_state(self) -> State | None:
        """The state that a restart goes on from."""
        return self.state


class Booklet:
    """The diary of a play: its entries are passed on too, and the rest is kept for a restart."""

    def __init__(self, write: Callable[[Entry], None]) -> None:
        self._write = write
        self.records: list[Record] = []
        self.private = Private()

    def record(self, records: Sequence[Record], entries: Sequence[Entry], private: Private) -> None:
        """Take down all of it."""
        self.records += records
        self.private = private
        for entry in entries:
            self._write(entry)


class Play:
    """A service in virtual time. `answer` is given to every notice at once, if there is one.

    `began` is the first day with the sit-stand desk; without it, it is the first one of the play.
    """

    def __init__(
        self,
        plan: Plan,
        zone: tzinfo,
        start: datetime,
        write: Callable[[Entry], None],
        answer: Answer | None = None,
        *,
        began: date | None = None,
    ) -> None:
        self._plan = plan
        self._began = began
        self._start = start.astimezone(UTC)  # local times are not to be added up
        self._answer = answer
        self._calendar = WorkCalendar(plan.hours, zone)
        self._clock = VirtualClock(self._start)
        self._paper = Paper(write)
        self._booklet = Booklet(write)
        self._timetable = VirtualTimetable(self._clock, self._fire)
        self._idle_since: timedelta | None = None
        self._begin(None)

    def _begin(self, state: State | None) -> None:
        now = self._clock.now()
        before = state.elapsed if state else now.elapsed
        state = state or State(now.wall, now.elapsed, desk=DeskUse(began=self._began))
        agenda = Agenda(self._plan, self._calendar, now, state)
        if agenda.live:
            agenda.live.delivered = None
        self._timetable.clear()
        self._paper.notice = None
        self._dispatcher = Dispatcher(
            agenda, self._clock, self._timetable, self._paper, self._paper, diary=self._booklet
        )
        self._dispatcher.resume_after(now.elapsed - before)
        if self._booklet.records:
            self._dispatcher.remember(self._booklet.records, self._booklet.private)
        self._dispatcher.note(Event.STARTED)
        self._serve()

    def run(self, script: Iterable[tuple[datetime, Happening]], until: datetime) -> None:
        """Follow the script, and then go on until the end."""
        for at, happening in script:
            if at > until:
                break
            if at < self._start:
                raise ScriptError(f"The script starts before the simulation: {at.isoformat()}.")
            self._pass_to(at - self._start)
            self._happen(happening)
            self._serve()
        self._pass_to(until.astimezone(UTC) - self._start)

    def _pass_to(self, elapsed: timedelta) -> None:
        """Let time pass; somebody who has given no input for a while turns out to be idle."""
        if self._idle_since is not None:
            noticed = self._idle_since + self._plan.timing.idle_after
            if noticed <= elapsed:
                self._run_until(noticed)
                lasting = self._clock.now().elapsed - self._idle_since
                self._dispatcher.hear_presence(Presence.IDLE, lasting)
                self._idle_since = None
                self._serve()
        self._run_until(elapsed)

    def _run_until(self, elapsed: timedelta) -> None:
        self._timetable.run_until(max(elapsed, self._clock.now().elapsed))

    def _fire(self, _name: str) -> None:
        self._dispatcher.wake()
        self._serve()

    def _serve(self) -> None:
        """Deliver what is new on the screen, and give the answer to it."""
        while self._paper.is_new and self._paper.notice:
            self._paper.is_new = False
            tag = self._paper.notice.tag
            self._dispatcher.delivered(tag)
            if self._answer:
                self._dispatcher.answer(tag, self._answer)

    def _happen(self, happening: Happening) -> None:
        match happening:
            case Be():
                self._be(happening.presence)
            case Suspend():
                self._clock.sleep(happening.length)
                self._dispatcher.wake()
            case Hear() | Schedule():
                self._sense(happening)
            case Do():
                self._do(happening)
            case Respond() | Turn() | Confide():
                self._say(happening)
            case StepClock():
                self._clock.set_wall(happening.by)
                self._dispatcher.wake()
            case Restart():
                self._dispatcher.wake()
                self._clock.pass_to(self._clock.now().elapsed + happening.after)
                self._begin(self._paper.last_state())
            case _:
                assert_never(happening)

    def _sense(self, heard: Hear | Schedule) -> None:
        if isinstance(heard, Schedule):
            self._dispatcher.hear_meetings(heard.meetings)
        else:
            self._dispatcher.hear_source(heard.source, busy=heard.busy, detail=heard.detail)

    def _say(self, said: Respond | Turn | Confide) -> None:
        match said:
            case Respond():
                self._dispatcher.respond(said.answer)
            case Turn():
                self._dispatcher.turn_desk(said.position)
            case Confide():
                try:
                    self._dispatcher.tell(said.deed)
                except RequestRefused as refused:
                    self._dispatcher.note(Event.REFUSED, str(refused), about="sore:diary")

    def _be(self, presence: Presence) -> None:
        now = self._clock.now().elapsed
        if presence is Presence.IDLE:  # the last input: until now somebody was there
            self._dispatcher.hear_presence(Presence.ACTIVE, timedelta())
            self._idle_since = now
            return
        since = self._idle_since if presence is Presence.LOCKED else None
        self._idle_since = None
        self._dispatcher.hear_presence(presence, now - (now if since is None else since))

    def _do(self, wish: Do) -> None:
        now = self._clock.now()
        if wish.command == "unmute":
            self._dispatcher.unmute()
        elif wish.command == "take":
            if not self._dispatcher.take(wish.reminder or ""):
                raise ScriptError(f"The script takes {wish.reminder!r}, which is no reminder.")
        elif wish.until is not None:
            self._dispatcher.mute(Mute(wish.reason or BY_HAND, until_at=wish.until))
        else:
            end = now.elapsed + (wish.length or DEFAULT_MUTE)
            self._dispatcher.mute(Mute(wish.reason or BY_HAND, until=end))
