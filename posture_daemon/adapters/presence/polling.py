"""Looking now and then, where the system tells nothing by itself (Windows, macOS)."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import TypeAlias

from posture_daemon.adapters.presence.edge import Edge

Sleep: TypeAlias = Callable[[float], Awaitable[object]]

# How late a return may be noticed, and a lock.
_BEAT = timedelta(seconds=5)
_SHORTEST = timedelta(milliseconds=50)


async def poll_idle(
    look: Callable[[], timedelta],
    after: timedelta,
    changed: Callable[[bool, timedelta], None],
    sleep: Sleep = asyncio.sleep,
) -> None:
    """Report idle and active until cancelled; `look` measures the time since the last input.

    The next look is when `after` can be reached at the earliest, and every few seconds while
    idle, but more often than `after`, so that no return is missed.
    """
    edge, before = Edge(changed), timedelta()
    while True:
        length = look()
        if length < before:
            edge.active(length)
        edge.measured(length, after)
        before = length
        pause = after - length if length < after else min(_BEAT, after / 2)
        await sleep(max(pause, _SHORTEST).total_seconds())


async def poll_lock(
    look: Callable[[], bool], changed: Callable[[bool, str], None], sleep: Sleep = asyncio.sleep
) -> None:
    """Report locked and unlocked until cancelled; `look` says which."""
    told = None
    while True:
        if (locked := look()) is not told:
            changed(locked, "")
            told = locked
        await sleep(_BEAT.total_seconds())
