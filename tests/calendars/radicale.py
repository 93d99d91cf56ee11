"""A real calendar server, Radicale, with one calendar and a password."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import requests

from tests.calendars.server import free_port, listens
from tests.desktop import wait_until

if TYPE_CHECKING:
    import subprocess

    from tests.desktop import PrivateDesktop

USER, PASSWORD = "me", "open sesame"
_CONFIG = """\
[server]
hosts = 127.0.0.1:{port}
[auth]
type = htpasswd
htpasswd_filename = {folder}/users
htpasswd_encryption = plain
delay = 0
[storage]
filesystem_folder = {folder}/collections
"""


class Radicale:
    """The server, on a port that stays the same when it is started again."""

    def __init__(self, session: PrivateDesktop) -> None:
        self._session = session
        self._port = free_port()
        folder = session.folder
        (folder / "users").write_text(f"{USER}:{PASSWORD}\n")
        (folder / "config").write_text(_CONFIG.format(port=self._port, folder=folder))
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        """The address of the calendar."""
        return f"http://127.0.0.1:{self._port}/{USER}/work/"

    def start(self) -> None:
        """Start it, and wait until it listens."""
        command = (sys.executable, "-m", "radicale", "--config", self._session.folder / "config")
        self._process = self._session.start(*command)
        wait_until(lambda: listens(self._port), "the server listens")

    def kill(self) -> None:
        """Kill -9."""
        assert self._process
        self._session.end(self._process, 9)

    def put(self, text: str) -> None:
        """Put a whole calendar in place of the one that is there."""
        done = requests.put(
            self.url,
            text.encode(),
            auth=(USER, PASSWORD),
            headers={"Content-Type": "text/calendar"},
            timeout=30,
        )
        assert done.ok, done.text
