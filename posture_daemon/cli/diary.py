"""The diary as commands read it, beside a running service and without disturbing it."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence
    from datetime import datetime

    from posture_daemon.core.entry import Entry, Event
    from posture_daemon.core.sore.deeds import Record


def records() -> Sequence[Record]:
    """All that was told, oldest first. Raises Unavailable."""
    from posture_daemon.diary.reading import read_diary
    from posture_daemon.paths import diary_file

    return read_diary(diary_file()).records


def private_entries() -> Sequence[Entry]:
    """The private entries of the journal, oldest first. Raises Unavailable."""
    from posture_daemon.diary.reading import read_diary
    from posture_daemon.paths import diary_file

    return read_diary(diary_file()).entries


def known_entries(
    since: datetime | None, *, health: bool, also: Collection[Event] = ()
) -> Iterator[Entry]:
    """The entries of the journal; with `health` those of the diary too, in the order of time.

    Of the events in `also` those before `since` come from the journal as well.
    Raises Unavailable.
    """
    from heapq import merge

    from posture_daemon.adapters.journal import read_entries
    from posture_daemon.paths import journal_file

    public = read_entries(journal_file(), since, also)  # which the service keeps free of health
    if not health:
        return public
    private = [e for e in private_entries() if since is None or e.at >= since]
    return merge(public, private, key=lambda entry: entry.at)
