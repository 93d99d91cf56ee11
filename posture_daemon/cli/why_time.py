"""The answer of `why` for a time: what happened then, or why nothing did, by what held then."""

from __future__ import annotations

from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from posture_daemon.cli.why_text import Answer, calendar_of
from posture_daemon.core.circumstances import circumstances
from posture_daemon.core.entry import Event
from posture_daemon.core.noted_hours import hours_of
from posture_daemon.core.work_calendar import WorkCalendar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import datetime

    from posture_daemon.cli.why_text import Known
    from posture_daemon.core.circumstances import Circumstances
    from posture_daemon.core.plan import Plan
    from posture_daemon.core.written_time import Stretch


def about_time(known: Known, asked: str, stretch: Stretch, read_plan: Callable[[], Plan]) -> Answer:
    """What happened then; or what came before and after, and why nothing was due."""
    start, end = stretch
    then = circumstances(known.entries, start)
    answer = Answer()
    for episode in known.told:
        if episode.touches(start, end):
            answer.tell(known, episode, asked=asked)
    if answer.lines:
        answer.lines += _not_running(known, then, stretch)
        return answer
    answer.lines = [f"Nothing was due at {known.clock(start)}."]
    down = _not_running(known, then, stretch)
    answer.lines += down or _surroundings(known, then, start, read_plan)
    before = [e for e in known.told if e.start < start][-1:]
    after = [e for e in known.told if e.start > end][:1]
    for word, near in (("Before: ", before), ("The next: ", after)):
        for episode in near:
            answer.tell(known, episode, word)
    return answer


def _not_running(known: Known, then: Circumstances, stretch: Stretch) -> list[str]:
    """Nothing can be due while it does not run; a day on which it started later is none of it."""
    start, end = stretch
    started = any(e.event is Event.STARTED and start < e.at <= end for e in known.entries)
    if then.ran or started or (then.begun and then.begun <= end):
        return []
    if then.begun:
        return [f"The service was not running then (the journal begins {known.clock(then.begun)})."]
    if then.crashed:
        return [f"The service was not running; it broke off at about {known.clock(then.crashed)}."]
    return [f"The service was not running; it was stopped {known.clock(then.down or start)}."]


def _surroundings(
    known: Known, then: Circumstances, at: datetime, read_plan: Callable[[], Plan]
) -> Iterator[str]:
    if then.muted:
        yield f"It was muted, from {known.clock(then.muted)} on."
    calendar = _noted(known, then.hours) if then.hours else calendar_of(known, read_plan())
    if calendar.shift_at(at) is None:
        yield "It was outside working hours."


def _noted(known: Known, lines: tuple[str, ...]) -> WorkCalendar:
    """The calendar of then: other settings may be in effect by now."""
    hours = hours_of(lines)
    try:
        return WorkCalendar(hours, ZoneInfo(hours.time_zone))
    except (ZoneInfoNotFoundError, ValueError):  # a system's zone without a name
        return WorkCalendar(hours, known.zone)
