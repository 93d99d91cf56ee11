"""What the daemon tells the service manager that started it (systemd's notify protocol)."""

from __future__ import annotations

import logging
import os
import socket
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta

PATIENCE = 1.0
"""Seconds to wait for room in the service manager's queue."""

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class ServiceManager:
    """Speaks to the socket named in `environ`; without one every verb does nothing.

    No verb raises: a service manager that went away is no reason to stop.
    """

    environ: Mapping[str, str]
    pid: int = field(default_factory=os.getpid)

    def ready(self, status: str = "") -> None:
        """Say that starting, or reloading, is over."""
        self._send("READY=1", *_status(status))

    def status(self, text: str) -> None:
        """Say in one line what goes on; `systemctl --user status` shows it."""
        self._send(*_status(text))

    def watchdog(self) -> None:
        """Say that the daemon is alive; due every `watchdog_interval`."""
        self._send("WATCHDOG=1")

    def reloading(self) -> None:
        """Say that the settings are being read again; `ready` ends it."""
        self._send("RELOADING=1")

    def stopping(self) -> None:
        """Say that it is about to end."""
        self._send("STOPPING=1")

    @property
    def watchdog_interval(self) -> timedelta | None:
        """Half of what the service manager waits before it takes the daemon for dead.

        None when it does not wait, or waits for another process.
        """
        limit = self.environ.get("WATCHDOG_USEC", "")
        if not limit.isdecimal() or int(limit) == 0:
            return None
        if self.environ.get("WATCHDOG_PID", str(self.pid)) != str(self.pid):
            return None
        return timedelta(microseconds=int(limit)) / 2

    def _send(self, *assignments: str) -> None:
        address = self._address()
        if not address or not assignments:
            return
        try:
            with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as channel:
                # A busy service manager must not hold up the event loop.
                channel.settimeout(PATIENCE)
                channel.connect(address)
                channel.sendall("\n".join(assignments).encode(errors="replace"))
        except OSError as error:
            log.debug("the service manager does not listen: %s", error)

    def _address(self) -> str:
        """Return the socket's address; an @ stands for the zero byte of an abstract one."""
        name = self.environ.get("NOTIFY_SOCKET", "")
        return "\0" + name[1:] if name.startswith("@") else name


def _status(text: str) -> tuple[str, ...]:
    # A second line would be read as another assignment.
    return (f"STATUS={' '.join(text.split())}",) if text else ()
