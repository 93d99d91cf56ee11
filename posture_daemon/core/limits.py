"""How often notices may interrupt: the spacing and the caps of rule 11."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from posture_daemon.core.state import Showing

if TYPE_CHECKING:
    from datetime import date

    from posture_daemon.core.plan import Limits
    from posture_daemon.core.state import State

HOUR = timedelta(hours=1)
_KEPT = timedelta(hours=36)  # longer than any working day


class Spacing:
    """Counts the interrupting notices of a state against the limits."""

    def __init__(self, state: State, limits: Limits) -> None:
        self._state = state
        self._limits = limits

    def note(self, day: date, *, counted: bool = True) -> None:
        """An interrupting notice is shown now, on this working day."""
        state = self._state
        state.last_interruption = state.elapsed
        state.showings = [s for s in state.showings if s.at > state.elapsed - _KEPT]
        if counted:
            state.showings.append(Showing(state.elapsed, day))

    def next_at(self) -> timedelta | None:
        """When the gap since the last notice is long enough; none if it is."""
        last = self._state.last_interruption
        if last is None or self._state.elapsed >= last + self._limits.min_gap:
            return None
        return last + self._limits.min_gap

    def cap(self, day: date, kept: int = 0, kept_today: int = 0) -> tuple[bool, timedelta | None]:
        """Whether the hour or the day is full, and when it no longer is, if known.

        `kept` places of the hour are kept for others, and `kept_today` of the day, but never all
        of that.
        """
        showings = self._state.showings
        of_day = max(self._limits.per_day - kept_today, min(self._limits.per_day, 1))
        if sum(showing.day == day for showing in showings) >= of_day:
            return True, None
        places = max(self._limits.per_hour - kept, 0)
        hour = [s.at for s in showings if s.at > self._state.elapsed - HOUR]
        if len(hour) < places:
            return False, None
        return True, hour[-places] + HOUR if places else None
