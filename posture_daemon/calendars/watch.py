"""Keeps the meetings of all calendars known: read at once, and again when they may have changed."""

from __future__ import annotations

import asyncio
import logging
import sys
from datetime import timedelta
from typing import TYPE_CHECKING, Any, Protocol

from posture_daemon.calendars.child import COMMAND, read_async, read_now
from posture_daemon.calendars.files import expanded
from posture_daemon.calendars.limits import DEPTH
from posture_daemon.calendars.request import Request
from posture_daemon.calendars.state import LONGEST_GAP, CalendarState
from posture_daemon.core.local_time import instant
from posture_daemon.core.meeting import Meeting
from posture_daemon.errors import Unavailable
from posture_daemon.wire.flood import Flood

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from datetime import datetime, tzinfo
    from pathlib import Path

    from posture_daemon.calendars.answer import Reading
    from posture_daemon.core.plan import CalendarSource
    from posture_daemon.ports import Clock

BEFORE, AFTER = timedelta(days=1), timedelta(days=2)
"""The window that meetings are known for, around now."""

_DAY = timedelta(days=1)
_MOST_CHANGES, _WITHIN = 30, timedelta(minutes=1)  # no person and no synchronisation has more

_log = logging.getLogger(__name__)


class Later(Protocol):
    """Calls back after a number of seconds, as the event loop's `call_later` does."""

    def __call__(self, delay: float, callback: Callable[[], None], /) -> asyncio.TimerHandle:
        """Call `callback` after `delay`, unless the handle is cancelled first."""


class Calendars:
    """All calendars of the settings.

    `zone` is an IANA name, or "local" for the system's; `copies` is the folder for last good
    copies. `later` and `command` are what tests put in place of the event loop's timer and of the
    child.
    """

    def __init__(
        self,
        sources: Sequence[CalendarSource],
        clock: Clock,
        zone: str,
        copies: Path,
        *,
        later: Later | None = None,
        command: Sequence[str] = COMMAND,
    ) -> None:
        self._states = [CalendarState(source) for source in sources]
        self._clock = clock
        self._zone = zone
        self._copies = copies
        self._later = later
        self._command = command
        self._told: list[Meeting] | None = None
        self._window_due = timedelta()
        self._woken = asyncio.Event()

    async def watch(self, changed: Callable[[Sequence[Meeting]], None]) -> None:
        """Tell the meetings, sorted, and again whenever they are others, until cancelled.

        They are told within moments from files and last good copies; addresses follow as they
        answer. What cannot be read is in `report`, and never raised.
        """
        if not self._states:
            changed(())  # there may have been some before
            await asyncio.Event().wait()
        async with asyncio.TaskGroup() as tasks:
            for state in self._states:
                if not state.source.url:
                    tasks.create_task(self._listen(state))
            await asyncio.sleep(0)  # they listen now, so that no change is missed
            await self._keep(changed)

    def wake(self) -> None:
        """Read everything again: the machine has slept, or somebody has set the clock."""
        self._window_due = timedelta()
        self._woken.set()

    def refresh(self) -> None:
        """Read everything again now, addresses too: somebody has asked."""
        for state in self._states:
            state.due = timedelta()
        self.wake()

    def report(self, zone: tzinfo) -> list[dict[str, Any]]:
        """What is known of each calendar at this moment, as JSON values; see `CalendarReport`."""
        day = self._clock.now().wall.astimezone(zone).date()
        start, end = (instant(each, timedelta(), zone) for each in (day, day + _DAY))
        return [state.report(start, end).plain(zone) for state in self._states]

    async def _keep(self, changed: Callable[[Sequence[Meeting]], None]) -> None:
        while True:
            now = self._clock.now()
            if now.elapsed >= self._window_due:
                self._window_due = now.elapsed + LONGEST_GAP
                await self._read(self._states, fetch=False)
                self._tell(changed)
            for state in self._states:
                if state.is_due(self._clock.now()):
                    await self._read([state], fetch=bool(state.source.url))
                    self._tell(changed)
            await self._sleep()

    async def _read(self, states: Sequence[CalendarState], *, fetch: bool) -> None:
        for state in states:
            state.changed = False  # what changes from now on is another change
        now = self._clock.now().wall
        sources = tuple(state.source for state in states)
        start, end = now - BEFORE, now + AFTER
        request = Request(sources, start, end, now, self._zone, str(self._copies), fetch)
        readings = await read_async(request, self._command)
        for state, reading in zip(states, readings, strict=True):
            state.take(reading, self._clock.now(), fetched=fetch)

    def _tell(self, changed: Callable[[Sequence[Meeting]], None]) -> None:
        meetings = sorted(
            Meeting(one.start, one.end)
            for state in self._states
            for one in state.reading.occurrences
        )
        if meetings != self._told:
            self._told = meetings
            changed(meetings)

    async def _sleep(self) -> None:
        """Wait until something is due, or until woken."""
        due = min(self._window_due, *(state.due for state in self._states))
        delay = max((due - self._clock.now().elapsed).total_seconds(), 0)
        later = self._later or asyncio.get_running_loop().call_later
        timer = later(delay, self._woken.set)
        try:
            await self._woken.wait()
        finally:
            timer.cancel()
        self._woken.clear()

    async def _listen(self, state: CalendarState) -> None:
        """Hear of changes of its files; where the system does not tell, they are read at times."""
        flood = Flood(_MOST_CHANGES, _WITHIN)

        async def saved() -> None:
            flood.count()
            state.changed = True
            self._woken.set()

        if sys.platform == "linux":
            from posture_daemon.wire.trail import listen

            try:
                await listen(expanded(state.source.path), saved, DEPTH)
            except (OSError, ValueError, Unavailable) as wrong:  # too many watches already, say
                why = getattr(wrong, "strerror", None) or wrong
                _log.info("calendar %s is read at times: %s", state.source.name, why)
        state.deaf = state.changed = True
        self._woken.set()


def read_calendars(
    sources: Iterable[CalendarSource],
    window: tuple[datetime, datetime],
    now: datetime,
    zone: str,
    copies: Path,
) -> list[Reading]:
    """Read calendars for a command: files and last good copies, without the network.

    What touches the window, [start, end), is told; copies are judged by their age `now`. Waits for
    the child, and never raises for what is wrong with a calendar.
    """
    request = Request(tuple(sources), *window, now, zone, str(copies))
    return read_now(request)
