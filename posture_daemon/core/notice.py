"""A notice: what is shown, and how a person may answer it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

from posture_daemon.core.reminder import Urgency


class Action(StrEnum):
    """A button of a notice; every one of them is also a command."""

    START = "start"
    SHOW = "show"
    DONE = "done"
    SNOOZE = "snooze"
    SKIP = "skip"


class Response(StrEnum):
    """How a due reminder ends."""

    DONE = "done"
    SNOOZED = "snoozed"
    SKIPPED = "skipped"
    DISMISSED = "dismissed"
    EXPIRED = "expired"
    RESTED = "rested"
    WITHDRAWN = "withdrawn"


class Answer(StrEnum):
    """What a notification server can report of a notice on the screen."""

    START = "start"
    SHOW = "show"
    DONE = "done"
    SNOOZE = "snooze"
    SKIP = "skip"
    DISMISSED = "dismissed"


@dataclass(frozen=True, slots=True)
class Notice:
    """What is shown. `tag` stays the same while one notice is updated in place.

    `picture` is the id of a drawing that is shipped, or the path of a file of the person's own.
    `expires` is how long it may stay on the screen, none for as long as nothing replaces it.
    """

    tag: str
    summary: str
    body: str = ""
    actions: tuple[Action, ...] = ()
    urgency: Urgency = Urgency.NORMAL
    quiet: bool = False
    expires: timedelta | None = None
    sound: bool = False
    picture: str = ""
