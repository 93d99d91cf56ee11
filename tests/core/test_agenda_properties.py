"""What must be true of every day: generated plans and happenings, and promises that hold."""

from __future__ import annotations

from collections import defaultdict
from datetime import date, timedelta
from typing import TYPE_CHECKING

from hypothesis import given

from posture_daemon.core.entry import Event
from posture_daemon.core.judge import BEFORE_MEETING
from posture_daemon.core.reminder import Kind
from posture_daemon.core.state import MEETING_SOURCES, Presence
from tests.core.generated import PLANS, QUIET_CLOCKS, WILD_CLOCKS, ZERO
from tests.core.life import Life

if TYPE_CHECKING:
    from posture_daemon.core.entry import Entry
    from posture_daemon.core.plan import Plan
    from tests.core.generated import Happening

HOUR = timedelta(hours=1)
UNASKED = {None, BEFORE_MEETING}
ENDS = frozenset(
    {
        Event.DONE,
        Event.SNOOZED,
        Event.SKIPPED,
        Event.DISMISSED,
        Event.EXPIRED,
        Event.RESTED,
        Event.MISSED,
    }
)


def lived(plan: Plan, happenings: list[Happening], *, walk: bool = True) -> Life:
    """Live a generated day to its end."""
    life = Life(plan, walk=walk)
    life.live(happenings)
    return life


@given(PLANS, WILD_CLOCKS)
def test_nothing_is_shown_at_the_wrong_moment(plan: Plan, happenings: list[Happening]) -> None:
    """No notice comes while muted, off hours, in a meeting, silenced, away, or at the day's end."""
    life = Life(plan, walk=True)

    def watch(entries: list[Entry]) -> None:
        for entry in entries:
            if entry.event is Event.SHOWN and entry.reason in UNASKED:
                state = life.agenda.state
                shift = life.calendar.shift_at(entry.at)
                assert entry.at == life.now.wall
                assert not state.mutes
                assert shift is not None
                assert state.presence is Presence.ACTIVE
                assert MEETING_SOURCES.isdisjoint(state.sources)
                assert {"do_not_disturb", "full_screen"}.isdisjoint(state.sources)
                if life.agenda.ledger.reminders[entry.reminder or ""].kind is not Kind.END_OF_DAY:
                    end = life.calendar.end_of_day(shift)
                    assert entry.at < end - plan.timing.quiet_before_end

    life.watch = watch
    life.live(happenings)


@given(PLANS, WILD_CLOCKS)
def test_never_more_notices_than_the_limits_allow(plan: Plan, happenings: list[Happening]) -> None:
    """The gap, the hour and the day hold for what interrupts unasked; to sit again is free."""
    life = Life(plan, walk=True)
    quiet = {reminder.uid for reminder in plan.reminders if reminder.quiet}
    free = {reminder.uid for reminder in plan.reminders if not reminder.is_counted}
    last = -HOUR
    shown: list[timedelta] = []
    on: dict[date, int] = defaultdict(int)

    def watch(entries: list[Entry]) -> None:
        nonlocal last
        now = life.now.elapsed
        for entry in entries:
            if entry.event is not Event.SHOWN or entry.reminder in quiet:
                continue
            assert entry.reason not in UNASKED or now - last >= plan.limits.min_gap
            last = now
            if entry.reminder in free:
                continue
            shift = life.calendar.shift_at(entry.at)
            day = shift.day if shift else life.calendar.local_day(entry.at)
            if entry.reason in UNASKED:
                assert sum(at > now - HOUR for at in shown) < plan.limits.per_hour
                assert on[day] < plan.limits.per_day
            shown.append(now)
            on[day] += 1

    life.watch = watch
    life.live(happenings)


@given(PLANS, WILD_CLOCKS)
def test_every_due_moment_ends_once(plan: Plan, happenings: list[Happening]) -> None:
    """What falls due is settled by exactly one entry, or is still owed when the story ends."""
    life = Life(plan, walk=True)
    owed: set[str] = set()
    live: set[str] = set()
    waiting: set[str] = set()  # snoozed or expired: a rest may still be written

    def watch(entries: list[Entry]) -> None:
        known = set(life.agenda.ledger.reminders)
        for entry in entries:
            uids = {uid for uid in (entry.reminder, *entry.absorbed) if uid}
            if entry.event is Event.DUE:
                assert not uids & owed
                owed.update(uids)
                waiting.difference_update(uids)
            elif entry.event is Event.HELD:
                assert uids <= owed
            elif entry.event is Event.SHOWN:
                assert entry.reminder in owed or entry.reason in {"taken", BEFORE_MEETING}
                assert not uids & live or entry.reminder not in live
                live.clear()
                live.update(uids)
            elif entry.event is Event.WITHDRAWN:
                assert uids - live <= owed
                live.clear()
            elif entry.event in ENDS:
                assert uids <= owed | live | waiting
                owed.difference_update(uids)
                waiting.difference_update(uids)
                live.difference_update(uids)
                if entry.event in {Event.SNOOZED, Event.EXPIRED}:
                    waiting.update(uids)
        for uids in (owed, live, waiting):
            uids.intersection_update(known)
        due = {uid for uid, count in life.agenda.state.counts.items() if count.due is not None}
        assert owed <= due
        assert all(life.agenda.ledger.reminders[uid].at for uid in due - owed)
        on_screen = set(life.agenda.live.uids) if life.agenda.live else set()
        assert live <= on_screen | owed

    life.watch = watch
    life.live(happenings)


