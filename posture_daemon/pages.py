"""The pages that buttons open: of an exercise, or a form of the sore-back plan."""

from __future__ import annotations

from typing import TYPE_CHECKING

from posture_daemon.core.notice import Answer
from posture_daemon.core.notices import tag_of
from posture_daemon.core.reminder import Kind
from posture_daemon.core.sore.episode import RUNNING
from posture_daemon.forms.child import open_form
from posture_daemon.guide.child import open_page

if TYPE_CHECKING:
    from collections.abc import Coroutine
    from typing import Any

    from posture_daemon.control.passes import Passes
    from posture_daemon.core.agenda import Agenda
    from posture_daemon.dispatcher import Dispatcher


def page_for(
    answer: Answer, dispatcher: Dispatcher, passes: Passes
) -> Coroutine[Any, Any, None] | None:
    """What opens the page of a button that was just pressed; none if it has no page."""
    agenda = dispatcher.agenda
    form = agenda.form_for(answer)
    if form:
        return open_form(form)
    live = agenda.live
    if answer is Answer.SHOW and live and live.text:
        return open_page(live.text, passes.issue(tag_of(live)), _level(agenda, live.reminder))
    return None


def _level(agenda: Agenda, uid: str) -> int | None:
    """The level that was picked, where it says how much of what is shown."""
    course, clock = agenda.care.back.course, agenda.care.back.clock(agenda.here)
    plan_runs = course.phase(clock) in RUNNING
    exercise = agenda.ledger.reminders[uid].kind in {Kind.STRETCH, Kind.STRENGTHENING}
    return course.level(clock) if plan_runs and exercise else None
