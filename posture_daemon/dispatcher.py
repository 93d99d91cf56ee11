"""The dispatcher: carries a reminder from its due moment to the screen and into the journal."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from posture_daemon.core.attention import typing_matters
from posture_daemon.core.entry import Event
from posture_daemon.core.notice import Answer, Response
from posture_daemon.core.notices import farewell, notice
from posture_daemon.core.passage import GUIDED
from posture_daemon.core.privacy import Private, private_of, public_of, split
from posture_daemon.core.sore.signs import SIGN

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from posture_daemon.core.agenda import Agenda
    from posture_daemon.core.meeting import Meeting
    from posture_daemon.core.moment import Moment
    from posture_daemon.core.notice import Notice
    from posture_daemon.core.plan import Plan
    from posture_daemon.core.privacy import Private
    from posture_daemon.core.reminder import Desk
    from posture_daemon.core.sore.deeds import Deed, Record
    from posture_daemon.core.state import Mute, Presence
    from posture_daemon.core.work_calendar import WorkCalendar
    from posture_daemon.ports import Clock, Diary, Journal, Screen, Timetable

NAP = timedelta(seconds=1)
"""A suspend shorter than this is not worth speaking of."""

COUNTDOWN = timedelta(seconds=15)
"""How often a guided break updates the time left."""

SLACK = timedelta(milliseconds=50)
"""Two readings of two clocks differ by a little; a job is not moved for that."""

_RESPONSES = {
    Answer.DONE: Response.DONE,
    Answer.SNOOZE: Response.SNOOZED,
    Answer.SKIP: Response.SKIPPED,
    Answer.DISMISSED: Response.DISMISSED,
}


class Dispatcher:
    """One straight line: the time is read, the agenda told, the outcome kept, shown and armed.

    Everything that happens comes through one of its methods; none of them waits for anybody, and
    only `tell` raises.
    """

    def __init__(
        self,
        agenda: Agenda,
        clock: Clock,
        timetable: Timetable,
        screen: Screen,
        journal: Journal,
        *,
        diary: Diary | None = None,
        listen: Callable[[bool], None] | None = None,
    ) -> None:
        """`diary` keeps what is private; without it the journal does.

        `listen` hears whether it matters now who is typing; without it nobody is asked.
        """
        self.agenda = agenda
        self._clock = clock
        self._timetable = timetable
        self._screen = screen
        self._journal = journal
        self.diary = diary
        self._asleep = clock.asleep()
        self._listen = listen
        self._listening = False
        self._shown: Notice | None = None
        self._put_away = ""
        self._armed: dict[str, timedelta] = {}
        self._zero = datetime.min.replace(tzinfo=UTC)

    # --- what happens ---

    def wake(self) -> None:
        """Something may be due: a job of the timetable, a resume, a change of the clock."""
        self._finish(self._now())

    def answer(self, tag: str, answer: Answer) -> bool:
        """The person has answered the notice with this tag; an old tag answers nothing."""
        if self._shown is None or tag != self._shown.tag:
            return False
        return self.respond(answer)

    def respond(self, answer: Answer) -> bool:
        """The person has answered whatever is on the screen; false if that is not possible."""
        now = self._now()
        if answer is Answer.START:
            taken = self.agenda.start(now)
        elif answer is Answer.SHOW:
            taken = self._begin(now)
        elif answer in _RESPONSES:
            taken = self._close(now, _RESPONSES[answer])
        else:
            taken = self.agenda.answer(now, answer)
        self._finish(now)
        return taken

    def _close(self, now: Moment, response: Response) -> bool:
        """Settle the reminder on the screen; what is no reminder is only put away."""
        if self._shown and self._shown.tag.startswith(SIGN):
            self._put_away = self._shown.tag
            return response is Response.DISMISSED
        return self.agenda.respond(now, response)

    def _begin(self, now: Moment) -> bool:
        """Whoever wants to be shown how has begun, where there is a countdown to begin."""
        if self._shown and Answer.START in self._shown.actions:
            return self.agenda.start(now)
        return self.agenda.live is not None

    def delivered(self, tag: str) -> None:
        """The notice has reached the person."""
        if self._shown and tag == self._shown.tag:
            now = self._now()
            self.agenda.deliver(now)
            self._finish(now)

    def hear_presence(self, presence: Presence, lasting: timedelta) -> None:
        """Somebody has come, or has been away for this long."""
        now = self._now()
        self.agenda.hear_presence(now, presence, now.elapsed - lasting)
        self._finish(now)

    def hear_source(self, name: str, *, busy: bool, detail: str = "") -> None:
        """A busy source has changed."""
        now = self._now()
        self.agenda.hear_source(now, name, busy=busy, detail=detail)
        self._finish(now)

    def hear_meetings(self, meetings: Sequence[Meeting]) -> None:
        """The calendar has changed, or has been read for the first time."""
        now = self._now()
        self.agenda.hear_meetings(now, meetings)
        self._finish(now)

    def mute(self, mute: Mute) -> None:
        """Be quiet."""
        now = self._now()
        self.agenda.mute(now, mute)
        self._finish(now)

    def unmute(self) -> bool:
        """End every mute; false if there was none."""
        now = self._now()
        had = self.agenda.unmute(now)
        self._finish(now)
        return had

    def take(self, uid: str) -> bool:
        """Begin a break now; false if there is no such reminder."""
        now = self._now()
        known = self.agenda.take(now, uid)
        self._finish(now)
        return known

    def turn_desk(self, position: Desk) -> bool:
        """The person says how the sit-stand desk is; false if it was so."""
        now = self._now()
        turned = self.agenda.turn_desk(now, position)
        self._finish(now)
        return turned

    def tell(self, deed: Deed) -> tuple[str, ...]:
        """Take what a person tells of a sore back; RequestRefused if it cannot be."""
        now = self._now()
        try:
            return self.agenda.tell(now, deed)
        finally:
            self._finish(now)

    def remember(self, records: Iterable[Record], private: Private) -> None:
        """The diary can be read only now."""
        now = self._now()
        self.agenda.remember(now, records, private)
        self._finish(now)

    @property
    def shown(self) -> Notice | None:
        """What is on the screen."""
        return self._shown

    def forget(self) -> None:
        """Know nothing of a sore back any more."""
        now = self._now()
        self.agenda.forget(now)
        self._finish(now)

    def configure(self, plan: Plan, calendar: WorkCalendar) -> None:
        """Go by other settings from now on."""
        now = self._now()
        self.agenda.configure(now, plan, calendar)
        self._finish(now)

    def note(
        self,
        event: Event,
        reason: str | None = None,
        about: str | None = None,
        since: datetime | None = None,
    ) -> None:
        """Write down something that happened to the service itself, or to what it is `about`."""
        now = self._now()
        self.agenda.state.stopped = event is Event.STOPPED
        self.agenda.note(now, event, reason, about, since)
        self._finish(now)

    def resume_after(self, gap: timedelta) -> None:
        """The service was not running for this long."""
        now = self._clock.now()
        self.agenda.slept(now, gap)
        self._finish(now)

    # --- the line ---

    def _now(self) -> Moment:
        """Read the clocks, and tell the agenda of a suspend that lies just behind."""
        now, asleep = self._clock.now(), self._clock.asleep()
        length, self._asleep = asleep - self._asleep, asleep
        if length > NAP:
            self.agenda.slept(now, length)
        else:
            self.agenda.advance(now)
        return now

    def _finish(self, now: Moment) -> None:
        """Keep, show and arm what came of it; kept first, so that a crash shows nothing twice."""
        entries, records = self.agenda.take_entries(), self.agenda.take_records()
        state = self.agenda.state
        if self.diary and self.agenda.care.back.is_known:
            private, public = split(entries)
            self.diary.record(records, private, private_of(state))
            self._journal.record(public, public_of(state))
        else:
            self._journal.record(entries, state)
        over = any(entry.event is Event.DONE and entry.reason == GUIDED for entry in entries)
        self._display(now, over=over)
        self._arm(now)

    def _display(self, now: Moment, *, over: bool) -> None:
        wanted = notice(self.agenda, now)
        if wanted == self._shown:
            return
        self._shown = wanted
        if wanted and wanted.tag == self._put_away:
            return
        self._screen.display(farewell(self.agenda.plan) if over and wanted is None else wanted)

    def _listen_to_typing(self, now: Moment) -> dict[str, timedelta]:
        """Have typing told while it matters; answers when it will, by the name of a job."""
        start = typing_matters(self.agenda)
        matters = start is not None and start <= now.elapsed + SLACK
        if self._listen and matters != self._listening:
            self._listening = matters
            self._listen(matters)
        return {} if matters or start is None else {"typing:listen": start}

    def _arm(self, now: Moment) -> None:
        """Make the timetable match what the agenda is waiting for."""
        wanted, zero = self.agenda.pending(), now.wall - now.elapsed
        if self.agenda.live and self.agenda.live.started is not None:
            wanted = {**wanted, "countdown": now.elapsed + COUNTDOWN}
        if self._listen:
            wanted = {**wanted, **self._listen_to_typing(now)}
        soon = now.elapsed + SLACK  # what was armed for then may have run already
        was_set = abs(zero - self._zero) > SLACK  # and the timetable goes by the wall clock
        self._zero = zero if was_set else self._zero
        for name in self._armed.keys() - wanted.keys():
            self._timetable.disarm(name)
            del self._armed[name]
        for name, at in wanted.items():
            armed = self._armed.get(name)
            if armed == at > soon and not was_set:
                continue
            if was_set or armed is None or armed <= soon or abs(armed - at) > SLACK:
                self._timetable.arm(name, zero + at)
                self._armed[name] = at