@given(PLANS, WILD_CLOCKS)
def test_a_reminder_falls_due_after_its_work(plan: Plan, happenings: list[Happening]) -> None:
    """`every` is the work since the last answer or long enough rest, by an account kept apart."""
    life = Life(plan, walk=True)
    account = Account(life)

    def watch(entries: list[Entry]) -> None:
        account.see()
        for entry in entries:
            if entry.event is Event.DUE and entry.reminder:
                reminder = life.agenda.ledger.reminders[entry.reminder]
                if reminder.every and not reminder.desk and entry.reminder not in account.snoozed:
                    worked = account.worked_since(entry.reminder, reminder.rest)
                    assert worked >= reminder.every
                    if entry.reminder not in account.touched and reminder.days is None:
                        assert worked == reminder.every
            account.note(entry)

    account.see()
    life.watch = watch
    life.live(happenings)


class Account:
    """Work and rest as one would add them up from the story."""

    def __init__(self, life: Life) -> None:
        self.life = life
        self.settled: dict[str, timedelta] = defaultdict(timedelta)
        self.snoozed: set[str] = set()
        self.touched: set[str] = set()  # on the screen, which holds up the next due moment
        self.known: set[str] = set()

    def see(self) -> None:
        """A reminder that the settings bring (back) begins anew."""
        known = set(self.life.agenda.ledger.reminders)
        for uid in known - self.known:
            self.settled[uid] = self.life.now.elapsed
            self.touched.discard(uid)
            self.snoozed.discard(uid)
        self.known = known

    def note(self, entry: Entry) -> None:
        uids = {uid for uid in (entry.reminder, *entry.absorbed) if uid}
        if entry.event is Event.SHOWN:
            self.touched |= uids
        elif entry.event is Event.DUE:
            self.snoozed -= uids
        elif entry.event in ENDS:
            self.touched -= uids
            self.snoozed -= uids
            self.settled.update(dict.fromkeys(uids, self.life.now.elapsed))
            if entry.event is Event.SNOOZED:
                self.snoozed |= uids
        if entry.reason == "guided" and entry.reminder:
            reminders = self.life.agenda.ledger.reminders
            rest = reminders[entry.reminder].rest
            also = {uid for uid, other in reminders.items() if ZERO < other.rest <= rest}
            self.settled.update(dict.fromkeys(also, self.life.now.elapsed))

    def worked_since(self, uid: str, rest: timedelta) -> timedelta:
        worked = resting = ZERO
        for since, until, working in self.life.stretches:
            length = until - max(since, self.settled[uid])
            resting = ZERO if working else resting + (until - since)
            if rest and resting >= rest:
                worked = ZERO
            elif working and length > ZERO:
                worked += length
        return worked


@given(PLANS, QUIET_CLOCKS)
def test_entries_are_in_the_order_of_time(plan: Plan, happenings: list[Happening]) -> None:
    """While nobody sets the clock, no entry is earlier than the one before."""
    entries = lived(plan, happenings, walk=False).entries
    assert entries == sorted(entries, key=lambda entry: entry.at)


@given(PLANS, WILD_CLOCKS)
def test_a_long_step_is_many_short_ones(plan: Plan, happenings: list[Happening]) -> None:
    """Whether the agenda is called once in hours or all the time, it decides the same."""
    long = lived(plan, happenings, walk=False)
    short = Life(plan, walk=False, stride=timedelta(seconds=97))
    short.live(happenings)
    assert long.entries == short.entries
    assert long.agenda.state == short.agenda.state


@given(PLANS, WILD_CLOCKS)
def test_the_same_story_has_the_same_end(plan: Plan, happenings: list[Happening]) -> None:
    """Nothing depends on chance, on the machine, or on what was played before."""
    first, second = lived(plan, happenings), lived(plan, happenings)
    assert first.entries == second.entries
    assert first.agenda.state == second.agenda.state
