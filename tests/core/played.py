"""A played day: the real rules on virtual time by a script, and what the journal then holds."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from posture_daemon.core.plan import Limits, Plan, Span, Timing, WorkHours
from posture_daemon.core.reminder import Anchor, FixedTime, Kind, Reminder
from posture_daemon.core.state import SOURCES
from posture_daemon.simulation.play import Play
from posture_daemon.simulation.script import read_script

if TYPE_CHECKING:
    from posture_daemon.core.entry import Entry

DAY = "2026-03-02"
MINUTE = timedelta(minutes=1)
BREAK = Reminder("break", Kind.BREAK, 5 * MINUTE, every=60 * MINUTE)
PAUSE = Reminder("pause", Kind.MICROBREAK, MINUTE, every=57 * MINUTE)
NOTE = Reminder("note", Kind.OWN, timedelta(), at=(FixedTime(Anchor.CLOCK, 600 * MINUTE),))
HOURS = WorkHours("UTC", ((Span(540 * MINUTE, 1050 * MINUTE),),) * 5 + ((), ()))


def plan_of(
    *reminders: Reminder, timing: Timing | None = None, limits: Limits | None = None
) -> Plan:
    """Settings with office hours from 9:00 to 17:30."""
    return Plan(reminders, HOURS, timing or Timing(), limits or Limits(), muting=SOURCES)


def at(clock: str) -> datetime:
    """An instant of the played day."""
    return datetime.fromisoformat(f"{DAY}T{clock}").replace(tzinfo=UTC)


def played(plan: Plan, *script: str, start: str = "09:00", until: str = "17:00") -> list[Entry]:
    """Play the day; a line of the script is a time and JSON: '10:00 "source": "camera"'."""
    entries: list[Entry] = []
    lines = [f'{{"at": "{DAY}T{line[:8].strip()}", {line[8:]}}}' for line in script]
    Play(plan, UTC, at(start), entries.append).run(read_script(lines, UTC), at(until))
    return entries
