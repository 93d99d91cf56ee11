"""The tables of a report, with every record in them: for spreadsheets and for programs."""

from __future__ import annotations

from dataclasses import astuple, dataclass
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from posture_daemon.core.sore import deeds
from posture_daemon.report.parts import Part

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from posture_daemon.core.sore.deeds import Deed, Record
    from posture_daemon.report.facts import Facts

Cell = str | int | float | bool | None


@dataclass(frozen=True, slots=True)
class Table:
    """A table: its name, its columns, and rows of plain values; instants are UTC, ISO 8601."""

    name: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]


def tables(facts: Facts) -> tuple[Table, ...]:
    """Every table of the parts that are in the report, those without rows left out."""
    found = (*_told(facts), *_counted(facts))
    return tuple(table for table in found if table.rows)


def _told(facts: Facts) -> Iterator[Table]:
    """What stands in the diary, a row for each record."""
    told, parts = facts.records, facts.parts
    yield _rows("plan", ("t_utc", "what"), told, _plan)
    yield _rows("origin", ("t_utc", *_ORIGIN), told, _fields(deeds.Tell, _ORIGIN))
    lines = _line_columns(parts)
    yield _rows("checkin", ("t_utc", *(_NAMES.get(key, key) for key in lines)), told, _line(lines))
    function = ("activity", "score")
    yield _rows("function", ("t_utc", *function), told, _fields(deeds.ScoreActivity, function))
    yield _rows("level", ("t_utc", "level"), told, _fields(deeds.PickLevel, ("level",)))
    yield _rows("safety", ("t_utc", "what", "version", "answer"), told, _safety)
    visit = ("stage", "on", "whom")
    yield _rows("visit", ("t_utc", *visit), told, _fields(deeds.Visit, visit))
    yield _rows("question", ("t_utc", "question"), told, _fields(deeds.Ask, ("question",)))


def _counted(facts: Facts) -> Iterator[Table]:
    """What was put together from several records, or comes from elsewhere."""
    yield _exercise(facts)
    yield _table(
        "thermal",
        ("t_utc", "kind", "planned_min", "lasted_min", "skin_fine", "before", "after", "verdict"),
        map(astuple, facts.sessions),
    )
    yield _medicine(facts)
    yield _table(
        "breaks",
        ("date", "reminder", "due", "taken", "skipped", "unanswered", "longest_work_min"),
        (
            (b.date, b.reminder, b.due, b.taken, b.skipped, b.unanswered, _minutes(b.longest))
            for b in facts.breaks
        ),
    )
    yield _table("workstation", ("t_utc", "check", "title", "answer"), facts.desk.answers)
    yield _table(
        "day",
        ("date", "now_mean", "worst", "average_mean", "exercises", "warmth", "cold", "work"),
        (
            (
                d.date,
                _short(d.now),
                d.worst,
                _short(d.average),
                d.exercises,
                d.warmth,
                d.cold,
                d.work,
            )
            for d in facts.days
        ),
    )


def _exercise(facts: Facts) -> Table:
    titles = {one.item: one.title for one in facts.exercises}
    done = ((one.at, one.deed) for one in facts.records if isinstance(one.deed, deeds.DidItem))
    rows = ((at, deed.item, titles[deed.item], deed.worse) for at, deed in done)
    return _table("exercise", ("t_utc", "item", "title", "worse_after"), rows)


def _medicine(facts: Facts) -> Table:
    columns = ("t_utc", "nickname", "typed_hours", "typed_times", "typed_days", "early")
    rows = (
        (one.at, one.nickname, *(_typed(one.label, key) for key in _LABEL), one.early)
        for one in facts.medicine
    )
    return _table("medicine", columns, rows)


_ORIGIN = (
    *("onset", "trigger", "first_ever", "side", "areas", "spread", "eases", "brings_on", "goal"),
)
_LABEL = ("hours", "times", "days")
_LINE = (
    *("now", "worst", "average", "leg", "areas", "sleep_disturbed", "stiff_minutes", "work"),
    *("mood", "helped", "note"),
)
_NAMES = {"now": "pain_now", "worst": "pain_worst_24h", "average": "pain_average_24h"}


def _line_columns(parts: frozenset[Part]) -> tuple[str, ...]:
    """A column of a part that is left out is not there at all."""
    left_out = set() if Part.MOOD in parts else {"mood"}
    left_out |= set() if Part.NOTES in parts else {"helped", "note"}
    return ("tz", *(key for key in _LINE if key not in left_out))


def _line(columns: Iterable[str]) -> Callable[[Record], tuple[Any, ...] | None]:
    def row(record: Record) -> tuple[Any, ...] | None:
        if not isinstance(record.deed, deeds.CheckIn):
            return None
        return tuple(getattr(record.deed, key, record.zone) for key in columns)

    return row


def _fields(kind: type[Deed], columns: Iterable[str]) -> Callable[[Record], tuple[Any, ...] | None]:
    def row(record: Record) -> tuple[Any, ...] | None:
        deed = record.deed
        return tuple(getattr(deed, key) for key in columns) if isinstance(deed, kind) else None

    return row


def _plan(record: Record) -> tuple[Any, ...] | None:
    kinds = (deeds.Begin, deeds.Pause, deeds.Resume, deeds.Usual, deeds.End)
    return (type(record.deed).__name__.lower(),) if isinstance(record.deed, kinds) else None


def _safety(record: Record) -> tuple[Any, ...] | None:
    match record.deed:
        case deeds.AnswerCard(applies, version):
            return "emergency card", version, "one applies" if applies else "none applies"
        case deeds.GotAdvice():
            return "advice", None, "got"
        case deeds.ReadLeaflet(name):
            return f"leaflet {name}", None, "shown"
        case _:
            return None


def _rows(
    name: str,
    columns: tuple[str, ...],
    records: Iterable[Record],
    row: Callable[[Record], tuple[Any, ...] | None],
) -> Table:
    found = ((one.at, *cells) for one in records if (cells := row(one)) is not None)
    return _table(name, columns, found)


def _table(name: str, columns: tuple[str, ...], rows: Iterable[tuple[Any, ...]]) -> Table:
    return Table(name, columns, tuple(tuple(_plain(cell) for cell in row) for row in rows))


def _plain(cell: Any) -> Cell:
    match cell:
        case datetime():
            return cell.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
        case date():
            return cell.isoformat()
        case StrEnum():
            return cell.value
        case tuple():
            return "; ".join(cell)
        case str() | int() | float() | None:
            return cell
        case _:
            raise TypeError(type(cell))


def _typed(label: deeds.AddMedicine | None, key: str) -> Any:
    return getattr(label, key) if label else None


def _minutes(length: timedelta) -> int | None:
    return round(length / timedelta(minutes=1)) or None


def _short(score: float | None) -> float | None:
    return None if score is None else round(score, 1)
