"""What every way of starting at login has in common: its verbs, and what they answer."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto
from typing import Protocol


class Standing(Enum):
    """What the next login will do."""

    ON = auto()
    OFF = auto()
    BROKEN = auto()
    """On, but what it starts is no longer there."""
    DIFFERENT = auto()
    """On, but not as this installation would write it."""


@dataclass(frozen=True, slots=True)
class State:
    """How start at login stands, and the sentence that says so."""

    standing: Standing
    sentence: str


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a verb did: a sentence, what to do next, and whether anything changed."""

    sentence: str
    next_step: str = ""
    changed: bool = True


OFF = State(Standing.OFF, "Start at login is off.")
NOTHING_TO_DO = Outcome("Start at login was not on; nothing to do.", changed=False)


class Mechanism(Protocol):
    """One way to be started at login. The verbs raise AutostartError when the system refuses."""

    @property
    def name(self) -> str:
        """What it is, in a person's words (for example "systemd user unit")."""

    def text(self) -> str:
        """Return what `enable` writes."""

    def path(self) -> str:
        """Return where it is written."""

    def enable(self) -> Outcome:
        """Have the next login start the program; what was changed by hand is kept beside it."""

    def disable(self) -> Outcome:
        """Have the next login leave the program alone."""

    def status(self) -> State:
        """Say what the next login will do; changes nothing."""
