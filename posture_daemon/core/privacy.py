"""What is kept apart: all that tells of somebody's health goes to the diary, not the journal."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from posture_daemon.core.choice import NO_REPEAT
from posture_daemon.core.sore.prompts import is_private
from posture_daemon.core.state import Count, Live, Track

if TYPE_CHECKING:
    from collections.abc import Iterable

    from posture_daemon.core.entry import Entry
    from posture_daemon.core.state import State


@dataclass(slots=True)
class Private:
    """The part of a state that the diary keeps."""

    counts: dict[str, Count] = field(default_factory=dict)
    live: Live | None = None
    track: Track = field(default_factory=Track)
    timeline: str = ""
    recent: dict[str, list[str]] = field(default_factory=dict)


def private_of(state: State) -> Private:
    """The part that tells of somebody's health."""
    live = state.live if state.live and is_private(state.live.reminder) else None
    counts = {uid: count for uid, count in state.counts.items() if is_private(uid)}
    recent = {kind: texts for kind, texts in state.recent.items() if _shown(state, texts)}
    return Private(counts, live, state.track, state.timeline, recent)


def _shown(state: State, texts: Iterable[str]) -> bool:
    return any(text in state.track.texts for text in texts)


def public_texts(state: State) -> dict[str, list[str]]:
    """The recent texts without those that the sore-back plan has shown."""
    private = frozenset(state.track.texts)
    return {kind: [t for t in all_ if t not in private] for kind, all_ in state.recent.items()}


def public_of(state: State) -> State:
    """The rest of it."""
    live = state.live
    if live and is_private(live.reminder):
        live = None
    elif live:
        live = replace(live, absorbed=tuple(u for u in live.absorbed if not is_private(u)))
    counts = {uid: count for uid, count in state.counts.items() if not is_private(uid)}
    return replace(state, counts=counts, live=live, recent=public_texts(state), track=Track())


def join(state: State, private: Private) -> None:
    """Put both parts together again, unless they are of different timelines."""
    if private.timeline == state.timeline:
        state.counts |= private.counts
        state.live = private.live or state.live
        state.track = private.track
        for kind, texts in private.recent.items():
            later = [text for text in state.recent.get(kind, ()) if text not in texts]
            state.recent[kind] = [*texts, *later][-NO_REPEAT:]


def split(entries: Iterable[Entry]) -> tuple[list[Entry], list[Entry]]:
    """The private entries, and the others; a public one names no private reminder."""
    private, public = [], []
    for entry in entries:
        if is_private(entry.reminder):
            private.append(entry)
        elif any(map(is_private, entry.absorbed)):
            kept = tuple(uid for uid in entry.absorbed if not is_private(uid))
            public.append(replace(entry, absorbed=kept))
        else:
            public.append(entry)
    return private, public
