"""What was found where an entry belongs, compared with what this installation writes there."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto
from typing import Protocol

from posture_daemon.adapters.autostart.command import Command
from posture_daemon.adapters.autostart.mechanism import Standing, State

REPAIR = "run: posture-daemon autostart enable"


class Dialect(Protocol):
    """How one mechanism writes a command down, and reads it back."""

    def wording(self, command: Command) -> tuple[str, ...]:
        """Return every text this version writes for the command, the wanted one first."""

    def command_in(self, text: str) -> Command | None:
        """Return the command that a text starts; None when it starts nothing."""


class Kind(Enum):
    """How an entry compares with the wanted one."""

    CURRENT = auto()
    GONE = auto()
    ANOTHER = auto()
    UNLIKE = auto()


@dataclass(frozen=True, slots=True)
class Finding:
    """An entry that is there: how it compares, what it starts, and whether a person wrote in it."""

    kind: Kind
    starts: Command | None
    by_hand: bool

    def state(self, place: str) -> State:
        """Say how it stands, for an entry that the next login will read."""
        if self.kind is Kind.CURRENT:
            return State(Standing.ON, f"Start at login is on ({place}).")
        standing = Standing.BROKEN if self.kind is Kind.GONE else Standing.DIFFERENT
        return State(standing, f"Start at login is on ({place}), but {self.remark()}; {REPAIR}")

    def remark(self) -> str:
        """Say what is the matter with it, as the end of a sentence."""
        match self.kind:
            case Kind.GONE:
                return f"starts {self.starts}, which is no longer there"
            case Kind.ANOTHER:
                return f"starts {self.starts}, which is another installation"
            case Kind.CURRENT | Kind.UNLIKE if self.by_hand:
                return "was changed by hand, or written by another version"
            case Kind.CURRENT | Kind.UNLIKE:
                return "is out of date"


def examine(found: str, command: Command, dialect: Dialect) -> Finding:
    """Compare; a text that this version writes for no command was changed by a person.

    (Or it comes from another version, which cannot be told apart and is kept just the same.)
    """
    starts = dialect.command_in(found)
    by_hand = starts is None or found not in dialect.wording(starts)
    if found == dialect.wording(command)[0]:
        return Finding(Kind.CURRENT, starts, by_hand=False)
    if starts is None or starts.program == command.program:
        return Finding(Kind.UNLIKE, starts, by_hand)
    return Finding(Kind.ANOTHER if starts.is_there() else Kind.GONE, starts, by_hand)
