"""The walker: takes a state through time, and past every turn of what a sore back asks for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from posture_daemon.core.care import Care
from posture_daemon.core.entry import Event
from posture_daemon.core.judge import Judge
from posture_daemon.core.ledger import Ledger
from posture_daemon.core.limits import Spacing
from posture_daemon.core.meter import Meter
from posture_daemon.core.moment import Moment
from posture_daemon.core.offer import Offer
from posture_daemon.core.passage import Passage
from posture_daemon.core.quiet import Quiet
from posture_daemon.core.state import State
from posture_daemon.core.workday import Workday

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime, timedelta

    from posture_daemon.core.entry import Entry
    from posture_daemon.core.plan import Plan
    from posture_daemon.core.sore.deeds import Record
    from posture_daemon.core.state import Live
    from posture_daemon.core.work_calendar import WorkCalendar

SETTINGS = "settings"
"""Why a reminder is withdrawn that the settings no longer know."""


class Walker:
    """Everything that the service knows, put together for the plan of the moment.

    The plan is that of the settings, or what the care for a sore back makes of it; when that
    changes, all is put together anew, and the counts go on.
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
        plan = self.care.plan_at(self.here)
        gone = list(self._given_up(plan))  # the settings may have changed meanwhile
        self._build(plan)
        self._clear_screen(SETTINGS)
        self._write_off(gone)

    _turn: timedelta | None = None
    _seen: Live | None = None

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

    def take_entries(self) -> list[Entry]:
        """Hand over the journal entries since the last call."""
        entries, self.ledger.entries = self.ledger.entries, []
        return entries

    def take_records(self) -> list[Record]:
        """Hand over what was told of a sore back since the last call."""
        records, self.care.records = self.care.records, []
        return records

    # --- the passage of time ---

    def advance(self, now: Moment) -> None:
        """Time has passed."""
        if not self.care.back.is_known:
            self.passage.advance(now)
            return
        while self._turn is not None and self._turn < now.elapsed:
            self.passage.advance(self._moment(self._turn), deciding=False)
            self._adapt()
        turned = self._ahead_of(now) or self._turn == now.elapsed
        self.passage.advance(now, deciding=not turned)
        if turned or self.care.back.changed or self.state.live is not self._seen:
            self._adapt()

    def _ahead_of(self, now: Moment) -> bool:
        """Whether the wall clock was set in between."""
        return now.wall - self.state.wall != now.elapsed - self.state.elapsed

    def _adapt(self) -> None:
        """Go by what the sore back asks for at this moment, before anything is decided."""
        here = self.here
        self.care.lapse(here, self.ledger)
        self.care.note(here, self.ledger, awake=self.passage.awake)
        self._replan(here)
        self.passage.change()
        self.passage.advance(here)
        self._replan(here)  # what has come onto the screen changes what comes next
        self._seen = self.state.live
        self._turn = self.care.turn(here, awake=self.passage.awake)

    def _replan(self, here: Moment) -> None:
        live = self.state.live
        self.care.back.changed = False
        plan = self.care.plan_at(here, self.ledger.reminders[live.reminder] if live else None)
        if plan != self.plan:
            self._adopt(plan, "plan")

    def _adopt(self, plan: Plan, reason: str) -> None:
        """Go by another plan, keeping the counts of the reminders that stay."""
        gone = list(self._given_up(plan)) if reason == SETTINGS else []
        entries = self.take_entries()
        self._build(plan, awake=self.passage.awake)
        self.ledger.entries = entries
        self._clear_screen(reason)
        self._write_off(gone)

    def _clear_screen(self, reason: str) -> None:
        """No notice stands for what the plan does not know."""
        known, live = self.ledger.reminders, self.state.live
        if live and live.reminder not in known:
            self.ledger.withdraw(reason)
        elif live:
            live.absorbed = tuple(uid for uid in live.absorbed if uid in known)

    def _given_up(self, plan: Plan) -> Iterator[tuple[str, datetime | None]]:
        """What is owed, or stood for by the notice of another, and not known to these settings."""
        known, live = {reminder.uid for reminder in plan.reminders}, self.state.live
        for uid, count in self.state.counts.items():
            owed = count.due is not None or count.snoozed_until is not None
            stood_for = live is not None and uid in live.absorbed
            if uid not in known and (owed or stood_for) and not (live and uid == live.reminder):
                yield uid, count.due_at

    def _write_off(self, gone: list[tuple[str, datetime | None]]) -> None:
        for uid, due in gone:
            self.ledger.write(Event.WITHDRAWN, uid, reason=SETTINGS, due=due)

    @property
    def here(self) -> Moment:
        """The moment up to which everything has happened."""
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
        self.care.back.changed = True

    def _moment(self, elapsed: timedelta) -> Moment:
        """The moment at which the elapsed time will be this, if nobody sets the clock."""
        return Moment(self.state.wall + (elapsed - self.state.elapsed), elapsed)
