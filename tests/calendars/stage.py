"""What the tests of calendars share: a clock and timers that are moved by hand, and small files."""

from __future__ import annotations

import asyncio
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from posture_daemon.calendars.request import Request
from posture_daemon.core.moment import Moment
from tests.calendars.corpus import HERE, NOW, ZONE, around
from tests.desktop import until

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from posture_daemon.core.meeting import Meeting
    from posture_daemon.core.plan import CalendarSource


class HandClock:
    """A clock that stands still until it is moved."""

    def __init__(self, wall: datetime = NOW) -> None:
        self._moment = Moment(wall, timedelta(hours=1))

    def now(self) -> Moment:
        return self._moment

    def asleep(self) -> timedelta:
        return timedelta()

    def move(self, by: timedelta) -> None:
        self._moment = self._moment.later(by)


class HandTimers:
    """Timers that run when the test lets their time pass; `delays` are all that were set."""

    def __init__(self, clock: HandClock) -> None:
        self._clock = clock
        self._callback: Callable[[], None] | None = None
        self.delays: list[timedelta] = []

    def __call__(self, delay: float, callback: Callable[[], None], /) -> asyncio.TimerHandle:
        self.delays.append(timedelta(seconds=delay))
        self._callback = callback
        return asyncio.get_running_loop().call_later(10**6, lambda: None)

    async def pass_by(self) -> timedelta:
        """Wait until a timer is set, let its time pass, and say how long that was."""
        await until(lambda: self._callback, "a timer is set")
        callback, self._callback = self._callback, None
        assert callback
        self._clock.move(self.delays[-1])
        callback()
        return self.delays[-1]

    async def rest(self) -> timedelta:
        """Wait until all that was due is done, and say how long the next rest would be."""
        await until(lambda: self._callback, "a timer is set")
        return self.delays[-1]


class Told:
    """What `watch` has told, as local times."""

    def __init__(self) -> None:
        self.all: list[list[str]] = []

    def __call__(self, meetings: Sequence[Meeting]) -> None:
        self.all.append([f"{one.start.astimezone(HERE):%a %H:%M}" for one in meetings])

    async def becomes(self, *starts: str) -> None:
        """Wait until these starts are what was told last."""
        await until(lambda: self.all and self.all[-1] == list(starts), f"told: {starts}")


def calendar(*events: str) -> str:
    """A calendar of these events, given as "20261124T080000Z/PT1H Title" or with a rule behind."""
    return (
        "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Example//Test//EN\r\n"
        + "".join(_event(number, written) for number, written in enumerate(events))
        + "END:VCALENDAR\r\n"
    )


def _event(number: int, written: str) -> str:
    times, _, title = written.partition(" ")
    start, length, *rule = times.split("/")
    rules = "".join(f"RRULE:{one}\r\n" for one in rule)
    return (
        f"BEGIN:VEVENT\r\nUID:{number}\r\nDTSTAMP:20261101T000000Z\r\nDTSTART:{start}\r\n"
        f"DURATION:{length}\r\n{rules}SUMMARY:{title}\r\nEND:VEVENT\r\n"
    )


def request(
    *sources: CalendarSource, copies: Path | str = "", fetch: bool = False, now: datetime = NOW
) -> Request:
    """Ask for the window that the service asks for."""
    return Request(sources, *around(now), now, ZONE, str(copies), fetch)
