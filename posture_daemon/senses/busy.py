"""A busy source as the dispatcher hears it: steady, and never more than a change a second."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from posture_daemon.core.wording import in_words
from posture_daemon.senses.sense import Sense, log_complaint
from posture_daemon.wire.flood import Flood

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from posture_daemon.ports import BusySource
    from posture_daemon.senses.sense import Complain

_STEADY = timedelta(seconds=1)
"""How long a change must last to be one; after the first word, which counts at once."""


class Busy:
    """One kind of source: passes on whether it is busy, and what makes it so."""

    def __init__(
        self,
        source: str,
        ways: Sequence[BusySource],
        hear: Callable[[bool, str], None],
        complain: Complain = log_complaint,
    ) -> None:
        self.source = source
        topic = in_words(source)
        self.sense = Sense(topic, ways, self._watch, self.lose, complain)
        self.busy, self.detail = False, ""
        self._hear = hear
        self._known = False
        self._said = (False, "")
        self._flood = Flood()
        self._timer: asyncio.TimerHandle | None = None

    async def _watch(self, way: BusySource) -> None:
        self._flood, self._known = Flood(), False
        self._said = False, ""
        self._soon()  # unless it speaks, what the one before it said is over
        await way.watch(self._changed)

    def _changed(self, busy: bool, detail: str = "") -> None:  # noqa: FBT001  the port's
        """Take the word of the way that serves. Raises Unavailable when there are too many."""
        self._flood.count()
        self._said = busy, detail if busy else ""
        if self._known:
            self._soon()
        else:
            self._known = True
            self._pass_on()

    def _soon(self) -> None:
        if self._timer is None and self._said != (self.busy, self.detail):
            loop = asyncio.get_running_loop()
            self._timer = loop.call_later(_STEADY.total_seconds(), self._pass_on)

    def _pass_on(self) -> None:
        self.fall_silent()
        if self._said != (self.busy, self.detail):
            self.busy, self.detail = self._said
            self._hear(self.busy, self.detail)

    def fall_silent(self) -> None:
        """Pass on nothing that is yet to be."""
        if self._timer:
            self._timer.cancel()
        self._timer = None

    def lose(self) -> None:
        """Nothing is known any more, which holds nothing back."""
        self._said = False, ""
        self._known = False
        self._pass_on()

    def report(self) -> dict[str, Any]:
        """What it says now and in which way it knows, as JSON values."""
        ways = self.sense.report()
        serving = self.sense.serving
        waiting, works = self.sense.waiting, self.sense.tells
        ways = [(way, here and works, waiting if here else why) for way, here, why in ways]
        return {
            "source": self.source,
            "busy": self.busy,
            "detail": self.detail,
            "works": works,
            "name": serving.name if serving else in_words(self.source),
            "reason": "" if works else " ".join(dict.fromkeys(why for _, _, why in ways)),
            "ways": [
                {"name": way.name, "works": here, "reason": "" if here else why}
                for way, here, why in ways
            ],
        }
