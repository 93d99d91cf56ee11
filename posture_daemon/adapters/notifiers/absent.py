"""A notifier that cannot be made here: it says why, and nothing else."""

from __future__ import annotations

from typing import TYPE_CHECKING

from posture_daemon.errors import Unavailable

if TYPE_CHECKING:
    from collections.abc import Callable

    from posture_daemon.core.notice import Answer, Notice


class Absent:
    """Holds the place of a notifier whose library is missing."""

    def __init__(self, name: str, reason: str) -> None:
        self.name = name
        self._reason = reason

    async def open(
        self, answered: Callable[[str, Answer], None], ready: Callable[[], None]
    ) -> None:
        """Say why not."""
        del answered, ready
        raise Unavailable(self._reason)

    async def show(self, notice: Notice) -> None:
        """Say why not."""
        del notice
        raise Unavailable(self._reason)

    async def withdraw(self, tag: str) -> None:
        """Nothing is ever shown."""

    async def close(self) -> None:
        """Nothing was begun."""
