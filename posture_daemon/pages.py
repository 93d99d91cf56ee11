"""The pages that buttons open: of an exercise, or a form of the sore-back plan."""

from __future__ import annotations

from typing import TYPE_CHECKING

from posture_daemon.core.notice import Answer
from posture_daemon.core.notices import tag_of
from posture_daemon.forms.child import open_form
from posture_daemon.guide.child import open_page

if TYPE_CHECKING:
    from collections.abc import Coroutine
    from typing import Any

    from posture_daemon.control.passes import Passes
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
        return open_page(live.text, passes.issue(tag_of(live)))
    return None
