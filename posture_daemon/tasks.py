"""Work in the background: one that fails is said in the log, and harms no other."""

from __future__ import annotations

import asyncio
import logging
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Coroutine

log = logging.getLogger(__name__)


class Tasks:
    """Runs pieces of work; `what` each of them is stands in the log when one fails."""

    def __init__(self, what: str) -> None:
        self._what = what
        self._running: set[asyncio.Task[None]] = set()

    def start(self, work: Coroutine[Any, Any, None]) -> None:
        """Begin it; returns at once. Needs a running event loop."""
        task = asyncio.create_task(work)
        self._running.add(task)
        task.add_done_callback(self._ended)

    def _ended(self, task: asyncio.Task[None]) -> None:
        self._running.discard(task)
        if not task.cancelled() and task.exception():
            log.error("%s has failed", self._what, exc_info=task.exception())

    def __len__(self) -> int:
        """How many of them still run."""
        return len(self._running)

    def cancel(self) -> None:
        """Have all of them end; returns at once."""
        for task in self._running:
            task.cancel()

    async def end(self) -> None:
        """Cancel all of them, and wait until they have ended."""
        self.cancel()
        await asyncio.gather(*self._running, return_exceptions=True)
