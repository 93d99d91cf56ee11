"""The ledger: what is due, shown and settled, with a journal entry for each change."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from posture_daemon.core.entry import Entry, Event
from posture_daemon.core.notice import Response
from posture_daemon.core.posture_cycle import PostureCycle
from posture_daemon.core.reminder import Asks, precedence
from posture_daemon.core.selection import select
from posture_daemon.core.state import EXTERNAL, Count, Live
from posture_daemon.core.wording import at_it, words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import datetime

    from posture_daemon.core.plan import Plan
    from posture_daemon.core.policy import Hold
    from posture_daemon.core.reminder import Reminder
    from posture_daemon.core.sore.back import SoreBack
    from posture_daemon.core.state import State
    from posture_daemon.core.work_calendar import WorkCalendar

_DAY = timedelta(days=1)
_DECLINED = frozenset({Response.SKIPPED, Response.DISMISSED, Response.EXPIRED})


class Ledger:
    """The accounts of every reminder, kept in a state; it writes, and judges nothing."""

    def __init__(self, plan: Plan, calendar: WorkCalendar, state: State, back: SoreBack) -> None:
        self.plan = plan
        self.calendar = calendar
        self.state = state
        self.back = back
        self.entries: list[Entry] = []
        self.cycle = PostureCycle(self)
        self.reminders = {reminder.uid: reminder for reminder in plan.reminders}
        self.longest_first = sorted(plan.reminders, key=precedence, reverse=True)
        state.counts = {uid: state.counts.get(uid) or self._new_count() for uid in self.reminders}
        self._plan_once()
        self.plan_ahead()

    def _plan_once(self) -> None:
        """Note what falls due once, unless that has been dealt with."""
        for uid, reminder in self.reminders.items():
            if reminder.once == self.state.counts[uid].once:
                continue
            if reminder.asks is Asks.MEDICINE:
                self.settle(uid)  # an earlier opening owes nothing any more
            count, told = self.state.counts[uid], self.state.track.told.get(uid)
            count.once = once = reminder.once
            count.planned = None if told == once else once

    def plan_ahead(self) -> None:
        """Find the next fixed time of every reminder, leaving those that have just passed."""
        for uid, count in self.state.counts.items():
            reminder, coming = self.reminders[uid], count.next_fixed
            if coming is None or coming > self.state.wall or not reminder.at:
                self._plan_fixed(reminder, count, self.state.wall)

    def _new_count(self) -> Count:
        return Count(worked_from=self.state.worked, met_from=self.state.met)

    def write(self, event: Event, reminder: str | None = None, **details: object) -> None:
        """Add an entry at the present moment."""
        self.entries.append(Entry(self.state.wall, event, reminder, **details))  # type: ignore[arg-type]

    # --- due ---

    def owed(self) -> Iterator[tuple[Reminder, Count]]:
        """The due reminders that no notice on the screen stands for, the longest rest first."""
        settled = self.state.live.uids if self.state.live else ()
        for reminder in self.longest_first:
            count = self.state.counts[reminder.uid]
            if count.due is not None and reminder.uid not in settled:
                yield reminder, count

    def is_fresh(self, count: Count) -> bool:
        """Whether there is nothing that a rest could satisfy."""
        return (
            count.due is None
            and count.worked_from == self.state.worked
            and count.snoozed_until is None
            and count.planned is None
            and count.expired_shown is None
        )

    def worked(self, count: Count) -> timedelta:
        """Work time since the last rest that satisfied the reminder."""
        return self.state.worked - count.worked_from

    def work_left(self, reminder: Reminder) -> timedelta | None:
        """The work until it falls due; none while no work counts for it."""
        every = self.cycle.every(reminder)
        if every is None or not self.cycle.counts(reminder):
            return None
        return every - self.worked(self.state.counts[reminder.uid])

    def fall_due(self, reminder: Reminder, at: datetime) -> None:
        """The due moment has come; a fixed time that is already owed does not count twice."""
        count = self.state.counts[reminder.uid]
        count.snoozed_until = None
        if count.planned is not None and count.planned <= self.state.elapsed:
            count.planned = None
        if reminder.at and count.next_fixed is not None and count.next_fixed <= at:
            count.fixed_done = at
            # After a long jump of the clock, the days in between are not gone through.
            self._plan_fixed(reminder, count, max(at, self.state.wall - self.plan.timing.grace))
        if count.due is None:
            count.due, count.due_at = self.state.elapsed, at
            count.expired_shown = None
            self.write(Event.DUE, reminder.uid, due=at)

    def _plan_fixed(self, reminder: Reminder, count: Count, after: datetime) -> None:
        """Find the next fixed time, never one that has been dealt with (rule 20)."""
        if not reminder.at:
            count.next_fixed = None
            return
        if count.fixed_done is not None and count.fixed_done < self.state.wall + _DAY:
            after = max(after, count.fixed_done)  # else the clock was far ahead when it was done
        count.next_fixed = next(self.calendar.fixed_times(reminder, after), None)

    def hold(
        self,
        reminder: Reminder,
        count: Count,
        holds: Sequence[Hold],
        since: timedelta | None = None,
    ) -> None:
        """Note why a due reminder is not shown, once for each change of the first reason.

        `since` is when the first objection began, if that is known.
        """
        reason, reasons = holds[0].reason, tuple(str(hold.reason) for hold in holds)
        if str(count.held) not in reasons:
            self.lift(count)
        if count.held != reason or count.lifted is not None:
            lifted = self._lifted(count.lifted)
            self.write(
                Event.HELD,
                reminder.uid,
                reason=str(reason),
                reasons=reasons,
                sources=holds[0].sources,
                due=count.due_at,
                lifted=lifted,
                since=self._lifted(since) if lifted else None,
            )
            count.held, count.lifted = reason, None

    def lift(self, count: Count) -> None:
        """The objection from outside that held it has ended (rules 8 and 9)."""
        if count.held in EXTERNAL and count.lifted is None:
            count.lifted = self.state.lifted

    def _lifted(self, *times: timedelta | None) -> datetime | None:
        """The instant of the last of these times, if it lies behind."""
        ago = self.state.elapsed - max(filter(None, times), default=self.state.elapsed)
        return self.state.wall - ago if ago else None

    def miss(self, reminder: Reminder, count: Count) -> None:
        """A fixed time has passed with nobody there (rule 5)."""
        self.write(Event.MISSED, reminder.uid, due=count.due_at)
        self.settle(reminder.uid)

    # --- shown ---

    def show(
        self, reminder: Reminder, absorbed: tuple[str, ...], reason: str | None, offer: str = ""
    ) -> None:
        """Put a notice on the screen that stands for the reminder and those it absorbs.

        `offer` says why it comes before it is due.
        """
        state, count = self.state, self.state.counts[reminder.uid]
        worked, met = self.worked(count), state.met - count.met_from
        due_at = count.due_at if count.due is not None else None  # taken by hand it is not due
        choice = select(self.plan, state, reminder, met)
        text = choice.text if choice else None
        summary, body = (self.cycle.said(said, reminder) for said in words(reminder, text))
        stop = text.stop if text and self.back.course.episode else ""
        said = body, stop, at_it(worked, met) if reminder.rest else ""
        state.live = Live(
            reminder=reminder.uid,
            absorbed=absorbed,
            shown=state.elapsed,
            due_at=due_at,
            summary=summary,
            body=" ".join(filter(None, said)),
            text=text.id if text else None,
            can_snooze=count.snoozes < self.plan.timing.max_snoozes,
            offer=offer,
        )
        lifted = self._lifted(*(state.counts[uid].lifted for uid in state.live.uids))
        for uid in state.live.uids:
            self._mark_shown(self.reminders[uid], state.counts[uid])
        self.back.shown(reminder, state.elapsed)
        self.write(
            Event.SHOWN,
            reminder.uid,
            reason=reason or self.back.about(reminder),
            absorbed=absorbed,
            due=due_at,
            worked=worked,
            met=met,
            text=state.live.text,
            because=choice.because if choice else (),
            lifted=lifted,
        )

    def _mark_shown(self, reminder: Reminder, count: Count) -> None:
        count.held = count.lifted = count.typing_since = None
        coming = count.next_fixed
        if coming is None or count.due is not None or count.snoozed_until is not None:
            return
        if coming - self.state.wall <= self.plan.timing.merge_window:
            # Absorbed before its time: it is dealt with, and must not come again today.
            count.due, count.due_at = self.state.elapsed, coming
            count.fixed_done = coming
            self._plan_fixed(reminder, count, coming)

    # --- settled ---

    def respond(self, response: Response, reason: str | None = None) -> None:
        """End the notice on the screen; the response settles all that it stands for (rule 7)."""
        live = self.state.live
        if live is None:
            return
        self.state.live = None
        took = self.state.elapsed - live.shown
        until = None
        for uid in live.uids:
            if response is Response.SNOOZED:
                until = self._snooze(uid)
            elif not (live.offer and response in _DECLINED and self.state.counts[uid].due is None):
                self.settle(uid)
        if response is Response.EXPIRED:
            count = self.state.counts[live.reminder]
            count.expired_shown, count.due_at = live.shown, live.due_at
        self.write(
            Event(response),
            live.reminder,
            reason=reason,
            absorbed=live.absorbed,
            due=live.due_at,
            took=took,
            until=until,
        )
        self.cycle.assume(live, response)
        reminder, at = self.reminders[live.reminder], self.state.elapsed
        for uid in self.state.counts.keys() & self.back.answered(reminder, live, response, at):
            self.settle(uid)

    def _snooze(self, uid: str) -> datetime:
        count, snooze = self.state.counts[uid], self.plan.timing.snooze
        count.due = None
        count.snoozes += 1
        count.snoozed_until = self.state.elapsed + snooze
        return self.state.wall + snooze

    def withdraw(self, reason: str) -> None:
        """Take the notice off the screen without an answer; what was due is owed again."""
        live = self.state.live
        if live:
            self.state.live = None
            self.write(
                Event.WITHDRAWN,
                live.reminder,
                reason=reason,
                absorbed=live.absorbed,
                due=live.due_at,
            )

    def settle(self, uid: str) -> None:
        """Start the count of a reminder anew."""
        old = self.state.counts[uid]
        self.state.counts[uid] = new = self._new_count()
        new.next_fixed = old.next_fixed
        new.fixed_done = old.fixed_done
        new.once, new.planned = old.once, old.planned

    def rest(self, uid: str) -> None:
        """A rest has satisfied the reminder (rule 4); the cycle begins with sitting."""
        self.satisfy(uid)
        self.cycle.rest(self.reminders[uid])

    def satisfy(self, uid: str) -> None:
        """Nothing more is to be done for it now; what was due is written as rested."""
        count = self.state.counts[uid]
        if (
            count.due is not None
            or count.snoozed_until is not None
            or count.expired_shown is not None
        ):
            self.write(Event.RESTED, uid, due=count.due_at)
        self.settle(uid)
