"""A notifier that does as the test says: works, fails, or hangs."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from posture_daemon.core.notice import Answer, Notice


class ScriptedNotifier:
    """Remembers what is asked of it; `troubles` are raised one after the other."""

    name = "scripted"

    def __init__(self) -> None:
        self.asked: list[str] = []
        self.troubles: list[Exception | None] = []
        self.works = asyncio.Event()
        self.works.set()
        self.closed = False

    async def open(
        self, answered: Callable[[str, Answer], None], ready: Callable[[], None]
    ) -> None:
        """Begin."""

    async def show(self, notice: Notice) -> None:
        """Show the notice, when it works."""
        self.asked.append(f"show {notice.tag}: {notice.summary}")
        await self._play()

    async def withdraw(self, tag: str) -> None:
        """Take the notice away, when it works."""
        self.asked.append(f"withdraw {tag}")
        await self._play()

    async def close(self) -> None:
        """End."""
        self.closed = True

    async def _play(self) -> None:
        await self.works.wait()
        trouble = self.troubles.pop(0) if self.troubles else None
        if trouble is not None:
            raise trouble

    def take_asked(self) -> list[str]:
        """What was asked since the last time."""
        asked, self.asked = self.asked, []
        return asked
