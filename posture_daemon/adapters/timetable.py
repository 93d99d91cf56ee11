"""The timetable over APScheduler: one DateTrigger job for each thing that is to happen."""

from __future__ import annotations

import logging
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from apscheduler.executors.asyncio import AsyncIOExecutor
from apscheduler.schedulers.asyncio import AsyncIOScheduler
from apscheduler.triggers.date import DateTrigger

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from posture_daemon.ports import Clock

log = logging.getLogger(__name__)

_SOON = timedelta(milliseconds=20)
"""A job armed for now from within its own run would be dropped; it is put this far ahead."""


class ApsTimetable:
    """Jobs by name. A late job still runs: the rules judge lateness, not the scheduler."""

    def __init__(self, clock: Clock, call: Callable[[str], None]) -> None:
        self._clock = clock
        self._call = call
        self._armed: dict[str, datetime] = {}
        self._scheduler = AsyncIOScheduler(
            timezone=UTC,
            executors={"default": AsyncIOExecutor()},
            job_defaults={"misfire_grace_time": None, "coalesce": True, "max_instances": 8},
        )

    def start(self) -> None:
        """Begin; needs the running event loop."""
        self._scheduler.start()

    def stop(self) -> None:
        """End; nothing runs any more."""
        if self._scheduler.running:
            self._scheduler.shutdown(wait=False)

    def arm(self, name: str, at: datetime) -> None:
        """Set or move the job of this name."""
        self._armed[name] = at
        trigger = DateTrigger(max(at, self._clock.now().wall + _SOON), timezone=UTC)
        self._scheduler.add_job(
            self._run, trigger, args=(name, at), id=name, name=name, replace_existing=True
        )

    def disarm(self, name: str) -> None:
        """Remove the job of this name, if there is one."""
        self._armed.pop(name, None)
        if self._scheduler.get_job(name):
            self._scheduler.remove_job(name)

    def jobs(self) -> Mapping[str, datetime]:
        """What is armed, and for when."""
        return dict(self._armed)

    async def _run(self, name: str, at: datetime) -> None:
        # A coroutine, since APScheduler would run a plain function in another thread.
        if self._armed.get(name) != at:
            return  # moved or removed after APScheduler had handed it over
        del self._armed[name]
        log.debug("job: %s", name)
        try:
            self._call(name)
        except Exception:
            log.exception("the job %s has failed", name)
