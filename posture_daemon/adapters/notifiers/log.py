"""The last resort: a line in the log for each notice."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from posture_daemon.adapters.notifiers import text
from posture_daemon.core.reminder import Urgency

if TYPE_CHECKING:
    from collections.abc import Callable

    from posture_daemon.core.notice import Answer, Notice

_log = logging.getLogger("posture_daemon.notice")
_PRIVATE = "A notice that is nobody else's business: posture status"


class Log:
    """Writes notices into the log: works everywhere, and is read too late."""

    name = "the log"

    def __init__(self) -> None:
        self._last = ""

    async def open(
        self, answered: Callable[[str, Answer], None], ready: Callable[[], None]
    ) -> None:
        """Nothing to begin: a log gives no answers and never goes away."""

    async def show(self, notice: Notice) -> None:
        """Write one line, and none for a mere update (a countdown) of the same notice."""
        if notice.tag == self._last:
            return
        self._last = notice.tag
        pressing = notice.alarm or notice.urgency is Urgency.CRITICAL
        level = logging.WARNING if pressing else logging.INFO
        said = (_PRIVATE,) if notice.private else (notice.summary, notice.body)
        parts = (*said, text.how_to_answer(notice))
        _log.log(level, "%s", " - ".join(filter(None, map(text.line, parts))))

    async def withdraw(self, tag: str) -> None:
        """Forget the notice, so that it is written again if it comes again."""
        if self._last == tag:
            self._last = ""

    async def close(self) -> None:
        """Nothing to end."""
