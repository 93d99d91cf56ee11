"""Several notifiers as one: the first that can show a notice shows it."""

from __future__ import annotations

import asyncio
import logging
from functools import partial
from typing import TYPE_CHECKING

from posture_daemon.errors import Unavailable

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from posture_daemon.core.notice import Answer, Notice
    from posture_daemon.ports import Notifier

_log = logging.getLogger(__name__)


class Chain:
    """A notifier made of notifiers, the best first; remembers of each why it could not show."""

    def __init__(self, notifiers: Sequence[Notifier]) -> None:
        self._notifiers = tuple(notifiers)
        self._reasons: list[str | None] = [None] * len(self._notifiers)
        self._serving: int | None = 0 if notifiers else None
        self._ready: Callable[[], None] = lambda: None
        self._wanted: Notice | None = None
        self._turn = asyncio.Lock()

    @property
    def name(self) -> str:
        """The name of the notifier that serves now."""
        return "none" if self._serving is None else self._notifiers[self._serving].name

    def report(self) -> list[tuple[str, bool, str]]:
        """Tell of each notifier, best first: its name, whether it works, and why not."""
        pairs = zip(self._notifiers, self._reasons, strict=True)
        return [(notifier.name, reason is None, reason or "") for notifier, reason in pairs]

    async def open(
        self, answered: Callable[[str, Answer], None], ready: Callable[[], None]
    ) -> None:
        """Open them all; one that cannot work now may still call `ready` later.

        Raises Unavailable when none of them works.
        """
        self._ready = ready
        for place, notifier in enumerate(self._notifiers):
            try:
                await notifier.open(answered, partial(self._returned, place))
            except Unavailable as error:
                self._reasons[place] = str(error)
        works = (place for place, reason in enumerate(self._reasons) if reason is None)
        self._serve(next(works, None))
        if self._serving is None:
            raise self._unavailable()

    async def show(self, notice: Notice) -> None:
        """Show the notice through the first that can; Unavailable when none can."""
        self._wanted = notice
        async with self._turn:
            for place, notifier in enumerate(self._notifiers):
                # Withdrawn or overtaken, perhaps while a server hung.
                if self._wanted is not notice:
                    return
                if await self._shown(place, notifier, notice):
                    self._serve(place)
                    return
            self._serve(None)
            raise self._unavailable()

    async def withdraw(self, tag: str) -> None:
        """Take the notice away wherever it may be shown."""
        if self._wanted and self._wanted.tag == tag:
            self._wanted = None
        for notifier in self._notifiers:
            await notifier.withdraw(tag)

    async def close(self) -> None:
        """Close them all."""
        self._wanted = None
        for notifier in self._notifiers:
            await notifier.close()

    async def _shown(self, place: int, notifier: Notifier, notice: Notice) -> bool:
        try:
            await notifier.show(notice)
        except Unavailable as error:
            self._reasons[place] = str(error)
            return False
        self._reasons[place] = None
        return True

    def _returned(self, place: int) -> None:
        self._reasons[place] = None
        # The one that serves lost its notices; a better one is where they belong. From a worse
        # one there is nothing to gain.
        if self._serving is None or place <= self._serving:
            self._serve(place)
            self._ready()

    def _serve(self, place: int | None) -> None:
        """Note which one serves; one line in the log for each change, not for each notice."""
        before, self._serving = self._serving, place
        if place == before:
            return
        if place is None:
            _log.warning("No way to show notices: %s", self._unavailable())
        elif before is not None and place > before:
            _log.warning("Notices go to %s: %s", self.name, self._reasons[before])
        else:
            _log.info("Notices go to %s again", self.name)

    def _unavailable(self) -> Unavailable:
        reasons = "; ".join(
            f"{name}: {reason.rstrip('.')}" for name, works, reason in self.report() if not works
        )
        return Unavailable(f"Notices cannot be shown ({reasons or 'there is no notifier'}).")
