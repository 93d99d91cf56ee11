"""The composition root: builds the service out of its parts, and runs it for the day."""

from __future__ import annotations

import asyncio
import logging
import os
import signal
import sys
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from posture_daemon import paths
from posture_daemon.adapters.bell import Bell
from posture_daemon.adapters.clock import SystemClock
from posture_daemon.adapters.instance import Instance
from posture_daemon.adapters.journal import SqliteJournal
from posture_daemon.adapters.notifiers.choose import notifiers_for
from posture_daemon.adapters.service_manager import ServiceManager
from posture_daemon.adapters.settings_watch import SettingsWatch
from posture_daemon.adapters.sleep_inhibitor import SleepInhibitor
from posture_daemon.adapters.timetable import ApsTimetable
from posture_daemon.adapters.zone import zone_named
from posture_daemon.beat import BEAT, Beat
from posture_daemon.control.passes import Passes
from posture_daemon.control.requests import Requests
from posture_daemon.control.server import ControlServer
from posture_daemon.core.agenda import Agenda
from posture_daemon.core.entry import Event
from posture_daemon.core.notices import announcement
from posture_daemon.core.outlook import summary
from posture_daemon.core.state import CALENDAR
from posture_daemon.core.work_calendar import WorkCalendar
from posture_daemon.diary.diary import SqliteDiary
from posture_daemon.dispatcher import Dispatcher
from posture_daemon.errors import SettingsError
from posture_daemon.keeping import Keeping
from posture_daemon.pages import page_for
from posture_daemon.renewal import Renewal
from posture_daemon.screen import NotifierScreen
from posture_daemon.sensing import Sensing
from posture_daemon.settings import read_settings_async
from posture_daemon.tasks import Tasks

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from posture_daemon.core.notice import Answer
    from posture_daemon.core.plan import Plan

log = logging.getLogger(__name__)

YEARS_AHEAD = 2
"""Public holidays are worked out for this year and so many more."""


