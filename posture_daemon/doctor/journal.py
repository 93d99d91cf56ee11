"""The journal: whether it can be read and written, and what it holds."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from posture_daemon.adapters.journal_glance import Glance, glance
from posture_daemon.doctor.finding import Finding, ok, problem, warning
from posture_daemon.errors import Unavailable

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import tzinfo
    from pathlib import Path

    from posture_daemon.doctor.service import Report

_TOPIC = "journal"
_FRESH = (
    "A damaged one is set aside by the service itself when it starts: a new one begins, and counts "
    "start anew."
)


def look(path: Path) -> tuple[Glance | None, Finding | None]:
    """Read it; answers what it holds, and what is wrong if it cannot be read."""
    try:
        return glance(path), None
    except Unavailable as wrong:
        return None, problem(_TOPIC, wrong.title, _FRESH)


def examine(
    path: Path, seen: Glance | None, zone: tzinfo, report: Report | None
) -> Iterator[Finding]:
    """Say what it holds, and what the service complains about."""
    if report and (trouble := report["journal"]["trouble"]):
        yield warning(_TOPIC, f"The service says: {trouble}.", "Reminders go on meanwhile.")
    if aside := sorted(path.parent.glob(f"{path.name}.broken-*")):
        yield warning(_TOPIC, f"One was unreadable: {aside[-1]}.", "Delete it to forget it.")
    if not os.access(path if path.exists() else _nearest(path), os.W_OK):
        yield problem(_TOPIC, f"{path} cannot be written to.", "Check who owns it and its folder.")
    elif seen is None:
        yield ok(_TOPIC, f"Nothing has been written yet; it will be {path}.")
    else:
        last = f"; the last {seen.last.astimezone(zone):%Y-%m-%d %H:%M}" if seen.last else ""
        entries = f"{seen.entries} entr{'y' if seen.entries == 1 else 'ies'}"
        size = -(-seen.size // 1024)
        yield ok(_TOPIC, f"{path} can be read: {entries} in {size} KiB{last}.")


def _nearest(path: Path) -> Path:
    """The nearest folder above that exists already."""
    return next(folder for folder in path.parents if folder.exists())
