"""One thing to be sensed, and the ways of sensing it: the best that works serves."""

from __future__ import annotations

import asyncio
import logging
from datetime import timedelta
from typing import TYPE_CHECKING, Any, Generic, Protocol, TypeAlias, TypeVar

from posture_daemon.errors import NotHere, Unavailable

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Sequence

log = logging.getLogger(__name__)

_SHORTEST, _LONGEST, _GROWTH = timedelta(seconds=1), timedelta(hours=1), 4
_STEADY = timedelta(minutes=1)
"""A way that has worked for this long is trusted: its next failure is a new one."""


class Way(Protocol):
    """A source, whatever it tells of."""

    name: str


W = TypeVar("W", bound=Way)
Complain: TypeAlias = "Callable[[Sense[Any], str], None]"


def log_complaint(sense: Sense[Any], reason: str) -> None:
    """Say in the log what cannot be told, and why."""
    log.warning("%s cannot be told now: %s", sense.topic, reason)


class Sense(Generic[W]):
    """Keeps the best way watching. What fails is tried again, with gaps from a second to an hour.

    `watch` runs a way until it fails, and `lost` hears that nothing is known any more. `complain`
    hears why, once for each spell of trouble. A better way that could not work is tried again while
    a lesser one serves. What can never be told here is no trouble, unless it is `needed`.
    """

    def __init__(
        self,
        topic: str,
        ways: Sequence[W],
        watch: Callable[[W], Awaitable[None]],
        lost: Callable[[], None],
        complain: Complain = log_complaint,
        *,
        needed: bool = False,
    ) -> None:
        self.topic = topic
        self.serving: W | None = None
        self._ways = tuple(ways)
        self._watch = watch
        self._lost = lost
        self._complain = complain
        self._needed = needed
        self._reasons: dict[W, Unavailable] = {}
        self._gap = _SHORTEST
        self._hurry = asyncio.Event()
        self._said = False

    def report(self) -> list[tuple[W, bool, str]]:
        """Tell of each way, the best first: whether it serves, and why not."""
        return [
            (way, way is self.serving, str(self._reasons.get(way) or _unneeded(self.serving)))
            for way in self._ways
        ]

    @property
    def waiting(self) -> str:
        """What the way that serves has yet to find, in a sentence; empty if it tells already."""
        return str(getattr(self.serving, "waiting", ""))  # those of other packages need not have it

    @property
    def tells(self) -> bool:
        """Whether anything can be known from it now."""
        return self.serving is not None and not self.waiting

    def hurry(self) -> None:
        """Try at once what could not work: the machine has woken, say."""
        self._gap = _SHORTEST
        self._hurry.set()

    async def run(self) -> None:
        """Work until cancelled, or until there is no way left that could ever work."""
        while self._possible():
            if await self._serve_best():
                continue
            self._lost()
            if self._possible():
                self._say_once()
                await self._rest()
        if self._needed:
            self._say_once()
        log.debug("%s: %s", self.topic, self._why())

    def _possible(self) -> list[W]:
        return [way for way in self._ways if not isinstance(self._reasons.get(way), NotHere)]

    async def _serve_best(self) -> bool:
        """Go through the ways, the best first; true if a better one is due, false if all failed."""
        failed = False
        for way in self._possible():
            begun = asyncio.get_running_loop().time()
            reason = await self._serve(way, self._gap if failed else None)
            if reason is None:  # the better one has waited for long enough
                self._grow()
                return True
            if asyncio.get_running_loop().time() - begun >= _STEADY.total_seconds():
                self._gap, self._said = _SHORTEST, False
            self._reasons[way] = reason
            failed = failed or not isinstance(reason, NotHere)
        return False

    async def _serve(self, way: W, limit: timedelta | None) -> Unavailable | None:
        """Let it watch until it fails, and say why it did; none if its time was up."""
        self.serving = way
        self._reasons.pop(way, None)
        seconds = limit.total_seconds() if limit else None
        try:
            async with asyncio.timeout(seconds) as time:
                await self._watch(way)
        except Unavailable as reason:
            return reason
        except TimeoutError:
            return None if time.expired() else Unavailable(f"{way.name} does not answer.")
        except Exception as mistake:
            log.exception("%s: %s has failed", self.topic, way.name)
            return Unavailable(f"A mistake in it: {type(mistake).__name__}: {mistake}.")
        finally:
            self.serving = None
        return Unavailable(f"{way.name} has ended.")

    def _say_once(self) -> None:
        if not self._said:
            self._complain(self, self._why())
            self._said = True

    def _why(self) -> str:
        return " ".join(dict.fromkeys(str(reason) for reason in self._reasons.values()))

    async def _rest(self) -> None:
        gap = self._gap
        self._grow()
        try:
            async with asyncio.timeout(gap.total_seconds()):
                await self._hurry.wait()
        except TimeoutError:
            pass
        self._hurry.clear()

    def _grow(self) -> None:
        self._gap = min(self._gap * _GROWTH, _LONGEST)


def _unneeded(serving: Way | None) -> str:
    return f"It is not needed beside {serving.name}." if serving else "It has not been tried yet."
