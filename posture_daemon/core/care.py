"""Care for a sore back: what is told is kept, and the plan of the agenda follows from it."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC
from typing import TYPE_CHECKING

from posture_daemon.core.entry import Event
from posture_daemon.core.notice import Answer, Response
from posture_daemon.core.reminder import Asks
from posture_daemon.core.sore import numbers, story
from posture_daemon.core.sore.back import SoreBack
from posture_daemon.core.sore.deeds import (
    AnswerCard,
    CheckIn,
    CheckSkin,
    DidItem,
    EndSession,
    GotAdvice,
    JudgeSession,
    Record,
    StartSession,
    TakeMedicine,
    Verdict,
)
from posture_daemon.core.sore.episode import Phase
from posture_daemon.core.sore.prompts import CARD, derive
from posture_daemon.core.sore.signs import SIGN, safety_sign
from posture_daemon.core.work_calendar import WorkCalendar

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import timedelta

    from posture_daemon.core.ledger import Ledger
    from posture_daemon.core.moment import Moment
    from posture_daemon.core.plan import Plan
    from posture_daemon.core.reminder import Reminder
    from posture_daemon.core.sore.deeds import Deed
    from posture_daemon.core.state import Live, State

_ANSWERED_BY = {
    CheckIn: Asks.CHECK_IN,
    AnswerCard: Asks.CARD,
    JudgeSession: Asks.VERDICT,
    StartSession: Asks.SESSION,
    TakeMedicine: Asks.MEDICINE,
}


class Care:
    """Keeps a sore back and the agenda in step. `records` are those that are yet to be kept."""

    def __init__(
        self,
        base: Plan,
        calendar: WorkCalendar,
        state: State,
        records: Iterable[Record] = (),
    ) -> None:
        self.back = SoreBack(base.sore, state.track, calendar.zone, records)
        self.records: list[Record] = []
        self.follow(base, calendar)

    def follow(self, base: Plan, calendar: WorkCalendar) -> None:
        """Go by these settings from now on."""
        self.base, self.calendar = base, calendar
        self.back.follow(base.sore, calendar.zone)

    # --- asked ---

    def plan_at(self, now: Moment, live: Reminder | None = None) -> Plan:
        """What the agenda goes by; the reminder that is on the screen stays as it was shown."""
        plan = derive(self.base, self.back, self.back.clock(now))
        if live is None or plan is self.base:
            return plan
        kept = tuple(live if r.uid == live.uid else r for r in plan.reminders)
        return replace(plan, reminders=kept)

    def calendar_of(self, plan: Plan) -> WorkCalendar:
        """The working hours that a plan has, in the time zone of the settings'."""
        if plan.hours == self.calendar.hours:
            return self.calendar
        return WorkCalendar(plan.hours, self.calendar.zone)

    def turn(self, now: Moment, *, awake: bool) -> timedelta | None:
        """When something changes by itself; none where nobody is sore.

        While the machine sleeps, the clock of a session shows nothing.
        """
        return min(self.back.pending(now, awake=awake).values(), default=None)

    def deed_of(self, answer: Answer, asks: Asks | None, now: Moment) -> Deed | None:
        """What a button says, on the notice that is there now; none if it says nothing."""
        question = self.back.track.question
        match answer:
            case Answer.CONFIRM | Answer.FINE | Answer.STOP:
                return self._of_session(answer, now)
            case Answer.YES | Answer.NO if question:
                return DidItem(question.item, worse=answer is Answer.YES)
            case Answer.HELPED | Answer.SAME | Answer.WORSE if asks is Asks.VERDICT:
                return JudgeSession(Verdict(answer.value))
            case Answer.ADVICE:
                return GotAdvice()
        return None

    def _of_session(self, answer: Answer, now: Moment) -> Deed | None:
        session = self.back.sessions.running
        if session is None or (answer is Answer.CONFIRM and session.alarm(now.elapsed) is None):
            return None
        looking = session.looks(now.elapsed) > session.looked
        if answer is Answer.FINE or (answer is Answer.STOP and looking):
            return CheckSkin(fine=answer is Answer.FINE)
        return EndSession()

    def form_for(self, answer: Answer, asks: Asks | None, now: Moment) -> str:
        """The name of the form that a button opens; empty if it opens none."""
        phase = self.back.course.phase(self.back.clock(now))
        match answer:
            case Answer.SORE:
                return "start" if phase is Phase.WELL else "check-in"
            case Answer.CARD:
                return "advice" if phase is Phase.URGENT else "card"
            case Answer.HELP:
                return "help"
            case Answer.SHOW if asks is Asks.CHECK_IN:
                return "check-in"
            case Answer.SHOW if asks is Asks.SESSION:
                return "warmth"
        return ""

    # --- told ---

    def keep(self, now: Moment, deed: Deed, ledger: Ledger) -> None:
        """Take a deed, and have it written."""
        zone = str(self.calendar.zone)
        record = Record(now.wall.astimezone(UTC), now.elapsed, zone, deed, ledger.state.timeline)
        self.back.take(record)
        self.records.append(record)
        if ledger.state.live and self.back.course.card_at_once(self.back.clock(now)) is not None:
            ledger.withdraw("card")
        ledger.write(Event.TOLD, "sore:diary", reason=story.line(deed))

    def settle(self, deed: Deed, ledger: Ledger) -> None:
        """What is on the screen is answered by a deed, or makes room for it."""
        track, live = self.back.track, ledger.state.live
        if isinstance(deed, DidItem) and track.question and track.question.item == deed.item:
            track.question = None
        if live is None:
            return
        if ledger.reminders[live.reminder].asks is _ANSWERED_BY.get(type(deed), ...):
            if not isinstance(deed, TakeMedicine) or _is_of(live, deed.nickname):
                ledger.respond(Response.DONE)
        elif isinstance(deed, StartSession):
            ledger.withdraw("session")

    def lapse(self, now: Moment, ledger: Ledger) -> None:
        """A question that nobody has answered is over, and the item was done."""
        question = self.back.track.question
        if question and now.elapsed >= question.asked + numbers.QUESTION_STAYS:
            self.back.track.question = None
            self.keep(now, DidItem(question.item), ledger)

    def note(self, now: Moment, ledger: Ledger, *, awake: bool) -> None:
        """Write down that another part of the plan has begun, or that a safety clock speaks.

        It speaks to nobody while the machine sleeps, and again as soon as it wakes.
        """
        track = self.back.track
        phase = self.back.course.phase(self.back.clock(now))
        if phase != track.phase:
            track.phase = phase
            ledger.write(Event.PLAN, "sore:plan", reason=str(phase))
        if not awake:
            return
        sign = safety_sign(self.back, now)
        tag = sign.tag if sign and not sign.quiet else ""
        about = f"sore:{tag[len(SIGN) :].partition('@')[0]}"
        if about == CARD:
            tag = tag.rpartition(":")[0]  # it is written once, however often it comes back
        if sign and tag and tag != track.sign:
            event = Event.SHOWN if about == CARD else Event.SESSION
            ledger.write(event, about, reason=sign.summary)
        track.sign = tag


def _is_of(live: Live, nickname: str) -> bool:
    """Whether a notice is about the medicine of this name, however it is written."""
    return live.reminder.casefold().endswith(f":{nickname.casefold()}")
