"""Opens a form in the browser: by way of a private file, since what is started all can read."""

from __future__ import annotations

import os
import sys
from contextlib import closing
from difflib import get_close_matches
from html import escape
from stat import S_ISFIFO
from typing import TYPE_CHECKING, TextIO

from posture_daemon.errors import RequestRefused, Unavailable
from posture_daemon.forms.pages import PAGES
from posture_daemon.forms.server import FormServer
from posture_daemon.forms.service import RunningService
from posture_daemon.guide.browser import folder_for_pages, opened
from posture_daemon.guide.page import put
from posture_daemon.paths import socket_path

if TYPE_CHECKING:
    from pathlib import Path

OPENED = "opened"
"""What is said once the browser has been told."""

_WAY = """\
<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<meta http-equiv="refresh" content="0; url={address}">
<title>Posture daemon</title>
<p><a href="{address}">Go to the form</a></p>
"""


def serve(page: str, said: TextIO) -> None:
    """Open a page and serve it until no form is open any more.

    Raises RequestRefused where there is no such page, Unavailable where there is no browser, and
    OSError where the system does not allow it.
    """
    if page not in PAGES:
        near = get_close_matches(page, PAGES, n=1)
        hint = f"Did you mean {near[0]}?" if near else f"There are: {', '.join(PAGES)}."
        raise RequestRefused(f"There is no form {page!r}.", hint)
    with closing(Doorway(FormServer(RunningService(socket_path())), page)) as doorway:
        if not opened(doorway.file):
            raise Unavailable("There is no browser to open a form.", "Use the commands instead.")
        said.write(f"{OPENED}\n")
        said.flush()
        doorway.server.serve(_owner())


def _owner() -> int | None:
    """The pipe from the service that has started this process, where it was one."""
    piped = sys.platform != "win32" and sys.stdin and S_ISFIFO(os.fstat(sys.stdin.fileno()).st_mode)
    return sys.stdin.fileno() if piped else None


class Doorway:
    """A server, and the private file by which the browser finds its way to it."""

    def __init__(self, server: FormServer, page: str) -> None:
        self.server = server
        self.file: Path = put(
            _WAY.format(address=escape(server.gate.address(page))),
            folder_for_pages(),
            f"form-{server.server_port}.html",
        )

    def close(self) -> None:
        """Leave nothing behind."""
        self.file.unlink(missing_ok=True)
        self.server.server_close()
