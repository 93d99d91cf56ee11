"""The facts of a report: everything that is counted, before anything is drawn or written."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from posture_daemon.core.moment import Moment
from posture_daemon.core.sore.deeds import Begin, CheckIn, Record
from posture_daemon.core.sore.timeline import aligned
from posture_daemon.errors import PostureError
from posture_daemon.report import care, story
from posture_daemon.report.breaks import Breaks, breaks
from posture_daemon.report.change import Change, activities, change
from posture_daemon.report.days import Day, daily
from posture_daemon.report.parts import Part, kept
from posture_daemon.report.period import Period

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date, tzinfo

    from posture_daemon.core.entry import Entry


@dataclass(frozen=True, slots=True)
class Desk:
    """The answers to the workstation check: each with its instant, id, title, and reply.

    `change` is the change that is under way.
    """

    answers: tuple[tuple[datetime, str, str, str], ...] = ()
    change: str = ""


@dataclass(frozen=True, slots=True)
class Cover:
    """What stands at the head: whose it is, when and by which version it was made."""

    name: str
    made: datetime
    version: str


@dataclass(frozen=True, slots=True)
class Facts:
    """Everything that a report says; `records` are those of the period, bare of what is left out.

    `changes` are those of the scores now, worst and average.
    """

    cover: Cover
    period: Period
    parts: frozenset[Part]
    records: tuple[Record, ...]
    origin: story.Origin
    signs: story.Signs
    days: tuple[Day, ...]
    changes: tuple[Change, ...]
    activities: tuple[Change, ...]
    exercises: tuple[care.Exercise, ...]
    sessions: tuple[care.Session, ...]
    medicine: tuple[care.Taken, ...]
    breaks: tuple[Breaks, ...]
    desk: Desk


def in_order(records: Sequence[Record]) -> list[Record]:
    """The records in order, with elapsed times of one timeline: that of the latest of them."""
    if not records:
        return []
    latest = max(records, key=lambda record: record.at)
    return aligned(records, latest.timeline, Moment(latest.at, latest.elapsed))


def period_of(
    records: Sequence[Record], now: datetime, zone: tzinfo, first: date | None, last: date | None
) -> Period:
    """The days that are asked for; by default from the latest beginning until today.

    Raises PostureError where there are none, or nothing is in the diary.
    """
    if not records:
        raise PostureError(
            "There is nothing in the diary yet, so there is nothing to report.",
            "Write down a first score: posture pain 4",
        )
    end = last or now.astimezone(zone).date()
    days = [(record.deed, record.at.astimezone(zone).date()) for record in records]
    begun = [day for deed, day in days if isinstance(deed, Begin) and day <= end]
    start = first or (begun[-1] if begun else min(end, *(day for _, day in days)))
    if start > end:
        raise PostureError(
            f"The first day, {start}, is after the last one, {end}.", "Swap --from and --to."
        )
    return Period(start, end, zone)


def gather(
    records: Sequence[Record],
    entries: Iterable[Entry],
    period: Period,
    parts: frozenset[Part],
    *,
    cover: Cover,
    titles: Mapping[str, str],
    desk: Desk,
) -> Facts:
    """Count everything; `records` are all there are, in order, and `titles` go by item.

    Raises PostureError where no score lies within the period.
    """
    told = [one for one in kept(records, parts) if period.day(one.at) <= period.last]
    within = tuple(one for one in told if period.holds(one.at))
    if not any(isinstance(one.deed, CheckIn) for one in within):
        raise PostureError(
            f"The diary has no score from {period.first} to {period.last}.",
            "Name other days with --from and --to, or write down a score: posture pain 4",
        )
    days = daily(within, period)
    return Facts(
        cover=cover,
        period=period,
        parts=parts,
        records=within,
        origin=story.origin(told),
        signs=story.signs(within),
        days=days,
        changes=_changes(days),
        activities=activities(within, period),
        exercises=care.exercises(within, titles),
        sessions=tuple(one for one in care.sessions(told) if period.holds(one.at)),
        medicine=tuple(one for one in care.medicine(told) if period.holds(one.at)),
        breaks=breaks(entries, period) if Part.BREAKS in parts else (),
        desk=desk if Part.WORKSTATION in parts else Desk(),
    )


def _changes(days: Sequence[Day]) -> tuple[Change, ...]:
    found = (
        change("Now", (day.now for day in days)),
        change("Worst in 24 hours", (day.worst for day in days)),
        change("Average in 24 hours", (day.average for day in days)),
    )
    return tuple(one for one in found if one)
