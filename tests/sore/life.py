"""The life of somebody whose back is sore: at the desk, away from it, and what the diary says."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from itertools import zip_longest
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

Line = dict[str, Any]

_DAY = timedelta(days=1)
_SATURDAY = 5
ACTIVITIES = ("sitting through a film", "putting on socks", "carrying the shopping")


def steps(*marks: tuple[int, int]) -> Callable[[int], int]:
    """A number that holds from a day on until the next mark, as in (1, 6), (4, 4)."""
    return lambda day: [number for first, number in marks if first <= day][-1]


@dataclass(frozen=True, slots=True)
class Life:
    """A life from a Monday on, on which the back begins to be sore at half past nine.

    For `at_home` days somebody is at the machine in all waking hours, and then in those of work
    only. `scores` are those of the diary by the day, `levels` the ones picked, `signs` the days on
    which a sign of the emergency card applies. `sessions` is what is put on by the day, when it is
    offered. `own` is what else happens: the day, the time, and the line of a script. With
    `lid_closed` the machine sleeps whenever nobody is there. `settings` are those that differ.
    """

    begins: date
    length: timedelta
    scores: Callable[[int], int]
    levels: Mapping[int, int]
    zone: str = "Europe/Berlin"
    at_home: int = 0
    signs: frozenset[int] = frozenset()
    sessions: Mapping[int, tuple[str, ...]] = field(default_factory=dict)
    own: tuple[tuple[int, str, Line], ...] = ()
    lid_closed: bool = False
    settings: tuple[str, ...] = ()
    verdicts: Callable[[int], str] = field(default=lambda _day: "helped")

    # --- what happens anyway ---

    def lines(self) -> list[Line]:
        """The script: what happens, without the answers to what is shown."""
        days = range(1, self.length // _DAY + 1)
        lines = [*self._presence(days), *self._told()]
        return sorted(lines, key=lambda line: str(line["at"]))

    def at(self, day: int, clock: str) -> str:
        """A day and a time of it, in local time."""
        return datetime.combine(
            self.begins + (day - 1) * _DAY, time.fromisoformat(clock)
        ).isoformat()

    def _presence(self, days: range) -> Iterator[Line]:
        yield {"at": self.at(1, "00:00:01"), "presence": "locked"}
        there = [day for day in days if day <= self.at_home or self._weekday(day) < _SATURDAY]
        for day, following in zip_longest(there, there[1:]):
            comes, goes = self._hours(day)
            yield {"at": self.at(day, comes), "presence": "active"}
            yield {"at": self.at(day, "12:33:00"), "presence": "idle"}
            yield {"at": self.at(day, "13:08:00"), "presence": "active"}
            yield {"at": self.at(day, goes), "presence": "locked"}
            if self.lid_closed and following:
                away = (following - day) * 24 * 60 + _minutes(self._hours(following)[0])
                length = f"{away - _minutes(goes) - 1}m"
                yield {"at": self.at(day, goes.replace(":00", ":05")), "suspend": length}

    def _hours(self, day: int) -> tuple[str, str]:
        return ("07:05:00", "21:55:00") if day <= self.at_home else ("08:51:00", "17:42:00")

    def _weekday(self, day: int) -> int:
        return (self.begins + (day - 1) * _DAY).weekday()

    def _told(self) -> Iterator[Line]:
        yield {"at": self.at(1, "09:30"), "tell": "begin", "outside_hours": bool(self.at_home)}
        for day, level in self.levels.items():
            clock = "09:33:00" if day == 1 else "09:20:00"
            picked = {"tell": "pick-level", "level": level, "stop_rule_read": True}
            yield {"at": self.at(day, clock), **picked}
        for day, clock, line in self.own:
            yield {"at": self.at(day, clock), **line}

    # --- what is answered ---

    def diary(self, day: int) -> Iterator[Line]:
        """A line of the diary, and on the days of a look back the three activities."""
        now = self.scores(day)
        yield {"tell": "check-in", "now": now, "worst": min(now + 2, 10)}
        if day in {7, 14, 28, 42}:
            for activity in ACTIVITIES:
                yield {"tell": "score-activity", "activity": activity, "score": 10 - now}

    def session(self, day: int) -> list[Line]:
        """What is put on at an offer; nothing on most days."""
        return [
            line
            for kind in self.sessions.get(day, ())
            for line in (
                {"tell": "answer-never", "kind": kind, "applies": False},
                {"tell": "start-session", "kind": kind, "score": self.scores(day)},
            )
        ]

    def verdict(self, day: int) -> str:
        """How a session was."""
        return self.verdicts(day)


def _minutes(clock: str) -> int:
    at = time.fromisoformat(clock)
    return at.hour * 60 + at.minute
