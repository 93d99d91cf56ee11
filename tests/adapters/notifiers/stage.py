"""Where a test of the desktop client plays: the client, what it reports, and its timers."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from posture_daemon.adapters.notifiers.desktop import Desktop
from tests.desktop import until
from tests.patience import IMPATIENT, PATIENT

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Coroutine, Iterator, Mapping
    from datetime import timedelta

    from tests.adapters.notifiers.ear import Ear


@dataclass
class Timers:
    """Timers that go off when the test says so."""

    armed: list[tuple[float, Callable[[], None]]] = field(default_factory=list)
    handles: list[asyncio.TimerHandle] = field(default_factory=list)

    def __call__(self, delay: float, callback: Callable[[], None]) -> asyncio.TimerHandle:
        """Arm a timer."""
        self.armed.append((delay, callback))
        # A real handle, so that it can be cancelled; a day is longer than any test.
        self.handles.append(asyncio.get_running_loop().call_later(86_400, callback))
        return self.handles[-1]

    @property
    def delays(self) -> list[float]:
        """All delays so far, in seconds."""
        return [delay for delay, _ in self.armed]

    def fire(self) -> None:
        """Let the newest timer go off."""
        self.armed[-1][1]()

    async def fire_and_rearm(self) -> None:
        """Let the newest timer go off, and wait until it has led to the next one."""
        before = len(self.armed)
        self.fire()
        await until(lambda: len(self.armed) > before, "the next timer is armed")


@asynccontextmanager
async def opened(desktop: Desktop, ear: Ear) -> AsyncIterator[Desktop]:
    """Open the client, and close it in the end."""
    try:
        await desktop.open(ear.answered, ear.ready)
        yield desktop
    finally:
        await desktop.close()


@contextmanager
def impatient(desktop: Desktop) -> Iterator[None]:
    """Let the client be soon out of patience, with somebody who is silent on purpose."""
    bus = desktop._link._steady.bus
    limit, bus._limit = bus._limit, IMPATIENT
    yield
    bus._limit = limit


def client(
    environ: Mapping[str, str], limit: timedelta = PATIENT, timers: Timers | None = None
) -> Desktop:
    """Make a client that lives in the given session."""
    return Desktop(environ=environ, limit=limit, later=timers)


def play(scenario: Coroutine[None, None, None]) -> None:
    """Run a scenario to its end, within a minute."""
    asyncio.run(asyncio.wait_for(scenario, 60))
