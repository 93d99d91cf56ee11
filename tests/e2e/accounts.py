"""Audits a journal: nothing shown twice for one due moment, nothing lost, every mute kept."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta
from typing import TYPE_CHECKING

from posture_daemon.core.entry import Event
from posture_daemon.core.quiet import BY_HAND

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from posture_daemon.core.entry import Entry
    from posture_daemon.core.state import State

ENDINGS = frozenset(
    {
        Event.DONE,
        Event.SNOOZED,
        Event.SKIPPED,
        Event.DISMISSED,
        Event.EXPIRED,
        Event.RESTED,
        Event.MISSED,
    }
)
NOT_THE_LAST_WORD = frozenset({Event.SNOOZED, Event.EXPIRED})
"""A rest that follows one of these still counts (rules 4 and 16)."""

TOLERANCE = timedelta(seconds=1)


def audit(entries: Sequence[Entry], state: State) -> None:
    """Fail if the entries and the state do not add up."""
    nothing_is_shown_twice(entries)
    no_due_moment_ends_twice(entries)
    nothing_is_lost(entries, state)
    mutes_are_kept(entries, state)


def nothing_is_shown_twice(entries: Sequence[Entry]) -> None:
    """For one due moment a reminder is shown once, unless withdrawn in between or asked for."""
    shown: dict[str | None, datetime] = {}
    for entry in entries:
        if entry.event is Event.SHOWN and entry.due is not None and entry.reason != "taken":
            assert shown.get(entry.reminder) != entry.due, f"shown twice: {entry}"
            shown[entry.reminder] = entry.due
        elif entry.event is Event.WITHDRAWN:
            for uid in (entry.reminder, *entry.absorbed):
                shown.pop(uid, None)


def no_due_moment_ends_twice(entries: Sequence[Entry]) -> None:
    """A due moment has one response; a rest may follow where nobody has answered yet."""
    last: dict[tuple[str | None, datetime], Event] = {}
    for entry in entries:
        if entry.event not in ENDINGS or entry.due is None:
            continue
        moment = (entry.reminder, entry.due)
        before = last.get(moment)
        follows = before in NOT_THE_LAST_WORD and entry.event is Event.RESTED
        assert before is None or follows, f"ended twice, by {before} and: {entry}"
        last[moment] = entry.event


def nothing_is_lost(entries: Sequence[Entry], state: State) -> None:
    """What fell due has ended, or is still owed or on the screen."""
    owed: set[str] = set()
    ahead: set[str] = set()  # shown or absorbed before its time, withdrawn, and owed since
    for entry in entries:
        assert entry.event is not Event.DUE or entry.reminder not in owed, f"due twice: {entry}"
        if entry.event is Event.DUE and entry.reminder:
            owed.add(entry.reminder)
        elif entry.event is Event.WITHDRAWN and entry.reminder:
            ahead |= {entry.reminder, *entry.absorbed}
        elif entry.event in ENDINGS:
            owed -= {entry.reminder, *entry.absorbed}
            ahead -= {entry.reminder, *entry.absorbed}
    remembered = {uid for uid, count in state.counts.items() if count.due is not None}
    assert owed <= remembered, f"lost: {owed - remembered}"
    absorbed = set(state.live.absorbed) if state.live else set()
    taken = {state.live.reminder} if state.live and state.live.due_at is None else set()
    assert remembered <= owed | ahead | absorbed | taken, f"from nowhere: {remembered - owed}"


def mutes_are_kept(entries: Sequence[Entry], state: State) -> None:
    """Every mute that was set and has not ended is remembered, with its end."""
    ends: dict[str, datetime] = {}
    for entry in entries:
        if entry.event is Event.MUTED and entry.reason and entry.until:
            ends[entry.reason] = entry.until
        elif entry.event is Event.UNMUTED and entry.reason == BY_HAND:
            ends.clear()
        elif entry.event is Event.UNMUTED and entry.reason:
            del ends[entry.reason.removesuffix(" ended")]
    kept = {
        mute.reason: state.wall + (mute.until - state.elapsed) for mute in state.mutes if mute.until
    }
    assert kept.keys() == ends.keys()
    assert all(abs(kept[reason] - end) < TOLERANCE for reason, end in ends.items())


def tally(entries: Sequence[Entry]) -> str:
    """Count what happened, for the report of a test."""
    counts = Counter(str(entry.event) for entry in entries)
    return ", ".join(f"{number} {event}" for event, number in sorted(counts.items()))
