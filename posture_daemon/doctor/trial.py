"""A notice for trial, which the person confirms to have seen."""

from __future__ import annotations

import asyncio
import sys
from datetime import timedelta
from typing import TYPE_CHECKING

from posture_daemon.adapters.notifiers.choose import notifiers_for
from posture_daemon.core.notice import Notice
from posture_daemon.doctor.finding import Finding, ok, problem
from posture_daemon.errors import Unavailable

if TYPE_CHECKING:
    from collections.abc import Callable

    from posture_daemon.doctor.service import Report

_TOPIC = "trial"
_NOTICE = Notice(
    tag="trial",
    summary="This is a trial",
    body="If you can read this, reminders reach you.",
    expires=timedelta(minutes=2),
)


def examine(backend: str, report: Report | None, seen: Callable[[], bool]) -> Finding:
    """Show a notice, and ask by `seen` whether it has arrived."""
    if report and report["live"]:
        # It would take the place of the one that waits for an answer.
        remedy = "Answer it, and then try again."
        return problem(_TOPIC, "A reminder is on the screen now.", remedy)
    return asyncio.run(_tried(backend, seen))


async def _tried(backend: str, seen: Callable[[], bool]) -> Finding:
    notifier = notifiers_for(backend, sys.platform)
    try:
        await notifier.open(lambda _tag, _answer: None, lambda: None)
        await notifier.show(_NOTICE)
        arrived = seen()  # the loop has nothing else to do
        await notifier.withdraw(_NOTICE.tag)
    except Unavailable as wrong:
        return problem(_TOPIC, wrong.title, wrong.hint)
    finally:
        await notifier.close()
    if arrived:
        return ok(_TOPIC, f"You have seen a notice by {notifier.name}.")
    sentence = f"{notifier.name} took the notice, and you have not seen it."
    return problem(
        _TOPIC, sentence, "Look at do-not-disturb, and at the desktop's settings for us."
    )
