"""The files on sore backs, read with the numbers of the plan put in, so that none stands twice."""

from __future__ import annotations

import tomllib
from datetime import timedelta
from functools import cache
from typing import Any

from posture_daemon.content.catalogue import FOLDER
from posture_daemon.core.sore import numbers
from posture_daemon.core.wording import spoken

_IN_DAYS = timedelta(days=7)  # "72 hours", but "14 days"


class Length(timedelta):
    """A length of time that says itself in whole days, hours and minutes."""

    def __format__(self, spec: str) -> str:
        """In days from a week on, which is how the plan counts."""
        return f"{self.days} days" if self >= _IN_DAYS else spoken(self)


def read(topic: str, language: str = "en") -> dict[str, Any]:
    """The tables of `sore/TOPIC.toml`, filled: `{acute}` is the number ACUTE, said in words.

    Tests prove that each placeholder is known. What is doubly braced stays, with single braces,
    for whoever shows the text.
    """
    text = (FOLDER / language / "sore" / f"{topic}.toml").read_text("utf-8")
    filled: dict[str, Any] = _filled(tomllib.loads(text))
    return filled


@cache
def figures() -> dict[str, Any]:
    """What a placeholder may name: the numbers of the plan, in small letters."""
    return {name.lower(): _said(value) for name, value in vars(numbers).items() if name.isupper()}


def _said(value: Any) -> Any:
    if isinstance(value, timedelta):
        return Length(seconds=value.total_seconds())
    if isinstance(value, tuple):
        return tuple(map(_said, value))
    return value


def _filled(value: Any) -> Any:
    if isinstance(value, str):
        return value.format_map(figures())
    if isinstance(value, list):
        return [_filled(part) for part in value]
    if isinstance(value, dict):
        return {key: _filled(part) for key, part in value.items()}
    return value
