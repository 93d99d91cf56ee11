"""Weeks in the lives that config/examples is for, played by the real rules and told day by day.

.venv/bin/python -m tests.examples.week      writes the transcripts anew
"""

from __future__ import annotations

import json
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple
from zoneinfo import ZoneInfo

from posture_daemon.core.entry import Event
from posture_daemon.core.local_time import instant
from posture_daemon.core.notice import Answer
from posture_daemon.core.posture_cycle import ASSUMED
from posture_daemon.core.wording import spoken
from posture_daemon.core.work_calendar import WorkCalendar
from posture_daemon.settings.loading import load
from posture_daemon.simulation.play import Play
from posture_daemon.simulation.script import read_instant, read_script

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from posture_daemon.core.entry import Entry
    from posture_daemon.core.plan import Plan

HERE = Path(__file__).parent
EXAMPLES = HERE.parents[1] / "config" / "examples"
WEEKS = {
    "call-centre": (date(2026, 3, 30), "Europe/London"),  # Good Friday
    "developer": (date(2026, 3, 2), "Europe/Berlin"),
    "part-time": (date(2026, 6, 29), "Europe/Vienna"),  # and then it is summer
    "shift-worker": (date(2026, 3, 23), "Europe/Berlin"),  # Saturday's night is an hour short
    "sit-stand": (date(2026, 3, 2), "Europe/Berlin"),
}
_UNTOLD = {Event.DUE, Event.STARTED}
_WEEK = timedelta(days=7)
_MIDNIGHT = timedelta()


class Line(NamedTuple):
    """A line of a day's story, or a silent cue, of which only the time is told."""

    at: datetime
    text: str = ""
    cue: str | None = None


def transcript(name: str) -> str:
    """The week as text, in which every break is taken as soon as its notice comes.

    What else happens is in the script beside it, as `simulate` reads it, each line with a note.
    """
    monday, place = WEEKS[name]
    zone = ZoneInfo(place)
    plan = load(EXAMPLES / f"{name}.toml", monday.year - 1, monday.year + 1, {}).plan
    assert plan
    end = instant(monday + _WEEK, timedelta(hours=12), zone)
    entries: list[Entry] = []
    play = Play(plan, zone, instant(monday, _MIDNIGHT, zone), entries.append, Answer.START)
    script = (HERE / f"{name}.jsonl").read_text("utf-8").splitlines()
    play.run(read_script(script, zone), end)
    lines = [*_life(script, zone), *_service(entries, plan, zone)]
    days = [monday + timedelta(days=n) for n in range(7)]
    return "\n".join(text for day in days for text in _day(day, plan, zone, lines))


def _day(day: date, plan: Plan, zone: ZoneInfo, lines: Iterable[Line]) -> Iterator[str]:
    shifts = WorkCalendar(plan.hours, zone).shifts_of(day)
    spans = ", ".join(f"{_clock(s.start, zone)}-{_clock(s.end, zone)}" for s in shifts)
    yield f"{day:%A} {day.day} {day:%B}: {spans or 'off'}"
    if shifts:
        lasting = timedelta(minutes=1)  # what comes at the very end
        told = [line for line in lines if shifts[0].start <= line.at <= shifts[-1].end + lasting]
        yield from (line.text for line in sorted(told, key=lambda line: line.at) if line.text)
        for uid in (reminder.uid for reminder in plan.reminders if reminder.quiet):
            cues = " ".join(_clock(line.at, zone) for line in told if line.cue == uid)
            yield f"  silent       {uid}: {cues or '-'}"
    yield ""


def _life(script: Iterable[str], zone: ZoneInfo) -> Iterator[Line]:
    for line in map(json.loads, script):
        at = read_instant(line["at"], zone)
        yield Line(at, f"  {_clock(at, zone):<11}  ... {line['note']}")


def _service(entries: list[Entry], plan: Plan, zone: ZoneInfo) -> Iterator[Line]:
    quiet = {reminder.uid for reminder in plan.reminders if reminder.quiet}
    for entry in entries:
        if entry.reminder in quiet:
            yield Line(entry.at, cue=entry.reminder if entry.event is Event.SHOWN else None)
        elif entry.event not in _UNTOLD and not _is_end(entry) and not _is_assumed(entry):
            yield Line(entry.at, _told(entry, _end(entry, entries), zone))


def _is_end(entry: Entry) -> bool:
    """The end of a break that was counted down on the screen is told where it begins."""
    return entry.event is Event.DONE and entry.reason == "guided"


def _is_assumed(entry: Entry) -> bool:
    """What an answer says of the desk is told by the answer."""
    return entry.event is Event.DESK and str(entry.reason).endswith(ASSUMED)


def _end(shown: Entry, entries: Iterable[Entry]) -> Entry | None:
    ends = (e for e in entries if _is_end(e) and e.reminder == shown.reminder)
    return next((e for e in ends if e.due == shown.due), None)


def _told(entry: Entry, end: Entry | None, zone: ZoneInfo) -> str:
    time, event = _clock(entry.at, zone), str(entry.event)
    if entry.event is Event.SHOWN and end:
        time, event = f"{time}-{_clock(end.at, zone)}", ""
    particulars = [entry.reason.replace("_", " ")] if entry.reason else []
    if entry.absorbed:
        particulars.append("with " + ", ".join(entry.absorbed))
    if entry.event is Event.SHOWN and entry.worked:
        particulars.append(f"after {spoken(entry.worked)} of work")
    words = f"  {time:<11}  {' '.join(filter(None, (event, entry.reminder)))}"
    return f"{words} ({'; '.join(particulars)})" if particulars else words


def _clock(at: datetime, zone: ZoneInfo) -> str:
    return f"{at.astimezone(zone):%H:%M}"


if __name__ == "__main__":
    for week in WEEKS:
        (HERE / f"{week}.txt").write_text(transcript(week), "utf-8")
