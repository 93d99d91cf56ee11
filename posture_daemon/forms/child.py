"""Starts the child process that serves a form: neither service nor command carries any of it."""

from __future__ import annotations

import asyncio
import logging
import subprocess
import sys
from pathlib import Path
from typing import IO, Any, cast

from posture_daemon.errors import Unavailable

log = logging.getLogger(__name__)

# `-m` looks in the working directory first: ours, so that nobody else's files are imported.
_ROOT = Path(__file__).parents[2]
# On Windows a console window would flash up.
_FLAGS = getattr(subprocess, "CREATE_NO_WINDOW", 0)
_NOBODY = subprocess.DEVNULL


def _command(page: str) -> tuple[str, ...]:
    return (sys.executable, "-m", "posture_daemon.forms", page)


async def open_form(page: str) -> None:
    """Have a form opened, and wait until it is closed; it ends with whoever waits.

    Where it fails, the log says why. Never raises.
    """
    try:
        child = await asyncio.create_subprocess_exec(
            *_command(page),
            stdin=asyncio.subprocess.PIPE,  # it ends when we do, however that is
            stdout=_NOBODY,
            stderr=asyncio.subprocess.PIPE,
            cwd=_ROOT,
            creationflags=_FLAGS,
        )
    except OSError as wrong:
        log.warning("the form %s was not opened: %s", page, wrong)
        return
    try:
        said = await child.stderr.read() if child.stderr else b""
        await child.wait()
    finally:
        if child.returncode is None:
            child.terminate()
            await child.wait()
    if child.returncode:
        log.warning("the form %s was not opened: %s", page, said[:500].decode(errors="replace"))


def start_form(page: str) -> None:
    """Have a form opened that stays when the command has ended.

    Raises Unavailable with the reason where it was not opened, and OSError.
    """
    options: dict[str, Any] = {"stdin": _NOBODY, "stdout": subprocess.PIPE, "cwd": _ROOT}
    child = subprocess.Popen(
        _command(page),
        **options,
        stderr=subprocess.PIPE,
        creationflags=_FLAGS,
        start_new_session=True,
    )
    with cast("IO[bytes]", child.stdout) as opened, cast("IO[bytes]", child.stderr) as complaint:
        if opened.readline():
            child.returncode = 0  # it runs on, and nobody here waits for it
            return
        said = complaint.read().decode(errors="replace")
    child.wait()
    raise Unavailable(said or "The form was not opened.")
