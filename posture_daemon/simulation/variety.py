"""How varied the notices of a long time are: plays it, and counts what was shown."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from itertools import pairwise
from typing import TYPE_CHECKING

from posture_daemon.core.choice import NO_REPEAT, gap_of
from posture_daemon.core.entry import Event
from posture_daemon.core.notice import Answer
from posture_daemon.core.plan import Text
from posture_daemon.core.reminder import Kind
from posture_daemon.core.state import Presence
from posture_daemon.core.work_calendar import WorkCalendar
from posture_daemon.simulation.play import Play
from posture_daemon.simulation.script import Be, Hear

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import tzinfo

    from posture_daemon.core.entry import Entry
    from posture_daemon.core.plan import Plan
    from posture_daemon.simulation.script import Happening

_LATER, _LATEST = timedelta(minutes=7), timedelta(minutes=25)
_MEETING, _LONG = timedelta(minutes=80), timedelta(minutes=75)
_PARTS = 4
_STEADY = 0.05
"""How far the share of a kind in a quarter of the time may be from its share in the whole."""


@dataclass(frozen=True, slots=True)
class Shown:
    """The notices of one kind: the texts in their order, and what they were chosen from."""

    kind: Kind
    pool: tuple[Text, ...]
    texts: list[Text] = field(default_factory=list)
    when: list[datetime] = field(default_factory=list)
    because: Counter[str] = field(default_factory=Counter)

    @property
    def gap(self) -> int:
        """How many notices have to lie between two of the same text."""
        return gap_of(self.pool)

    @property
    def nearest(self) -> int | None:
        """The fewest notices between two of the same text; none if there were no two."""
        last: dict[str, int] = {}
        between = []
        for place, text in enumerate(self.texts):
            if text.id in last:
                between.append(place - last[text.id] - 1)
            last[text.id] = place
        return min(between, default=None)

    @property
    def same_area(self) -> int:
        """How often two in a row were for the same main area."""
        return sum(one.areas[:1] == two.areas[:1] for one, two in pairwise(self.texts))

    @property
    def can_alternate(self) -> bool:
        """Whether whatever may come next, some of it is for another area."""
        areas = Counter(text.areas[:1] for text in self.pool)
        return max(areas.values(), default=0) <= len(self.pool) - NO_REPEAT

    @property
    def starred_ratio(self) -> float | None:
        """How much more often a starred text came than another; none without both."""
        stars = {text.id for text in self.pool if text.starred}
        others = len(self.pool) - len(stars)
        counts = Counter(text.id in stars for text in self.texts)
        if not stars or not others or not counts[False]:
            return None
        return counts[True] / len(stars) / (counts[False] / others)


def play(plan: Plan, zone: tzinfo, start: datetime, days: int) -> list[Shown]:
    """Work for so many days by the real rules, with a long call on every other one.

    Every notice is answered with Done. What is pinned is left out: it is one wish, and no habit.
    """
    texts = {
        kind: tuple(replace(text, pin="") for text in of_kind)
        for kind, of_kind in plan.texts.items()
    }
    plan = replace(plan, texts=texts)
    entries: list[Entry] = []
    script = _life(WorkCalendar(plan.hours, zone), start, days)
    Play(plan, zone, start, entries.append, Answer.DONE).run(script, start + timedelta(days=days))
    return shown(plan, entries)


def _life(
    calendar: WorkCalendar, start: datetime, days: int
) -> Iterator[tuple[datetime, Happening]]:
    """Somebody who comes a little later on some days than on others, and has long calls."""
    first = calendar.local_day(start)
    for number, day in enumerate(first + timedelta(days=n) for n in range(days)):
        for shift in calendar.shifts_of(day)[:1]:
            comes = shift.start + number * _LATER % _LATEST
            yield shift.start, Be(Presence.LOCKED)
            yield comes, Be(Presence.ACTIVE)
            if number % 2 and comes + _MEETING + _LONG < shift.end:
                yield comes + _MEETING, Hear("microphone", busy=True)
                yield comes + _MEETING + _LONG, Hear("microphone", busy=False)


def shown(plan: Plan, entries: Iterable[Entry]) -> list[Shown]:
    """What was shown of each kind that a reminder of the plan is of."""
    found = {kind: Shown(kind, _pool(plan, kind)) for kind in _kinds(plan)}
    known = {text.id: text for texts in plan.texts.values() for text in texts}
    kinds = {reminder.uid: reminder.kind for reminder in plan.reminders}
    for entry in entries:
        if entry.event is Event.SHOWN and entry.text and entry.reminder:
            of_kind = found[kinds[entry.reminder]]
            of_kind.texts.append(known[entry.text])
            of_kind.when.append(entry.at)
            of_kind.because.update(entry.because)
    return list(found.values())


def broken(plan: Plan, kinds: Sequence[Shown], hidden: Iterable[str]) -> list[str]:
    """A sentence for each promise that was not kept."""
    never = set(hidden) & {text.id for of_kind in kinds for text in of_kind.texts}
    said = [f"{item} is hidden and was shown." for item in sorted(never)]
    for of_kind in kinds:
        nearest = of_kind.nearest
        if nearest is not None and nearest < of_kind.gap:
            said.append(f"{of_kind.kind}: the same item came again after {nearest} notices.")
        if of_kind.can_alternate and of_kind.same_area:
            said.append(f"{of_kind.kind}: {of_kind.same_area} times the same area came twice.")
        if not of_kind.texts and plan.texts.get(of_kind.kind):
            said.append(f"{of_kind.kind}: nothing was shown.")
    return [*said, *_unsteady(kinds)]


def shares(kinds: Sequence[Shown]) -> dict[Kind, tuple[float, list[float]]]:
    """The share of each kind in all notices, and in each quarter of the time."""
    times = [at for of_kind in kinds for at in of_kind.when]
    if not times:
        return {}
    first = min(times)
    part = (max(times) - first + timedelta(seconds=1)) / _PARTS
    totals = Counter((at - first) // part for at in times)
    found = {}
    for of_kind in kinds:
        counts = Counter((at - first) // part for at in of_kind.when)
        quarters = [counts[n] / totals[n] for n in range(_PARTS) if totals[n]]
        found[of_kind.kind] = len(of_kind.when) / len(times), quarters
    return found


def _unsteady(kinds: Sequence[Shown]) -> list[str]:
    return [
        f"{kind}: its share went from {whole:.0%} to {quarter:.0%} in a quarter of the time."
        for kind, (whole, quarters) in shares(kinds).items()
        for quarter in quarters
        if abs(quarter - whole) > _STEADY
    ]


def _kinds(plan: Plan) -> list[Kind]:
    kinds = {r.kind for r in plan.reminders if not r.summary and r.kind is not Kind.OWN}
    return [kind for kind in Kind if kind in kinds]


def _pool(plan: Plan, kind: Kind) -> tuple[Text, ...]:
    """What fits even the shortest rest of this kind, as far as anything does."""
    texts = plan.texts.get(kind, ())
    if kind is not Kind.MICROBREAK:
        return texts
    rest = min(r.rest for r in plan.reminders if r.kind is kind).total_seconds()
    return tuple(text for text in texts if text.seconds <= rest) or texts
