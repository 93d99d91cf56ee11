"""KEY and VALUE as somebody types them on a command line: limits.per_day=12."""

from __future__ import annotations

import tomllib
from functools import reduce
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from posture_daemon.settings.problems import KeyPath

_NOT_A_KEY = 'not a key; write it like "limits.per_day"'


def key_path(written: str) -> KeyPath:
    """The path of a dotted key; ValueError with a sentence when it is none."""
    try:
        table: object = tomllib.loads(f"{written} = 0")
    except (tomllib.TOMLDecodeError, RecursionError):
        raise ValueError(_NOT_A_KEY) from None
    path: KeyPath = ()
    while isinstance(table, dict):
        (key, table), *others = table.items()
        path = (*path, key)
        if others:  # a line break and another key
            raise ValueError(_NOT_A_KEY)
    return path


def value(written: str) -> object:
    """A value as TOML writes it; everything else is text, so that quotes may be left out."""
    try:
        table = tomllib.loads(f"value = {written}")
    except (ValueError, RecursionError):
        return written
    return table["value"] if len(table) == 1 else written


def nested(path: KeyPath, inner: object) -> dict[str, object]:
    """The tables around a value."""
    *above, last = map(str, path)
    return reduce(lambda table, key: {key: table}, reversed(above), {last: inner})


def parted(written: str) -> tuple[KeyPath, object]:
    """KEY=VALUE as a path and a value; ValueError with a sentence when it is none."""
    key, equals, text = written.partition("=")
    if not equals:
        raise ValueError('not KEY=VALUE; write it like "limits.per_day=12"')
    return key_path(key.strip()), value(text.strip())
