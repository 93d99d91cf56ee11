"""Hears when the settings file is saved: at once by inotify, or else by a slow look at the file."""

from __future__ import annotations

import asyncio
import logging
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable
    from pathlib import Path

log = logging.getLogger(__name__)

LOOK = 5.0
"""Seconds between two looks, where the system does not tell."""


class SettingsWatch:
    """Tells of saves of one file: in place or by rename, through links, in a folder yet to come."""

    def __init__(self, path: Path) -> None:
        self._path = path.absolute()

    async def watch(self, saved: Callable[[], Awaitable[None]]) -> None:
        """Call `saved` when the file has changed and is left alone again, until cancelled."""
        if sys.platform == "linux":
            from posture_daemon.wire.trail import listen

            try:
                await listen(self._path, saved)
            except OSError as wrong:  # the person has too many watches already, say
                log.info("the settings file is looked at every %g s: %s", LOOK, wrong.strerror)
        await _look(self._path, saved)


async def _look(path: Path, saved: Callable[[], Awaitable[None]]) -> None:
    """Tell of a change once two looks in a row have seen the same."""
    told = before = _traits(path)
    while True:
        await asyncio.sleep(LOOK)
        now = _traits(path)
        if now == before != told:
            told = now
            await saved()
        before = now


def _traits(path: Path) -> tuple[int, ...]:
    """What changes with every save; nothing for a file that is not there."""
    try:
        found = path.stat()
    except OSError:
        return ()
    return (found.st_dev, found.st_ino, found.st_mode, found.st_size, found.st_mtime_ns)
