"""What the ergonomics reminder asks: about what is open, and not at random."""

from __future__ import annotations

from typing import TYPE_CHECKING

from posture_daemon.core.plan import Text

if TYPE_CHECKING:
    from posture_daemon.ergonomics.checklist import Check
    from posture_daemon.ergonomics.review import Review


QUESTION = "workstation-"
"""What the id of such a text begins with; the rest is the id of the check."""


def questions(review: Review) -> tuple[Text, ...]:
    """What a notice may ask now: the change to confirm alone, or else the open questions.

    While a change is under way the others wait: one at a time.
    """
    if change := review.to_confirm:
        return (_text(change, f"{change.title}: done?", change.change),)
    if review.change:
        return ()
    return tuple(_text(check, check.title, check.question) for check in review.unanswered)


def _text(check: Check, title: str, body: str) -> Text:
    return Text(f"{QUESTION}{check.id}", title, body, check.areas)
