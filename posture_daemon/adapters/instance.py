"""The lock that lets one service run for each person."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from posture_daemon.errors import AlreadyRunning, PostureError

if TYPE_CHECKING:
    from pathlib import Path


class Instance:
    """Holds the lock while the service runs; the system lets go of it when the process dies."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._fd = -1

    def acquire(self) -> None:
        """Take the lock; AlreadyRunning names the process that has it."""
        self._fd = os.open(self._path, os.O_RDWR | os.O_CREAT | getattr(os, "O_CLOEXEC", 0), 0o600)
        try:
            _lock(self._fd)
        except (BlockingIOError, PermissionError):  # what flock says, and what msvcrt says
            pid = os.read(self._fd, 32).decode(errors="replace").strip() or "unknown"
            self.release()
            raise AlreadyRunning(
                f"Posture daemon is already running (process {pid}).",
                "Ask it with: posture-daemon status",
            ) from None
        except OSError as wrong:
            self.release()
            raise PostureError(f"{self._path} cannot be locked: {wrong.strerror}.") from wrong
        os.ftruncate(self._fd, 0)
        os.write(self._fd, f"{os.getpid()}\n".encode())

    def release(self) -> None:
        """Let go of the lock."""
        if self._fd >= 0:
            os.close(self._fd)
            self._fd = -1


def _lock(fd: int) -> None:
    if os.name == "nt":
        import msvcrt

        # One byte far behind the process id, so that another process may read that.
        os.lseek(fd, 4096, os.SEEK_SET)
        msvcrt.locking(fd, msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined]
        os.lseek(fd, 0, os.SEEK_SET)
    else:
        import fcntl

        fcntl.flock(fd, fcntl.LOCK_EX | fcntl.LOCK_NB)
