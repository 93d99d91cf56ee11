"""What of the sore back is on the screen beside reminders: a session's clock, a pin, a question."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from posture_daemon.core.notice import Answer, Notice
from posture_daemon.core.reminder import Urgency
from posture_daemon.core.sore import numbers, wording
from posture_daemon.core.sore.course import pinned_again
from posture_daemon.core.wording import spoken

if TYPE_CHECKING:
    from datetime import timedelta

    from posture_daemon.core.moment import Moment
    from posture_daemon.core.sore.back import SoreBack
    from posture_daemon.core.sore.thermal import Session


SIGN = "sign:"
"""How the tags of these notices begin."""


def safety_sign(back: SoreBack, now: Moment) -> Notice | None:
    """What comes before everything else: the clock of a session, and a card that was called for.

    An alarm, and a look at the skin, come before the card.
    """
    session = back.sessions.running
    clock = _of_session(session, now.elapsed) if session else None
    called = back.course.card_at_once(back.clock(now))
    if called is None or (clock and clock.sound):
        return clock
    tag = f"card@{called.total_seconds():.3f}:{pinned_again(called, now.elapsed)}"
    card = _pinned(tag, wording.CARD_NOW, Answer.CARD)
    return replace(card, wakeful=clock is not None)


def _pinned(tag: str, words: tuple[str, str], *actions: Answer) -> Notice:
    """A notice that stays."""
    summary, body = words
    return Notice(f"{SIGN}{tag}", summary, body, actions, urgency=Urgency.CRITICAL)


def sign(back: SoreBack, now: Moment) -> Notice | None:
    """What is there while no reminder is: the card that is pinned, or a question."""
    pinned = back.course.pinned
    if pinned is not None:
        tag = f"urgent{pinned_again(pinned, now.elapsed)}"
        return _pinned(tag, wording.pinned(back.care.call), Answer.CARD, Answer.ADVICE)
    question = back.track.question
    if question is None:
        return None
    summary, body = wording.WORSE_THAN_BEFORE
    return Notice(
        tag=f"{SIGN}question@{question.asked.total_seconds():.3f}",
        summary=summary,
        body=body,
        actions=(Answer.NO, Answer.YES),
        expires=numbers.QUESTION_STAYS,
    )


def _of_session(session: Session, now: timedelta) -> Notice:
    tag = f"{SIGN}{session.kind}@{session.started.total_seconds():.3f}"
    kind = session.kind.capitalize()
    rung = session.alarm(now)
    if rung is not None:
        return Notice(
            tag=f"{tag}:alarm{rung}",
            summary=f"{kind}: take it off now",
            body=wording.ALARM,
            actions=(Answer.CONFIRM,),
            urgency=Urgency.CRITICAL,
            sound=True,
            alarm=True,
            wakeful=rung < numbers.ALARMS_AWAKE,
        )
    left = spoken(session.due - now)
    if session.looks(now) > session.looked:
        return Notice(
            tag=f"{tag}:look{session.looks(now)}",
            summary=f"{kind}: look at your skin",
            body=wording.stop_if(session.kind),
            actions=(Answer.FINE, Answer.STOP),
            urgency=Urgency.CRITICAL,
            sound=True,
            wakeful=True,
        )
    return Notice(
        tag=tag,
        summary=f"{kind}: {left} left",
        body=wording.stop_if(session.kind),
        actions=(Answer.STOP,),
        quiet=True,
        wakeful=True,
    )
