"""A witness of a played day: what the script alone says was so, and when, to the second.

It knows nothing of the rules' code: who was there, which source was busy, what was muted and
answered is read off the script; working hours and clocks are reckoned anew.
"""

from __future__ import annotations

from collections import defaultdict
from datetime import datetime, timedelta
from itertools import pairwise
from typing import TYPE_CHECKING, assert_never

import pytest

from posture_daemon.core.local_time import instant
from posture_daemon.core.notice import Answer
from posture_daemon.core.state import CALL_SOURCES, Presence
from posture_daemon.simulation.script import (
    Be,
    Confide,
    Do,
    Hear,
    Respond,
    Restart,
    Schedule,
    StepClock,
    Suspend,
    Turn,
)
from tests.scenarios.stretches import ZERO, Stretch, covered, hold, inverted, joined

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import tzinfo

    from posture_daemon.core.meeting import Meeting
    from posture_daemon.core.plan import Plan
    from posture_daemon.simulation.script import Happening

MEETING = CALL_SOURCES | {"calendar", "meeting"}
DAY = timedelta(days=1)
AN_HOUR = timedelta(hours=1)


class Witness:
    """Follows a script from the start to the end of a play. All times are elapsed times."""

    def __init__(
        self,
        plan: Plan,
        zone: tzinfo,
        stretch: tuple[datetime, datetime],
        script: Iterable[tuple[datetime, Happening]],
        answer: Answer | None = None,
    ) -> None:
        start, end = stretch
        self.plan, self.zone, self.start, self.answer = plan, zone, start, answer
        self.now = ZERO
        self.end = end - start
        self.steps: list[tuple[timedelta, timedelta]] = [(ZERO, ZERO)]  # since, wall clock ahead by
        self.away: list[Stretch] = []  # from the last input on
        self.unseen: list[Stretch] = []  # as soon as it can be noticed
        self.busy: dict[str, list[Stretch]] = defaultdict(list)
        self.muted: list[Stretch] = []
        self.answers: list[tuple[timedelta, Answer]] = []
        self.taken: list[tuple[timedelta, str]] = []
        self.turned: list[timedelta] = []
        self.mutes_at: list[timedelta] = []
        self.starts: list[timedelta] = [ZERO]  # of the service
        self.calendars: list[tuple[timedelta, tuple[Meeting, ...]]] = []  # what it has from when on
        self._gone: Stretch | None = None  # since when, and from when on one can know
        self._on: dict[str, timedelta] = {}
        self._mutes: dict[str, Stretch] = {}
        for at, happening in script:
            if at <= end:
                self.now = max(at - start, self.now)
                self._see(happening)
        self._close()

    def _see(self, what: Happening) -> None:  # noqa: C901  one case for each
        match what:
            case Be():
                self._come_or_go(what.presence)
            case Suspend() | Restart():
                length = what.length if isinstance(what, Suspend) else what.after
                self._missing(self.now, self.now + length)
                self.now += length
                if isinstance(what, Restart):
                    self.starts.append(self.now)
            case Hear():
                self._hear(what)
            case Schedule():
                self.calendars.append((self.now, what.meetings))
            case Do():
                self._do(what)
            case Respond():
                self.answers.append((self.now, what.answer))
            case Turn():
                self.turned.append(self.now)
                self.answers.append((self.now, Answer.DONE))  # if a notice asked for it
            case StepClock():
                self.steps.append((self.now, self.steps[-1][1] + what.by))
            case Confide():
                pytest.fail(
                    "A witness knows nothing of a sore back; see tests/sore.", pytrace=False
                )
            case _:
                assert_never(what)

    def _missing(self, start: timedelta, end: timedelta) -> None:
        self.away.append((start, end))
        self.unseen.append((start, end))

    def _come_or_go(self, presence: Presence) -> None:
        if presence is Presence.LOCKED and self._gone:
            self._gone = self._gone[0], min(self._gone[1], self.now)
            return
        self._back()
        wait = self.plan.timing.idle_after if presence is Presence.IDLE else ZERO
        self._gone = None if presence is Presence.ACTIVE else (self.now, self.now + wait)

    def _back(self) -> None:
        if self._gone and self._gone[1] <= self.now:
            self.away.append((self._gone[0], self.now))
            self.unseen.append((self._gone[1], self.now))

    def _hear(self, what: Hear) -> None:
        if what.source not in self.plan.muting:
            return
        if what.busy:
            self._on.setdefault(what.source, self.now)
        elif what.source in self._on:
            self.busy[what.source].append((self._on.pop(what.source), self.now))

    def _do(self, what: Do) -> None:
        if what.command == "take":
            self.taken.append((self.now, what.reminder or ""))
        elif what.command == "unmute":
            self._end_mutes(self.now)
        else:
            end = self.now + (what.length or AN_HOUR)
            if what.until is not None:
                end = next((at for at in self.moments(what.until) if at >= self.now), self.now)
            self._end_mutes(self.now, what.reason or "by hand")
            self._mutes[what.reason or "by hand"] = self.now, end
            self.mutes_at.append(self.now)

    def _end_mutes(self, at: timedelta, reason: str | None = None) -> None:
        for name in [reason] if reason else [*self._mutes]:
            start, end = self._mutes.pop(name, (at, at))
            self.muted.append((start, min(end, at)))

    def _close(self) -> None:
        self.end = max(self.end, self.now)
        self.now = beyond = self.end + DAY  # what goes on then has no end that anybody knows
        self._back()
        for name, since in self._on.items():
            self.busy[name].append((since, beyond))
        self._end_mutes(beyond)
        self.busy["calendar"] += self._meetings()
        self.away, self.unseen = joined(self.away), joined(self.unseen)
        flap = self.plan.timing.flap
        for name, stretches in self.busy.items():
            self.busy[name] = joined(stretches, ZERO if name == "typing" else flap)
        self.shut, self.closing = self._hours()
        self.rests = joined([*self.away, *self.shut])
        self.work = inverted(self.rests, beyond)

    def _meetings(self) -> Iterator[Stretch]:
        """When a meeting was under way, until its end or that of its call."""
        if "calendar" not in self.plan.muting:
            return
        for (since, meetings), (until, _) in pairwise([*self.calendars, (self.end + DAY, ())]):
            for meeting in meetings:
                for start, end in self._elapsed(meeting.start, meeting.end):
                    yield max(start, since), min(end, until, self._end_of_call(start))

    def _end_of_call(self, start: timedelta) -> timedelta:
        """When a call within the meeting that started then had been over for long enough."""
        wait = self.plan.sensing.early_end
        calls = [one for name in CALL_SOURCES for one in self.busy[name]]
        ends = (
            until + (wait or ZERO)
            for name in CALL_SOURCES
            for since, until in joined(self.busy[name], self.plan.timing.flap)
            if wait is not None and until - max(since, start) >= wait
        )
        over = (at for at in ends if not covered(calls, at - (wait or ZERO), at))
        return min(over, default=self.end + DAY)

    # --- clocks and calendars ---

    def moments(self, wall: datetime) -> Iterator[timedelta]:
        """When the wall clock showed this; twice, if it was set back."""
        ends = [since for since, _ in self.steps[1:]] + [self.end + 3 * DAY]
        for (since, ahead), until in zip(self.steps, ends, strict=True):
            if since <= (at := wall - self.start - ahead) <= until:
                yield at

    def _hours(self) -> tuple[list[Stretch], list[Stretch]]:
        """The time outside working hours, and the last minutes of each day."""
        open_: list[Stretch] = []
        closing: list[Stretch] = []
        first = self.start.astimezone(self.zone).date() - DAY
        for day in (first + n * DAY for n in range((self.end // DAY) + 4)):
            spans = self.plan.hours.week[day.weekday()]
            for span in spans:
                start, end = (instant(day, at, self.zone) for at in (span.start, span.end))
                open_ += self._elapsed(start, end)
                if span is spans[-1]:
                    closing += self._elapsed(end - self.plan.timing.quiet_before_end, end)
        return inverted(open_, self.end + DAY), joined(closing)

    def _elapsed(self, start: datetime, end: datetime) -> Iterator[Stretch]:
        """A stretch of the wall clock, in elapsed time."""
        for (since, ahead), (until, _) in pairwise([*self.steps, (self.end + 2 * DAY, ZERO)]):
            a, b = start - self.start - ahead, end - self.start - ahead
            yield max(a, since), min(b, until)

    # --- objections ---

    def objections(self, *, last_of_day: bool) -> dict[str, list[Stretch]]:
        """When each objection from outside was so, for a reminder that may end the day or not."""
        meetings = [one for name in MEETING for one in self.busy.get(name, ())]
        return {
            "off_hours": joined([*self.shut, *([] if last_of_day else self.closing)]),
            "muted": joined(self.muted),
            "meeting": joined(meetings, self.plan.timing.flap),
            "do_not_disturb": self.busy.get("do_not_disturb", []),
            "full_screen": self.busy.get("full_screen", []),
            "away": self.away,
        }

    def sources(self, at: timedelta) -> set[str]:
        """Who was in a meeting at this moment, gaps too short to matter left out."""
        return {name for name in MEETING if hold(self.busy.get(name, ()), at)}

    def is_before_meeting(self, at: timedelta, rest: timedelta) -> bool:
        """Whether a long meeting starts soon, with room for this rest before it."""
        sensing = self.plan.sensing
        known = [meetings for since, meetings in self.calendars if since <= at]
        starts = {
            start
            for meeting in (known[-1] if known else ())
            if meeting.end - meeting.start >= sensing.long_meeting
            for start, _ in self._elapsed(meeting.start, meeting.end)
        }
        return any(rest <= start - at <= sensing.offer_ahead for start in starts)

    def settling(self, *, last_of_day: bool) -> list[Stretch]:
        """The time after the end of any objection in which nothing has settled yet."""
        timing = self.plan.timing
        wait = max(timing.settle, timing.flap)
        every = self.objections(last_of_day=last_of_day).values()
        ends = {end for stretches in every for _, end in stretches}
        ends |= {end for stretches in self.busy.values() for _, end in stretches}
        return joined((end, end + wait) for end in ends)
