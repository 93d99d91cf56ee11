"""A day at the desk on virtual time, to be killed: the real rules, dispatcher and journal.

    python -m tests.e2e.crash_child JOURNAL SEED

goes on from the journal as the daemon does after a crash, lives on as chance will have it, and
prints after each step how many entries it has recorded.
"""

from __future__ import annotations

import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING

from posture_daemon.adapters.journal import SqliteJournal
from posture_daemon.core.agenda import Agenda
from posture_daemon.core.entry import Event
from posture_daemon.core.notice import Answer
from posture_daemon.core.plan import Limits, Plan, Span, WorkHours
from posture_daemon.core.reminder import Anchor, FixedTime, Kind, Reminder
from posture_daemon.core.state import SOURCES, Mute, Presence
from posture_daemon.core.work_calendar import WorkCalendar
from posture_daemon.dispatcher import Dispatcher
from posture_daemon.simulation.virtual_time import VirtualClock, VirtualTimetable

if TYPE_CHECKING:
    from collections.abc import Sequence

    from posture_daemon.core.entry import Entry
    from posture_daemon.core.notice import Notice
    from posture_daemon.core.state import State

START = datetime(2026, 3, 2, 9, tzinfo=UTC)
SECOND = timedelta(seconds=1)
MINUTE = timedelta(minutes=1)
DAY = timedelta(days=1)
BEAT = 5 * MINUTE  # of the daemon, which takes itself to have been alive so long after a note

PLAN = Plan(
    reminders=(
        Reminder("eyes", Kind.EYES, 20 * SECOND, every=20 * MINUTE, quiet=True),
        Reminder("microbreak", Kind.MICROBREAK, MINUTE, every=30 * MINUTE),
        Reminder("break", Kind.BREAK, 5 * MINUTE, every=55 * MINUTE),
        Reminder(
            "lunch",
            Kind.LUNCH,
            30 * MINUTE,
            at=tuple(FixedTime(Anchor.CLOCK, timedelta(hours=hour)) for hour in (6, 12, 18)),
        ),
    ),
    hours=WorkHours("UTC", ((Span(timedelta(), DAY),),) * 7),
    limits=Limits(min_gap=MINUTE, per_hour=6, per_day=200),
    muting=frozenset(SOURCES),
)


class Life:
    """The service and the person in front of it."""

    def __init__(self, journal: SqliteJournal, chance: Random) -> None:
        self._journal = journal
        self._chance = chance
        self._notice: Notice | None = None
        self.recorded = 0

    def begin(self) -> None:
        """Go on from the last state, some time after the crash."""
        state = self._journal.last_state()
        before = state.elapsed if state else timedelta()
        gap = self._chance.choice((0, 1, 200, 400, 3000)) * SECOND if state else timedelta()
        self._clock = VirtualClock(state.wall - before if state else START)
        self._clock.pass_to(before + gap)
        self._timetable = VirtualTimetable(self._clock, lambda _name: self._dispatcher.wake())
        calendar = WorkCalendar(PLAN.hours, UTC)
        agenda = Agenda(PLAN, calendar, self._clock.now(), state)
        if agenda.live:
            agenda.live.delivered = None
        self._dispatcher = Dispatcher(agenda, self._clock, self._timetable, self, self)
        self._dispatcher.resume_after(max(gap - BEAT, timedelta()))
        self._dispatcher.note(Event.STARTED)

    def step(self) -> None:
        """Let some time pass, and something happen."""
        if self._notice and self._chance.random() < 0.8:
            self._dispatcher.delivered(self._notice.tag)
        length = self._chance.choice((1, 30, 240, 900)) * self._chance.random() * SECOND
        self._timetable.run_until(self._clock.now().elapsed + length)
        self._happen(self._chance.randrange(12))

    def _happen(self, what: int) -> None:
        dispatcher, chance = self._dispatcher, self._chance
        match what:
            case 0 | 1 | 2 | 3:
                dispatcher.respond(chance.choice(list(Answer)))
            case 4:
                dispatcher.take(chance.choice(PLAN.reminders).uid)
            case 5:
                length = chance.randrange(1, 90) * MINUTE
                end = self._clock.now().elapsed + length
                dispatcher.mute(Mute(chance.choice(("a talk", "a call")), until=end))
            case 6:
                dispatcher.unmute()
            case 7:
                away = chance.choice((Presence.IDLE, Presence.LOCKED))
                dispatcher.hear_presence(away, 30 * SECOND)
            case 8 | 9:
                dispatcher.hear_presence(Presence.ACTIVE, timedelta())
            case 10:
                dispatcher.hear_source("microphone", busy=True)
            case _:
                dispatcher.hear_source("microphone", busy=False)

    # --- the screen and the journal that the dispatcher sees ---

    def display(self, notice: Notice | None) -> None:
        """Take the notice."""
        self._notice = notice

    def record(self, entries: Sequence[Entry], state: State) -> None:
        """Write into the real journal, and count."""
        self._journal.record(entries, state)
        self.recorded += len(entries)

    def last_state(self) -> State | None:
        """Ask the real journal."""
        return self._journal.last_state()


def main(path: str, seed: str) -> None:
    """Live until killed."""
    journal = SqliteJournal(Path(path))
    journal.open()
    life = Life(journal, Random(seed))  # noqa: S311  a test, not a secret
    life.begin()
    while not journal.trouble:
        sys.stdout.write(f"{life.recorded}\n")
        sys.stdout.flush()
        life.step()
    sys.exit(journal.trouble)


if __name__ == "__main__":
    main(*sys.argv[1:])
