"""The reminders that a sit-stand desk brings, with the lengths that its table asks for."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from posture_daemon.core.length import format_length
from posture_daemon.core.reminder import Desk, Kind

if TYPE_CHECKING:
    from collections.abc import Mapping

    from posture_daemon.settings.model import DeskTable

STAND, SIT, LONG_STAND = "stand", "sit", "long_stand"

POSITIONS = {STAND: Desk.DOWN, SIT: Desk.UP, LONG_STAND: Desk.UP}
"""How the desk is while the work of each reminder counts."""

_REPLACED = frozenset({"microbreak", "posture"})
_PAUSE = timedelta(minutes=2)
"""So long away from the desk begins the cycle anew, where it has no time for moving of its own."""


def with_desk(profile: Mapping[str, Any], table: DeskTable) -> Mapping[str, Any]:
    """A profile as written, with the desk's; going up and down replaces some of its reminders."""
    if table.kind == "none":
        return profile
    off = {"enabled": False}
    rest = {
        uid: one | off if uid in _REPLACED else one
        for uid, one in profile.get("reminders", {}).items()
    }
    return {**profile, "reminders": rest | _cycle(table)}


def _cycle(table: DeskTable) -> dict[str, dict[str, object]]:
    """The reminders of the cycle, by uid.

    The longest stand has one of its own, since back discomfort was seen after 42 minutes of
    standing in people prone to it (Coenen 2017, Gait Posture 58:310; moderate).
    """
    move = table.pattern.move or _PAUSE
    found = {
        STAND: _reminder(
            table.pattern.sit,
            move,
            "Stand for {stand}?",
            "Bring the desk up to your elbows, and the screen with it. Any task will do.",
        ),
        SIT: _reminder(
            table.pattern.stand,
            move,
            "Walk for {rest}, then sit" if table.pattern.move else "Sit down again?",
            "That was your time on your feet. Take the desk down when you come back to it.",
        ),
    }
    if table.longest_stand > table.pattern.stand:
        found[LONG_STAND] = _reminder(
            table.longest_stand,
            move,
            "On your feet for a while now",
            "Sit down or take a few steps; long stretches of standing can get uncomfortable.",
        )
    return found


def _reminder(every: timedelta, rest: timedelta, summary: str, body: str) -> dict[str, object]:
    """A table as a person would write it."""
    return {
        "every": format_length(every),
        "for": format_length(rest),
        "kind": Kind.STANDING.value,
        "summary": summary,
        "body": body,
    }
