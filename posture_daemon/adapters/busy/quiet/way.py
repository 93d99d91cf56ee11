"""What a way to know of do-not-disturb is, and the session in which it asks."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

from jeepney import DBusAddress

from posture_daemon.errors import Unavailable
from posture_daemon.wire.sensor_bus import SensorBus

Sleep: TypeAlias = Callable[[float], Awaitable[object]]


@dataclass(frozen=True, slots=True)
class Session:
    """Where a server is asked: `owner` is its unique name, so that no other one is started."""

    bus: SensorBus
    owner: str
    environ: Mapping[str, str]
    sleep: Sleep = field(default=asyncio.sleep)

    def object(self, path: str, interface: str) -> DBusAddress:
        """Return the address of an object of the server."""
        return DBusAddress(path, self.owner, interface)


async def _never(_session: Session) -> AsyncIterator[None]:
    """All that it tells are signals."""
    return
    yield  # an iterator, of nothing


@dataclass(frozen=True, slots=True)
class Way:
    """One server's way.

    `ask` tells whether do-not-disturb is on, or raises Unavailable. It is asked again after each
    signal that one of the match `rules` lets through, and each time that `stirs` yields.
    """

    ask: Callable[[Session], Awaitable[bool]]
    rules: tuple[str, ...] = ()
    stirs: Callable[[Session], AsyncIterator[None]] = _never


def switch(value: object, whose: str) -> bool:
    """Read what should be yes or no; Unavailable for anything else."""
    if isinstance(value, bool):
        return value
    raise Unavailable(f"{whose} does not say yes or no.")
