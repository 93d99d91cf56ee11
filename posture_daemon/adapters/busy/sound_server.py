"""Where the sound server of the session is, and waiting for it without starting it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from posture_daemon.errors import NotHere, Unavailable

if TYPE_CHECKING:
    from collections.abc import Mapping

    from asyncinotify import Inotify


def server_folder(environ: Mapping[str, str]) -> Path:
    """Find the folder of the server's socket `native` and its process number `pid`.

    Raises NotHere where no server of this session is to be expected.
    """
    server = environ.get("PULSE_SERVER", "")
    if server:
        path = Path(server.removeprefix("unix:"))
        if not path.is_absolute() or path.name != "native":
            raise NotHere(f"The sound server is another machine's (PULSE_SERVER is {server}).")
        return path.parent
    if folder := environ.get("PULSE_RUNTIME_PATH"):
        return Path(folder)
    if folder := environ.get("XDG_RUNTIME_DIR"):
        return Path(folder) / "pulse"
    raise NotHere("There is no sound server to be expected (XDG_RUNTIME_DIR is not set).")


def runs(folder: Path) -> bool:
    """Whether a server runs: to connect would start one where systemd listens in its place."""
    try:
        number = int((folder / "pid").read_text())
        return Path("/proc", str(number)).exists() and (folder / "native").exists()
    except (OSError, ValueError):
        return False


async def arrival(folder: Path) -> None:
    """Wait, woken by nothing else, until a server runs. Raises Unavailable."""
    from asyncinotify import Inotify

    try:
        with Inotify() as inotify:
            while not _runs_or_is_watched(folder, inotify):
                await inotify.get()
    except OSError as error:
        raise Unavailable(
            f"The sound server's folder cannot be watched ({folder}: {error.strerror})."
        ) from error


def _runs_or_is_watched(folder: Path, inotify: Inotify) -> bool:
    """Whether a server runs; if not, what tells of its coming is watched."""
    from asyncinotify import Mask

    arrivals = Mask.CREATE | Mask.MOVED_TO | Mask.ONLYDIR
    inotify.add_watch(folder.parent, arrivals)
    if folder.is_dir():
        inotify.add_watch(folder, arrivals | Mask.CLOSE_WRITE)
    return runs(folder)
