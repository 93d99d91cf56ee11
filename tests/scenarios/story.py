"""A day as a story: what happens in plain words, and what the service did, line by line.

    03-02 09:00 begins                 the day and the time at which the story starts
    10:05 gives the last input         (from then on idle), comes back, locks the screen
    10:05 sleeps for 45m               the lid is closed for that long
    11:00 microphone busy              any source; "free" ends it
    11:10 calendar has 12:00-13:30     all that it has from then on; several with "and"
    11:20 puts the desk up             or down
    11:30 mutes for 30m                or: mutes until 13:00, unmutes, takes break
    12:00:10 answers snoozed           done, skipped, dismissed, start
    13:00 sets the clock by +2h
    14:00 restarts after 20s
    15:00 ends

A time that is earlier than the one before is on the next day.
"""

from __future__ import annotations

import json
import re
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

import pytest

from posture_daemon.core.entry import Event
from posture_daemon.core.plan import Plan, WorkHours
from posture_daemon.core.state import SOURCES
from posture_daemon.settings.notation import span
from posture_daemon.simulation.play import Play
from posture_daemon.simulation.script import read_script
from tests.core.desk import BALANCED, told
from tests.scenarios.due_moments import DueMoments
from tests.scenarios.testimony import Account
from tests.scenarios.witness import Witness

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from posture_daemon.core.entry import Entry
    from posture_daemon.core.plan import SitStand
    from posture_daemon.core.reminder import Reminder

UNTOLD = frozenset({Event.DUE, Event.STARTED})


def story(
    script: str,
    *reminders: Reminder,
    hours: tuple[str, ...] = ("09:00-17:30",),
    zone: str = "Europe/Berlin",
    untold: frozenset[Event] = UNTOLD,
    desk: SitStand | None = None,
) -> list[str]:
    """Play a story and tell what the service did, in the local time of the zone.

    What `why` would say of it afterwards is compared with the script.
    """
    entries: list[Entry] = []
    place = ZoneInfo(zone)
    plan = Plan(
        reminders or BALANCED,
        WorkHours(zone, (tuple(map(span, hours)),) * 7),
        muting=SOURCES - {"typing"},
        desk=desk,
    )
    (start, _), *between, (end, _) = _moments(script)
    lines = [json.dumps({"at": at.isoformat(), **_happening(at, what)}) for at, what in between]
    begin, until = (at.replace(tzinfo=place).astimezone(UTC) for at in (start, end))
    happenings = list(read_script(lines, place))
    Play(plan, place, begin, entries.append).run(happenings, until)
    witness = Witness(plan, place, (begin, until), happenings)
    account = Account(entries, witness)
    if lies := [*account.lies(), *DueMoments(account).lies()]:
        pytest.fail("\n".join(lies), pytrace=False)
    return [told(entry, place) for entry in entries if entry.event not in untold]


def _moments(script: str) -> Iterator[tuple[datetime, str]]:
    """Each line's local time and words."""
    first, *lines = [line.split(maxsplit=1) for line in script.strip().splitlines()]
    at = datetime.fromisoformat(f"2026-{first[0]} {first[1].split()[0]}")
    yield at, "begins"
    for time, what in lines:
        hour, minute, *second = map(int, time.split(":"))
        before, at = at, at.replace(hour=hour, minute=minute, second=sum(second))
        if at < before:
            at += timedelta(days=1)
        yield at, what.strip()


_WORDS: dict[str, Callable[..., dict[str, Any]]] = {
    r"gives the last input": lambda _at: {"presence": "idle"},
    r"comes back": lambda _at: {"presence": "active"},
    r"locks the screen": lambda _at: {"presence": "locked"},
    r"sleeps for (\w+)": lambda _at, length: {"suspend": length},
    r"mutes for (\w+)": lambda _at, length: {"do": "mute", "for": length},
    r"mutes until ([\d:]+)": lambda at, time: {"do": "mute", "until": f"{at:%Y-%m-%d}T{time}"},
    r"unmutes": lambda _at: {"do": "unmute"},
    r"puts the desk (up|down)": lambda _at, position: {"desk": position},
    r"takes (\w+)": lambda _at, uid: {"do": "take", "reminder": uid},
    r"answers (\w+)": lambda _at, answer: {"respond": answer},
    r"sets the clock by (\S+)": lambda _at, step: {"clock_step": step},
    r"restarts after (\w+)": lambda _at, length: {"restart": length},
    r"calendar has (.+)": lambda at, spans: {"meetings": _meetings(at, spans)},
    r"(\w+) (busy|free)": lambda _at, name, state: {"source": name, "busy": state == "busy"},
}


def _meetings(at: datetime, spans: str) -> list[dict[str, str]]:
    """Meetings of that day, written "10:00-11:30 and 14:00-15:00"; "nothing" is none."""
    found = re.findall(r"([\d:]+)-([\d:]+)", spans)
    return [
        {"start": f"{at:%Y-%m-%d}T{start}", "end": f"{at:%Y-%m-%d}T{end}"} for start, end in found
    ]


def _happening(at: datetime, what: str) -> dict[str, Any]:
    """The words as a line of a simulation's script."""
    for words, line in _WORDS.items():
        if found := re.fullmatch(words, what):
            return line(at, *found.groups())
    raise ValueError(f"nobody knows how to do this: {what}")