class Daemon:
    """The running service: it owns every part, and passes on what they report."""

    def __init__(self, settings: Path | None, changes: Sequence[str] = ()) -> None:
        self.pid = os.getpid()
        self.passes = Passes()
        self._settings = settings
        self._changes = changes
        self._clock = SystemClock()
        self._journal = SqliteJournal(paths.journal_file())
        self._timetable = ApsTimetable(self._clock, self._fire)
        self._manager = ServiceManager(os.environ)
        self._beat = Beat(self._live_on, self._hurry, self._manager.watchdog_interval)
        self._tasks = Tasks("a part")
        self._over = asyncio.Event()
        self._reloading = asyncio.Lock()
        self._problem: str | None = None
        self._read: Path | None = None
        self._day: date | None = None

    # --- life ---

    async def run(self) -> None:
        """Work until told to stop. Raises SettingsError if the settings are wrong at the start."""
        instance = Instance(paths.lock_file())
        instance.acquire()
        try:
            plan = await self._read_settings()
            self._build(plan)
            await self._open(plan)
            await self._over.wait()
        finally:
            await self._close()
            instance.release()

    def _build(self, plan: Plan) -> None:
        self._journal.open()
        state = self._journal.last_state()
        gap = self._clock.continue_from(state) if state else timedelta()
        self._down_since = None
        if state and not state.stopped:
            # A crash: it was alive at the last note, and is taken to have been until the next.
            self._down_since = state.wall + min(gap, BEAT)
            gap = max(gap - BEAT, timedelta())
        calendar = WorkCalendar(plan.hours, zone_named(plan.hours.time_zone))
        agenda = Agenda(plan, calendar, self._clock.now(), state)
        if agenda.live:
            agenda.live.delivered = None
        agenda.state.timeline = agenda.state.timeline or uuid4().hex
        agenda.state.boot = self._clock.boot
        agenda.state.clock_offset = self._clock.offset
        self._notifier = notifiers_for(plan.notifications.backend, sys.platform)
        self._screen = NotifierScreen(
            *(self._notifier, self._delivered, self._answered),
            bell=Bell(),
            inhibitor=SleepInhibitor(),
        )
        diary = SqliteDiary(paths.diary_file())
        ports = self._clock, self._timetable, self._screen, self._journal
        self.dispatcher = Dispatcher(agenda, *ports, diary=diary, listen=self._listen)
        self.keeping = Keeping(diary, self.dispatcher.remember)
        self._sensing = Sensing(self.dispatcher, self._clock, plan)
        file = self._settings or paths.settings_file()
        self._renewal = Renewal(self, SettingsWatch(file), self._screen, file)
        self._server = ControlServer(Path(paths.socket_path()), Requests(self).handle)
        self._gap = gap

    async def _open(self, plan: Plan) -> None:
        self._timetable.start()
        self._beat.listen()
        self._listen_to_signals()
        await self._screen.open()
        self._tasks.start(self._screen.run())
        self.dispatcher.resume_after(self._gap)
        for source in self.dispatcher.agenda.state.sources.keys() - {CALENDAR}:
            self.dispatcher.hear_source(source, busy=False)  # unless it speaks up again in time
        self._sensing.start()
        self.dispatcher.note(Event.STARTED, since=self._down_since)
        self._announce(plan)
        self._beat.start()
        self._tasks.start(self._renewal.run())
        self._tasks.start(self.keeping.run())
        await self._server.start()
        self._manager.ready(summary(self.dispatcher.agenda))

    async def _close(self) -> None:
        self._manager.stopping()
        if hasattr(self, "_server"):
            await self._server.stop()
            self._beat.stop()
            await self._sensing.stop()
            self._screen.display(None)
            await asyncio.sleep(0)
            await self._tasks.end()
            self.dispatcher.note(Event.STOPPED)  # nobody is left who would write after it
            self._timetable.stop()
            await self._screen.close()
        self._journal.close()
        if hasattr(self, "keeping"):
            self.keeping.diary.close()

    # --- what the parts report ---

    def _fire(self, _name: str) -> None:
        self._look_around()

    def _live_on(self) -> None:
        self._look_around()
        self._manager.watchdog()

    def _look_around(self) -> None:
        """Time has passed, and perhaps the person has travelled."""
        agenda = self.dispatcher.agenda
        zone = zone_named(agenda.plan.hours.time_zone)
        if str(zone) != str(agenda.calendar.zone):
            log.info("the time zone is now %s", zone)
            base = agenda.care.base
            self.dispatcher.configure(base, WorkCalendar(base.hours, zone))
            self.dispatcher.note(Event.SETTINGS, f"the time zone is {zone}")
        self.dispatcher.wake()
        day = agenda.calendar.local_day(agenda.state.wall)
        if self._day and day != self._day:
            self._tasks.start(self._renew_day())
        self._day = day
        self._manager.status(summary(self.dispatcher.agenda))

    def _hurry(self) -> None:
        self._sensing.hurry()

    def press(self, tag: str, answer: Answer) -> bool:
        """A button of the notice with this tag, and the page that it opens; false if too late."""
        taken = self.dispatcher.answer(tag, answer)
        page = page_for(answer, self.dispatcher, self.passes) if taken else None
        if page:
            self._tasks.start(page)
        return taken

    def _answered(self, tag: str, answer: Answer) -> None:
        self.press(tag, answer)

    def _delivered(self, tag: str) -> None:
        self.dispatcher.delivered(tag)

    def _listen(self, on: bool) -> None:  # noqa: FBT001  a callback
        self._sensing.listen_to_typing(on)

    def _listen_to_signals(self) -> None:
        loop = asyncio.get_running_loop()
        if sys.platform == "win32":
            return
        for number in (signal.SIGTERM, signal.SIGINT):
            loop.add_signal_handler(number, self.stop)
        loop.add_signal_handler(signal.SIGHUP, lambda: self._tasks.start(self._renewal.renew()))

    # --- settings ---

    async def _read_settings(self, path: Path | None = None) -> Plan:
        self._read = path = path or paths.chosen_settings(self._settings)
        now = self._clock.now().wall
        years = now.year - 1, now.year + YEARS_AHEAD
        return await read_settings_async(path, *years, self._changes, now=now)

    @property
    def settings_name(self) -> str:
        """The settings file, or what stands in for it."""
        return str(self._read) if self._read else "built-in"

    async def reload(self, saved: Path | None = None) -> None:
        """Read the settings anew, from `saved` if given; the old ones stay if they are wrong."""
        async with self._reloading:
            await self._reload(saved)

    async def _reload(self, saved: Path | None) -> None:
        self._manager.reloading()
        try:
            plan = await self._read_settings(saved)
        except SettingsError as wrong:
            self._problem = wrong.problems[0] if wrong.problems else wrong.title
            self.dispatcher.note(Event.SETTINGS, f"refused: {self._problem}")
            raise
        finally:
            self._manager.ready(summary(self.dispatcher.agenda))
        self._problem = None
        await self._put_into_effect(plan)
        self.dispatcher.note(Event.SETTINGS, "in effect")

    async def _renew_day(self) -> None:
        """Another day: what is open at the workstation, and in a new year its public holidays."""
        async with self._reloading:
            try:
                plan = await self._read_settings(self._read)
            except SettingsError:
                return
            if plan != self.dispatcher.agenda.care.base:
                await self._put_into_effect(plan)
                self.dispatcher.note(Event.SETTINGS, "those of another day")

    async def _put_into_effect(self, plan: Plan) -> None:
        if plan.notifications.backend != self.dispatcher.agenda.care.base.notifications.backend:
            self._notifier = notifiers_for(plan.notifications.backend, sys.platform)
            await self._screen.change(self._notifier)
        self.dispatcher.configure(plan, WorkCalendar(plan.hours, zone_named(plan.hours.time_zone)))
        await self._sensing.follow(plan)

    # --- told to the outside ---

    def stop(self) -> None:
        """End the service."""
        self._over.set()

    def _announce(self, plan: Plan) -> None:
        if plan.notifications.announce_start and self.dispatcher.agenda.live is None:
            self._screen.display(announcement(self.dispatcher.agenda))

    def surroundings(self) -> dict[str, Any]:
        """The state of everything around the agenda, as JSON values."""
        return {
            "notifier": self._notifier.name,
            "notifiers": [
                {"name": name, "works": works, "reason": reason}
                for name, works, reason in self._notifier.report()
            ],
            **self._sensing.report(),
            "journal": {"path": str(self._journal.path), "trouble": self._journal.trouble},
            "settings_problem": self._problem,
            "diary": self.keeping.report(),
        }


def run(settings: Path | None, changes: Sequence[str] = ()) -> None:
    """Run the service in the foreground until it is told to stop."""
    asyncio.run(Daemon(settings, changes).run())
