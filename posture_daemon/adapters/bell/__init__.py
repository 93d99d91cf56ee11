"""The bell: rings loud enough for somebody who has fallen asleep, by the first way that works."""

from __future__ import annotations

import asyncio
import logging
import sys
from datetime import timedelta
from typing import TYPE_CHECKING

from posture_daemon.errors import Unavailable
from posture_daemon.tasks import Tasks

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Sequence

    from posture_daemon.adapters.bell.ways import Way

_log = logging.getLogger(__name__)


class Bell:
    """Rings in the background; what keeps it from being heard is one line in the log."""

    def __init__(
        self, ways: Sequence[Way] | None = None, *, limit: timedelta = timedelta(seconds=15)
    ) -> None:
        """`ways` are those of this system unless given; `limit` bounds each of them."""
        self._ways = ways
        self._limit = limit
        self._rings = Tasks("the bell")
        self._silent = False

    def ring(self) -> None:
        """Ring once, for some seconds; returns at once. Needs a running event loop."""
        self._rings.start(self._ring())

    def hush(self) -> None:
        """Stop what rings now."""
        self._rings.cancel()

    async def look(self) -> str:
        """Name the way that would be heard, and make no sound. Unavailable says why none is."""
        return await self._first(lambda way: way.look())

    async def _ring(self) -> None:
        try:
            await self._first(lambda way: way.sound())
        except Unavailable as reason:
            if not self._silent:
                _log.warning("the alarm cannot be heard: %s", reason.title)
            self._silent = True
        except Exception:  # noqa: BLE001 - the day goes on without a bell
            _log.exception("the alarm cannot be heard: a mistake")
        else:
            self._silent = False

    async def _first(self, attempt: Callable[[Way], Awaitable[None]]) -> str:
        reasons = []
        for way in self._known_ways():
            try:
                async with asyncio.timeout(self._limit.total_seconds()):
                    await attempt(way)
            except TimeoutError:
                reasons.append(f"{way.name} does not come back")
            except Unavailable as error:
                reasons.append(error.title.rstrip("."))
            else:
                return way.name
        raise Unavailable(f"{'; '.join(reasons)}.")

    def _known_ways(self) -> Sequence[Way]:
        if self._ways is None:
            # Most days nothing rings, and nothing of this is needed.
            from posture_daemon.adapters.bell.ways import ways_of

            self._ways = ways_of(sys.platform)
        return self._ways
