"""The beat: looks around now and then, and at once when the clock was set or the machine woke."""

from __future__ import annotations

import asyncio
import logging
from datetime import timedelta
from typing import TYPE_CHECKING

from posture_daemon.adapters.clock_watch import ClockWatch
from posture_daemon.errors import Unavailable

if TYPE_CHECKING:
    from collections.abc import Callable

log = logging.getLogger(__name__)

BEAT = timedelta(minutes=5)
"""How often the service notes that it is alive, and looks at the time zone."""

SHORT_BEAT = timedelta(seconds=30)
"""The same where the system does not tell when it wakes and when its clock is set."""


class Beat:
    """Calls `look` by a timer that no clock setting delays, at least every `limit` if there is one.

    `hurry` is called before it when the clock was set, or the machine has woken.
    """

    def __init__(
        self, look: Callable[[], None], hurry: Callable[[], None], limit: timedelta | None
    ) -> None:
        self._look = look
        self._hurry = hurry
        self._limit = limit
        self._length = BEAT
        self._watch = ClockWatch(self._clock_changed)
        self._timer: asyncio.TimerHandle | None = None

    def listen(self) -> None:
        """Hear of the clock from now on, where the system tells."""
        try:
            self._watch.start()
        except Unavailable as reason:
            log.info("the clock is looked at every %s: %s", SHORT_BEAT, reason)
            self._length = SHORT_BEAT

    def start(self) -> None:
        """Look now, and again and again."""
        self._look()
        wait = min(self._length, self._limit) if self._limit else self._length
        if self._timer:
            self._timer.cancel()
        self._timer = asyncio.get_running_loop().call_later(wait.total_seconds(), self.start)

    def stop(self) -> None:
        """Stop it all."""
        self._watch.stop()
        if self._timer:
            self._timer.cancel()

    def _clock_changed(self) -> None:
        log.info("the clock was set, or the machine has woken")
        self._hurry()
        self.start()
