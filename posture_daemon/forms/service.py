"""The running service as the forms see it: it reports, and is told one deed after the other."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Protocol

import msgspec

from posture_daemon.control.client import ask

if TYPE_CHECKING:
    from collections.abc import Sequence

    from posture_daemon.core.sore.deeds import Deed

    Report = dict[str, Any]


class Service(Protocol):
    """Whoever keeps the diary."""

    def report(self) -> Report:
        """How things are. Raises PostureError."""

    def tell(self, deed: Deed) -> Sequence[str]:
        """Tell a deed and return what there is to say to it. Raises PostureError."""


class RunningService:
    """The service that listens at a socket."""

    def __init__(self, path: str) -> None:
        self._path = path

    def report(self) -> Report:
        """Ask how things are."""
        found: Report = ask(self._path, "sore")
        return found

    def tell(self, deed: Deed) -> Sequence[str]:
        """Tell it, and hear what it says."""
        said: list[str] = ask(self._path, "tell", deed=wire_name(deed), details=details(deed))[
            "said"
        ]
        return said


def wire_name(deed: Deed) -> str:
    """What a deed is called on the wire: "check-in" for CheckIn."""
    return re.sub(r"(?<!^)(?=[A-Z])", "-", type(deed).__name__).lower()


def details(deed: Deed) -> dict[str, Any]:
    """What a deed says as JSON values, without what was left out."""
    values: dict[str, Any] = msgspec.to_builtins(deed)
    return {name: value for name, value in values.items() if value not in (None, "", [], ())}
