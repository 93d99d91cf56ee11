"""The words of a notice: a text of the catalogue and how long the person has been at it."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from posture_daemon.core.sore.titles import TITLES

if TYPE_CHECKING:
    from posture_daemon.core.plan import Text
    from posture_daemon.core.reminder import Reminder

_MINUTE = timedelta(minutes=1)
_WORTH_SAYING = timedelta(minutes=10)


def spoken(length: timedelta) -> str:
    """Say a length in whole minutes and hours: "55 minutes", "1 hour 5 minutes"."""
    minutes = round(length / _MINUTE)
    if minutes < 1:
        seconds = round(length.total_seconds())
        return count(seconds, "second")
    hours, minutes = divmod(minutes, 60)
    parts = [count(hours, "hour")] if hours else []
    if minutes or not hours:
        parts.append(count(minutes, "minute"))
    return " ".join(parts)


def in_full(length: timedelta) -> str:
    """Say a length to the second: "40 seconds", "1 minute 30 seconds"."""
    minutes, seconds = divmod(round(length.total_seconds()), 60)
    whole = [spoken(minutes * _MINUTE)] if minutes else []
    return " ".join([*whole, *([count(seconds, "second")] if seconds or not minutes else [])])


def count(number: int, word: str) -> str:
    """A number with its noun: "1 hour", "6 hours"."""
    return f"{number} {word}" if number == 1 else f"{number} {word}s"


def left(remaining: timedelta) -> str:
    """Say the time left of a break: "4:15"."""
    seconds = max(round(remaining.total_seconds()), 0)
    return f"{seconds // 60}:{seconds % 60:02}"


def at_it(worked: timedelta, met: timedelta) -> str:
    """Say how long somebody has worked without this rest (rule 8)."""
    if worked < _WORTH_SAYING:
        return ""
    if met < _MINUTE:
        return f"{spoken(worked)} at it."
    return f"{spoken(worked)} at it, {spoken(met)} of them in a meeting."


def words(reminder: Reminder, text: Text | None) -> tuple[str, str]:
    """The summary and body of a reminder: the person's own words, else the catalogue's."""
    if reminder.frame:
        summary, body = reminder.frame
        return summary, body.replace("{text}", f"{text.title}. {text.body}" if text else "")
    if reminder.summary or text is None:
        return reminder.summary or title_of(reminder.uid), reminder.body or ""
    body = text.body if reminder.body is None else reminder.body
    return _with_length(text.title, reminder.rest), _with_length(body, reminder.rest)


def _with_length(text: str, rest: timedelta) -> str:
    """Put the length of the rest where a text of the catalogue speaks of it."""
    return text.replace("{rest}", spoken(rest))


def title_of(uid: str) -> str:
    """A uid as words; of a reminder of the sore-back plan the name that it has for people."""
    if uid in TITLES:
        return TITLES[uid]
    family, _, name = uid.rpartition(":")
    if family == "medicine":
        return name
    return name.replace("_", " ").replace("-", " ").capitalize()


def called(uid: str) -> str:
    """What a reminder is called in a sentence: as in the settings, where it stands there."""
    if uid in TITLES:
        return TITLES[uid].lower()
    return title_of(uid) if ":" in uid else uid


def in_words(name: str) -> str:
    """A source or a reason as a person reads it, everywhere by the same words."""
    return "do-not-disturb" if name == "do_not_disturb" else name.replace("_", " ")
