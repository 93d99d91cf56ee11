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
    """The records with elapsed times of this timeline, in the order of these."""
    moved = (r if r.timeline == timeline else _moved(r, now) for r in records)
    return sorted(moved, key=lambda record: record.elapsed)


def _moved(record: Record, now: Moment) -> Record:
    ago = max(now.wall - record.at, timedelta())
    return replace(record, elapsed=now.elapsed - ago)
