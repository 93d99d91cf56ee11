"""A notice: what is shown, and how a person may answer it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

from posture_daemon.core.reminder import Urgency


class Answer(StrEnum):
    """What a person says to a notice: a button of it, which can be typed as well, or closes it."""

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

    @property
    def label(self) -> str:
        """What is written on the button."""
        return _LABELS[self]


_LABELS = {
    Answer.START: "Start",
    Answer.SHOW: "Show me",
    Answer.DONE: "Done",
    Answer.SNOOZE: "Later",
    Answer.SKIP: "Skip",
    Answer.CONFIRM: "It is off",
    Answer.STOP: "Stop",
    Answer.FINE: "Skin is fine",
    Answer.HELPED: "It helped",
    Answer.SAME: "The same",
    Answer.WORSE: "Worse",
    Answer.YES: "Yes",
    Answer.NO: "No",
    Answer.CARD: "Read it",
    Answer.HELP: "When to see someone",
    Answer.ADVICE: "I got advice",
    Answer.SORE: "My back hurts",
}

BUTTONS = tuple(_LABELS)
"""Every answer that is a button: all but to close the notice."""


class Response(StrEnum):
    """How a due reminder ends."""

    DONE = "done"
    SNOOZED = "snoozed"
    SKIPPED = "skipped"
    DISMISSED = "dismissed"
    EXPIRED = "expired"
    RESTED = "rested"
    WITHDRAWN = "withdrawn"


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
    actions: tuple[Answer, ...] = ()
    urgency: Urgency = Urgency.NORMAL
    quiet: bool = False
    expires: timedelta | None = None
    sound: bool = False
    picture: str = ""
    alarm: bool = False
    wakeful: bool = False
    private: bool = False
