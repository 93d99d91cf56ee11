"""What `sore` prints for people: how far it is, what is open, and what comes next."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from posture_daemon.cli.leaflet_text import wrapped
from posture_daemon.cli.status_text import clock_time
from posture_daemon.cli.telling import when

if TYPE_CHECKING:
    from collections.abc import Iterator

    from posture_daemon.cli.telling import Report

_PHASES = {
    "well": "The plan does not run. If your back is sore: posture sore start",
    "safety": "The plan waits for your answer to the emergency card: posture sore card",
    "acute": "The first days",
    "settling": "The first two weeks",
    "rebuild": "Building up again",
    "maintain": "Keeping at it",
    "urgent": "You said that a sign on the emergency card applies. Once you got advice: "
    "posture sore advice",
    "paused": "The plan is paused. Go on with: posture sore resume",
}
_LOCKED = "The diary cannot be opened now, and whether a plan runs would stand in it."
_WITH_DAYS = ("acute", "settling", "rebuild", "maintain")
_NOT_NOW = ("well", "urgent")


def status_lines(now: Report) -> Iterator[str]:
    """The report of the service, a line each."""
    from posture_daemon.cli.sore_help import visit_lines

    yield wrapped(_phase(now))
    if now["phase"] == "urgent":
        from posture_daemon.content.emergency import card

        shown = card(now["country"])
        yield wrapped(f"{shown.after_yes} {shown.quiet}")
    if now["phase"] in _WITH_DAYS:
        yield wrapped(_limits(now))
    if now["card"]["due"] and now["phase"] != "safety":
        yield "The emergency card is due: posture sore card"
    yield from map(wrapped, _open(now))
    yield from map(wrapped, visit_lines(now))
    if now["diary"]["trouble"]:
        yield wrapped(f"Diary: {now['diary']['trouble']}")
    elif now["diary"]["kept"] == "plain":
        yield "The diary is a private file, and not encrypted; why: posture doctor"


def _phase(now: Report) -> str:
    if now["phase"] == "well" and now["diary"]["kept"] == "locked":
        return _LOCKED
    said = _PHASES[now["phase"]]
    return f"{said}: day {now['day']}." if now["phase"] in _WITH_DAYS else said


def _limits(now: Report) -> str:
    level = f"Level {now['level']}" if now["picked"] else "No level is picked yet"
    hours = "in all waking hours" if now["outside_hours"] else "in working hours"
    return f"{level}; reminders come {hours}. Another level: posture sore level"


def _open(now: Report) -> Iterator[str]:
    """What waits for the person, or has been told by them."""
    from posture_daemon.cli.thermal_text import session_line

    if now["session"]:
        yield session_line(now["session"])
    match now["question"]:
        case {"about": "item", "name": name}:
            yield f"Was it worse than before? posture sore did {name} --worse or --not-worse"
        case {"about": "session", "name": name}:
            yield f"How was it? posture {name} helped, same or worse"
    for each in now["dropped"]:
        yield f"Left out until {when(each['until'])}: {each['item']}."
    if now["leaflets_due"]:
        yield f"The leaflets of the day: posture sore leaflet {' or '.join(now['leaflets_due'])}"
    if now["activities"]:
        yield f"Your activities: {', '.join(now['activities'])}."


def next_line(now: Report) -> Iterator[str]:
    """The next reminder, if one is ahead; the service knows when."""
    from posture_daemon.control.client import ask
    from posture_daemon.core.wording import title_of
    from posture_daemon.paths import socket_path

    if now["phase"] in _NOT_NOW:
        return
    whole = ask(socket_path(), "status")
    ahead = [each for each in whole["reminders"] if each["due"] and not each["held"]]
    if ahead:
        first = min(ahead, key=lambda each: datetime.fromisoformat(each["due"]))
        name = title_of(first["reminder"])
        yield f"Next: {name}, {clock_time(first['due'], whole['now'])}."
