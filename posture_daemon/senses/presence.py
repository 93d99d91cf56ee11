"""Presence: whether somebody is there, from idle time, locks and sleep together (rule 3)."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING, Any

from posture_daemon.core.quiet import TYPING
from posture_daemon.core.state import Presence as There
from posture_daemon.errors import Unavailable
from posture_daemon.senses.busy import Busy
from posture_daemon.senses.sense import Sense, log_complaint

if TYPE_CHECKING:
    from collections.abc import Sequence

    from posture_daemon.dispatcher import Dispatcher
    from posture_daemon.ports import BusySource, Clock, IdleSource
    from posture_daemon.senses.sense import Complain

NONE = "none: counted as present throughout working hours"

PAUSE = timedelta(seconds=8)
"""Without input for this long nobody is typing (rule 10)."""


class Presence:
    """Tells the dispatcher who is there, and, while it matters, who is typing.

    Somebody is away when the screen is locked or the machine about to sleep, and idle when there
    was no input. Without any source of idle time somebody is there.
    """

    def __init__(
        self,
        dispatcher: Dispatcher,
        clock: Clock,
        idle: Sequence[IdleSource],
        absences: Sequence[BusySource],
        idle_after: timedelta,
        *,
        complain: Complain = log_complaint,
    ) -> None:
        self._dispatcher = dispatcher
        self._clock = clock
        self._idle_after = idle_after
        self.idle = Sense("presence", idle, self._watch, self._lose, complain, needed=True)
        # Each of them counts, so that each is a sense of its own with one way.
        self.absences = [
            Busy(f"{way.source}", [way], partial(self._absence, way), complain) for way in absences
        ]
        self._away: set[BusySource] = set()
        self._idle_since: timedelta | None = None
        self._last: tuple[There, timedelta | None] | None = None
        self._typing_matters = False
        self._typing: asyncio.Task[None] | None = None

    async def _watch(self, way: IdleSource) -> None:
        self._follow_typing(way)
        try:
            await way.watch(self._idle_after, self._idle_changed)
        finally:
            self._follow_typing(None)

    def _idle_changed(self, idle: bool, lasting: timedelta) -> None:  # noqa: FBT001  the port's
        self._idle_since = self._clock.now().elapsed - lasting if idle else None
        self._tell()

    def _lose(self) -> None:
        self._idle_since = None
        self._tell()

    def _absence(self, way: BusySource, away: bool, _detail: str) -> None:  # noqa: FBT001
        (self._away.add if away else self._away.discard)(way)
        self._tell()

    def _tell(self) -> None:
        """Say what has changed: away for how long, or back."""
        if self._away:
            word = There.LOCKED, self._idle_since
        elif self._idle_since is not None:
            word = There.IDLE, self._idle_since
        else:
            word = There.ACTIVE, None
        if word == self._last:
            return
        self._last = word
        presence, since = word
        now = self._clock.now().elapsed
        lasting = timedelta() if since is None else max(now - since, timedelta())
        self._dispatcher.hear_presence(presence, lasting)

    @property
    def name(self) -> str:
        """What tells whether somebody is there."""
        return self.idle.serving.name if self.idle.serving else NONE

    def report(self) -> list[dict[str, Any]]:
        """Each source: what it tells of, and whether it works or why not, as JSON values."""
        idle = [
            {"name": way.name, "tells": "idle", "works": works, "reason": "" if works else why}
            for way, works, why in self.idle.report()
        ]
        return [
            *idle,
            *(
                {**way, "tells": each.source}
                for each in self.absences
                for way in each.report()["ways"]
            ),
        ]

    # --- typing ---

    def listen_to_typing(self, *, on: bool) -> None:
        """Tell of typing from now on, or no longer; each pause would wake the service."""
        if on != self._typing_matters:
            self._typing_matters = on
            self._follow_typing(self.idle.serving)

    def _follow_typing(self, way: IdleSource | None) -> None:
        """Have this way tell of typing while that matters, and no other one any more."""
        if self._typing is not None:
            self._typing.cancel()
            self._typing = None
            self._dispatcher.hear_source(TYPING, busy=False)
        if self._typing_matters and way is not None and way.exact:
            self._typing = asyncio.create_task(self._watch_typing(way))

    async def _watch_typing(self, way: IdleSource) -> None:
        try:
            await way.watch(PAUSE, self._typing_changed)
        except Unavailable:  # the sense of presence hears the same, and says so
            self._dispatcher.hear_source(TYPING, busy=False)

    def _typing_changed(self, idle: bool, _lasting: timedelta) -> None:  # noqa: FBT001
        self._dispatcher.hear_source(TYPING, busy=not idle)
