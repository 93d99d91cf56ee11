"""How far the workstation check is, for people and for programs."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING, Any

from posture_daemon.ergonomics.answers import Reply

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime, tzinfo

    from posture_daemon.ergonomics.checklist import Check
    from posture_daemon.ergonomics.review import Review

_WIDTH = 78


def status_lines(review: Review, zone: tzinfo) -> Iterator[str]:
    """The answers in numbers, and what is to be done."""
    replies = [review.reply(check) for check in review.checks]
    fine, worth, open_ = (replies.count(reply) for reply in (Reply.YES, Reply.NO, None))
    asked = sum(reply is not Reply.NOT_FOR_ME for reply in replies)
    yield f"{fine} of {asked} fine, {worth} worth a try, {open_} not answered yet."
    yield from change_lines(review, zone)
    if open_:
        yield f"Next: {review.unanswered[0].title}. Go on with: posture ergonomics check"
    else:
        yield f"Everything is asked again on {_day(review.ends, zone)}."


def change_lines(review: Review, zone: tzinfo) -> Iterator[str]:
    """The one change that is under way, with its reason and when it is asked about."""
    change, again = review.change, review.asks_again
    if change is None or again is None:
        return
    yield f"One change to try: {change.title}"
    yield wrapped(change.change)
    yield wrapped(f"Why this one first: {change.because}")
    others = len(review.wanting) - 1
    if others:
        yield f"  ({others} more may wait until this one is made.)"
    yield f"Whether it is made is asked on {_day(again, zone)}."


def question_lines(check: Check, place: str) -> Iterator[str]:
    """One check as it is asked in the terminal."""
    yield ""
    yield f"{place}  {check.title}" + (f" (for {check.whom})" if check.whom else "")
    yield wrapped(check.question)
    for step in check.measure:
        yield wrapped(step, "  - ", "    ")


def wrapped(text: str, first: str = "  ", more: str = "  ") -> str:
    """A text within the width of a terminal."""
    return textwrap.fill(text, _WIDTH, initial_indent=first, subsequent_indent=more)


def as_plain(review: Review, zone: tzinfo) -> dict[str, Any]:
    """The same as JSON values; instants are local ISO 8601."""
    again = review.asks_again if review.change else None
    return {
        "checks": [
            {
                "id": check.id,
                "title": check.title,
                "question": check.question,
                "answer": review.reply(check),
            }
            for check in review.checks
        ],
        "change": review.change.id if review.change else None,
        "asks_again": again and again.astimezone(zone).isoformat(),
        "round_ends": review.ends.astimezone(zone).isoformat(),
    }


def _day(at: datetime, zone: tzinfo) -> str:
    local = at.astimezone(zone)
    return f"{local:%A} {local.day} {local:%B %Y}"
