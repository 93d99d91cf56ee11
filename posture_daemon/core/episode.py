"""An episode: what became of one due moment, read from the journal, exact to the second."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import TYPE_CHECKING

from posture_daemon.core.entry import Event
from posture_daemon.core.state import EXTERNAL

if TYPE_CHECKING:
    from collections.abc import Iterable

    from posture_daemon.core.entry import Entry

SETTLE = "settle"
"""The wait after the last objection from outside has ended (rules 8 and 9)."""

_SETTLED = frozenset(
    (
        Event.DONE,
        Event.SKIPPED,
        Event.DISMISSED,
        Event.EXPIRED,
        Event.RESTED,
        Event.MISSED,
        Event.SETTINGS,
    )
)
_GONE = frozenset(("settings", "plan", "forgotten"))
"""Why a reminder is withdrawn that is not known any more; after other reasons it is owed again."""


@dataclass(frozen=True, slots=True)
class Step:
    """Something that happened in an episode.

    `until` ends a hold, none while it lasts, or a snooze; it is before `at` where the clock was set
    back meanwhile. `notice` is the reminder whose notice
    stood for this one, if that was another. `text` is the text of the catalogue that it showed, and
    `because` what decided for it.
    """

    event: Event
    at: datetime
    until: datetime | None = None
    reason: str | None = None
    notice: str | None = None
    sources: tuple[str, ...] = ()
    text: str | None = None
    because: tuple[str, ...] = ()


@dataclass(slots=True)
class Episode:
    """A reminder from its due moment until it is settled; snoozes belong to it.

    `due` is none for one that a notice stood for before its time.
    """

    reminder: str
    due: datetime | None
    steps: list[Step] = field(default_factory=list)

    @property
    def over(self) -> bool:
        """Whether it has been settled."""
        if not self.steps:
            return False
        last = self.steps[-1]
        gone = last.event is Event.WITHDRAWN and last.notice is None and last.reason in _GONE
        return gone or last.event in _SETTLED

    @property
    def start(self) -> datetime:
        """When it began."""
        return self.due or self.steps[0].at

    def touches(self, start: datetime, end: datetime) -> bool:
        """Whether any of it lies between these instants, both included."""
        return self.start <= end and (not self.over or self.steps[-1].at >= start)


def episodes(entries: Iterable[Entry]) -> list[Episode]:
    """Read the episodes out of the entries of a journal, in the order in which they began."""
    told: list[Episode] = []
    latest: dict[str, Episode] = {}
    for entry in entries:
        for uid in (entry.reminder, *entry.absorbed) if entry.reminder else ():
            episode = latest.get(uid)
            if episode is None or not _goes_on(episode, entry):
                _abandon(episode, entry)
                due = entry.due if uid == entry.reminder else None
                episode = latest[uid] = Episode(uid, due)
                told.append(episode)
                if entry.event is Event.DUE:
                    continue
            _add(episode, entry)
    return told


def _goes_on(episode: Episode, entry: Entry) -> bool:
    last = episode.steps[-1].event if episode.steps else None
    if entry.event is Event.DUE:
        return last is Event.SNOOZED
    # A rest soon after a notice that nobody answered still counts (rule 16).
    return not episode.over or (last is Event.EXPIRED and entry.event is Event.RESTED)


def _abandon(episode: Episode | None, entry: Entry) -> None:
    """One that no entry settled, since the settings or the state have changed, ends here."""
    if episode and not episode.over:
        _end_hold(episode, entry)
        episode.steps.append(Step(Event.SETTINGS, entry.at))


def _add(episode: Episode, entry: Entry) -> None:
    at = _end_hold(episode, entry)
    notice = entry.reminder if entry.reminder != episode.reminder else None
    step = Step(entry.event, at, entry.until, entry.reason, notice, entry.sources)
    episode.steps.append(replace(step, text=entry.text, because=entry.because))


def _end_hold(episode: Episode, entry: Entry) -> datetime:
    """Whatever comes next ends a hold, unless the objection had ended before (`lifted`).

    Answers when what the entry tells of began: another objection may have been behind that one.
    """
    steps, lifted = episode.steps, entry.lifted
    free = episode.due or entry.at
    if steps:
        held = steps[-1]
        if held.event is not Event.HELD:
            return entry.at
        steps.pop()
        set_back = entry.at < held.at  # the clock, meanwhile
        known = held.reason in EXTERNAL and lifted and (lifted >= held.at or set_back)
        free = lifted if known and lifted else entry.at
        if free != held.at:
            steps.append(replace(held, until=free))
    if lifted is None or free >= entry.at:
        return entry.at
    free = max(free, lifted)
    begun = max(entry.since, free) if entry.event is Event.HELD and entry.since else entry.at
    if free < begun:
        steps.append(Step(Event.HELD, free, begun, SETTLE))
    return begun
