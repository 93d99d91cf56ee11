"""Records of another timeline: of a journal that was lost, or of another machine.

Elapsed times mean something only within one timeline. Of the others the wall clock alone tells, and
what seems to lie ahead is taken for just now, so that no gap is ever shorter than it was typed in.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from posture_daemon.core.moment import Moment
    from posture_daemon.core.sore.deeds import Record


def aligned(records: Iterable[Record], timeline: str, now: Moment) -> list[Record]:
    """The records with elapsed times of this timeline, in the order in which they were kept.

    What was kept before another record did not happen after it, whatever its clock said.
    """
    moved = [r if r.timeline == timeline else _moved(r, now) for r in records]
    ours = [record.timeline == timeline for record in moved]
    latest = now.elapsed
    for n in reversed(range(len(moved))):
        latest = moved[n].elapsed if ours[n] else min(moved[n].elapsed, latest)
        moved[n] = replace(moved[n], elapsed=latest)
    earliest = None
    for n, record in enumerate(moved):
        if not ours[n] and earliest is not None:
            moved[n] = replace(record, elapsed=max(record.elapsed, earliest))
        earliest = moved[n].elapsed
    return moved


def _moved(record: Record, now: Moment) -> Record:
    ago = max(now.wall - record.at, timedelta())
    return replace(record, elapsed=now.elapsed - ago)
