"""The edges of idleness: each state is told once, the first one in any case."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

JUST_NOW = timedelta()


class Edge:
    """Passes on when the state is another than before."""

    def __init__(self, changed: Callable[[bool, timedelta], None]) -> None:
        self._changed = changed
        self._idle: bool | None = None

    def idle(self, length: timedelta) -> None:
        """Nobody has touched anything for this long."""
        self._tell(idle=True, length=length)

    def active(self, length: timedelta = JUST_NOW) -> None:
        """Somebody has, so long ago."""
        self._tell(idle=False, length=length)

    def measured(self, length: timedelta, after: timedelta) -> None:
        """Judge a length that was measured."""
        self._tell(idle=length >= after, length=length)

    def _tell(self, *, idle: bool, length: timedelta) -> None:
        if idle is not self._idle:
            self._idle = idle
            self._changed(idle, length)
