"""Whether every due moment that follows from a script is told, and no other."""

from __future__ import annotations

from itertools import pairwise, takewhile
from typing import TYPE_CHECKING

from posture_daemon.core.entry import Event
from posture_daemon.core.judge import BEFORE_MEETING
from posture_daemon.core.work_calendar import WorkCalendar
from tests.scenarios.stretches import ZERO, covered

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime, timedelta

    from posture_daemon.core.episode import Episode
    from posture_daemon.core.reminder import Reminder
    from tests.scenarios.testimony import Account

_DECLINED = frozenset({Event.SKIPPED, Event.DISMISSED, Event.EXPIRED})


class DueMoments:
    """The due moments of a played day, from the work and the clock that the witness saw."""

    def __init__(self, account: Account) -> None:
        self.account = account
        self.witness = account.witness

    def lies(self) -> list[str]:
        """One line for each that is told wrongly, or not at all."""
        return [
            complaint
            for reminder in self.witness.plan.reminders
            if reminder.desk is None  # the script alone does not say how the desk is
            for complaint in (
                self._by_work(reminder, reminder.every)
                if reminder.every
                else self._by_clock(reminder)
            )
        ]

    def _by_clock(self, reminder: Reminder) -> Iterator[str]:
        """Each of its times is a due moment, or is dealt with by what is owed or on the screen."""
        window = self.witness.plan.timing.merge_window
        calendar = WorkCalendar(self.witness.plan.hours, self.witness.zone)
        times = calendar.fixed_times(reminder, self.witness.start)
        mine = [one for one in self.account.told if one.reminder == reminder.uid]
        last = max(self._clock(since) for since, _ in [*self.witness.steps, (self.witness.end, 0)])
        for time in takewhile(lambda time: time <= last, times):
            if not any(
                one.start - window <= time and (not one.over or time <= one.steps[-1].at)
                for one in mine
            ):
                yield f"{reminder.uid} was due at {time:%H:%M:%S}, and nothing is told of it"

    def _clock(self, at: timedelta) -> datetime:
        """What the clock on the wall showed, after it was set if it was set just then."""
        ahead = [by for since, by in self.witness.steps if since <= at]
        return self.witness.start + at + ahead[-1]

    def _by_work(self, reminder: Reminder, every: timedelta) -> Iterator[str]:
        """It falls due when so much has been worked since it began anew, and at no other time."""
        settled = ZERO
        for episode in [one for one in self.account.told if one.reminder == reminder.uid]:
            begun = self._after(settled, episode.start)
            longest, latest = self._worked(reminder, settled, begun)
            if longest > every or (episode.due and latest != every):
                yield f"{reminder.uid} is due at {begun} by {latest} of work, after {longest}"
            if not episode.over:
                return
            if not _is_declined(episode):
                settled = self._after(begun, episode.steps[-1].at)
        if self._worked(reminder, settled, self.witness.end)[0] > every:
            yield f"{reminder.uid} was due after {settled}, and nothing is told of it"

    def _after(self, earliest: timedelta, wall: datetime) -> timedelta:
        return min((at for at in self.account.at(wall) if at >= earliest), default=earliest)

    def _worked(
        self, reminder: Reminder, start: timedelta, end: timedelta
    ) -> tuple[timedelta, timedelta]:
        """The most work between two rests that are long enough, and the work after the last."""
        anew = {b for a, b in self.witness.rests if ZERO < reminder.rest <= b - a}
        anew |= {
            at for at in self.account.guided if self._rest_of_guided(at) >= reminder.rest > ZERO
        }
        parts = pairwise([start, *sorted(at for at in anew if start < at < end), end])
        work = [covered(self.witness.work, a, b) for a, b in parts]
        return max(work), work[-1]

    def _rest_of_guided(self, at: timedelta) -> timedelta:
        ended = [
            one for one in self.account.told for step in one.steps if at in self.account.at(step.at)
        ]
        return max((self.account.reminders[one.reminder].rest for one in ended), default=ZERO)


def _is_declined(episode: Episode) -> bool:
    """Whether it was offered before a meeting and not taken: the count goes on as if it had not."""
    offered = any(step.reason == BEFORE_MEETING for step in episode.steps)
    return offered and episode.due is None and episode.steps[-1].event in _DECLINED
