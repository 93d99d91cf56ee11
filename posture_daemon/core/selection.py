"""The selection of a text for a notice, remembered so that the next one is another."""

from __future__ import annotations

from typing import TYPE_CHECKING

from posture_daemon.core.choice import Wish, choose, remember, spend
from posture_daemon.core.reminder import Kind
from posture_daemon.core.sore.prompts import is_private

if TYPE_CHECKING:
    from datetime import timedelta

    from posture_daemon.core.choice import Choice
    from posture_daemon.core.plan import Plan
    from posture_daemon.core.reminder import Reminder
    from posture_daemon.core.state import State


def select(plan: Plan, state: State, reminder: Reminder, met: timedelta) -> Choice | None:
    """A text of the catalogue, unless the person's own words are shown in its place.

    `met` is how much of the work since the last rest was in meetings.
    """
    if reminder.summary:
        return None
    texts = plan.texts.get(reminder.kind, ())
    if is_private(reminder.uid):
        texts = tuple(text for text in texts if text.in_plan)
    recent = state.recent.get(reminder.kind, [])
    short = reminder.kind is Kind.MICROBREAK
    wish = Wish(
        seconds=round(reminder.rest.total_seconds()) if short else 0,
        on_feet=bool(met) and met >= plan.sensing.long_meeting,
        spent=state.spent_pins,
    )
    choice = choose(texts, recent, f"{reminder.kind}:{state.chosen}", wish)
    if choice:
        state.recent[reminder.kind] = remember(recent, choice.text.id)
        _keep_apart(state, choice.text.id if is_private(reminder.uid) else None)
        state.chosen += 1
        state.spent_pins = spend(state.spent_pins, choice, plan.texts)
    return choice


def _keep_apart(state: State, shown: str | None) -> None:
    """Remember which of the recent texts tell that somebody is sore."""
    recent = {text for texts in state.recent.values() for text in texts}
    state.track.texts = [text for text in state.track.texts if text in recent and text != shown]
    if shown is not None:
        state.track.texts.append(shown)
