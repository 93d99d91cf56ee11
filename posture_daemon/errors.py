"""The exceptions of the project: each says what happened and what to do.

PostureError
├── SettingsError        the settings file cannot be used; lists every problem
├── NotRunning           a command found no running service
├── AlreadyRunning       a second service was asked to start
├── RequestRefused       the service understood a command and will not do it
├── Unavailable          an adapter cannot work now, with the reason
│   └── NotHere          nor will it later, on this machine or in this session
├── AutostartError       start at login could not be switched on or off
└── ScriptError          a script for `simulate` cannot be followed
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence


class PostureError(Exception):
    """What a person reads when something did not work: a title, and a hint on what to do."""

    exit_code = 1

    def __init__(self, title: str, hint: str = "") -> None:
        super().__init__(title, hint)
        self.title = title
        self.hint = hint

    def __str__(self) -> str:
        return f"{self.title} {self.hint}".strip()


class SettingsError(PostureError):
    """The settings file is wrong; `problems` holds one printable line for each problem."""

    exit_code = 4

    def __init__(self, title: str, problems: Sequence[str], hint: str = "") -> None:
        super().__init__(title, hint)
        self.problems = tuple(problems)


class NotRunning(PostureError):
    """There is no service to talk to."""

    exit_code = 3


class AlreadyRunning(PostureError):
    """There is a service already."""


class RequestRefused(PostureError):
    """The service says no, and why."""


class Unavailable(PostureError):
    """An adapter cannot work now; the title is the reason."""


class NotHere(Unavailable):
    """An adapter has no place on this machine or in this session; it is not tried again."""


class AutostartError(PostureError):
    """Start at login could not be changed."""


class ScriptError(PostureError):
    """A line of a simulation's script cannot be followed."""

    exit_code = 2
