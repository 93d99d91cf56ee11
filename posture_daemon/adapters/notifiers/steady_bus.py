"""A connection to the session bus that is made again, with growing gaps, after it was lost."""

from __future__ import annotations

import asyncio
import logging
import os
from datetime import timedelta
from typing import TYPE_CHECKING, Protocol

from posture_daemon.errors import Unavailable
from posture_daemon.wire.bus import Bus, NoBus, socket_path

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from jeepney import Message

_SHORTEST_GAP, _LONGEST_GAP = timedelta(seconds=1), timedelta(minutes=5)

_log = logging.getLogger(__name__)


class Later(Protocol):
    """Calls back after a number of seconds, as the event loop's `call_later` does."""

    def __call__(self, delay: float, callback: Callable[[], None], /) -> asyncio.TimerHandle:
        """Call `callback` after `delay`, unless the handle is cancelled first."""


class User(Protocol):
    """Who uses the bus."""

    async def settle_on(self, bus: Bus) -> None:
        """Prepare a new connection; Unavailable if it is of no use after all."""

    async def resume(self) -> None:
        """Go on: the bus is there again."""

    def signalled(self, message: Message) -> None:
        """Hear a signal."""

    def cut_off(self) -> None:
        """The bus has gone."""


class SteadyBus:
    """Holds the one connection; a gap doubles from a second up to five minutes."""

    def __init__(
        self,
        user: User,
        *,
        environ: Mapping[str, str] | None,
        limit: timedelta,
        later: Later | None,
    ) -> None:
        self._user = user
        self._environ = os.environ if environ is None else environ
        self._limit = limit
        self._later = later
        self._bus: Bus | None = None
        self._reason = "The session bus has not been tried yet."
        self._gap = _SHORTEST_GAP
        self._timer: asyncio.TimerHandle | None = None
        self._attempt: asyncio.Task[None] | None = None

    @property
    def bus(self) -> Bus:
        """The connection; Unavailable with the reason while there is none."""
        if self._bus is None:
            raise Unavailable(self._reason)
        return self._bus

    async def open(self) -> None:
        """Connect; after Unavailable it goes on trying, unless there is no bus to be tried."""
        try:
            await self._connect()
        except NoBus as error:
            self._reason = str(error)
            raise
        except Unavailable as error:
            self._reason = str(error)
            self._try_later()
            raise
        self._gap = _SHORTEST_GAP

    async def close(self) -> None:
        """Disconnect, and try no more."""
        if self._timer:
            self._timer.cancel()
        if self._attempt:
            self._attempt.cancel()
            await asyncio.wait([self._attempt])
        bus, self._bus = self._bus, None
        self._reason = "The connection to the session bus has been closed."
        if bus:
            await bus.close()

    async def _connect(self) -> None:
        bus = await Bus.connect(socket_path(self._environ), self._limit)
        bus.listen(self._user.signalled, self._lost)
        try:
            await self._user.settle_on(bus)
        except BaseException:
            await bus.close()
            raise
        self._bus = bus

    def _lost(self, reason: str) -> None:
        # A connection that was lost before it was settled on is the business of `_connect`.
        if self._bus:
            self._bus = None
            self._reason = f"The session bus has gone ({reason})."
            self._user.cut_off()
            self._try_later()

    def _try_later(self) -> None:
        later = self._later or asyncio.get_running_loop().call_later
        gap, self._gap = self._gap, min(self._gap * 2, _LONGEST_GAP)
        self._timer = later(gap.total_seconds(), self._try_again)

    def _try_again(self) -> None:
        self._attempt = asyncio.get_running_loop().create_task(self._reconnect())

    async def _reconnect(self) -> None:
        try:
            await self.open()
        except Unavailable as error:
            _log.debug("Still no session bus: %s", error)
        else:
            await self._user.resume()
