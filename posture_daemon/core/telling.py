"""How an episode is told: one sentence for people, plain values for programs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from posture_daemon.core.choice import Because
from posture_daemon.core.entry import Event
from posture_daemon.core.episode import SETTLE
from posture_daemon.core.state import Reason
from posture_daemon.core.wording import in_words

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime, tzinfo

    from posture_daemon.core.episode import Episode, Step

BECAUSE = {
    Reason.OFF_HOURS: "because working hours were over, or about to end",
    Reason.MUTED: "because of a mute",
    Reason.MEETING: "because of a meeting",
    Reason.DO_NOT_DISTURB: "because of do-not-disturb",
    Reason.FULL_SCREEN: "because something filled the screen",
    Reason.AWAY: "because nobody was there",
    Reason.SPACING: "because another notice was on the screen, or had just been",
    Reason.CAP: "because there had been enough notices",
    Reason.ABSORBED: "because a longer rest was close",
    Reason.TYPING: "because of typing",
    SETTLE: "until things had settled",
}
_IN_USE = {
    "microphone": "microphone in use",
    "camera": "camera in use",
    "screen_sharing": "screen shared",
    "idle_inhibitor": "a conferencing program keeps the screen awake",
}
_WORDS = {
    Event.DUE: "due again",
    Event.EXPIRED: "expired unanswered",
    Event.RESTED: "rested",
    Event.MISSED: "missed, for nobody came in time,",
    Event.DISMISSED: "closed",
    Event.SETTINGS: "given up (the settings changed, or the counts started anew)",
}
_WHY = {
    "taken": "taken by hand",
    "guided": "counted down to its end",
    "before_meeting": "offered before a meeting",
    "muted": "because of a mute",
    "settings": "it was taken out of the settings",
}
_CHOSEN = {
    Because.PINNED: "you pinned it",
    Because.SHORT: "it fits into so short a rest",
    Because.OTHER_AREA: "it is for another area of the body than the one before",
    Because.ON_FEET: "it is done on your feet, after a long meeting",
    Because.STARRED: "you starred it",
}


def sentence(episode: Episode, zone: tzinfo, title: str = "") -> str:
    """Tell an episode: "break: due 13:52:00, shown 13:52:00, done 13:53:10."."""
    day = episode.start.astimezone(zone).date()

    def clock(at: datetime) -> str:
        local = at.astimezone(zone)
        return f"{local:%H:%M:%S}" if local.date() == day else f"{local:%a %H:%M:%S}"

    parts = [f"due {clock(episode.due)}"] if episode.due else ["not yet due"]
    before: Step | None = None
    for step in episode.steps:
        follows_hold = before is not None and before.event is Event.HELD
        if step.reason != SETTLE or not follows_hold:
            parts.append(" ".join(_words(step, before, clock)))
        before = step
    return f"{title or episode.reminder}: {', '.join(parts)}."


def _words(step: Step, before: Step | None, clock: Any) -> Iterator[str]:
    match step.event:
        case Event.HELD:
            reason = step.reason or ""
            since = "" if step.until else "since "
            yield f"held {since}{clock(step.at)}"
            if step.until:
                yield f"to {clock(step.until)}"
            yield BECAUSE.get(reason, f"({reason})")
            if step.sources:
                yield f"({', '.join(map(in_use, step.sources))})"
            if step.until and step.until < step.at:
                yield "(the clock was set back meanwhile)"
        case Event.SNOOZED:
            yield f"snoozed {clock(step.at)}"
            if step.until:
                yield f"until {clock(step.until)}"
        case _:
            yield f"{_WORDS.get(step.event, step.event)} {clock(step.at)}"
            if step.reason in _WHY:
                yield f"({_WHY[step.reason]})"
    if step.notice and (before is None or before.notice != step.notice):
        yield f"with {step.notice}"


def chosen(episode: Episode) -> str:
    """What its last notice showed, by id, and why that; nothing if it had words of its own."""
    step = next((step for step in reversed(episode.steps) if step.text), None)
    if step is None:
        return ""
    reasons = [_CHOSEN[Because(each)] for each in step.because if each in set(Because)]
    if Because.PINNED not in step.because:
        reasons.append("it had not come up lately")
    return f"It showed {step.text}, chosen because {' and '.join(reasons)}."


def in_use(source: str) -> str:
    """A source of an entry in words: "microphone in use by Firefox", "calendar"."""
    name, _, detail = source.partition(": ")
    said = _IN_USE.get(name, in_words(name))
    return f"{said} by {detail}" if detail else said


def plain(episode: Episode, zone: tzinfo) -> dict[str, Any]:
    """The episode as JSON values; instants are local ISO 8601."""

    def iso(at: datetime | None) -> str | None:
        return None if at is None else at.astimezone(zone).isoformat()

    return {
        "reminder": episode.reminder,
        "due": iso(episode.due),
        "over": episode.over,
        "steps": [
            {
                "event": str(step.event),
                "at": iso(step.at),
                "until": iso(step.until),
                "reason": step.reason,
                "notice": step.notice,
                "sources": list(step.sources),
            }
            | ({"text": step.text, "because": list(step.because)} if step.text else {})
            for step in episode.steps
        ],
    }
