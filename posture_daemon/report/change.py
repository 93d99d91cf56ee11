"""How scores have changed since the first day, in points and in percent."""

from __future__ import annotations

from dataclasses import dataclass
from statistics import fmean
from typing import TYPE_CHECKING

from posture_daemon.core.sore.deeds import ScoreActivity

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from posture_daemon.core.sore.deeds import Record
    from posture_daemon.report.period import Period

_TWO = 2


@dataclass(frozen=True, slots=True)
class Change:
    """From the first to the latest score, of 0 to 10; `count` is how many days have one."""

    name: str
    start: float
    latest: float
    count: int

    @property
    def points(self) -> float | None:
        """The difference; none where there is but one score."""
        return self.latest - self.start if self.count >= _TWO else None

    @property
    def percent(self) -> float | None:
        """The difference in percent of the start; none where that is 0."""
        return 100 * self.points / self.start if self.points is not None and self.start else None


def change(name: str, scores: Iterable[float | None]) -> Change | None:
    """The change over these scores, in order of time; none where there is no score."""
    there = [score for score in scores if score is not None]
    return Change(name, there[0], there[-1], len(there)) if there else None


def activities(records: Iterable[Record], period: Period) -> tuple[Change, ...]:
    """The change of each activity of one's own, in the order in which they were first scored.

    Of several scores on a day the last one counts.
    """
    scores: dict[str, dict[date, float]] = {}
    names: dict[str, str] = {}
    for record in records:
        if isinstance(deed := record.deed, ScoreActivity):
            key = deed.activity.casefold()
            names.setdefault(key, deed.activity)
            scores.setdefault(key, {})[period.day(record.at)] = deed.score
    found = (change(names[key], each.values()) for key, each in scores.items())
    return tuple(one for one in found if one)


def mean_of(changes: Sequence[Change]) -> Change | None:
    """The mean of the activities that were scored on two days or more; none for fewer than two."""
    followed = [one for one in changes if one.points is not None]
    if len(followed) < _TWO:
        return None
    start, latest = (fmean(getattr(one, at) for one in followed) for at in ("start", "latest"))
    return Change("Mean", start, latest, min(one.count for one in followed))
