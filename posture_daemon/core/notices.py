"""How a live reminder looks on the screen: its notice, its countdown, its end."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

from posture_daemon.core.notice import Answer, Notice
from posture_daemon.core.outlook import prospects
from posture_daemon.core.reminder import Asks
from posture_daemon.core.sore.prompts import is_private
from posture_daemon.core.sore.signs import safety_sign, sign
from posture_daemon.core.wording import left, title_of

if TYPE_CHECKING:
    from posture_daemon.core.agenda import Agenda
    from posture_daemon.core.moment import Moment
    from posture_daemon.core.plan import Plan
    from posture_daemon.core.reminder import Reminder
    from posture_daemon.core.state import Live

_ASKED = {
    Asks.CARD: (Answer.CARD, Answer.SNOOZE, Answer.SKIP),
    Asks.CHECK_IN: (Answer.SHOW, Answer.SNOOZE, Answer.SKIP, Answer.HELP),
    Asks.SESSION: (Answer.START, Answer.SHOW, Answer.SNOOZE, Answer.SKIP),
    Asks.VERDICT: (Answer.HELPED, Answer.SAME, Answer.WORSE),
    Asks.MEDICINE: (Answer.SKIP,),
    Asks.VISIT: (Answer.HELP, Answer.SNOOZE, Answer.SKIP),
}
_FAREWELL = timedelta(seconds=10)
_READING = timedelta(seconds=30)


def tag_of(live: Live) -> str:
    """A name for this showing of a reminder, the same after a restart."""
    return f"{live.reminder}@{live.shown.total_seconds():.3f}"


def has_page(live: Live, plan: Plan) -> bool:
    """Whether a page shows how: one does for a text of the catalogue, not for own words."""
    return live.text is not None and not _reminder_of(live, plan).summary


def _reminder_of(live: Live, plan: Plan) -> Reminder:
    return next(known for known in plan.reminders if known.uid == live.reminder)


def notice(agenda: Agenda, now: Moment) -> Notice | None:
    """What is on the screen now: a safety clock before a reminder, and a question after it."""
    back, live = agenda.care.back, agenda.live
    if not back.is_known:
        return notice_of(live, agenda.plan, now) if live else None
    clock = safety_sign(back, now)
    if clock or live is None:
        own = clock or sign(back, now)
        return replace(own, private=True) if own else None
    return replace(notice_of(live, agenda.plan, now), private=is_private(live.reminder))


def notice_of(live: Live, plan: Plan, now: Moment) -> Notice:
    """The notice for a live reminder at this moment."""
    reminder = _reminder_of(live, plan)
    page = [Answer.SHOW] if has_page(live, plan) else []
    if live.started is not None:
        picture = _picture(reminder, live, plan)
        return _countdown(live, live.started + reminder.rest - now.elapsed, page, picture)
    return Notice(
        tag=tag_of(live),
        summary=live.offer or live.summary,
        body=f"{live.summary}. {live.body}" if live.offer else live.body,
        actions=() if reminder.quiet else tuple(_actions(reminder, live, page)),
        urgency=reminder.urgency,
        quiet=reminder.quiet,
        expires=min(reminder.rest, plan.timing.expire)
        if reminder.quiet and reminder.rest
        else plan.timing.expire,
        sound=plan.notifications.sound and not reminder.quiet,
        picture=_picture(reminder, live, plan),
    )


def _actions(reminder: Reminder, live: Live, page: list[Answer]) -> list[Answer]:
    if reminder.asks:
        later = [Answer.SNOOZE] if live.can_snooze else []
        return [action for action in _ASKED[reminder.asks] if action is not Answer.SNOOZE or later]
    actions = [Answer.DONE]
    if reminder.is_guided:
        actions[:0] = [Answer.START, *page]
    if live.can_snooze:
        actions.append(Answer.SNOOZE)
    hurts = [] if is_private(reminder.uid) else [Answer.SORE]
    return [*actions, Answer.SKIP, *hurts]


def _picture(reminder: Reminder, live: Live, plan: Plan) -> str:
    """The drawing of what it says: nothing where the settings have lost that text meanwhile."""
    texts = plan.texts.get(reminder.kind, ())
    shown = (text.picture or text.figure for text in texts if text.id == live.text)
    return next(shown, "")


def _countdown(live: Live, remaining: timedelta, page: list[Answer], picture: str) -> Notice:
    return Notice(
        tag=tag_of(live),
        summary=f"{live.summary} - {left(remaining)} left",
        body=live.body,
        actions=(*page, Answer.DONE, Answer.SKIP),
        quiet=True,
        picture=picture,
    )


def farewell(plan: Plan) -> Notice:
    """What a guided break ends with."""
    return Notice(
        tag="farewell",
        summary="That was your break",
        body="Carry on when you are ready.",
        quiet=not plan.notifications.sound,
        sound=plan.notifications.sound,
        expires=_FAREWELL,
    )


def announcement(agenda: Agenda) -> Notice:
    """What the service says once when it starts: that it is on, and what comes first."""
    coming = next((p for p in prospects(agenda) if p.due is not None and p.held is None), None)
    if coming is None or coming.due is None:
        first = "There is no reminder ahead."
    else:
        zone, now = agenda.calendar.zone, agenda.state.wall
        at = coming.due.astimezone(zone)
        today = at.date() == now.astimezone(zone).date()
        when = f"{at:%H:%M}" if today else f"{at:%A} at {at:%H:%M}"
        first = f"First reminder: {title_of(coming.reminder).lower()}, {when}."
    return Notice(tag="announcement", summary="Posture daemon is on", body=first, expires=_FAREWELL)


def refusal(problem: str) -> Notice:
    """What the service says when the settings file was saved and is wrong."""
    return Notice(
        tag="settings",
        summary="The settings stay as they were",
        body=f"{problem}\nSee all: posture check",
        expires=_READING,
    )
