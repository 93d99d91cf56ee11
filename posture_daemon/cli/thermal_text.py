"""What `warmth` and `cold` print: the session that is on, when the next may be, what helped."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from posture_daemon.cli.telling import is_ahead, when
from posture_daemon.core.sore.numbers import VERDICTS_TO_COMPARE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from posture_daemon.cli.telling import Report
    from posture_daemon.core.sore.deeds import Thermal

RULES = ("Cover", "Never", "Not while", "Stop")
"""The rows of the leaflet that are shown whenever it begins."""


def rules_of(kind: Thermal) -> Iterator[str]:
    """How to cover it, when never, when not, and when to stop."""
    from posture_daemon.content.leaflets import leaflet

    table = leaflet("warmth-and-cold").sections[0]
    column = table.columns.index(kind.capitalize())
    for row in table.rows:
        if row[0] in RULES:
            yield f"{row[0]}: {row[column]}"


def session_line(session: dict[str, Any]) -> str:
    """The session that is on, and until when."""
    kind = session["kind"].capitalize()
    if session["over"]:
        return f"{kind}: the time is over. Once it is off: posture {session['kind']} stop"
    return f"{kind} is on, {session['minutes']} minutes, until {when(session['ends'])}."


def kind_lines(now: Report, kind: Thermal) -> Iterator[str]:
    """How it is with one kind: on, how often today, when next, and how it was."""
    mine = now["thermal"][kind]
    if now["session"]:
        yield session_line(now["session"])
    most = f"{mine['most']}, {mine['minutes']} minutes each"
    yield f"In the last 24 hours: {mine['today']} of at most {most}."
    if mine["applies_today"]:
        yield "Not today: you said yes to one of the three questions."
    elif is_ahead(mine["opens"]):
        yield f"Again from {when(mine['opens'])} on."
    yield from _verdicts(now["thermal"])


def _verdicts(thermal: dict[str, Any]) -> Iterator[str]:
    """Both kinds side by side once there are enough of each; which to take, the person knows."""
    totals = [sum(each[word] for word in ("helped", "same", "worse")) for each in thermal.values()]
    if min(totals) < VERDICTS_TO_COMPARE:
        return
    yield "You said afterwards:"
    for kind, each in sorted(thermal.items(), reverse=True):
        yield (
            f"  {kind:<7} helped {each['helped']}, the same {each['same']}, worse {each['worse']}"
        )
