"""Runs the child process that shows a page: the service itself carries nothing of it."""

from __future__ import annotations

import logging
import os

from posture_daemon import child

log = logging.getLogger(__name__)

PASS = "POSTURE_DAEMON_PASS"  # noqa: S105  the name of a variable
"""Where the child finds its word: what an argument says, everybody can read."""

_TIME_LIMIT = 30.0


async def open_page(item: str, word: str) -> None:
    """Have the page of an item opened; where that fails, the log says why. Never raises."""
    environ = {**os.environ, PASS: word}
    wrong = await child.complaint(child.command("guide", item), _TIME_LIMIT, environ)
    if wrong:
        log.warning("the page of %s was not opened: %s", item, wrong)
