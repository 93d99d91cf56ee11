"""Calendars of which nothing will be heard: not counted, not there, or with half a name."""

from __future__ import annotations

import os
import stat
from typing import TYPE_CHECKING

from posture_daemon.settings.problems import KeyPath, Problem

if TYPE_CHECKING:
    from collections.abc import Iterator

    from posture_daemon.settings.model import MuteTable, Settings

_HEAD = 4096  # bytes of a file in which a calendar says that it is one
_MARK = b"BEGIN:VCALENDAR"


def odd_calendars(table: MuteTable) -> Iterator[Problem]:
    """Warnings about [mute.calendars]."""
    if table.calendars and "calendar" not in table.sources:
        sentence = 'without "calendar" the calendars below [mute.calendars] hold nothing back'
        yield _odd(("mute", "sources"), sentence)
    for name, one in table.calendars.items():
        if one.url and one.user and not (one.password or one.token):
            sentence = "belongs to a password or a token, and there is neither"
            yield _odd(("mute", "calendars", name, "user"), sentence)


def missing_calendars(settings: Settings) -> Iterator[Problem]:
    """Warnings about files and folders that are not there, or no calendars; it looks at them."""
    for name, one in settings.mute.calendars.items():
        if one.path and (sentence := _complaint(one.path)):
            yield _odd(("mute", "calendars", name, "path"), sentence)


def _complaint(written: str) -> str:
    # As posture_daemon.calendars.files reads it.
    path = os.path.expanduser(os.path.expandvars(written))  # noqa: PTH111
    try:
        mode = os.stat(path).st_mode  # noqa: PTH116
        if stat.S_ISDIR(mode):
            return ""
        if not stat.S_ISREG(mode):
            return "neither a file nor a folder"
        with open(path, "rb") as file:  # noqa: PTH123
            head = file.read(_HEAD)
    except (OSError, ValueError) as wrong:
        return f"cannot be read ({getattr(wrong, 'strerror', None) or wrong})"
    return "" if _MARK in head.upper() else "not a calendar: it does not begin with BEGIN:VCALENDAR"


def _odd(path: KeyPath, sentence: str) -> Problem:
    return Problem(path, sentence, severity="warning")
