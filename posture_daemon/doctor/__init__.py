"""The doctor: goes through everything that decides whether reminders arrive."""

from __future__ import annotations

from typing import TYPE_CHECKING

from posture_daemon import paths
from posture_daemon.adapters.clock import SystemClock
from posture_daemon.adapters.zone import LOCAL, zone_named
from posture_daemon.doctor import (
    alarm,
    autostart,
    clock,
    diary,
    journal,
    notices,
    service,
    settings,
    sleep,
    sources,
    trial,
)
from posture_daemon.doctor.finding import Finding, Verdict

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

__all__ = ["Finding", "Verdict", "examine"]


def examine(seen: Callable[[], bool] | None = None) -> Iterator[Finding]:
    """Find one thing after the other; with `seen`, show a notice and ask whether it was seen."""
    found, report = service.examine()
    yield found
    now = SystemClock()
    findings, plan = settings.examine(report, now.now().wall.year)
    yield from findings
    backend = plan.notifications.backend if plan else "auto"
    yield from notices.examine(backend, report)
    if seen:
        yield trial.examine(backend, report, seen)
    yield alarm.examine()
    yield sleep.examine()
    yield from sources.examine(report) if report else [sources.unknown()]
    yield autostart.examine()
    zone = zone_named(plan.hours.time_zone if plan else LOCAL)
    file = paths.journal_file()
    remembered, unreadable = journal.look(file)
    yield from [unreadable] if unreadable else journal.examine(file, remembered, zone, report)
    yield from diary.examine(paths.diary_file(), diary.of_the_service if report else None)
    yield from clock.examine(now, remembered, zone, report)
