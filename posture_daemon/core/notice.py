"""A notice: what is shown, and how a person may answer it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

from posture_daemon.core.reminder import Urgency


class Action(StrEnum):
    """A button of a notice; every one of them can be typed as well."""

    START = "start"
    SHOW = "show"
    DONE = "done"
    SNOOZE = "snooze"
    SKIP = "skip"
    CONFIRM = "confirm"
    STOP = "stop"
    FINE = "fine"
    HELPED = "helped"
    SAME = "same"
    WORSE = "worse"
    YES = "yes"
    NO = "no"
    CARD = "card"
    HELP = "help"
    ADVICE = "advice"
    SORE = "sore"

    @property
    def label(self) -> str:
        """What is written on the button."""
        return _LABELS[self]


_LABELS = {
    Action.START: "Start",
    Action.SHOW: "Show me",
    Action.DONE: "Done",
    Action.SNOOZE: "Later",
    Action.SKIP: "Skip",
    Action.CONFIRM: "It is off",
    Action.STOP: "Stop",
    Action.FINE: "Skin is fine",
    Action.HELPED: "It helped",
    Action.SAME: "The same",
    Action.WORSE: "Worse",
    Action.YES: "Yes",
    Action.NO: "No",
    Action.CARD: "Read it",
    Action.HELP: "When to see someone",
    Action.ADVICE: "I got advice",
    Action.SORE: "My back hurts",
}


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
    CONFIRM = "confirm"
    STOP = "stop"
    FINE = "fine"
    HELPED = "helped"
    SAME = "same"
    WORSE = "worse"
    YES = "yes"
    NO = "no"
    CARD = "card"
    HELP = "help"
    ADVICE = "advice"
    SORE = "sore"
    DISMISSED = "dismissed"


@dataclass(frozen=True, slots=True)
class Notice:
    """What is shown. `tag` stays the same while one notice is updated in place.

    `picture` is the id of a drawing that is shipped, or the path of a file of the person's own.
    `expires` is how long it may stay on the screen, none for as long as nothing replaces it.
    An `alarm` rings and comes up anew whatever the desktop is set to, never expires, and is
    never quiet; each repetition has a tag of its own. While a `wakeful` one is there, the machine
    is not to fall asleep. What is `private` is for the screen alone.
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
    alarm: bool = False
    wakeful: bool = False
    private: bool = False
