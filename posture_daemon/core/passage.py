"""The passage of time: walks every boundary between two moments, in order, missing none."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from posture_daemon.core.entry import ENDED, Event
from posture_daemon.core.notice import Response
from posture_daemon.core.state import ZERO, Presence

if TYPE_CHECKING:
    from collections.abc import Iterator

    from posture_daemon.core.judge import Judge
    from posture_daemon.core.ledger import Ledger
    from posture_daemon.core.meter import Meter
    from posture_daemon.core.moment import Moment
    from posture_daemon.core.quiet import Quiet
    from posture_daemon.core.reminder import Reminder
    from posture_daemon.core.state import Count
    from posture_daemon.core.workday import Workday

STEP = timedelta(seconds=2)
"""A wall clock that differs from the elapsed time by more than this was set, not adjusted."""

RESTED_AFTER = timedelta(minutes=10)
"""A rest begun this long after an unanswered notice was shown still counts (rule 16)."""

GUIDED = "guided"
"""Why a break is done that was counted down to its end."""


class Passage:
    """Moves a state through time. `awake` is false while the machine or the service is not."""

    def __init__(
        self, ledger: Ledger, meter: Meter, quiet: Quiet, workday: Workday, judge: Judge
    ) -> None:
        self.ledger = ledger
        self.state = ledger.state
        self.timing = ledger.plan.timing
        self.meter = meter
        self.quiet = quiet
        self.workday = workday
        self.judge = judge
        self.awake = True
        self._ahead: dict[str, timedelta] | None = None

    @property
    def working(self) -> bool:
        """Whether the person is present in working hours."""
        return self.awake and self.workday.open and self.state.presence is Presence.ACTIVE

    def advance(self, now: Moment, *, deciding: bool = True) -> None:
        """Walk every boundary up to this moment; nothing happens between two of them.

        Without `deciding`, what lies at the very end of the way is left for another plan.
        """
        state, changed = self.state, self._ahead is None
        while (at := self._soonest(now.elapsed)) < now.elapsed:
            self._move(max(at, state.elapsed))
            self._cross()
        self._move(now.elapsed)
        if now.wall != state.wall:
            was_set = abs(now.wall - state.wall) > STEP
            state.wall = now.wall
            self.change()
            if was_set:
                self.look_up()
        if deciding and (changed or self._ahead is None or at <= now.elapsed):
            self._cross()

    def change(self) -> None:
        """Something is not as it was; what lies ahead is worked out anew."""
        self._ahead = None

    def _soonest(self, default: timedelta) -> timedelta:
        return min(self.pending().values(), default=default)

    def _move(self, to: timedelta) -> None:
        by = to - self.state.elapsed
        if by:
            self.meter.run(by, working=self.working, meeting=self.quiet.in_meeting)
            self.state.wall += by
            self.state.elapsed = to

    def look_up(self) -> None:
        """Read the calendar anew, after the wall clock or the time zone has changed."""
        self.workday.read(self.state.wall)
        self.ledger.plan_ahead()
        self.observe()

    # --- rest and work ---

    def observe(self) -> None:
        """Note where work turns into rest, and rest into work."""
        self.change()
        self.ledger.cycle.begin(self.workday.day)
        if not self.working:
            if self.state.resting_since is None:
                self.state.resting_since = self.state.elapsed
        elif self.state.resting_since is not None:
            self._return(self.state.elapsed - self.state.resting_since)
            self.state.resting_since = None

    def _return(self, rested: timedelta) -> None:
        """Fixed times that fell due meanwhile have waited for this moment (rule 5)."""
        self.lift(self.state.elapsed)
        for reminder, count in list(self.ledger.owed()):
            if self._waits_for_return(reminder, count) and reminder.rest <= rested:
                self.ledger.rest(reminder.uid)

    def _waits_for_return(self, reminder: Reminder, count: Count) -> bool:
        since = self.state.resting_since
        due_while_away = since is not None and count.due is not None and count.due >= since
        return bool(reminder.at and reminder.rest) and due_while_away

    def credit(self, since: timedelta) -> None:
        """The person has been idle since then: what was counted as work is taken back (rule 3)."""
        state = self.state
        if since < state.elapsed and (state.resting_since is None or since < state.resting_since):
            self.meter.rewind(since)
            state.resting_since = since
            self.change()

    def lift(self, at: timedelta) -> None:
        """An objection from outside has ended."""
        self.state.lifted = max(self.state.lifted, at)

    # --- boundaries ---

    def pending(self) -> dict[str, timedelta]:
        """What happens next, by the names a person understands, in elapsed time."""
        if self._ahead is None:
            ahead: dict[str, timedelta] = {}
            for name, at in self._boundaries():
                if name not in ahead or at < ahead[name]:
                    ahead[name] = at
            self._ahead = ahead
        return self._ahead

    def _boundaries(self) -> Iterator[tuple[str, timedelta]]:
        state = self.state
        if self.workday.changes is not None:
            name = "workday:end" if self.workday.open else "workday:start"
            yield name, state.elapsed + (self.workday.changes - state.wall)
        if self.workday.ends is not None:
            ending = self.workday.ends - self.timing.quiet_before_end - state.wall
            if ending > ZERO:
                yield "workday:ending", state.elapsed + ending
        settled = state.live.uids if state.live else ()
        working = self.working
        for reminder in self.ledger.longest_first:
            count = state.counts[reminder.uid]
            if count.next_fixed is not None:
                yield f"reminder:{reminder.uid}", state.elapsed + (count.next_fixed - state.wall)
            if reminder.uid not in settled:
                due = self._due(reminder, count, working=working)
                if due is not None:
                    cause = "reminder" if count.snoozed_until is None else "snooze"
                    yield f"{cause}:{reminder.uid}", due
                if state.resting_since is not None:
                    yield from self._pending_rest(reminder, count, state.resting_since)
        if state.live:
            yield from self._pending_live()
        yield from self.quiet.pending()
        yield from (("offer", at) for at in self._offers())
        yield from self.judge.holds_until.items()

    def _offers(self) -> Iterator[timedelta]:
        """When a break may be offered; the work that makes it worth one is done by then."""
        if self.working and self.state.live is None:
            yield from self.judge.offer.pending()

    def _due(self, reminder: Reminder, count: Count, *, working: bool) -> timedelta | None:
        """When it falls due after a snooze or by work, if it is on its way."""
        if count.planned is not None:
            return count.planned
        if count.snoozed_until is not None:
            return count.snoozed_until
        if not working or count.due is not None:
            return None
        if not reminder.is_for(self.workday.day.weekday()):
            return None
        left = self.ledger.work_left(reminder)
        return None if left is None else self.state.elapsed + left

    def _pending_rest(
        self, reminder: Reminder, count: Count, since: timedelta
    ) -> Iterator[tuple[str, timedelta]]:
        if count.due is not None and reminder.at and (count.due >= since or not reminder.rest):
            passed = (count.due_at or self.state.wall) + self.timing.grace - self.state.wall
            yield f"missed:{reminder.uid}", self.state.elapsed + passed
        elif reminder.rest and not self.ledger.is_fresh(count):
            yield f"rest:{reminder.uid}", since + reminder.rest

    def _pending_live(self) -> Iterator[tuple[str, timedelta]]:
        state, live = self.state, self.state.live
        if live is None:
            return
        reminder = self.ledger.reminders[live.reminder]
        if live.started is not None:
            yield "break:end", live.started + reminder.rest
        elif state.resting_since is not None:
            if reminder.rest:
                yield f"rest:{reminder.uid}", state.resting_since + reminder.rest
        elif live.delivered is not None:
            shown_for = reminder.rest if reminder.quiet and reminder.rest else self.timing.expire
            yield "notice:expire", live.delivered + min(shown_for, self.timing.expire)

    def _cross(self) -> None:
        """Let everything happen whose time has come."""
        self.change()
        if self.state.resting_since is not None:
            self._rest(self.state.resting_since)
        if self.workday.changes is not None and self.state.wall >= self.workday.changes:
            self.workday.read(self.state.wall)
            self.observe()
        self.quiet.appointments.follow()
        self._end_quiet()
        self._end_live()
        self._fall_due()
        self.judge.decide(awake=self.awake)

    def _rest(self, since: timedelta) -> None:
        """Rests that are long enough by now satisfy (rule 4); others have waited too long."""
        settled = self.state.live.uids if self.state.live else ()
        for reminder in self.ledger.longest_first:
            count = self.state.counts[reminder.uid]
            if reminder.uid in settled:
                continue
            for name, at in self._pending_rest(reminder, count, since):
                if at <= self.state.elapsed and name.startswith("missed"):
                    self.ledger.miss(reminder, count)
                elif at <= self.state.elapsed:
                    self._satisfy(reminder.uid, since)

    def _satisfy(self, uid: str, since: timedelta) -> None:
        """A rest begun then is long enough; what expired long before it is history (rule 16)."""
        count = self.state.counts[uid]
        if count.expired_shown is not None and since > count.expired_shown + RESTED_AFTER:
            count.expired_shown = None
        self.ledger.rest(uid)

    def _end_quiet(self) -> None:
        ended = self.quiet.lapse_sources()
        if ended is not None:
            self.lift(ended)
        for mute in self.quiet.lapse_mutes():
            self.lift(self.state.elapsed)
            self.ledger.write(Event.UNMUTED, reason=f"{mute.reason}{ENDED}")

    def _end_live(self) -> None:
        live = self.state.live
        for name, at in list(self._pending_live()):
            if live and at <= self.state.elapsed:
                kind = name.partition(":")[0]
                response = {"break": Response.DONE, "rest": Response.RESTED}.get(kind)
                guided = response is Response.DONE
                self.ledger.respond(response or Response.EXPIRED, GUIDED if guided else None)
                if guided:
                    self._credit_break(self.ledger.reminders[live.reminder].rest)

    def _credit_break(self, rest: timedelta) -> None:
        """A guided break to the end is a rest for every reminder that needs no longer one."""
        for reminder in self.ledger.longest_first:
            if 0 * rest < reminder.rest <= rest:
                self._satisfy(reminder.uid, self.state.elapsed - rest)

    def _fall_due(self) -> None:
        state, working = self.state, self.working
        settled = state.live.uids if state.live else ()
        for reminder in self.ledger.longest_first:
            count = state.counts[reminder.uid]
            while count.next_fixed is not None and count.next_fixed <= state.wall:
                self.ledger.fall_due(reminder, count.next_fixed)
                self._miss_if_late(reminder)
                count = state.counts[reminder.uid]
            if reminder.uid not in settled:
                due = self._due(reminder, count, working=working)
                if due is not None and due <= state.elapsed:
                    self.ledger.fall_due(reminder, state.wall)

    def _miss_if_late(self, reminder: Reminder) -> None:
        """A fixed time that the clock was set past, by more than the grace, is missed."""
        count = self.state.counts[reminder.uid]
        if count.due_at is None or count.due != self.state.elapsed:
            return
        if self.state.wall - count.due_at > self.timing.grace:
            self.ledger.miss(reminder, count)
