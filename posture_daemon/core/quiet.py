"""What keeps the screen quiet: mutes by hand, busy sources, the calendar (rules 9 and 17)."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from posture_daemon.core.appointments import Appointments
from posture_daemon.core.state import CALL_SOURCES, MEETING_SOURCES, ZERO, Mute, Source

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from posture_daemon.core.state import State

TYPING = "typing"
BY_HAND = "by hand"
DEFAULT_MUTE = timedelta(hours=1)
"""How long a mute lasts that does not say."""


class Quiet:
    """Mutes and sources of a state. A source that comes back within `flap` was never free.

    `early_end` is how long after its call a meeting of the calendar is over too.
    """

    def __init__(
        self,
        state: State,
        flap: timedelta,
        counted: frozenset[str],
        early_end: timedelta | None = None,
    ) -> None:
        self._state = state
        self.flap = flap
        self.counted = counted
        state.sources = {name: s for name, s in state.sources.items() if name in counted}
        self.appointments = Appointments(state, self, early_end)

    @property
    def muted(self) -> bool:
        """Whether any mute is on."""
        return bool(self._state.mutes)

    @property
    def meeting(self) -> bool:
        """Whether any source says that there is a meeting."""
        return not MEETING_SOURCES.isdisjoint(self._state.sources)

    @property
    def meeting_sources(self) -> tuple[str, ...]:
        """The sources that say so, by name, and what makes them: "microphone: Firefox"."""
        found = sorted(MEETING_SOURCES & self._state.sources.keys())
        details = (self._state.sources[name].detail for name in found)
        return tuple(
            f"{name}: {detail}" if detail else name
            for name, detail in zip(found, details, strict=True)
        )

    def busy(self, name: str) -> bool:
        """Whether this source objects; a source that has just ended still does (rule 9)."""
        return name in self._state.sources

    def hear(self, name: str, *, busy: bool, detail: str = "") -> None:
        """Take the word of a source."""
        if name not in self.counted:
            return
        known = self._state.sources.get(name)
        if busy:
            self._begin(name, known, detail)
        elif known and known.busy:
            self._end(name, known)

    def _begin(self, name: str, known: Source | None, detail: str) -> None:
        if known and known.busy:
            known.detail = detail
            return
        if known and name in MEETING_SOURCES:
            self._count_gap(known)
        since = known.since if known else self._state.elapsed  # a flap is no end
        self._state.sources[name] = Source(busy=True, since=since, detail=detail)

    def _end(self, name: str, known: Source) -> None:
        known.busy = False
        known.ended = self._state.elapsed
        known.worked_at_end = self._state.worked
        if name in CALL_SOURCES:
            self._state.call_ended = self._state.elapsed
        if name == TYPING:
            del self._state.sources[name]

    def _count_gap(self, source: Source) -> None:
        """Work in a gap too short to matter was work in the meeting."""
        self._state.met += max(self._state.worked - source.worked_at_end, ZERO)

    @property
    def in_call(self) -> bool:
        """Whether a call is under way at this very moment, gaps apart."""
        return any(s.busy and n in CALL_SOURCES for n, s in self._state.sources.items())

    def called_since(self, begun: timedelta) -> timedelta:
        """For how long one call has gone on, or went on until it ended, since this moment."""
        calls = (s for name, s in self._state.sources.items() if name in CALL_SOURCES)
        now = self._state.elapsed
        ends = ((now if call.ended is None else call.ended, call.since) for call in calls)
        return max((end - max(since, begun) for end, since in ends), default=ZERO)

    @property
    def in_meeting(self) -> bool:
        """Whether a meeting source is busy at this very moment, gaps apart."""
        return any(s.busy and n in MEETING_SOURCES for n, s in self._state.sources.items())

    def lapse_sources(self) -> timedelta | None:
        """Forget the sources that stayed free; answers when the last of them ended."""
        state = self._state
        gone = {
            name: source.ended
            for name, source in state.sources.items()
            if source.ended is not None and state.elapsed >= source.ended + self.flap
        }
        for name in gone:
            del state.sources[name]
        return max(gone.values(), default=None)

    def mute(self, mute: Mute) -> None:
        """Add a mute; one with the same reason takes the place of the one before."""
        self._state.mutes = [m for m in self._state.mutes if m.reason != mute.reason]
        self._state.mutes.append(mute)

    def lapse_mutes(self) -> list[Mute]:
        """Take out the mutes that are over, and answer them."""
        over = [mute for mute in self._state.mutes if self._is_over(mute)]
        self._state.mutes = [mute for mute in self._state.mutes if mute not in over]
        return over

    def _is_over(self, mute: Mute) -> bool:
        if mute.until is not None:
            return self._state.elapsed >= mute.until
        if mute.until_at is not None:
            return self._state.wall >= mute.until_at
        return not self.meeting

    def ends_at(self, mute: Mute) -> datetime | None:
        """The instant at which a mute ends; none if that depends on a meeting."""
        if mute.until is not None:
            return self._state.wall + (mute.until - self._state.elapsed)
        return mute.until_at

    def pending(self) -> Iterator[tuple[str, timedelta]]:
        """What ends by itself, and when."""
        state = self._state
        for mute in state.mutes:
            end = self.ends_at(mute)
            if end is not None:
                yield "mute:end", state.elapsed + (end - state.wall)
        for name, source in state.sources.items():
            if source.ended is not None:
                yield f"source:{name}", source.ended + self.flap
        yield from self.appointments.pending()
