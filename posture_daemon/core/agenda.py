"""The agenda: told the time and what happens, it decides what to show and when to be woken."""

from __future__ import annotations

from typing import TYPE_CHECKING

from posture_daemon.core.care import Care
from posture_daemon.core.entry import Event
from posture_daemon.core.judge import Judge
from posture_daemon.core.ledger import Ledger
from posture_daemon.core.limits import Spacing
from posture_daemon.core.meter import Meter
from posture_daemon.core.moment import Moment
from posture_daemon.core.notice import Response
from posture_daemon.core.offer import Offer
from posture_daemon.core.passage import Passage
from posture_daemon.core.posture_cycle import TOLD
from posture_daemon.core.privacy import join
from posture_daemon.core.quiet import BY_HAND, Quiet
from posture_daemon.core.reminder import Desk
from posture_daemon.core.sore.timeline import aligned
from posture_daemon.core.state import Mute, Presence, State
from posture_daemon.core.workday import Workday
from posture_daemon.errors import RequestRefused

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import timedelta

    from posture_daemon.core.entry import Entry
    from posture_daemon.core.meeting import Meeting
    from posture_daemon.core.notice import Answer
    from posture_daemon.core.plan import Plan
    from posture_daemon.core.privacy import Private
    from posture_daemon.core.sore.deeds import Deed, Record
    from posture_daemon.core.state import Live
    from posture_daemon.core.work_calendar import WorkCalendar


