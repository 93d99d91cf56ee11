"""Validates the settings, and goes on with what is right when something is wrong.

So the checks between values can still look at the rest, and all problems are told at once.
"""

from __future__ import annotations

from copy import deepcopy
from typing import TYPE_CHECKING

from posture_daemon.settings.days import DAY_NAMES
from posture_daemon.settings.light_model import surely_right

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from pydantic_core import ErrorDetails

    from posture_daemon.settings.model import Settings
    from posture_daemon.settings.problems import KeyPath


def salvaged(table: Mapping[str, object]) -> tuple[Settings, list[ErrorDetails]]:
    """The settings without their wrong values, and everything that is wrong."""
    if settings := surely_right(table):
        return settings, []
    # Importing pydantic takes longer than all the rest, and a right file does without.
    from pydantic import ValidationError

    from posture_daemon.settings.model import Settings

    try:
        return Settings.model_validate(table), []
    except ValidationError as wrong:
        errors = wrong.errors(include_url=False)
    rest = _without(table, (error["loc"] for error in errors))
    try:
        return Settings.model_validate(rest), errors
    except ValidationError:
        return Settings(), errors


def _without(table: Mapping[str, object], paths: Iterable[KeyPath]) -> dict[str, object]:
    rest: dict[str, object] = deepcopy(dict(table))
    for path in paths:
        _remove(rest, whole(path))
    return rest


def whole(path: KeyPath) -> KeyPath:
    """What has to go for this path to go: half a list would be wrong in another way."""
    if path[:3] == ("work_hours", "holidays", "country"):
        return path[:2]
    half = (n for n, step in enumerate(path) if isinstance(step, int) or step == "[key]")
    return path[: next(half, len(path))]


def _remove(table: dict[str, object], path: KeyPath) -> None:
    inner: object = table
    for step in path[:-1]:
        inner = inner.get(step) if isinstance(inner, dict) else None
    if not isinstance(inner, dict) or path[-1] not in inner:
        return
    if path[0] == "work_hours" and path[-1] in DAY_NAMES:
        inner[path[-1]] = []  # the default hours would quarrel with the days beside it
    else:
        del inner[path[-1]]
