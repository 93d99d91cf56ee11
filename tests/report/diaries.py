"""Diaries for tests: six weeks that go well, weeks with gaps, and a single day."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from posture_daemon.core.entry import Entry, Event
from posture_daemon.core.sore.deeds import (
    AddMedicine,
    AnswerCard,
    Ask,
    Begin,
    CheckIn,
    DidItem,
    EndSession,
    JudgeSession,
    Leg,
    PickLevel,
    ReadLeaflet,
    Record,
    ScoreActivity,
    Stage,
    StartSession,
    TakeMedicine,
    Tell,
    Thermal,
    Verdict,
    Visit,
    Work,
)
from posture_daemon.report.facts import Cover, Desk, gather
from posture_daemon.report.parts import USUAL, Part
from posture_daemon.report.period import Period

if TYPE_CHECKING:
    from collections.abc import Sequence

    from posture_daemon.core.sore.deeds import Deed
    from posture_daemon.report.facts import Facts

ZONE = ZoneInfo("Europe/Berlin")
START = date(2026, 3, 2)  # a Monday
ALL = frozenset(Part)
TITLES = {
    "pelvic-tilt": "Pelvic tilt",
    "knee-to-chest": "Knee to chest",
    "cat-camel": "Cat and camel",
    "knee-rocks": "Knee rocks",
    "walk-five": "A walk of five minutes",
    "bird-dog": "Bird dog",
    "bridge": "Bridge",
}
DESK = Desk(
    (
        (datetime(2026, 3, 3, 9, tzinfo=UTC), "chair-height", "Seat height", "yes"),
        (datetime(2026, 3, 3, 9, tzinfo=UTC), "screen-height", "Screen height", "no"),
        (datetime(2026, 3, 3, 9, tzinfo=UTC), "lumbar", "Support for the back", "no"),
    ),
    "Screen height",
)


@dataclass
class Diary:
    """A diary that grows: `tell` at a day (from 0) and a local time of day."""

    start: date = START
    records: list[Record] = field(default_factory=list)

    def at(self, day: int, hour: int, minute: int = 0) -> datetime:
        """The instant."""
        local = datetime.combine(self.start + timedelta(days=day), time(hour, minute), ZONE)
        return local.astimezone(UTC)

    def tell(self, day: int, hour: int, *deeds: Deed, minute: int = 0) -> None:
        """Add deeds at one moment."""
        at = self.at(day, hour, minute)
        elapsed = at - datetime(2026, 1, 1, tzinfo=UTC)
        self.records += [Record(at, elapsed, "Europe/Berlin", deed) for deed in deeds]


def recovery(days: int = 42) -> list[Record]:
    """A steady recovery, with everything that can be told."""
    diary = Diary()
    diary.tell(0, 8, Begin(outside_hours=True), AnswerCard(applies=False))
    diary.tell(0, 8, _BEGAN, AddMedicine("the white ones", 6, 4, 5), minute=5)
    for day in range(days):
        _day(diary, day, days)
    diary.tell(14, 18, Visit(Stage.BOOKED, date(2026, 3, 20), "physio in the high street"))
    diary.tell(18, 18, Visit(Stage.SEEN, date(2026, 3, 20)))
    diary.tell(15, 18, Ask("Can I go back to swimming?"), Ask("Is the chair to blame?"))
    return sorted(diary.records, key=lambda record: record.at)


_BEGAN = Tell(
    onset="sudden",
    trigger="lifting a box",
    first_ever=False,
    side="left",
    areas=("lower-back",),
    spread="buttock",
    eases="walking",
    brings_on="sitting for long",
    goal="to swim again",
)


def _day(diary: Diary, day: int, days: int) -> None:
    now = round(7 * (1 - day / days))
    work = Work.OFF if day < 3 else Work.MODIFIED if day < 10 else Work.FULL
    diary.tell(
        day,
        20,
        CheckIn(
            now,
            worst=min(now + 2, 10),
            average=now + 1 if day % 3 else None,
            leg=Leg.TINGLE if day in {1, 2} else Leg.NO,
            sleep_disturbed=day < 5,
            stiff_minutes=max(40 - 2 * day, 0),
            work=work if (diary.start + timedelta(days=day)).weekday() < 5 else None,
            mood=5,
            helped=("walking",) if day % 7 == 0 else (),
            note="Slept badly, = better now" if day == 4 else "",
        ),
    )
    if day % 7 == 0:
        diary.tell(day, 20, *_review(day), minute=5)
    if day in {1, 2, 7, 14, 21, 28, 35}:
        diary.tell(day, 8, AnswerCard(applies=False), ReadLeaflet("see-someone"))
    _care(diary, day, now)


def _review(day: int) -> tuple[ScoreActivity, ...]:
    names = ("Putting on socks", "Sitting through a meeting", "Lifting my daughter")
    scores = (min(2 + day // 5, 10), min(3 + day // 7, 10), min(1 + day // 6, 10))
    return tuple(map(ScoreActivity, names, scores))


def _care(diary: Diary, day: int, now: int) -> None:
    kind = Thermal.COLD if day % 5 == 4 else Thermal.WARMTH
    if day < 20 and day % 6 != 5:
        diary.tell(day, 12, StartSession(kind, 15, score=now))
        diary.tell(day, 12, EndSession(), minute=16)
        verdict = (Verdict.HELPED, Verdict.HELPED, Verdict.SAME, Verdict.WORSE)[day % 4]
        diary.tell(day, 12, JudgeSession(verdict, max(now - 1, 0)), minute=46)
    items = list(TITLES)[: 2 + day // 6]
    if day % 7 != 6:
        diary.tell(day, 17, *(DidItem(item, worse=day == 3) for item in items))
    if day % 10 == 0:
        diary.tell(day, 9, PickLevel(min(1 + day // 10, 4)))
    if day < 5:
        diary.tell(day, 8, TakeMedicine("the white ones"), minute=30)
        diary.tell(day, 12 if day == 2 else 15, TakeMedicine("the white ones"))


def gaps() -> list[Record]:
    """Some days without a word, and scores with no worst or average."""
    diary = Diary()
    diary.tell(0, 9, Begin(), CheckIn(6))
    diary.tell(1, 9, CheckIn(5, worst=7))
    diary.tell(5, 9, CheckIn(5, average=4))
    diary.tell(5, 20, CheckIn(3, worst=2))
    diary.tell(13, 20, CheckIn(3))
    return diary.records


def single() -> list[Record]:
    """One score."""
    diary = Diary()
    diary.tell(0, 9, CheckIn(0))
    return diary.records


def one_day() -> list[Record]:
    """Everything that can be told, on one day; warmth was not judged with a score."""
    diary = Diary()
    line = CheckIn(6, 7, 5, mood=4, helped=("walking",), note="after the train")
    diary.tell(0, 8, Begin(), AnswerCard(applies=False), _BEGAN, PickLevel(1), line)
    diary.tell(0, 9, AddMedicine("the white ones", 6, 4, 5), TakeMedicine("the white ones"))
    diary.tell(0, 10, StartSession(Thermal.WARMTH, score=6))
    diary.tell(0, 10, EndSession(), minute=15)
    diary.tell(0, 10, JudgeSession(Verdict.HELPED), minute=45)
    diary.tell(0, 12, DidItem("pelvic-tilt", worse=False), ScoreActivity("Socks", 3))
    diary.tell(0, 15, TakeMedicine("the white ones"), Ask("May I swim?"))
    return diary.records


def journal(days: int = 42) -> list[Entry]:
    """Breaks and eye cues at the desk: of four breaks a day one is skipped, one unanswered."""
    found = []
    for day in range(days):
        for hour, end in (
            (9, Event.DONE),
            (11, Event.RESTED),
            (14, Event.SKIPPED),
            (16, Event.EXPIRED),
        ):
            due = Diary().at(day, hour)
            found += [
                Entry(due, Event.DUE, "break", due=due),
                Entry(due, Event.SHOWN, "break", due=due, worked=timedelta(minutes=50 + hour)),
                Entry(due + timedelta(minutes=1), end, "break", due=due),
            ]
    return found


def period(days: int = 42) -> Period:
    """So many days from the start."""
    return Period(START, START + timedelta(days=days - 1), ZONE)


def facts(
    records: Sequence[Record],
    days: int = 42,
    parts: frozenset[Part] = USUAL,
    entries: Sequence[Entry] = (),
    name: str = "A. B.",
) -> Facts:
    """The facts of a report, made the evening after its last day."""
    made = datetime.combine(period(days).last, datetime.min.time(), ZONE) + timedelta(hours=21)
    return gather(
        records,
        entries,
        period(days),
        parts,
        cover=Cover(name, made, "1.0"),
        titles=TITLES,
        desk=DESK,
    )
