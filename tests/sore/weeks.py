"""A generated week as it is lived: all is told to an agenda, and what it shows is written down."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import TYPE_CHECKING, Any

import msgspec

from posture_daemon.core.agenda import Agenda
from posture_daemon.core.entry import Entry, Event
from posture_daemon.core.moment import Moment
from posture_daemon.core.notice import Notice
from posture_daemon.core.notices import notice
from posture_daemon.core.plan import Plan
from posture_daemon.core.privacy import Private, private_of, public_of
from posture_daemon.core.reminder import Reminder
from posture_daemon.core.sore.deeds import Record, TakeMedicine
from posture_daemon.core.state import Mute, Presence, State
from posture_daemon.core.work_calendar import WorkCalendar
from posture_daemon.errors import RequestRefused
from tests.sore.wild import ANSWERS, HABITS, RESPONSES, SOURCE_NAMES, ZONES

if TYPE_CHECKING:
    from tests.sore.wild import Wild

START = datetime(2026, 3, 26, 6, 0, tzinfo=UTC)
_ZERO = timedelta()


@dataclass(frozen=True, slots=True)
class Shown:
    """A notice that came, with what was so at that moment. `real` is time that nobody can set."""

    real: timedelta
    entry: Entry
    reminder: Reminder
    local: datetime
    day: Any
    phase: str
    card_due: bool
    over: bool
    kept: int


@dataclass(frozen=True, slots=True)
class Told:
    """A record that was kept; `ahead` is how far the wall clock was ahead of the real time."""

    real: timedelta
    ahead: timedelta
    record: Record
    local: datetime
    plan: Plan


@dataclass(slots=True)
class Week:
    """What came of it.

    `screens` is what was there after each step, and how soon the next one comes; `losses` when a
    journal was lost, `again` which notices were put off or taken away, `replays` what was known
    before and after a restart.
    """

    plan: Plan
    shown: list[Shown] = field(default_factory=list)
    told: list[Told] = field(default_factory=list)
    screens: list[tuple[timedelta, Notice | None, timedelta]] = field(default_factory=list)
    losses: list[tuple[timedelta, timedelta]] = field(default_factory=list)
    again: list[tuple[timedelta, str]] = field(default_factory=list)
    replays: list[tuple[Any, Any]] = field(default_factory=list)


class Living:
    """Lives a week, stopping at every boundary, as the service does."""

    def __init__(self, plan: Plan) -> None:
        self.week = Week(plan)
        self.plan = plan
        self.now = Moment(START, _ZERO)
        self.base = _ZERO
        self.zone = ZONES[0]
        self.records: list[Record] = []
        self.timeline = 0
        self.private = Private()
        self.agenda = self._agenda(None)

    def _agenda(self, state: State | None) -> Agenda:
        state = state or State(self.now.wall, self.now.elapsed, timeline=f"line {self.timeline}")
        return Agenda(self.plan, WorkCalendar(self.plan.hours, self.zone), self.now, state)

    @property
    def real(self) -> timedelta:
        """Time since the start, whatever was set or lost."""
        return self.base + self.now.elapsed

    @property
    def ahead(self) -> timedelta:
        """How far the wall clock is ahead of it."""
        return (self.now.wall - START) - self.real

    def live(self, happenings: tuple[Wild, ...]) -> Week:
        """Let it all happen, and half a day after it."""
        for happening in happenings:
            self._pass(happening.after)
            getattr(self, f"_{happening.what.replace(' ', '_')}")(happening)
            self._see()
        self._pass(timedelta(hours=12))
        return self.week

    def _pass(self, length: timedelta) -> None:
        end = self.now.elapsed + length
        while self.now.elapsed < end:
            at = max(min([end, *self.agenda.pending().values()]), self.now.elapsed)
            self.now = self.now.later(at - self.now.elapsed)
            self.agenda.advance(self.now)
            self._see()

    def _see(self) -> None:
        agenda = self.agenda
        agenda.deliver(self.now)
        clock = agenda.care.back.clock(self.now)
        new = agenda.take_records()
        local = self.now.wall.astimezone(self.zone)
        self.records += new
        self.week.told += [Told(self.real, self.ahead, r, local, self.plan) for r in new]
        for entry in agenda.take_entries():
            reminder = agenda.ledger.reminders.get(entry.reminder or "")
            if entry.event is Event.SHOWN and reminder:  # else it was gone before it was seen
                shift = agenda.calendar.shift_at(entry.at)
                day = shift.day if shift else agenda.calendar.local_day(entry.at)
                course, medicines = agenda.care.back.course, agenda.care.back.medicines.all
                known = medicines.get((entry.reminder or "").partition(":")[2])
                self.week.shown.append(
                    Shown(
                        *(self.real, entry, reminder, local),
                        *(day, course.phase(clock), course.card_due(clock)),
                        bool(known and known.is_over(clock)),
                        len(self.records),
                    )
                )
            elif entry.event in {Event.SNOOZED, Event.WITHDRAWN}:
                self.week.again += [(self.real, u) for u in (entry.reminder or "", *entry.absorbed)]
        next_at = min(agenda.pending().values(), default=self.now.elapsed) - self.now.elapsed
        self.week.screens.append((self.real, notice(agenda, self.now), next_at))
        self.private = msgspec.json.decode(
            msgspec.json.encode(private_of(agenda.state)), type=Private
        )

    # --- what happens ---

    def _tell(self, happening: Wild) -> None:
        for deed in happening.deeds:
            with suppress(RequestRefused):
                self.agenda.tell(self.now, deed)
            self._see()

    def _habit(self, happening: Wild) -> None:
        self.agenda.hear_presence(self.now, Presence.ACTIVE, self.now.elapsed)
        if HABITS[happening.which] is HABITS[-1]:
            self._mute(replace(happening, length=timedelta(days=2)))
        for each in HABITS[happening.which]:
            self._tell(replace(happening, deeds=each))
            self._pass(happening.length)

    def _answer(self, happening: Wild) -> None:
        self.agenda.answer(self.now, ANSWERS[happening.which % len(ANSWERS)])

    def _respond(self, happening: Wild) -> None:
        self.agenda.respond(self.now, RESPONSES[happening.which % len(RESPONSES)])

    def _start(self, _happening: Wild) -> None:
        self.agenda.start(self.now)

    def _idle(self, _happening: Wild) -> None:
        self.agenda.hear_presence(self.now, Presence.IDLE, self.now.elapsed)

    def _active(self, _happening: Wild) -> None:
        self.agenda.hear_presence(self.now, Presence.ACTIVE, self.now.elapsed)

    def _busy(self, happening: Wild) -> None:
        name = SOURCE_NAMES[happening.which % len(SOURCE_NAMES)]
        self.agenda.hear_source(self.now, name, busy=happening.what == "busy")

    _free = _busy

    def _mute(self, happening: Wild) -> None:
        self.agenda.mute(self.now, Mute("by hand", until=self.now.elapsed + happening.length))

    def _unmute(self, _happening: Wild) -> None:
        self.agenda.unmute(self.now)

    def _sleep(self, happening: Wild) -> None:
        self.now = self.now.later(happening.length)
        self.agenda.slept(self.now, happening.length)

    def _zone(self, happening: Wild) -> None:
        self.zone = ZONES[happening.which % len(ZONES)]
        self.agenda.configure(self.now, self.plan, WorkCalendar(self.plan.hours, self.zone))

    def _set_clock(self, happening: Wild) -> None:
        self.now = Moment(self.now.wall + happening.length, self.now.elapsed)
        self.agenda.advance(self.now)

    def _restart(self, happening: Wild) -> None:
        state = msgspec.json.decode(msgspec.json.encode(public_of(self.agenda.state)), type=State)
        gap = happening.length
        self.now = self.now.later(gap)
        self.agenda.slept(self.now, gap)  # as if it had only slept
        before, _ = self._known(), self.agenda.take_entries()
        self.agenda = self._agenda(state)
        self.agenda.slept(self.now, gap)
        self.agenda.remember(self.now, self.records, self.private)
        if all(r.timeline == self.agenda.state.timeline for r in self.records):
            self.week.replays.append((before, self._known()))

    def _known(self) -> dict[str, Any]:
        """Where the plan stands, and what opens when."""
        back = self.agenda.care.back
        clock = back.clock(self.now)
        return {
            "phase": back.course.phase(clock),
            "level": back.course.level(clock),
            "card": back.course.card_due(clock),
            "sessions": [(s.kind, s.started, s.ended) for s in back.sessions.all],
            "medicines": {name: m.opens() for name, m in back.medicines.all.items()},
        }

    def _lose(self, happening: Wild) -> None:
        """The journal is lost, and the diary is not: another timeline begins."""
        self.base += self.now.elapsed + happening.length
        self.now = Moment(self.now.wall + happening.length, _ZERO)
        self.timeline += 1
        self.week.losses.append((self.real, self.ahead))
        self.agenda = self._agenda(None)
        self.agenda.remember(self.now, self.records, self.private)

    def _import(self, happening: Wild) -> None:
        """The diary of another machine comes in, whose clock is ahead."""
        at = self.now.wall + happening.length
        taken = Record(at, timedelta(days=99), "UTC", TakeMedicine("box"), "elsewhere")
        self.records.append(taken)
        self.week.told.append(
            Told(self.real, self.ahead, taken, at.astimezone(self.zone), self.plan)
        )
        self._restart(happening)


@cache
def lived(plan: str, happenings: str) -> Week:
    """Live it; the same week is lived once, whatever is asked of it."""
    return Living(_KEPT[plan]).live(_KEPT[happenings])


_KEPT: dict[str, Any] = {}


def week(plan: Plan, happenings: tuple[Wild, ...]) -> Week:
    """The week of this plan and these happenings."""
    keys = repr(plan), repr(happenings)
    _KEPT.update(zip(keys, (plan, happenings), strict=True))
    return lived(*keys)
