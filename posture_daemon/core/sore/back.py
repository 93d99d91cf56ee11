"""The sore back: everything a person has told of it, and what follows from that at a moment."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from posture_daemon.core.moment import Moment
from posture_daemon.core.notice import Response
from posture_daemon.core.reminder import Kind
from posture_daemon.core.sore import numbers, replies, rides
from posture_daemon.core.sore.course import Course
from posture_daemon.core.sore.deeds import MedicineDeed, NotedDeed, StartSession, ThermalDeed
from posture_daemon.core.sore.episode import RUNNING
from posture_daemon.core.sore.local import LocalClock
from posture_daemon.core.sore.medicine import Medicines
from posture_daemon.core.sore.notes import Notes
from posture_daemon.core.sore.thermal import Sessions
from posture_daemon.core.state import Question

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import tzinfo

    from posture_daemon.core.plan import SoreCare
    from posture_daemon.core.reminder import Reminder
    from posture_daemon.core.sore.deeds import Deed, Record
    from posture_daemon.core.state import Live, Track


HOUR, POSITION, CHECK_IN = "sore:hour", "sore:position", "sore:check-in"
LEAFLETS = ("levels", "see-someone")
_ASKED_AFTER = frozenset({Kind.STRETCH, Kind.STRENGTHENING})


class SoreBack:
    """Told by records, in their order; asked with a moment. The same records tell the same.

    `is_known` is whether anything was ever told; for most people nothing is. `changed` is set by
    whatever may change the plan, and taken back by who has looked.
    """

    def __init__(
        self, care: SoreCare, track: Track, zone: tzinfo, records: Iterable[Record] = ()
    ) -> None:
        self.track = track
        self.course = Course()
        self.sessions = Sessions(care)
        self.medicines = Medicines()
        self.notes = Notes()
        self.is_known = self.changed = False
        self.follow(care, zone)
        for record in records:
            self.take(record)

    def follow(self, care: SoreCare, zone: tzinfo) -> None:
        """Go by these settings, and this time zone, from now on."""
        self.care = self.sessions.care = care
        self.changed = True
        self._zone = zone
        self._clock: LocalClock | None = None

    def clock(self, now: Moment) -> LocalClock:
        """How a moment looks on the clock of the wall; the last one is kept ready."""
        if self._clock is None or self._clock.now != now:
            self._clock = LocalClock(now, self._zone, self.care.waking)
        return self._clock

    def leaflets_due(self, now: Moment) -> list[str]:
        """The leaflets to show, the same for everyone on the same days, until they were read."""
        clock = self.clock(now)
        days = [day for day in numbers.LEAFLET_DAYS if day <= self.course.day(clock)]
        if self.course.phase(clock) not in RUNNING or not days:
            return []
        since = clock.starts(clock.today - timedelta(days=self.course.day(clock) - days[-1]))
        read = self.notes.read
        return [name for name in LEAFLETS if name not in read or read[name] < since]

    def has_screen(self, now: Moment) -> bool:
        """Whether warmth or cold is on, or the card waits: nothing else comes onto the screen."""
        waits = self.is_known and self.course.card_at_once(self.clock(now)) is not None
        return waits or self.sessions.running is not None

    def is_waking(self, now: Moment) -> bool:
        """Whether these are waking hours."""
        return self.clock(now).is_waking

    def pending(self, now: Moment, *, awake: bool = True) -> dict[str, timedelta]:
        """What changes next by itself, each by its name, in elapsed time after now."""
        clock = self.clock(now)
        ahead: dict[str, timedelta] = {}
        if self.course.phase(clock) in RUNNING:
            day = self.course.day(clock)
            for name, at in rides.pending(self, clock, day):
                ahead[name] = min(at, ahead.get(name, at))
        if self.is_known:
            ahead["sore:plan"] = min((clock.turns, *self.course.pending(clock)))
        ahead |= dict(self.sessions.pending(now.elapsed) if awake else ())
        if self.track.question:
            ahead["sore:question"] = self.track.question.asked + numbers.QUESTION_STAYS
        return ahead

    def about(self, reminder: Reminder) -> str | None:
        """What the prompt of the hour is about; none for other reminders."""
        return str(rides.ride_of(reminder)) if reminder.uid == HOUR else None

    # --- told ---

    def shown(self, reminder: Reminder, at: timedelta) -> None:
        """A reminder has come onto the screen."""
        self.changed = True
        if reminder.uid == HOUR:
            rides.note(self.track, at, rides.ride_of(reminder))
        if reminder.uid == CHECK_IN:
            self.track.asked = at
        if reminder.once is not None:
            self.track.told[reminder.uid] = reminder.once

    def answered(
        self, reminder: Reminder, live: Live, response: Response, at: timedelta
    ) -> frozenset[str]:
        """It was answered; the answer to it settles these as well.

        Whether an item made it worse is asked after each.
        """
        sore = self.course.episode is not None and reminder.kind in _ASKED_AFTER
        if sore and live.text and response is Response.DONE:
            self.track.question = Question(live.text, at)
        on_feet = reminder.uid == HOUR and response is Response.DONE
        return frozenset({POSITION}) if on_feet else frozenset()

    def check(self, now: Moment, deed: Deed) -> None:
        """Raise RequestRefused, with a sentence, if this cannot be now."""
        clock = self.clock(now)
        if isinstance(deed, StartSession):
            self.course.check_card(clock)
        if isinstance(deed, ThermalDeed):
            self.sessions.check(clock, deed)
        elif isinstance(deed, MedicineDeed):
            self.medicines.check(clock, deed)
        elif isinstance(deed, NotedDeed):
            self.notes.check(clock, deed)
        else:
            self.course.check(clock, deed)

    def take(self, record: Record) -> None:
        """Note a deed that was kept."""
        self.is_known = self.changed = True
        clock = self.clock(Moment(record.at, record.elapsed))
        if isinstance(record.deed, ThermalDeed):
            self.sessions.take(record)
        elif isinstance(record.deed, MedicineDeed):
            self.medicines.take(clock, record)
        else:
            self.course.take(clock, record)
            self.notes.take(record)

    def replies(self, now: Moment, deed: Deed) -> tuple[str, ...]:
        """What is said to a deed that has just been taken, in whole sentences."""
        return tuple(replies.of(self, self.clock(now), deed))
