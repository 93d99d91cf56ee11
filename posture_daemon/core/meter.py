"""The work meters: how long the person has worked, and how much of it in meetings (rule 3)."""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import timedelta

    from posture_daemon.core.state import State

_MARKS = 256


class Meter:
    """Runs the meters of a state forward, and back to the last input once somebody is idle."""

    def __init__(self, state: State) -> None:
        self._state = state
        self._marks: deque[tuple[timedelta, timedelta, timedelta]] = deque(maxlen=_MARKS)

    def run(self, by: timedelta, *, working: bool, meeting: bool) -> None:
        """Count a stretch of time that has just passed under these conditions."""
        state = self._state
        self._marks.append((state.elapsed, state.worked, state.met))
        if working:
            state.worked += by
            if meeting:
                state.met += by

    def rewind(self, since: timedelta) -> None:
        """Take back what was counted since the last input, which is when the idle time began."""
        state = self._state
        later = (state.elapsed, state.worked, state.met)
        while self._marks and self._marks[-1][0] > since:
            later = self._marks.pop()
        if not self._marks or later[0] <= since:
            state.worked, state.met = later[1], later[2]
        else:
            state.worked, state.met = _between(self._marks[-1], later, since)
        state.desk.turned = min(state.desk.turned, state.worked)
        for count in state.counts.values():
            count.worked_from = min(count.worked_from, state.worked)
            count.met_from = min(count.met_from, state.met)


def _between(
    before: tuple[timedelta, timedelta, timedelta],
    after: tuple[timedelta, timedelta, timedelta],
    at: timedelta,
) -> tuple[timedelta, timedelta]:
    """Read both meters at a time between two marks, where each runs all the time or not at all."""
    passed = at - before[0]
    return min(before[1] + passed, after[1]), min(before[2] + passed, after[2])
