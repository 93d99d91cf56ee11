"""The agenda: told the time and what happens, it decides what to show and when to be woken."""

from __future__ import annotations

from typing import TYPE_CHECKING

from posture_daemon.core.care import Care
from posture_daemon.core.entry import Event
from posture_daemon.core.noted_hours import noted
from posture_daemon.core.notice import Response
from posture_daemon.core.posture_cycle import TOLD
from posture_daemon.core.privacy import join, public_texts, split
from posture_daemon.core.quiet import BY_HAND
from posture_daemon.core.reminder import Desk
from posture_daemon.core.sore.prompts import is_private
from posture_daemon.core.sore.timeline import aligned
from posture_daemon.core.state import Mute, Presence, Track
from posture_daemon.core.walker import SETTINGS, Walker
from posture_daemon.errors import RequestRefused

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import datetime, timedelta

    from posture_daemon.core.meeting import Meeting
    from posture_daemon.core.moment import Moment
    from posture_daemon.core.notice import Answer
    from posture_daemon.core.plan import Plan
    from posture_daemon.core.privacy import Private
    from posture_daemon.core.reminder import Asks
    from posture_daemon.core.sore.deeds import Deed, Record
    from posture_daemon.core.state import Live
    from posture_daemon.core.work_calendar import WorkCalendar

_NOTED = frozenset({Event.STARTED, Event.SETTINGS})
"""From here on other working hours may hold."""


class Agenda(Walker):
    """Everything the service knows, moved forward by time and by what happens.

    Each method that takes a moment first walks every boundary between the last moment and that
    one, so that a late call, a suspend and a restart are the same thing. `live` is the notice
    that should be on the screen afterwards, `pending` says what happens next and when (elapsed
    time), and `take_entries` hands over what is to be written into the journal.
    """

    # --- asked ---

    @property
    def live(self) -> Live | None:
        """The notice that should be on the screen."""
        return self.state.live

    def pending(self) -> dict[str, timedelta]:
        """What happens next, each by its name, in elapsed time; the earliest of each name."""
        return self.passage.pending() | self.care.back.pending(self.here)

    # --- told ---

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
        return not reminder.rest or self.start(now)

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
        self,
        now: Moment,
        event: Event,
        reason: str | None = None,
        about: str | None = None,
        since: datetime | None = None,
    ) -> None:
        """Write down something that happened to the service itself, or to what it is `about`.

        `since` is when it went down, if it only says so now.
        """
        self.advance(now)
        hours = noted(self.care.calendar, now.wall) if event in _NOTED else ()
        self.ledger.write(event, about, reason=reason, since=since, hours=hours)

    def configure(self, now: Moment, plan: Plan, calendar: WorkCalendar) -> None:
        """Go by other settings from now on, keeping the counts of the reminders that stay."""
        self.advance(now)
        self.care.follow(plan, calendar)
        self._adopt(self.care.plan_at(now), SETTINGS)
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
        asks = self._asks
        deed = self.care.deed_of(answer, asks, now)
        if deed is None:
            return bool(self.care.form_for(answer, asks, now))
        try:
            self.tell(now, deed)
        except RequestRefused:
            return False
        return True

    def form_for(self, answer: Answer) -> str:
        """The name of the form that a button opens; empty if it opens none."""
        return self.care.form_for(answer, self._asks, self.here)

    @property
    def _asks(self) -> Asks | None:
        live = self.state.live
        return self.ledger.reminders[live.reminder].asks if live else None

    def forget(self, now: Moment) -> None:
        """Know nothing of a sore back any more."""
        self.advance(now)
        live = self.state.live
        if live and is_private(live.reminder):
            self.ledger.withdraw("forgotten")
        self.ledger.entries = split(self.ledger.entries)[1]
        self.state.recent, self.state.track = public_texts(self.state), Track()
        self.care = Care(self.care.base, self.care.calendar, self.state)
        self._adopt(self.care.plan_at(now), "forgotten")
        self._follow(now)

    def remember(self, now: Moment, records: Iterable[Record], private: Private) -> None:
        """The diary can be read only now: take up what it knows."""
        self.advance(now)
        before, state = self.care, self.state
        join(state, private)
        known = aligned(records, state.timeline, now)
        self.care = Care(before.base, before.calendar, state, known)
        self._adopt(self.care.plan_at(now), "plan")
        self.advance(now)
