"""Stretches of time: sorted, apart from one another, `[from, to)` in elapsed time."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

Stretch = tuple[timedelta, timedelta]
ZERO = timedelta()


def joined(stretches: Iterable[Stretch], gap: timedelta = ZERO) -> list[Stretch]:
    """The same time in as few stretches as possible; gaps shorter than `gap` count as well."""
    whole: list[Stretch] = []
    for start, end in sorted(one for one in stretches if one[0] < one[1]):
        if whole and (start <= whole[-1][1] or start - whole[-1][1] < gap):
            whole[-1] = whole[-1][0], max(whole[-1][1], end)
        else:
            whole.append((start, end))
    return whole


def inverted(stretches: Iterable[Stretch], end: timedelta) -> list[Stretch]:
    """All the time until the end that is in none of them."""
    left, free = ZERO, []
    for start, stop in joined(stretches):
        free.append((left, start))
        left = stop
    return joined([*free, (left, end)])


def covered(stretches: Iterable[Stretch], start: timedelta, end: timedelta) -> timedelta:
    """How much of the time between the two lies in them."""
    parts = (min(b, end) - max(a, start) for a, b in stretches)
    return sum((part for part in parts if part > ZERO), ZERO)


def cover(stretches: Iterable[Stretch], start: timedelta, end: timedelta) -> bool:
    """Whether all of the time between the two lies in them."""
    return covered(stretches, start, end) == end - start


def hold(stretches: Iterable[Stretch], at: timedelta) -> bool:
    """Whether this very moment lies in one of them."""
    return any(start <= at < end for start, end in stretches)
