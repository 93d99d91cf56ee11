"""The settings file with every key: its text, what its comments say of each, and the values."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from posture_daemon.settings.problems import KeyPath

# A table or key that is commented out, because it has no default.
_COMMENTED_OUT = re.compile(r"^# (?=\[reminders|\[mute\.|\w+ = )", re.MULTILINE)
EXAMPLES: dict[KeyPath, str] = {("reminders",): "tea", ("mute", "calendars"): "work"}
"""Tables with names of the person's own, and the name that the file shows every key of."""

_CHOICE = re.compile(r"(\w+) {2,}(.+)")  # a value and what it means
_KEY = re.compile(r"(\w+) = ")
_HEADER = re.compile(r"\[([\w.]+)\]")


@cache
def text() -> str:
    """The file as a person gets it."""
    return Path(__file__).with_name("commented.toml").read_text("utf-8")


def uncommented() -> str:
    """The file with the keys that only a comment shows."""
    return _COMMENTED_OUT.sub("", text())


def values() -> dict[str, object]:
    """The default of every key, or an example where there is none."""
    return tomllib.loads(uncommented())


def defaults() -> dict[str, object]:
    """The default of every key that has one."""
    return tomllib.loads(text())


def descriptions() -> dict[KeyPath, str]:
    """What the comment above each key and table says, as one line."""
    found: dict[KeyPath, str] = {}
    table: KeyPath = ()
    comment: list[str] = []
    for line in uncommented().splitlines():
        if line.startswith("#"):
            comment.append(line.removeprefix("#").strip())
        elif header := _HEADER.match(line):
            table, found[table] = tuple(header[1].split(".")), _joined(comment)
        elif key := _KEY.match(line):
            found[(*table, key[1])] = _joined(comment)
        elif not line:
            comment = []
    return found


def _joined(comment: list[str]) -> str:
    sentences = " ".join(_CHOICE.sub(r"\1: \2;", line) for line in comment if line)
    return f"{sentences.strip(' .;')}." if sentences else ""