class Agenda:
    """Everything the service knows, moved forward by time and by what happens.

    Each method that takes a moment first walks every boundary between the last moment and that
    one, so that a late call, a suspend and a restart are the same thing. `live` is the notice
    that should be on the screen afterwards, `pending` says what happens next and when (elapsed
    time), and `take_entries` hands over what is to be written into the journal.
    """

    def __init__(
        self,
        plan: Plan,
        calendar: WorkCalendar,
        now: Moment,
        state: State | None = None,
    ) -> None:
        self.state = state or State(wall=now.wall, elapsed=now.elapsed)
        self.care = Care(plan, calendar, self.state)
        self._build(self.care.plan_at(self._here))

    def _build(self, plan: Plan, *, awake: bool = True) -> None:
        state = self.state
        self.plan = plan
        self.calendar = calendar = self.care.calendar_of(plan)
        self.ledger = Ledger(plan, calendar, state, self.care.back)
        self.quiet = Quiet(state, plan.timing.flap, plan.muting, plan.sensing.early_end)
        self.workday = Workday(calendar, state.wall)
        self.spacing = Spacing(state, plan.limits)
        offer = Offer(self.ledger, self.quiet.appointments, self.workday, plan.sensing)
        self.judge = Judge(self.ledger, self.quiet, self.spacing, self.workday, offer)
        self.passage = Passage(self.ledger, Meter(state), self.quiet, self.workday, self.judge)
        self.passage.awake = awake
        self.passage.observe()

    # --- asked ---

    @property
    def live(self) -> Live | None:
        """The notice that should be on the screen."""
        return self.state.live

    def pending(self) -> dict[str, timedelta]:
        """What happens next, each by its name, in elapsed time; the earliest of each name."""
        return self.passage.pending() | self.care.back.pending(self._here)

    def take_entries(self) -> list[Entry]:
        """Hand over the journal entries since the last call."""
        entries, self.ledger.entries = self.ledger.entries, []
        return entries

    def take_records(self) -> list[Record]:
        """Hand over what was told of a sore back since the last call."""
        records, self.care.records = self.care.records, []
        return records

    # --- told ---

    def advance(self, now: Moment) -> None:
        """Time has passed."""
        if not self.care.back.is_known:
            self.passage.advance(now)
            return
        while (turn := self.care.turn(self._here)) is not None and turn < now.elapsed:
            self.passage.advance(self._moment(turn))
            self._adapt()
        self.passage.advance(now)
        self._adapt()

    def _adapt(self) -> None:
        """Go by what the sore back asks for at this moment."""
        here = self._here
        self.care.lapse(here, self.ledger)
        self.care.note(here, self.ledger)
        self.passage.change()
        self.passage.advance(here)
        live = self.state.live
        plan = self.care.plan_at(here, self.ledger.reminders[live.reminder] if live else None)
        if plan != self.plan:
            self._adopt(plan, "plan")
            self.passage.advance(here)

    def _adopt(self, plan: Plan, reason: str) -> None:
        """Go by another plan, keeping the counts of the reminders that stay."""
        known = {reminder.uid for reminder in plan.reminders}
        live = self.state.live
        if live and live.reminder not in known:
            self.ledger.withdraw(reason)
        elif live:
            live.absorbed = tuple(uid for uid in live.absorbed if uid in known)
        entries = self.take_entries()
        self._build(plan, awake=self.passage.awake)
        self.ledger.entries = entries

    @property
    def _here(self) -> Moment:
        return Moment(self.state.wall, self.state.elapsed)

    def _follow(self, now: Moment) -> None:
        """Let everything happen that follows from what has just been told."""
        self.passage.change()
        self.advance(now)

    def slept(self, now: Moment, length: timedelta) -> None:
        """The machine was suspended, or the service was down, for this long until now."""
        start = max(now.elapsed - length, self.state.elapsed)
        self.advance(self._moment(start))
        self._be_awake(False)
        self.advance(self._moment(now.elapsed))
        self._be_awake(True)
        self.advance(now)

    def _be_awake(self, awake: bool) -> None:  # noqa: FBT001  a state
        self.passage.awake = awake
        self.passage.observe()

    def _moment(self, elapsed: timedelta) -> Moment:
        """The moment at which the elapsed time will be this, if nobody sets the clock."""
        return Moment(self.state.wall + (elapsed - self.state.elapsed), elapsed)

    def hear_presence(self, now: Moment, presence: Presence, since: timedelta) -> None:
        """Somebody is there, or has been away since an earlier time, which is credited back."""
        self.advance(now)
        self.state.presence = presence
        if presence is not Presence.ACTIVE:
            self.passage.credit(since)
        self.passage.observe()
        self._follow(now)

    def hear_source(self, now: Moment, name: str, *, busy: bool, detail: str = "") -> None:
        """A busy source has changed; `detail` is what makes it busy, a program, say."""
        self.advance(now)
        self.quiet.hear(name, busy=busy, detail=detail)
        self._follow(now)

    def hear_meetings(self, now: Moment, meetings: Sequence[Meeting]) -> None:
        """These are the meetings of the calendar from now on."""
        self.advance(now)
        self.quiet.appointments.take(meetings)
        self._follow(now)

    def respond(self, now: Moment, response: Response, reason: str | None = None) -> bool:
        """Answer the notice on the screen; false if there is none, or it may not be snoozed."""
        self.advance(now)
        live = self.state.live
        if live is None or (response is Response.SNOOZED and not live.can_snooze):
            return False
        self.ledger.respond(response, reason)
        self._follow(now)
        return True

    def start(self, now: Moment) -> bool:
        """Begin the guided break of the notice on the screen; false if there is none."""
        self.advance(now)
        if self.state.live is None:
            return False
        if self.ledger.reminders[self.state.live.reminder].desk is Desk.DOWN:
            return self.respond(now, Response.DONE)  # who stands up goes on working
        self.state.live.started = self.state.elapsed
        self._follow(now)
        return True

    def take(self, now: Moment, uid: str) -> bool:
        """Take a break of this kind now, whatever objects; false if there is no such reminder."""
        self.advance(now)
        reminder = self.ledger.reminders.get(uid)
        if reminder is None:
            return False
        if self.state.live is None or self.state.live.reminder != uid:
            self.judge.show(reminder, "taken")
        return self.start(now)

    def turn_desk(self, now: Moment, position: Desk) -> bool:
        """The person says how the desk is; false if it was so. A notice that asked is done."""
        self.advance(now)
        live = self.state.live
        asked = self.ledger.reminders[live.reminder].desk if live else None
        turned = self.ledger.cycle.turn(position, TOLD)
        if turned and asked and asked is not position:
            self.ledger.respond(Response.DONE)
        self._follow(now)
        return turned

    def deliver(self, now: Moment) -> None:
        """The notice has reached the person; the time to answer begins."""
        live = self.state.live
        if live and live.delivered is None:
            live.delivered = now.elapsed
            self.passage.change()

    def mute(self, now: Moment, mute: Mute) -> None:
        """Be quiet until the mute ends; a notice on the screen is withdrawn and owed."""
        self.advance(now)
        self.quiet.mute(mute)
        self.ledger.write(Event.MUTED, reason=mute.reason, until=self.quiet.ends_at(mute))
        if self.state.live and self.state.live.started is None:
            self.ledger.withdraw("muted")
        self._follow(now)

    def unmute(self, now: Moment) -> bool:
        """End every mute; false if there was none."""
        self.advance(now)
        had = self.quiet.muted
        self.state.mutes = []
        if had:
            self.passage.lift(self.state.elapsed)
            self.ledger.write(Event.UNMUTED, reason=BY_HAND)
        self._follow(now)
        return had

    def note(
        self, now: Moment, event: Event, reason: str | None = None, about: str | None = None
    ) -> None:
        """Write down something that happened to the service itself, or to what it is `about`."""
        self.advance(now)
        self.ledger.write(event, about, reason=reason)

    def configure(self, now: Moment, plan: Plan, calendar: WorkCalendar) -> None:
        """Go by other settings from now on, keeping the counts of the reminders that stay."""
        self.advance(now)
        self.care.follow(plan, calendar)
        self._adopt(self.care.plan_at(now), "settings")
        self.advance(now)

    # --- a sore back ---

    def tell(self, now: Moment, deed: Deed) -> tuple[str, ...]:
        """Take what a person tells, and answer in sentences; RequestRefused if it cannot be."""
        self.advance(now)
        self.care.back.check(now, deed)
        self.care.settle(deed, self.ledger)
        self.care.keep(now, deed, self.ledger)
        replies = self.care.back.replies(now, deed)
        self._follow(now)
        return replies

    def answer(self, now: Moment, answer: Answer) -> bool:
        """Take a button that is not one of a break; false if it means nothing now."""
        self.advance(now)
        live = self.state.live
        asks = self.ledger.reminders[live.reminder].asks if live else None
        deed = self.care.deed_of(answer, asks, now)
        if deed is None:
            return self.care.opens_page(answer)
        try:
            self.tell(now, deed)
        except RequestRefused:
            return False
        return True

    def remember(self, now: Moment, records: Iterable[Record], private: Private) -> None:
        """The diary can be read only now: take up what it knows."""
        self.advance(now)
        before, state = self.care, self.state
        join(state, private)
        known = aligned(records, state.timeline, now)
        self.care = Care(before.base, before.calendar, state, known)
        self._adopt(self.care.plan_at(now), "plan")
        self.advance(now)
