"""From when on it has to be known whether somebody is typing: only close to a notice."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from posture_daemon.core.quiet import TYPING
from posture_daemon.core.state import Reason

if TYPE_CHECKING:
    from posture_daemon.core.agenda import Agenda

_AHEAD = timedelta(seconds=12)
_BRINGS_A_NOTICE = frozenset({"reminder", "snooze", "hold", "settle", "offer"})


def typing_matters(agenda: Agenda) -> timedelta | None:
    """From when on it has to be known who is typing, in elapsed time; none if not at all.

    That is a little before a notice may come, for a pause has to be seen as one.
    """
    if not agenda.passage.working or TYPING not in agenda.plan.muting:
        return None
    if any(count.held is Reason.TYPING for _, count in agenda.ledger.owed()):
        return agenda.state.elapsed
    ahead = agenda.pending().items()
    coming = (at for name, at in ahead if name.partition(":")[0] in _BRINGS_A_NOTICE)
    soonest = min(coming, default=None)
    return None if soonest is None else soonest - _AHEAD
