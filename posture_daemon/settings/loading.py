"""Loads the settings from all their layers: a plan, or everything there is to say, at once."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, NamedTuple

from posture_daemon.settings import checks, profiles
from posture_daemon.settings.salvage import salvaged
from posture_daemon.settings.sources import Sources

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping, Sequence
    from pathlib import Path

    from pydantic_core import ErrorDetails

    from posture_daemon.settings.answer import Answer
    from posture_daemon.settings.exercises import Exercises
    from posture_daemon.settings.finding import Finding
    from posture_daemon.settings.model import Settings
    from posture_daemon.settings.problems import KeyPath, Problem

_MOST_TOLD = 50  # the rest is counted
_MOST_EXPLAINED = 1000  # put in file order before those are chosen
# Wrong values of these leave the rest of a reminder as it is.
_HARMLESS = {(key,) for key in ("kind", "quiet", "urgency", "days", "summary", "body")}


class Examined(NamedTuple):
    """The settings as far as they are right, what was found, and how much more there is."""

    settings: Settings
    findings: list[Finding]
    more: int = 0

    @property
    def errors(self) -> list[Finding]:
        """What keeps the settings from taking effect."""
        return [one for one in self.findings if one.severity == "error"]


def load(
    path: Path | None,
    first_year: int,
    last_year: int,
    variables: Mapping[str, str] = os.environ,
    *,
    system: Path | None = None,
    changes: Sequence[str] = (),
    exercises: Callable[[str], Exercises] | None = None,
) -> Answer:
    """Read all layers, check them, and translate them for these years.

    `exercises` reads what the person has added to the catalogue of a language; nothing by default.
    """
    from posture_daemon.settings.answer import Answer

    examined = examine(Sources(path, variables, system, changes))
    if examined.errors:
        return Answer(problems=tuple(_told(examined)))
    from posture_daemon.settings import translate

    added = exercises(examined.settings.notifications.language) if exercises else None
    plan = translate.plan(examined.settings, first_year, last_year, added)
    odd = [*examined.findings, *(added.findings if added else ())]
    return Answer(plan=plan, warnings=tuple(map(str, odd)))


def examine(sources: Sources) -> Examined:
    """Find everything that is wrong with the settings."""
    settings, errors = salvaged(sources.table)
    errors = _causes(errors)
    wrong = _explained(errors[:_MOST_EXPLAINED])
    wrong += _between(settings, [problem.path for problem in wrong])
    return Examined(settings, sources.findings(wrong), max(0, len(errors) - _MOST_EXPLAINED))


def _explained(errors: Sequence[ErrorDetails]) -> list[Problem]:
    if not errors:
        return []
    from posture_daemon.settings.explanations import explained

    return [explained(error) for error in errors]


def _causes(errors: list[ErrorDetails]) -> list[ErrorDetails]:
    """Without the keys that are missing only because they are misspelt."""
    misspelt = {error["loc"][:-1] for error in errors if error["type"] == "extra_forbidden"}
    return [one for one in errors if one["type"] != "missing" or one["loc"][:-1] not in misspelt]


def _told(examined: Examined) -> list[str]:
    lines = list(map(str, examined.errors))
    more = max(0, len(lines) - _MOST_TOLD) + examined.more
    return [*lines[:_MOST_TOLD], *([f"… and {more} more problems"] if more else [])]


def _between(settings: Settings, broken: Collection[KeyPath]) -> list[Problem]:
    """What is wrong between values, as far as it does not follow from the values left out."""
    vague: set[KeyPath] = set()
    if ("profile",) in broken:
        # Whether the profile that was meant makes these whole is unknown.
        settings = settings.model_copy(update={"profile": "none"})
        vague = {("reminders", uid) for uid in profiles.known_uids()}
    lost = {_owner(path) for path in broken if path[2:3] not in _HARMLESS}
    found = checks.problems(settings)
    return [one for one in found if one.path not in vague and not _in_lost(one.path, lost)]


def _in_lost(path: KeyPath, lost: Collection[KeyPath]) -> bool:
    return path[0] in {"reminders", "mute"} and _owner(path) in lost


def _owner(path: KeyPath) -> KeyPath:
    """The reminder or the calendar that a key belongs to."""
    return path[:3] if path[:2] == ("mute", "calendars") else path[:2]
