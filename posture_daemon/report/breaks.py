"""The breaks of a report, as far as the journal can tell: it knows answers, and not who sat."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from posture_daemon.core.entry import Event
from posture_daemon.core.episode import episodes

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from posture_daemon.core.entry import Entry
    from posture_daemon.report.period import Period

_PRIVATE = ("sore:", "medicine:")
_TAKEN = frozenset({Event.DONE, Event.RESTED})
_SKIPPED = frozenset({Event.SKIPPED, Event.DISMISSED})
_UNANSWERED = frozenset({Event.EXPIRED, Event.MISSED})


@dataclass(frozen=True, slots=True)
class Breaks:
    """A reminder on a day, or on all of them: how often it was due, and what became of it.

    What was still open, or ended with new settings, is in `due` alone. `longest` is the longest
    work without this rest that a notice came after.
    """

    reminder: str
    date: date | None
    due: int
    taken: int
    skipped: int
    unanswered: int
    longest: timedelta


def breaks(entries: Iterable[Entry], period: Period) -> tuple[Breaks, ...]:
    """The reminders of each day, in order."""
    told = [entry for entry in entries if _is_meant(entry, period)]
    due: Counter[tuple[date, str]] = Counter()
    ended: Counter[tuple[date, str, Event]] = Counter()
    for episode in episodes(told):
        if episode.due is not None:
            day = period.day(episode.start)
            due[day, episode.reminder] += 1
            if episode.over:
                ended[day, episode.reminder, episode.steps[-1].event] += 1
    longest = _longest(told, period)
    return tuple(
        Breaks(
            uid,
            day,
            count,
            taken=sum(ended[day, uid, event] for event in _TAKEN),
            skipped=sum(ended[day, uid, event] for event in _SKIPPED),
            unanswered=sum(ended[day, uid, event] for event in _UNANSWERED),
            longest=longest.get((day, uid), timedelta()),
        )
        for (day, uid), count in sorted(due.items())
    )


def _is_meant(entry: Entry, period: Period) -> bool:
    private = (entry.reminder or "").startswith(_PRIVATE)
    return not private and period.holds(entry.at)


def _longest(entries: Iterable[Entry], period: Period) -> dict[tuple[date, str], timedelta]:
    found: dict[tuple[date, str], timedelta] = {}
    for entry in entries:
        if entry.reminder and entry.worked is not None:
            key = period.day(entry.at), entry.reminder
            found[key] = max(found.get(key, timedelta()), entry.worked)
    return found


def in_all(days: Sequence[Breaks]) -> tuple[Breaks, ...]:
    """Each reminder over all days, the one that was due most often first."""
    by_name: dict[str, list[Breaks]] = {}
    for day in days:
        by_name.setdefault(day.reminder, []).append(day)
    summed = (
        Breaks(
            name,
            None,
            due=sum(one.due for one in each),
            taken=sum(one.taken for one in each),
            skipped=sum(one.skipped for one in each),
            unanswered=sum(one.unanswered for one in each),
            longest=max(one.longest for one in each),
        )
        for name, each in by_name.items()
    )
    return tuple(sorted(summed, key=lambda one: (-one.due, one.reminder)))
