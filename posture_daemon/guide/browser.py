"""The browser of the desktop: whether there is one, what it may read, and how it is opened."""

from __future__ import annotations

import os
import subprocess
import sys
from contextlib import suppress
from pathlib import Path
from shutil import which
from typing import TYPE_CHECKING

from posture_daemon.paths import runtime_folder

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_PATIENCE = 5.0
"""Seconds after which an opener that has not complained is taken to be the browser itself."""


def folder_for_pages() -> Path:
    """The folder of the pages: private, and such that the person's browser may read it.

    A browser from a snap sees nothing of the runtime folder, but its own folder in the home.
    """
    snap = _snap_of(_said("xdg-settings", "get", "default-web-browser"))
    common = Path.home() / "snap" / snap / "common"
    if snap and common.is_dir():
        return common / "posture-daemon"
    return runtime_folder() / "guide"


def opened(
    page: Path, *, platform: str = sys.platform, environ: Mapping[str, str] = os.environ
) -> bool:
    """Open a page in the browser; false where there is no screen, no browser, or it fails."""
    if sys.platform == "win32":
        with suppress(OSError):
            os.startfile(page)  # noqa: S606  no shell is what is wanted
            return True
        return False
    command = opener(platform, environ)
    return bool(command) and _begun([*command, str(page)], environ)


def opener(platform: str, environ: Mapping[str, str]) -> Sequence[str]:
    """The command that opens a file on this desktop; empty where there is none.

    A child of a service would keep the bounds of that service, and end with it: a browser gets a
    unit of its own.
    """
    path = environ.get("PATH")
    if platform == "darwin":
        return ("open",)
    if not (environ.get("DISPLAY") or environ.get("WAYLAND_DISPLAY")):
        return ()
    if which("xdg-open", path=path) is None:
        return ()
    if environ.get("INVOCATION_ID") and which("systemd-run", path=path):
        return ("systemd-run", "--user", "--quiet", "--collect", "--", "xdg-open")
    return ("xdg-open",)


def _begun(command: Sequence[str], environ: Mapping[str, str]) -> bool:
    try:
        child = subprocess.Popen(
            command,
            env=dict(environ),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
    except OSError:
        return False
    try:
        return child.wait(_PATIENCE) == 0
    except subprocess.TimeoutExpired:
        return True


def _snap_of(desktop_file: str) -> str:
    """The snap that a desktop file belongs to: they are called SNAP_PROGRAM.desktop."""
    snap, found, _ = desktop_file.strip().partition("_")
    return snap if found else ""


def _said(*command: str) -> str:
    if which(command[0]) is None:
        return ""
    with suppress(OSError, subprocess.TimeoutExpired):
        return subprocess.run(
            command, capture_output=True, text=True, check=False, timeout=_PATIENCE
        ).stdout
    return ""
