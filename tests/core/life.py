"""A generated day as it is lived: what happens is told to an agenda, and kept to check it by."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import msgspec

from posture_daemon.core.agenda import Agenda
from posture_daemon.core.meeting import Meeting
from posture_daemon.core.moment import Moment
from posture_daemon.core.reminder import Desk
from posture_daemon.core.state import Mute, Presence, State
from posture_daemon.core.work_calendar import WorkCalendar
from tests.core.generated import AWAY, RESPONSES, SOURCE_NAMES, ZERO

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from posture_daemon.core.entry import Entry
    from posture_daemon.core.plan import Plan
    from tests.core.generated import Happening

START = datetime(2026, 3, 2, 8, 50, tzinfo=UTC)


class Life:
    """Tells an agenda what happens. `stride` is the longest that time passes without a call.

    With `walk`, every boundary is called and each notice delivered at once, as the service does;
    without, time passes in strides only, and notices are delivered when something happens.
    """

    def __init__(self, plan: Plan, *, walk: bool, stride: timedelta = timedelta.max) -> None:
        self.plan = plan
        self.walk = walk
        self.stride = stride
        self.now = Moment(START, ZERO)
        self.calendar = WorkCalendar(plan.hours, UTC)
        self.agenda = Agenda(plan, self.calendar, self.now)
        self.entries: list[Entry] = []
        self.presence = Presence.ACTIVE
        self.active_since = ZERO
        self.stretches: list[tuple[timedelta, timedelta, bool]] = []  # from, until, at work
        self.watch: Callable[[list[Entry]], None] = lambda _entries: None

    def live(self, happenings: Iterable[Happening]) -> None:
        """Let it all happen, and a quiet hour after it."""
        for happening in happenings:
            self._pass(happening.after)
            self._happen(happening)
            self._serve(deliver=True)
        self._pass(timedelta(hours=1))

    def _pass(self, length: timedelta) -> None:
        end = self.now.elapsed + length
        while self.now.elapsed < end:
            at = min(end, self.now.elapsed + min(self.stride, length))
            if self.walk:
                at = max(min([at, *self.agenda.pending().values()]), self.now.elapsed)
            self._spend(at - self.now.elapsed)
            self.agenda.advance(self.now)
            self._serve(deliver=self.walk)

    def _spend(self, length: timedelta, *, awake: bool = True) -> None:
        working = (
            awake
            and self.presence is Presence.ACTIVE
            and self.calendar.shift_at(self.now.wall) is not None
        )
        before, self.now = self.now.elapsed, self.now.later(length)
        self.stretches.append((before, self.now.elapsed, working))

    def _take_back(self, since: timedelta) -> None:
        """What was work since then has turned out to be idle time."""
        before = [s for s in self.stretches if s[0] < since]
        self.stretches = [(a, min(b, since), working) for a, b, working in before]
        self.stretches.append((since, self.now.elapsed, False))

    def _serve(self, *, deliver: bool) -> None:
        if deliver:
            self.agenda.deliver(self.now)
        entries = self.agenda.take_entries()
        self.entries += entries
        self.watch(entries)

    def _happen(self, happening: Happening) -> None:
        """Call the method that is named after what happens."""
        getattr(self, f"_{happening.what.replace(' ', '_')}")(happening)

    def _idle(self, happening: Happening) -> None:
        # The last input was while the person was there.
        ago = min(happening.length, timedelta(seconds=30))
        since = max(self.now.elapsed - ago, self.active_since)
        if self.presence is Presence.ACTIVE:
            self._take_back(since)
        self.presence = AWAY[happening.what]
        self.agenda.hear_presence(self.now, self.presence, since)

    _locked = _idle

    def _active(self, _happening: Happening) -> None:
        if self.presence is not Presence.ACTIVE:
            self.active_since = self.now.elapsed
        self.presence = Presence.ACTIVE
        self.agenda.hear_presence(self.now, Presence.ACTIVE, self.now.elapsed)

    def _busy(self, happening: Happening) -> None:
        name = SOURCE_NAMES[happening.which % len(SOURCE_NAMES)]
        self.agenda.hear_source(self.now, name, busy=happening.what == "busy")

    _free = _busy

    def _calendar(self, happening: Happening) -> None:
        """Up to three meetings, the first under way or soon, the others after it or over it."""
        start = self.now.wall + happening.length - timedelta(minutes=5)
        meetings = [
            Meeting(start + n * timedelta(minutes=40), start + n * timedelta(minutes=55) + length)
            for n, length in enumerate(
                (timedelta(minutes=20), happening.length, timedelta(hours=1))
            )
            if n < happening.which % 4
        ]
        self.agenda.hear_meetings(self.now, meetings)

    def _respond(self, happening: Happening) -> None:
        self.agenda.respond(self.now, RESPONSES[happening.which % len(RESPONSES)])

    def _start(self, _happening: Happening) -> None:
        self.agenda.start(self.now)

    def _take(self, happening: Happening) -> None:
        self.agenda.take(self.now, "abcdef"[happening.which % 6])

    def _mute(self, happening: Happening) -> None:
        self.agenda.mute(self.now, Mute("by hand", until=self.now.elapsed + happening.length))

    def _mute_until(self, happening: Happening) -> None:
        self.agenda.mute(self.now, Mute("later", until_at=self.now.wall + happening.length))

    def _mute_meeting(self, _happening: Happening) -> None:
        self.agenda.mute(self.now, Mute("meeting"))

    def _unmute(self, _happening: Happening) -> None:
        self.agenda.unmute(self.now)

    def _set_clock(self, happening: Happening) -> None:
        self.now = Moment(self.now.wall + happening.length, self.now.elapsed)
        self.agenda.advance(self.now)

    def _sleep(self, happening: Happening) -> None:
        self._be_gone(happening.length)
        self.agenda.slept(self.now, happening.length)

    def _restart(self, happening: Happening) -> None:
        state = msgspec.json.decode(msgspec.json.encode(self.agenda.state), type=State)
        self._be_gone(happening.length)
        self.agenda = Agenda(self.plan, self.calendar, self.now, state)
        self.agenda.slept(self.now, happening.length)

    def _configure(self, happening: Happening) -> None:
        """Leave one reminder out; it comes back with the next change."""
        kept = tuple(r for n, r in enumerate(self.plan.reminders) if n != happening.which)
        self.agenda.configure(self.now, replace(self.plan, reminders=kept), self.calendar)

    def _desk(self, happening: Happening) -> None:
        self.agenda.turn_desk(self.now, tuple(Desk)[happening.which % 2])

    def _be_gone(self, length: timedelta) -> None:
        self._spend(length, awake=False)
        self.active_since = self.now.elapsed
