"""The running service as the forms see it: it reports, and is told one deed after the other."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol

from posture_daemon.control.client import ask
from posture_daemon.diary.form import plain

if TYPE_CHECKING:
    from collections.abc import Sequence

    from posture_daemon.core.sore.deeds import Deed

Report = dict[str, Any]
"""How things are, as the service puts it."""


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
        answer = ask(self._path, "tell", **plain(deed))
        said: list[str] = answer["said"]
        return said
