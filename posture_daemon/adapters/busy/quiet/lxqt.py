"""The switch of LXQt, which is a line in a file; inotify tells when that is written."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from posture_daemon.adapters.busy.quiet.way import Session, Way
from posture_daemon.errors import Unavailable

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

_MOST = 1 << 20  # bytes


def _file(session: Session) -> Path:
    folder = session.environ.get("XDG_CONFIG_HOME") or f"{session.environ.get('HOME', '')}/.config"
    return Path(folder) / "lxqt" / "notifications.conf"


async def _ask(session: Session) -> bool:
    try:
        with _file(session).open(encoding="utf-8", errors="replace") as file:
            text = file.read(_MOST)
    except FileNotFoundError:
        return False
    except OSError as error:
        raise Unavailable(f"LXQt's settings cannot be read ({error.strerror}).") from error
    return _switch(text)


def _switch(text: str) -> bool:
    from configparser import ConfigParser, Error

    settings = ConfigParser(strict=False, interpolation=None, delimiters=("=",))
    try:
        settings.read_string(text)
    except Error as error:
        raise Unavailable("LXQt's settings of the notifications are damaged.") from error
    return settings.get("General", "doNotDisturb", fallback="").strip().lower() == "true"


async def _saves(session: Session) -> AsyncIterator[None]:
    from asyncinotify import Inotify, Mask

    file = _file(session)
    try:
        with Inotify() as inotify:
            inotify.add_watch(file.parent, Mask.CLOSE_WRITE | Mask.MOVED_TO | Mask.DELETE)
            yield  # it may have changed before the watch began
            async for event in inotify:
                if event.name is None or event.name.name == file.name:
                    yield
    except OSError as error:
        raise Unavailable(f"LXQt's settings cannot be watched ({error.strerror}).") from error


LXQT = Way(_ask, stirs=_saves)
