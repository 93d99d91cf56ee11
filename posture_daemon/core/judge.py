"""The judge: weighs what is owed against what is so now, and shows at most one notice."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from posture_daemon.core.limits import HOUR
from posture_daemon.core.moment import Moment
from posture_daemon.core.policy import Case, Hold, objections
from posture_daemon.core.quiet import TYPING
from posture_daemon.core.reminder import Kind
from posture_daemon.core.sore.numbers import LONGEST_SHIFT
from posture_daemon.core.state import EXTERNAL, Count, Presence, Reason

if TYPE_CHECKING:
    from posture_daemon.core.ledger import Ledger
    from posture_daemon.core.limits import Spacing
    from posture_daemon.core.offer import Offer
    from posture_daemon.core.quiet import Quiet
    from posture_daemon.core.reminder import Reminder
    from posture_daemon.core.workday import Workday

BEFORE_MEETING = "before_meeting"
"""Why a break is shown that is not due yet."""


class Judge:
    """Applies the policy to what is owed. `holds_until` says which holds end by themselves."""

    def __init__(
        self, ledger: Ledger, quiet: Quiet, spacing: Spacing, workday: Workday, offer: Offer
    ) -> None:
        self.ledger = ledger
        self.offer = offer
        self.quiet = quiet
        self.spacing = spacing
        self.workday = workday
        self.holds_until: dict[str, timedelta] = {}

    def decide(self, *, awake: bool) -> None:
        """Show the longest owed reminder to which nothing objects; note why the others wait."""
        self.holds_until.clear()
        owed = list(self.ledger.owed())
        if owed and not (awake and self._is_settling(owed)):
            for reminder, count in owed:
                if self._joins_live(reminder, count):
                    continue
                holds = objections(self._case(reminder, count, awake=awake))
                if not holds:
                    self.show(reminder)
                    self.decide(awake=awake)  # the others now wait for this one
                    return
                self._hold(reminder, count, holds)
        if not owed and self.ledger.state.live is None:
            self._offer(awake=awake)

    def _offer(self, *, awake: bool) -> None:
        """Before a long meeting, show the break that would fall due within it."""
        meeting = self.offer.meeting()
        reminder = self.offer.reminder(meeting) if meeting else None
        if meeting is None or reminder is None:
            return
        settled = self.ledger.state.lifted + self.ledger.plan.timing.settle
        if self.ledger.state.elapsed < settled:
            self.holds_until["settle"] = settled
            return
        holds = objections(self._case(reminder, Count(), awake=awake))
        if not holds:
            self.ledger.state.offered = meeting.start
            self.show(reminder, BEFORE_MEETING, self.offer.words(meeting))
        elif holds[0].until is not None:
            self.holds_until[f"hold:{reminder.uid}"] = holds[0].until

    def _is_settling(self, owed: list[tuple[Reminder, Count]]) -> bool:
        """After the last objection from outside all that was held waits a little (rule 8)."""
        if self._is_disturbed():
            return False
        for reminder, count in owed:
            if not self._is_too_late(reminder):
                self.ledger.lift(count)
        until = self.ledger.state.lifted + self.ledger.plan.timing.settle
        if self.ledger.state.elapsed >= until:
            return False
        if not any(count.held in EXTERNAL for _, count in owed):
            return False
        self.holds_until["settle"] = until
        return True

    def _is_disturbed(self) -> bool:
        quiet = self.quiet
        return (
            not self.workday.open
            or quiet.muted
            or quiet.meeting
            or quiet.busy("do_not_disturb")
            or quiet.busy("full_screen")
            or self.ledger.state.presence is not Presence.ACTIVE
        )

    def _joins_live(self, reminder: Reminder, count: Count) -> bool:
        """A reminder that falls due below a longer notice is settled with it."""
        live = self.ledger.state.live
        if live is None or not (reminder.merges and self.ledger.reminders[live.reminder].merges):
            return False
        if reminder.rest > self._rest_of(live.reminder):
            return False
        self.ledger.hold(reminder, count, (Hold(Reason.ABSORBED),))
        live.absorbed = (*live.absorbed, reminder.uid)
        return True

    def _rest_of(self, uid: str) -> timedelta:
        return self.ledger.reminders[uid].rest

    def _hold(self, reminder: Reminder, count: Count, holds: tuple[Hold, ...]) -> None:
        first = holds[0]
        self.ledger.hold(reminder, count, holds, self._since(first.reason))
        if first.reason is not Reason.TYPING:
            count.typing_since = None
        elif count.typing_since is None:
            count.typing_since = self.ledger.state.elapsed
        if first.until is not None:
            self.holds_until[f"hold:{reminder.uid}"] = first.until

    def _since(self, reason: Reason) -> timedelta | None:
        """When this objection began, where that may have been behind another one."""
        if reason is Reason.AWAY:
            return self.ledger.state.resting_since
        source = self.ledger.state.sources.get(reason)
        return source.since if source else None

    def _case(self, reminder: Reminder, count: Count, *, awake: bool) -> Case:
        quiet, state = self.quiet, self.ledger.state
        spaced, spacing_until = self._spacing(reminder)
        capped, cap_until = self._cap(reminder)
        return Case(
            off_hours=self._at_night(reminder)
            or not (reminder.off_work or (self.workday.open and not self._is_too_late(reminder))),
            muted=quiet.muted,
            meeting=quiet.meeting_sources,
            do_not_disturb=quiet.busy("do_not_disturb"),
            full_screen=quiet.busy("full_screen"),
            away=not awake or state.presence is not Presence.ACTIVE,
            spaced=spaced,
            spacing_until=spacing_until,
            capped=capped,
            cap_until=cap_until,
            longer_ahead=self._longer_ahead(reminder),
            typing_until=self._typing_until(reminder, count),
        )

    def _is_too_late(self, reminder: Reminder) -> bool:
        """The last minutes of the day belong to the end-of-day reminder (rule 11)."""
        within = self.ledger.plan.timing.quiet_before_end
        return reminder.kind is not Kind.END_OF_DAY and self.workday.ending(
            self.ledger.state.wall, within
        )

    def _at_night(self, reminder: Reminder) -> bool:
        """What tells of a sore back keeps to the waking hours; who has a night shift is awake."""
        if not reminder.waking or self.ledger.back.is_waking(self._here):
            return False
        shift = self.workday.shift
        on_shift = shift is not None and shift.end - shift.start <= LONGEST_SHIFT
        return reminder.off_work or not on_shift

    @property
    def _here(self) -> Moment:
        return Moment(self.ledger.state.wall, self.ledger.state.elapsed)

    def _spacing(self, reminder: Reminder) -> tuple[bool, timedelta | None]:
        live = self.ledger.state.live
        if self.ledger.back.has_screen(self._here):
            return True, None
        if live and live.started is not None:
            return True, live.started + self._rest_of(live.reminder)
        if live and (reminder.rest <= self._rest_of(live.reminder) or self._is_asked(reminder)):
            return True, None
        until = None if reminder.quiet else self.spacing.next_at()
        return until is not None, until

    def _is_asked(self, reminder: Reminder) -> bool:
        """Whether a silent cue would take the place of a question that waits for its answer."""
        live = self.ledger.state.live
        return bool(reminder.quiet and live and self.ledger.reminders[live.reminder].asks)

    def _cap(self, reminder: Reminder) -> tuple[bool, timedelta | None]:
        if not reminder.is_counted:
            return False, None
        kept = self._places_kept() if reminder.every is not None else 0
        kept_today = 0 if reminder.at else self._places_kept_today()
        return self.spacing.cap(self.workday.day, kept, kept_today)

    def _places_kept_today(self) -> int:
        """Check-ins and walks of a sore back that are yet to come, which the day is to have."""
        return sum(
            bool(other.at) and other.waking and self._is_for_today(other)
            for other in self.ledger.longest_first
        )

    def _is_for_today(self, reminder: Reminder) -> bool:
        count, day = self.ledger.state.counts[reminder.uid], self.workday.calendar.local_day
        coming = count.next_fixed
        return count.due is not None or (coming is not None and day(coming) == self.workday.day)

    def _places_kept(self) -> int:
        """Fixed times within the hour, which would be too late once the hour has room again."""
        return sum(
            bool(other.at) and not other.quiet and self._ahead(other) <= HOUR
            for other in self.ledger.longest_first
        )

    def _typing_until(self, reminder: Reminder, count: Count) -> timedelta | None:
        if not self.quiet.busy(TYPING):
            return None
        timing, now = self.ledger.plan.timing, self.ledger.state.elapsed
        limit = timing.hold_long if reminder.is_long else timing.hold
        until = (now if count.typing_since is None else count.typing_since) + limit
        return until if now < until else None

    def _longer_ahead(self, reminder: Reminder) -> bool:
        """Whether a longer rest can be shown within the merge window (rule 7)."""
        if not reminder.merges:
            return False
        window = self.ledger.plan.timing.merge_window
        return any(
            other.weight > reminder.weight
            and self._ahead(other) <= window
            and self._can_show(other)
            for other in self.ledger.longest_first
        )

    def _can_show(self, reminder: Reminder) -> bool:
        """Whether the limits will let it through within the merge window."""
        soon = self.ledger.state.elapsed + self.ledger.plan.timing.merge_window
        limits = self._spacing(reminder), self._cap(reminder)
        return not self._is_too_late(reminder) and all(
            not objects or (until is not None and until <= soon) for objects, until in limits
        )

    def _ahead(self, reminder: Reminder) -> timedelta:
        """How far away its due moment is, if the person works on."""
        state, count = self.ledger.state, self.ledger.state.counts[reminder.uid]
        if count.due is not None:
            return timedelta()
        if count.snoozed_until is not None:
            return count.snoozed_until - state.elapsed
        if reminder.every is not None:
            today = reminder.is_for(self.workday.day.weekday())
            left = self.ledger.work_left(reminder) if today else None
            return timedelta.max if left is None else left
        return count.next_fixed - state.wall if count.next_fixed else timedelta.max

    def show(self, reminder: Reminder, reason: str | None = None, offer: str = "") -> None:
        """Show it now, with everything that it absorbs (rule 7)."""
        self._clear_screen(reminder)
        window = self.ledger.plan.timing.merge_window
        absorbed = tuple(
            other.uid
            for other in self.ledger.longest_first
            if other is not reminder
            and reminder.merges
            and other.merges
            and other.rest <= reminder.rest
            and self._ahead(other) <= window
        )
        self.ledger.show(reminder, absorbed, reason, offer)
        if not reminder.quiet:
            self.spacing.note(self.workday.day, counted=reminder.is_counted)

    def _clear_screen(self, reminder: Reminder) -> None:
        """A longer notice takes the place of a shorter one; else the one there is withdrawn."""
        live = self.ledger.state.live
        if live and live.reminder != reminder.uid:
            there = self.ledger.reminders[live.reminder]
            if there.rest > reminder.rest or not there.merges:
                self.ledger.withdraw("taken")
        self.ledger.state.live = None
