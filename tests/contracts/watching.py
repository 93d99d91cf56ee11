"""A source being watched: what it has reported, and how it ended."""

from __future__ import annotations

import asyncio
from contextlib import asynccontextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from posture_daemon.errors import Unavailable
from tests.desktop import until

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Coroutine
    from datetime import timedelta

    from posture_daemon.ports import BusySource, IdleSource

_FILES = Path("/proc/self/fd")


class Watching:
    """The reports so far, in order; `task` is the watch itself."""

    def __init__(self, watch: Callable[[Callable[..., None]], Coroutine[Any, Any, None]]) -> None:
        self.reports: list[tuple[bool, Any]] = []
        self.task = asyncio.create_task(watch(lambda *report: self.reports.append(report)))

    @property
    def states(self) -> list[bool]:
        """The reports without what belongs to them."""
        return [state for state, _ in self.reports]

    async def heard(self, count: int) -> Any:
        """Wait for so many reports in all, and return the last one's length or reason."""
        return await self._last(lambda: len(self.reports) >= count, f"{count} reports")

    async def begun(self) -> Any:
        """Wait until the last report is of something that goes on; its length or reason."""
        return await self._last(lambda: self.states[-1:] == [True], "it has begun")

    async def _last(self, predicate: Callable[[], bool], what: str) -> Any:
        await until(lambda: predicate() or self.task.done(), what)
        if self.task.done():
            await self.task  # says why
        return self.reports[-1][1]

    async def failed(self) -> Unavailable:
        """Wait for the end, and return the reason; anything but Unavailable is raised."""
        try:
            await asyncio.wait_for(self.task, 30)
        except Unavailable as error:
            return error
        pytest.fail("the watch ended without a reason")


@asynccontextmanager
async def watching_idle(source: IdleSource, after: timedelta) -> AsyncIterator[Watching]:
    """Watch a source of idleness for as long as the block runs."""
    async with _watching(lambda changed: source.watch(after, changed)) as watching:
        yield watching


@asynccontextmanager
async def watching_busy(source: BusySource) -> AsyncIterator[Watching]:
    """Watch a busy source for as long as the block runs."""
    async with _watching(source.watch) as watching:
        yield watching


@asynccontextmanager
async def _watching(
    watch: Callable[[Callable[..., None]], Coroutine[Any, Any, None]],
) -> AsyncIterator[Watching]:
    watching = Watching(watch)
    try:
        yield watching
    finally:
        watching.task.cancel()
        await asyncio.gather(watching.task, return_exceptions=True)


def play(scenario: Coroutine[None, None, None]) -> None:
    """Run a scenario to its end, within a minute."""
    asyncio.run(asyncio.wait_for(scenario, 60))


def open_files() -> list[str]:
    """What this process has open: sockets, pipes, files."""
    if not _FILES.exists():
        return []  # no Linux
    links = [path for path in _FILES.iterdir() if path.is_symlink()]
    return sorted(str(link.readlink()) for link in links)
