"""Runs the child process that shows a page: the service itself carries nothing of it."""

from __future__ import annotations

import asyncio
import logging
import os
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

log = logging.getLogger(__name__)

PASS = "POSTURE_DAEMON_PASS"  # noqa: S105  the name of a variable
"""Where the child finds its word: what an argument says, everybody can read."""

_TIME_LIMIT = 30.0
# `-m` looks in the working directory first: ours, so that nobody else's files are imported.
_ROOT = Path(__file__).parents[2]


async def open_page(item: str, word: str) -> None:
    """Have the page of an item opened; where that fails, the log says why. Never raises."""
    try:
        child = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "posture_daemon.guide", item),
            stdin=asyncio.subprocess.DEVNULL,
            stdout=asyncio.subprocess.DEVNULL,
            stderr=asyncio.subprocess.PIPE,
            cwd=_ROOT,
            env={**os.environ, PASS: word},
            # On Windows a console window would flash up.
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )
    except OSError as wrong:
        log.warning("the page of %s was not opened: %s", item, wrong)
        return
    said = b"it takes too long"
    try:
        with suppress(TimeoutError):
            _, said = await asyncio.wait_for(child.communicate(), _TIME_LIMIT)
    finally:
        if child.returncode is None:
            child.kill()
            await child.wait()
    if child.returncode:
        log.warning("the page of %s was not opened: %s", item, said[:500].decode(errors="replace"))
