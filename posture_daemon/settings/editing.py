"""Changes one key in the text of a settings file, and leaves everything else as it is."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, MutableMapping
from itertools import takewhile
from typing import TYPE_CHECKING, Any

import tomlkit

from posture_daemon.errors import PostureError
from posture_daemon.settings.assignment import nested
from posture_daemon.settings.layers import merged, without
from posture_daemon.settings.positions import Positions
from posture_daemon.settings.problems import holds, shown_path

if TYPE_CHECKING:
    from collections.abc import Iterable

    from posture_daemon.settings.problems import KeyPath


def with_value(text: str, path: KeyPath, value: object) -> str:
    """The text with this key set; its comments and the order of its lines stay."""
    table = tomllib.loads(text)
    wanted = merged(without(table, path) if holds(table, path) else table, nested(path, value))
    start = Positions(text).spans.get(path[:-1])
    if not holds(table, path) and start and path[:-1]:
        # A library would put it after the comments that belong to the next table.
        return _checked(_inserted(text, start[1], _line(path, value)), wanted, path)
    edited = _edited(text, path, value)
    return _checked(edited if start else _set_off(edited, path[:-1]), wanted, path)


def without_value(text: str, path: KeyPath) -> str:
    """The text without this key or table."""
    table = tomllib.loads(text)
    if not holds(table, path):
        raise PostureError(f"{shown_path(path)} is not in the file.")
    wanted = without(table, path)
    if span := Positions(text).spans.get(path):
        lines = text.split("\n")
        return _checked(_joined(lines[: span[0] - 1], lines[span[1] :]), wanted, path)
    document = tomlkit.parse(text)
    inner: Any = document
    for step in path[:-1]:
        inner = inner[step]
    del inner[path[-1]]
    shorter = tomlkit.dumps(document)
    return _checked(shorter if text.startswith("\n") else shorter.lstrip("\n"), wanted, path)


def _set_off(text: str, table: KeyPath) -> str:
    """The text with an empty line after this table, which is new."""
    span, lines = Positions(text).spans.get(table), text.split("\n")
    if span is None or not any(lines[span[1] : span[1] + 1]):
        return text
    return "\n".join([*lines[: span[1]], "", *lines[span[1] :]])


def _joined(above: list[str], below: list[str]) -> str:
    """What is left around lines that were taken out, as far apart as it was from them."""
    gap = max(_blank(reversed(above)), _blank(below))
    above, below = above[: len(above) - _blank(reversed(above))], below[_blank(below) :]
    if not below:
        return "\n".join([*above, ""]) if above else ""
    return "\n".join([*above, *[""] * (gap if above else 0), *below])


def _blank(lines: Iterable[str]) -> int:
    """How many of the first lines are empty."""
    return sum(1 for _ in takewhile(lambda line: not line.strip(), lines))


def _edited(text: str, path: KeyPath, value: object) -> str:
    document = tomlkit.parse(text)
    table: Any = document
    for number, step in enumerate(path[:-1], 1):
        last = number == len(path) - 1
        table = table.setdefault(step, tomlkit.table(is_super_table=not last))
        if not isinstance(table, MutableMapping):
            raise _by_hand(path)
    table[path[-1]] = _item(value)
    return tomlkit.dumps(document)


def _inserted(text: str, after: int, line: str) -> str:
    lines = text.split("\n")
    return "\n".join([*lines[:after], line, *lines[after:]])


def _line(path: KeyPath, value: object) -> str:
    return f"{tomlkit.key(str(path[-1])).as_string()} = {_item(value).as_string()}"


def _item(value: object) -> Any:
    if isinstance(value, dict):
        table = tomlkit.inline_table()
        table.update(value)
        return table
    return tomlkit.item(value)


def _checked(text: str, wanted: object, path: KeyPath) -> str:
    """The new text, if it says what was wanted and nothing else."""
    try:
        if _pruned(tomllib.loads(text)) == _pruned(wanted):
            return text
    except tomllib.TOMLDecodeError:
        pass
    raise _by_hand(path)


def _pruned(value: object) -> object:
    """The value without empty tables, which say nothing."""
    if not isinstance(value, Mapping):
        return value
    inner = {key: _pruned(one) for key, one in value.items() if one != {}}
    return {key: one for key, one in inner.items() if one != {}}


def _by_hand(path: KeyPath) -> PostureError:
    return PostureError(
        f"{shown_path(path)} cannot be changed without touching something else in the file.",
        "Change it by hand: posture-daemon edit.",
    )
