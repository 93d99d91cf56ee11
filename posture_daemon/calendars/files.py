"""The files of a calendar that is a file, or a folder of them with folders within."""

from __future__ import annotations

import os
import stat
from pathlib import Path
from typing import TYPE_CHECKING

from posture_daemon.calendars.limits import ALL_BYTES, DEPTH, FILE_BYTES, FILES
from posture_daemon.errors import Unavailable

if TYPE_CHECKING:
    from collections.abc import Iterator

    from posture_daemon.calendars.notes import Notes

_ENDINGS = (".ics", ".ical", ".icalendar", ".ifb")


def expanded(path: str) -> Path:
    """The path with ~ and environment variables put in."""
    # Path.expanduser would raise an error for a user that is not there.
    return Path(os.path.expanduser(os.path.expandvars(path))).absolute()  # noqa: PTH111


def contents(path: Path, notes: Notes) -> Iterator[tuple[str, bytes]]:
    """The name and the content of each file; what is over a limit is left out with a sentence.

    Raises Unavailable when there is nothing to be read at all.
    """
    try:
        folder = stat.S_ISDIR(path.stat().st_mode)
        if not folder:
            yield path.name, _content(path)
            return
    except (OSError, ValueError) as wrong:  # ValueError: no path at all
        why = getattr(wrong, "strerror", None) or "no system has such a path"
        raise Unavailable(f"{path} cannot be read ({why}).") from wrong
    total = 0
    for number, file in enumerate(_files(path, notes), 1):
        if number > FILES or total > ALL_BYTES:
            most = f"{FILES} files" if number > FILES else f"{ALL_BYTES >> 20} MiB"
            notes.add(f"{path}: more than {most}; the rest is left out")
            return
        name = str(file.relative_to(path))
        try:
            content = _content(file)
        except Unavailable as wrong:
            notes.add(f"{name}: {wrong.title}")
        except FileNotFoundError:
            pass  # removed in this moment
        except OSError as wrong:
            notes.add(f"{name}: cannot be read ({wrong.strerror})")
        else:
            total += len(content)
            yield name, content


def _files(top: Path, notes: Notes) -> Iterator[Path]:
    """Every calendar file below a folder; hidden ones and links to folders are not looked into."""

    def failed(wrong: OSError) -> None:
        notes.add(f"{wrong.filename}: cannot be read ({wrong.strerror})")

    for at, folders, files in os.walk(top, onerror=failed):
        here = Path(at)
        deep = len(here.relative_to(top).parts) >= DEPTH
        folders[:] = [] if deep else sorted(name for name in folders if not name.startswith("."))
        for name in sorted(files):
            if name.lower().endswith(_ENDINGS) and not name.startswith("."):
                yield here / name


def _content(file: Path) -> bytes:
    # A pipe would be waited for.
    with os.fdopen(os.open(file, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0)), "rb") as opened:
        if not stat.S_ISREG(os.fstat(opened.fileno()).st_mode):
            raise Unavailable(f"{file.name} is not a file.")
        content = opened.read(FILE_BYTES + 1)
    if len(content) > FILE_BYTES:
        raise Unavailable(f"{file.name} is larger than {FILE_BYTES >> 20} MiB.")
    return content
