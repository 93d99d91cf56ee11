"""Lets the ergonomics reminder ask about what is open at the workstation, and not at random."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import msgspec

from posture_daemon.core.reminder import Kind
from posture_daemon.ergonomics.answers import load
from posture_daemon.ergonomics.question import questions
from posture_daemon.ergonomics.review import Review
from posture_daemon.errors import PostureError

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

    from posture_daemon.core.plan import Plan, Text
    from posture_daemon.core.reminder import Reminder
    from posture_daemon.settings.answer import Answer

_NEVER: frozenset[int] = frozenset()


def asking(answer: Answer, file: Path, now: datetime) -> Answer:
    """The same plan, with the questions of this moment; a file that cannot be read is a warning."""
    if answer.plan is None:
        return answer
    try:
        open_ones = questions(Review(load(file), now))
    except PostureError as wrong:
        return msgspec.structs.replace(answer, warnings=(*answer.warnings, str(wrong)))
    return msgspec.structs.replace(answer, plan=_asking(answer.plan, open_ones))


def _asking(plan: Plan, open_ones: tuple[Text, ...]) -> Plan:
    """With nothing to ask, the reminders of this kind fall due on no day."""
    if open_ones:
        return replace(plan, texts={**plan.texts, Kind.ERGONOMICS: open_ones})
    return replace(plan, reminders=tuple(_silent(reminder) for reminder in plan.reminders))


def _silent(reminder: Reminder) -> Reminder:
    asks = reminder.kind is Kind.ERGONOMICS and reminder.summary is None
    return replace(reminder, days=_NEVER) if asks else reminder
