"""The script of a simulation: JSON Lines that say what happens, and when."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, tzinfo
from typing import TYPE_CHECKING, Any, TypeVar

from posture_daemon.core.length import parse_length
from posture_daemon.core.local_time import YEARS, instant
from posture_daemon.core.meeting import Meeting
from posture_daemon.core.notice import Answer
from posture_daemon.core.reminder import Desk
from posture_daemon.core.sore.deeds import Deed
from posture_daemon.core.state import SOURCES, Presence
from posture_daemon.diary.form import deed_of
from posture_daemon.errors import RequestRefused, ScriptError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator


@dataclass(frozen=True, slots=True)
class Be:
    """The person is there, has locked the screen, or gives the last input at this moment (idle)."""

    presence: Presence


@dataclass(frozen=True, slots=True)
class Suspend:
    """The machine sleeps for this long."""

    length: timedelta


@dataclass(frozen=True, slots=True)
class Hear:
    """A busy source changes."""

    source: str
    busy: bool
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Schedule:
    """The calendar is this from now on."""

    meetings: tuple[Meeting, ...]


@dataclass(frozen=True, slots=True)
class Do:
    """The person gives a command: mute, unmute or take."""

    command: str
    length: timedelta | None = None
    until: datetime | None = None
    reminder: str | None = None
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class Respond:
    """The person answers the live notice."""

    answer: Answer


@dataclass(frozen=True, slots=True)
class Turn:
    """The person puts the sit-stand desk up or down, and says so."""

    position: Desk


@dataclass(frozen=True, slots=True)
class Confide:
    """The person tells something of a sore back."""

    deed: Deed


@dataclass(frozen=True, slots=True)
class StepClock:
    """The wall clock is set; elapsed time is not."""

    by: timedelta


@dataclass(frozen=True, slots=True)
class Restart:
    """The service is killed, and started again this much later."""

    after: timedelta


Happening = Be | Suspend | Hear | Schedule | Do | Respond | Turn | Confide | StepClock | Restart
Line = dict[str, Any]
T = TypeVar("T")

ANSWERS = {
    "start": Answer.START,
    "done": Answer.DONE,
    "snoozed": Answer.SNOOZE,
    "snooze": Answer.SNOOZE,
    "skipped": Answer.SKIP,
    "skip": Answer.SKIP,
    "dismissed": Answer.DISMISSED,
    **{answer.value: answer for answer in Answer if answer not in {Answer.SHOW, Answer.SORE}},
}


def read_script(lines: Iterable[str], zone: tzinfo) -> Iterator[tuple[datetime, Happening]]:
    """Read a script line by line; ScriptError names the line that cannot be followed.

    Instants are UTC, in order. They are those of a clock that nobody sets: a `clock_step` does
    not move the lines after it.
    """
    before = datetime.min.replace(tzinfo=UTC)
    for number, text in enumerate(lines, 1):
        if not text.strip():
            continue
        try:
            at, happening = _read_line(text, zone)
        except (ValueError, TypeError, KeyError, OverflowError) as wrong:
            raise ScriptError(f"Line {number} of the script: {_sentence(wrong)}.") from wrong
        if at < before:
            raise ScriptError(f"Line {number} of the script: it is earlier than the line before.")
        before = at
        yield at, happening


def _sentence(wrong: Exception) -> str:
    if isinstance(wrong, json.JSONDecodeError):
        return f"not JSON ({wrong.msg}, column {wrong.colno})"
    if isinstance(wrong, KeyError):
        return f'the key "{wrong.args[0]}" is missing'
    return str(wrong)


def _read_line(text: str, zone: tzinfo) -> tuple[datetime, Happening]:
    line = json.loads(text)
    if not isinstance(line, dict):
        raise TypeError('not a JSON object like {"at": "...", "presence": "idle"}')
    at = read_instant(line["at"], zone)
    for key, read in _READERS.items():
        if key in line:
            return at, read(line, zone)
    raise ValueError(f"nothing happens in it; say one of {', '.join(_READERS)}")


def read_instant(text: object, zone: tzinfo) -> datetime:
    """Read an ISO 8601 date and time; without an offset it is local time in `zone`."""
    try:
        read = datetime.fromisoformat(text)  # type: ignore[arg-type]
    except (TypeError, ValueError):
        raise ValueError(f'{text!r} is not a time like "2026-03-02T09:00:00"') from None
    if read.year not in YEARS:
        raise ValueError(f"{text!r} is too far away; from {YEARS[0]} to {YEARS[-1]} are possible")
    if read.tzinfo is not None:
        return read.astimezone(UTC)
    midnight = read.replace(hour=0, minute=0, second=0, microsecond=0)
    return instant(read.date(), read - midnight, zone)


def _one_of(value: object, allowed: dict[str, T], what: str) -> T:
    if not isinstance(value, str) or value not in allowed:
        raise ValueError(f"{value!r} is not a {what}; say one of {', '.join(allowed)}")
    return allowed[value]


def _length(value: object) -> timedelta:
    if not isinstance(value, str):
        raise TypeError(f'{value!r} is not a length like "45m"')
    return parse_length(value)


def _be(line: Line, _zone: tzinfo) -> Happening:
    return Be(_one_of(line["presence"], {p.value: p for p in Presence}, "presence"))


def _hear(line: Line, _zone: tzinfo) -> Happening:
    name = str(line["source"]).replace("-", "_").replace(" ", "_")
    source = _one_of(name, {name: name for name in sorted(SOURCES)}, "source")
    if not isinstance(line["busy"], bool):
        raise TypeError('"busy" must be true or false')
    return Hear(source, line["busy"], str(line.get("detail", "")))


def _schedule(line: Line, zone: tzinfo) -> Happening:
    meetings = line["meetings"]
    if not isinstance(meetings, list) or not all(isinstance(each, dict) for each in meetings):
        raise TypeError('"meetings" must be a list like [{"start": "...", "end": "..."}]')
    return Schedule(tuple(_meeting(each, zone) for each in meetings))


def _meeting(written: Line, zone: tzinfo) -> Meeting:
    meeting = Meeting(read_instant(written["start"], zone), read_instant(written["end"], zone))
    if meeting.end <= meeting.start:
        raise ValueError(f"the meeting at {written['start']} ends before it starts")
    return meeting


def _do(line: Line, zone: tzinfo) -> Happening:
    command = _one_of(line["do"], {name: name for name in ("mute", "unmute", "take")}, "command")
    if command == "take" and "reminder" not in line:
        raise KeyError("reminder")
    return Do(
        command,
        length=_length(line["for"]) if "for" in line else None,
        until=read_instant(line["until"], zone) if "until" in line else None,
        reminder=line.get("reminder"),
        reason=line.get("reason"),
    )


def _confide(line: Line, _zone: tzinfo) -> Happening:
    details = {key: value for key, value in line.items() if key not in {"at", "tell"}}
    try:
        return Confide(deed_of(line["tell"], details))
    except RequestRefused as wrong:
        raise ValueError(str(wrong).removesuffix(".")) from wrong


def _step(line: Line, _zone: tzinfo) -> Happening:
    text = str(line["clock_step"])
    length = _length(text.lstrip("+-"))
    return StepClock(-length if text.startswith("-") else length)


_READERS: dict[str, Callable[[Line, tzinfo], Happening]] = {
    "presence": _be,
    "suspend": lambda line, _zone: Suspend(_length(line["suspend"])),
    "source": _hear,
    "meetings": _schedule,
    "do": _do,
    "respond": lambda line, _zone: Respond(_one_of(line["respond"], ANSWERS, "response")),
    "desk": lambda line, _zone: Turn(_one_of(line["desk"], {d.value: d for d in Desk}, "position")),
    "tell": _confide,
    "clock_step": _step,
    "restart": lambda line, _zone: Restart(_length(line["restart"])),
}
