"""Watches on all that decides what is found at a path, by inotify: folders, links and the file."""

from __future__ import annotations

import asyncio
import math
import os
from contextlib import suppress
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from asyncinotify import Inotify, Mask

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Iterator

    from asyncinotify import Event, Watch

QUIET = 0.3
"""Seconds without a change after which a save is over."""

WRITING = 3.0
"""The same while somebody has written and not closed the file."""

AT_MOST = 30.0
"""Seconds after which a save counts as over although there are still changes."""

_LONGEST_WAY = 256  # names looked up, until links are taken for a circle
_WRITTEN = Mask.MODIFY | Mask.CLOSE_WRITE
_GONE = Mask.MOVE_SELF | Mask.DELETE_SELF
# A file that somebody has open is deleted later, but the number of its names tells at once.
_FILE = _WRITTEN | _GONE | Mask.ATTRIB
_ARRIVAL = _GONE | Mask.CREATE | Mask.MOVED_TO | Mask.ATTRIB
_CONTENT = Mask.CREATE | Mask.CLOSE_WRITE | Mask.MOVED_FROM | Mask.MOVED_TO | Mask.DELETE
_MOST_FOLDERS = 1000


async def listen(path: Path, saved: Callable[[], Awaitable[None]], depth: int = 0) -> None:
    """Call `saved` when something on the way to the file has changed, and all is quiet again.

    If it is a folder, changes of the files in it count too, in so many levels of folders.
    Raises OSError when the system gives no more watches.
    """
    with Inotify() as inotify:
        trail = Trail(inotify, path, depth)
        while True:
            await trail.change()
            await saved()


class Trail:
    """Each entry that is looked up on the way is watched itself, and its neighbours are not.

    So nobody is woken by what else goes on in a folder, unless something in it is missing.
    """

    def __init__(self, inotify: Inotify, path: Path, depth: int = 0) -> None:
        self._inotify = inotify
        self._path = path
        self._depth = depth
        self._within: set[int] = set()
        self._masks: dict[Path, Mask] = {}
        self._missing: set[str] = set()
        self._lay()

    async def change(self) -> None:
        """Wait for a change, and until it is over, or has gone on for very long."""
        loop = asyncio.get_running_loop()
        over: float | None = None
        latest = math.inf
        while True:
            try:
                async with asyncio.timeout_at(over):
                    event = await self._inotify.get()
            except TimeoutError:
                return
            if self._concerns(event):
                latest = min(latest, loop.time() + AT_MOST)
                patience = WRITING if Mask.MODIFY in event.mask else QUIET
                over = min(loop.time() + patience, latest)
                if not (event.mask & _WRITTEN or self._of_a_file_within(event)):
                    self._lay()

    def _concerns(self, event: Event) -> bool:
        if event.name is None:
            return Mask.IGNORED not in event.mask
        return str(event.name) in self._missing or self._is_within(event)

    def _is_within(self, event: Event) -> bool:
        return event.watch is not None and event.watch.wd in self._within

    def _of_a_file_within(self, event: Event) -> bool:
        """Whether it changes nothing of what is to be watched."""
        return event.name is not None and self._is_within(event) and Mask.ISDIR not in event.mask

    def _lay(self) -> None:
        """Watch the way as it is now. A step is watched before it is taken: nothing is missed."""
        old = {watch.wd: watch for watch in self._inotify.watches}
        self._masks, self._missing, self._within = {}, set(), set()
        for entry, last in _way(self._path):
            mask = _FILE if last else _GONE
            if not self._watch(entry, mask, old):
                self._missing.add(entry.name)
                self._watch(entry.parent, _ARRIVAL, old)
                self._watch(entry, mask, old)  # if it has come in between
        for folder in islice(_folders(self._path, self._depth), _MOST_FOLDERS):
            self._watch(folder, _CONTENT, old, within=True)
        for watch in old.values():
            with suppress(OSError):  # it went with what it watched
                self._inotify.rm_watch(watch)

    def _watch(
        self, entry: Path, mask: Mask, old: dict[int, Watch], *, within: bool = False
    ) -> bool:
        """Add to what is watched of an entry; false if it is missing, or not to be seen."""
        mask |= self._masks.get(entry, Mask.DONT_FOLLOW)
        try:
            watch = self._inotify.add_watch(entry, mask)
        except (FileNotFoundError, NotADirectoryError, PermissionError):
            return False
        self._masks[entry] = mask
        if within:
            self._within.add(watch.wd)
        old.pop(watch.wd, None)
        return True


def _folders(path: Path, depth: int) -> Iterator[Path]:
    """The folder at the end of the way, links followed, and those within it that are not hidden."""
    if depth <= 0 or not path.is_dir():
        return
    top = path.resolve()
    for at, folders, _ in os.walk(top):
        yield Path(at)
        deep = len(Path(at).relative_to(top).parts) + 1 >= depth
        folders[:] = [] if deep else [name for name in folders if not name.startswith(".")]


def _way(path: Path) -> Iterator[tuple[Path, bool]]:
    """Every entry that is looked up on the way, links followed, and whether it is the last."""
    at, names = Path(path.anchor), list(reversed(path.parts[1:]))
    for _ in range(_LONGEST_WAY):
        if not names:
            return
        name = names.pop()
        if name == "..":
            at = at.parent
            continue
        yield at / name, not names
        try:
            link = (at / name).readlink()
        except OSError:
            at /= name
        else:
            names += reversed(link.relative_to(link.anchor).parts)
            at = Path(link.anchor or at)
