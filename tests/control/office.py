"""A service for tests: the real rules on virtual time, on a Monday at ten."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from posture_daemon.control.passes import Passes
from posture_daemon.control.requests import Requests
from posture_daemon.core.agenda import Agenda
from posture_daemon.core.plan import Limits, Plan
from posture_daemon.core.state import SOURCES
from posture_daemon.core.work_calendar import WorkCalendar
from posture_daemon.dispatcher import Dispatcher
from posture_daemon.errors import RequestRefused
from posture_daemon.settings.loading import load
from posture_daemon.simulation.virtual_time import VirtualClock, VirtualTimetable
from tests.core.desk import reminder, working_days

if TYPE_CHECKING:
    from collections.abc import Sequence

    from posture_daemon.core.entry import Entry
    from posture_daemon.core.notice import Answer, Notice
    from posture_daemon.core.state import State

ZONE = ZoneInfo("Europe/Berlin")
TEN = datetime(2026, 3, 2, 9, tzinfo=UTC)  # in Berlin

REMINDERS = (
    reminder("break", "50m", "5m"),
    reminder("microbreak", "20m", "30s"),
    reminder("end_of_day", rest="15m", at=("17:00",)),
)


class Booklet:
    """Stands for who keeps the diary: it is open, and on paper."""

    def __init__(self) -> None:
        self.trouble = ""
        self.forgotten = False

    async def looked(self) -> None:
        """Nothing to wait for."""

    async def ready(self) -> None:
        """Refuse if there is trouble."""
        if self.trouble:
            raise RequestRefused(self.trouble)

    def report(self) -> dict[str, Any]:
        """Nothing is encrypted on paper."""
        return {"kept": "plain", "trouble": self.trouble}

    async def forget(self) -> None:
        """Take note of it."""
        self.forgotten = True


class Office:
    """Stands for the daemon; everything that is shown is delivered at once."""

    def __init__(self) -> None:
        self.pid = 4711
        self.passes = Passes()
        self.keeping = Booklet()
        self.settings_name = "/home/ada/settings.toml"
        self.wrong: Exception | None = None
        self.stopped = False
        self.entries: list[Entry] = []
        self.sources: list[dict[str, Any]] = []
        self.calendars: list[dict[str, Any]] = []
        self.clock = VirtualClock(TEN)
        self.timetable = VirtualTimetable(self.clock, lambda _name: self.dispatcher.wake())
        hours = working_days("09:00-17:30")
        plan = Plan(REMINDERS, hours, limits=Limits(per_hour=6), muting=frozenset(SOURCES))
        agenda = Agenda(plan, WorkCalendar(hours, ZONE), self.clock.now())
        self.dispatcher = Dispatcher(agenda, self.clock, self.timetable, self, self)
        self.dispatcher.wake()
        self._requests = Requests(self)

    # --- the parts around the dispatcher ---

    def display(self, notice: Notice | None) -> None:
        """Show it, and have it delivered when the dispatcher is ready."""
        self.notice = notice

    def record(self, entries: Sequence[Entry], state: State) -> None:
        """Keep the entries."""
        self.entries += entries

    def last_state(self) -> State | None:
        """There was no earlier run."""
        return None

    def surroundings(self) -> dict[str, Any]:
        """What the daemon tells of itself."""
        return {
            "notifier": "dunst 1.9.0 over D-Bus",
            "notifiers": [{"name": "plyer", "works": False, "reason": "It is not needed."}],
            "presence_source": "none",
            "presence_sources": [],
            "sources": self.sources,
            "calendars": self.calendars,
            "journal": {"path": "/home/ada/journal.sqlite", "trouble": None},
            "settings_problem": None,
        }

    async def reload(self) -> None:
        """Read the settings, which may be wrong."""
        if self.wrong:
            raise self.wrong

    def press(self, tag: str, answer: Answer) -> bool:
        """Press a button, whose page nobody opens."""
        return self.dispatcher.answer(tag, answer)

    def stop(self) -> None:
        """End."""
        self.stopped = True

    # --- what tests do with it ---

    def furnish(self, *words: str) -> None:
        """Put a sit-stand desk into the settings, and nothing else."""
        changes = ["profile=none", "desk.kind=sit-stand", *words]
        plan = load(None, 2026, 2026, {}, changes=changes).plan
        assert plan
        self.dispatcher.configure(plan, self.dispatcher.agenda.calendar)

    def wait(self, **length: float) -> None:
        """Let virtual time pass."""
        self.timetable.run_until(self.clock.now().elapsed + timedelta(**length))

    def wait_for_notice(self) -> None:
        """Let time pass until a reminder is on the screen."""
        while self.dispatcher.agenda.live is None:
            self.wait(minutes=1)
        self.dispatcher.delivered(self.notice.tag if self.notice else "")

    async def handle(self, request: dict[str, Any]) -> Any:
        """Do what is asked."""
        return await self._requests.handle(request)

    def ask(self, command: str, **details: object) -> Any:
        """Ask as a command does, and return the answer."""
        return asyncio.run(self.handle({"command": command, **details}))
