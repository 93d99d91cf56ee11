"""The stories of a sore back: eight lives, played by the real rules and told day by day.

.venv/bin/python -m tests.sore.tales      writes the transcripts anew
"""

from __future__ import annotations

from collections import Counter, defaultdict
from datetime import date, timedelta
from functools import cache
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple
from zoneinfo import ZoneInfo

from posture_daemon.core.entry import Event
from posture_daemon.core.local_time import instant
from posture_daemon.settings import read_settings
from tests.sore.lives import LIVES
from tests.sore.person import Person

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import datetime

    from posture_daemon.core.entry import Entry
    from posture_daemon.core.plan import Plan

HERE = Path(__file__).parent
_DAY = timedelta(days=1)
_COUNTED = ("sore:position", "sore:hour", "sore:walk", "sore:strength")
_SMALL = ("check in", "did ", "score activity")


class Tale(NamedTuple):
    """A life that was lived: what came of it, and where one can ask on."""

    person: Person
    plan: Plan
    zone: ZoneInfo

    @property
    def entries(self) -> list[Entry]:
        """The journal and the diary of it."""
        return self.person.entries

    @property
    def silent(self) -> frozenset[str]:
        """The reminders that make no sound."""
        return frozenset(reminder.uid for reminder in self.plan.reminders if reminder.quiet)

    def local(self, at: datetime) -> datetime:
        """An instant on the clock of the wall."""
        return at.astimezone(self.zone)

    def day(self, entry: Entry) -> int:
        """The day of the story of an entry, 1 for the first."""
        return (self.local(entry.at).date() - self.person.life.begins).days + 1


@cache
def tale(name: str) -> Tale:
    """Live the life of this name; what happens after its end is not told."""
    life = LIVES[name]
    zone = ZoneInfo(life.zone)
    year = life.begins.year
    plan = read_settings(
        None, year - 1, year + 1, (f"work_hours.time_zone={life.zone}", *life.settings)
    )
    start = instant(life.begins, timedelta(), zone)
    person = Person(life, plan, zone, start)
    person.live(instant(life.begins + life.length, timedelta(), zone))
    return Tale(person, plan, zone)


def transcript(name: str) -> str:
    """The story as text: a line for each day, and more where more has happened."""
    told = tale(name)
    phase, lines = "well", list[str]()
    for day, entries in groupby(told.entries, lambda e: told.local(e.at).date()):
        group = list(entries)
        lines += _day(told, day, phase, group)
        phases = [e.reason or "" for e in group if e.event is Event.PLAN]
        phase = phases[-1] if phases else phase
    return "\n".join(lines) + "\n"


def _day(told: Tale, day: date, phase: str, entries: Sequence[Entry]) -> Iterator[str]:
    sums = ", ".join(_sums(told, entries))
    details = list(_once(line for entry in entries if (line := _detail(told, entry))))
    if not (sums or details):
        return
    number = (day - told.person.life.begins).days + 1
    yield f"Day {number}, {day:%A} {day.day} {day:%B}, {phase}: {sums or 'nothing comes'}"
    yield from details


def _sums(told: Tale, entries: Sequence[Entry]) -> Iterator[str]:
    """What came, in short: how often, and when the rarer ones."""
    times = defaultdict(list)
    usual: Counter[str] = Counter()
    for entry in entries:
        uid = entry.reminder or ""
        if entry.event is Event.SHOWN and uid in _COUNTED:
            times[entry.reason or uid.removeprefix("sore:")].append(_clock(told, entry))
        elif (
            entry.event is Event.SHOWN
            and uid not in told.silent
            and not uid.startswith(("sore:", "medicine:"))
        ):
            usual[uid] += 1
    for name, of_name in times.items():
        yield f"{len(of_name)} position" if name == "position" else f"{name} {' '.join(of_name)}"
    if usual:
        yield f"{usual.total()} usual"
    notes = [e.reason or "" for e in entries if e.event is Event.TOLD]
    yield from (note for note in notes if note.startswith("check in"))


def _once(lines: Iterable[str]) -> Iterator[str]:
    """The first of what comes again and again, and how often it came after that."""
    for text, group in groupby(lines, lambda line: line.split("  ")[-1]):
        first, *again = group
        if text.startswith("session") and again:
            yield f"{first} ({len(again)} times more)"
        else:
            yield from (first, *again)


def _detail(told: Tale, entry: Entry) -> str:
    uid = (entry.reminder or "").removeprefix("sore:")
    match entry.event:
        case Event.TOLD if not (entry.reason or "").startswith(_SMALL):
            text = f"told: {entry.reason}"
        case Event.PLAN:
            text = f"the plan is now: {entry.reason}"
        case Event.SESSION | Event.REFUSED:
            text = f"{entry.event}: {entry.reason}"
        case Event.SHOWN if entry.reminder not in _COUNTED and entry.reminder != uid:
            text = f"shown: {uid}"
        case Event.SHOWN if uid.startswith("medicine:"):
            text = f"shown: {uid}"
        case Event.MISSED | Event.EXPIRED if uid in {"card", "check-in", "walk", "strength"}:
            text = f"{entry.event}: {uid}"
        case Event.STARTED if told.day(entry) > 1:
            text = "the service starts again"
        case _:
            return ""
    return f"    {_clock(told, entry)}  {text}"


def _clock(told: Tale, entry: Entry) -> str:
    return f"{told.local(entry.at):%H:%M}"


if __name__ == "__main__":
    for story in LIVES:
        (HERE / f"{story}.txt").write_text(transcript(story), "utf-8")
