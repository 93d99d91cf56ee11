"""Runs the child process that shows a page: the service itself carries nothing of it."""

from __future__ import annotations

import logging
import os

from posture_daemon import child

log = logging.getLogger(__name__)

PASS = "POSTURE_DAEMON_PASS"  # noqa: S105  the name of a variable
LEVEL = "POSTURE_DAEMON_LEVEL"
"""Where the child finds its word, and a level: what an argument says, everybody can read."""

_TIME_LIMIT = 30.0


async def open_page(item: str, word: str, level: int | None = None) -> None:
    """Have the page of an item opened; where that fails, the log says why. Never raises.

    `level` is that of the plan for a sore back, while it runs.
    """
    environ = {**os.environ, PASS: word, LEVEL: "" if level is None else str(level)}
    wrong = await child.complaint(child.command("guide", item), _TIME_LIMIT, environ)
    if wrong:
        log.warning("the page of %s was not opened: %s", item, wrong)
