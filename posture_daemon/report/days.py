"""The days of a report: the scores of each, and what was done on it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from statistics import fmean
from typing import TYPE_CHECKING

from posture_daemon.core.sore.deeds import (
    CheckIn,
    DidItem,
    StartSession,
    TakeMedicine,
    Thermal,
    Work,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from posture_daemon.core.sore.deeds import Deed, Record
    from posture_daemon.report.period import Period


@dataclass(frozen=True, slots=True)
class Day:
    """A day, or several put together, which `date` begins.

    Scores are 0 to 10: `now`, `average` and `mood` are means of what was told, `worst` is the
    highest; none where nothing was told. `nights` counts the disturbed ones, the others how often.
    """

    date: date
    now: float | None = None
    worst: int | None = None
    average: float | None = None
    exercises: int = 0
    warmth: int = 0
    cold: int = 0
    medicine: int = 0
    work: Work | None = None
    nights: int = 0
    mood: float | None = None


def daily(records: Iterable[Record], period: Period) -> tuple[Day, ...]:
    """Every day of the period, those without any record too."""
    told: dict[date, list[Deed]] = {day: [] for day in period.days}
    for record in records:
        if (day := period.day(record.at)) in told:
            told[day].append(record.deed)
    return tuple(_day(day, deeds) for day, deeds in told.items())


def _day(day: date, deeds: Sequence[Deed]) -> Day:
    lines = [deed for deed in deeds if isinstance(deed, CheckIn)]
    thermal = [deed.kind for deed in deeds if isinstance(deed, StartSession)]
    return Day(
        day,
        mean(line.now for line in lines),
        _worst(lines),
        mean(line.average for line in lines),
        sum(isinstance(deed, DidItem) for deed in deeds),
        thermal.count(Thermal.WARMTH),
        thermal.count(Thermal.COLD),
        sum(isinstance(deed, TakeMedicine) for deed in deeds),
        next((line.work for line in reversed(lines) if line.work), None),
        int(any(line.sleep_disturbed for line in lines)),
        mean(line.mood for line in lines),
    )


def _worst(lines: Sequence[CheckIn]) -> int | None:
    """The worst that was told; a score of the same day that is higher was worse."""
    told = [line.worst for line in lines if line.worst is not None]
    return max([*told, *(line.now for line in lines)]) if told else None


def together(days: Sequence[Day]) -> Day:
    """Several days as one: means of the days' scores, the worst of all, sums of counts."""
    return Day(
        days[0].date,
        mean(day.now for day in days),
        max((day.worst for day in days if day.worst is not None), default=None),
        mean(day.average for day in days),
        sum(day.exercises for day in days),
        sum(day.warmth for day in days),
        sum(day.cold for day in days),
        sum(day.medicine for day in days),
        nights=sum(day.nights for day in days),
        mood=mean(day.mood for day in days),
    )


def mean(values: Iterable[float | None]) -> float | None:
    """The mean of what is there; none where nothing is."""
    there = [value for value in values if value is not None]
    return fmean(there) if there else None
