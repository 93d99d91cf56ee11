"""The versions of the settings file's form: older files are read, and told what to change."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from posture_daemon.settings.assignment import nested
from posture_daemon.settings.problems import KeyPath, holds, shown_path, shown_value, value_at

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

CURRENT = 1
# By version: the keys that got another name in it, old and new. Version 1 is the first.
RENAMES: dict[int, dict[KeyPath, KeyPath]] = {}
KEY = "schema_version"


class Step(NamedTuple):
    """One line to change in an older file: at this key, and how."""

    path: KeyPath
    sentence: str
    now: KeyPath


def steps(table: Mapping[str, object]) -> Iterator[Step]:
    """What has to change in a file to make it one of the current version."""
    version = table.get(KEY, 1)
    if not isinstance(version, int):
        return  # a problem of its own
    for number in range(version + 1, CURRENT + 1):
        for old, new in RENAMES.get(number, {}).items():
            if holds(table, old):
                yield Step(old, _sentence(number, new, value_at(table, old)), new)
    if KEY in table and 0 < version < CURRENT:
        yield Step((KEY,), f"older than this program; write: {KEY} = {CURRENT}", (KEY,))


def _sentence(version: int, new: KeyPath, value: object) -> str:
    if isinstance(value, dict):
        return f"called {shown_path(new)} since version {version}; write: [{shown_path(new)}]"
    line = f"{shown_path(new)} = {shown_value(value)}"
    return f"called {shown_path(new)} since version {version}; write: {line}"


def renewed(table: Mapping[str, object], done: list[Step]) -> Mapping[str, object]:
    """The table in the current form; a key that is there under both names keeps the new one."""
    from posture_daemon.settings.layers import merged, without

    for step in done:
        if step.path != step.now:
            value = value_at(table, step.path)
            table = merged(nested(step.now, value), without(table, step.path))
    return table


def known_version(number: int) -> int:
    """A version that this program can read."""
    if number > CURRENT:
        raise ValueError(
            f"the form of a newer posture-daemon; this one reads up to {CURRENT}, so install a "
            "newer one"
        )
    return number
