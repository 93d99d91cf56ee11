"""A desk for tests: reminders and hours in few words, and an agenda with a clock of its own."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, tzinfo
from typing import TYPE_CHECKING, Any

import msgspec

from posture_daemon.core.agenda import Agenda
from posture_daemon.core.length import parse_length
from posture_daemon.core.moment import Moment
from posture_daemon.core.plan import Limits, Plan, Timing, WorkHours
from posture_daemon.core.reminder import Kind, Reminder
from posture_daemon.core.state import SOURCES, Mute, Presence, State
from posture_daemon.core.work_calendar import WorkCalendar
from posture_daemon.settings.notation import fixed_time, span

if TYPE_CHECKING:
    from posture_daemon.core.entry import Entry, Event
    from posture_daemon.core.notice import Response

MONDAY = datetime(2026, 3, 2, tzinfo=UTC)


def reminder(
    uid: str, every: str | None = None, rest: str = "0s", at: tuple[str, ...] = (), **more: Any
) -> Reminder:
    """A reminder as the settings file would say it; its kind is its uid, if there is such one."""
    return Reminder(
        uid,
        Kind(uid) if uid in set(Kind) else Kind.OWN,
        parse_length(rest),
        every=parse_length(every) if every else None,
        at=tuple(map(fixed_time, at)),
        **more,
    )


def every_day(*spans: str) -> WorkHours:
    """The same hours on all seven days."""
    return WorkHours("UTC", (tuple(map(span, spans)),) * 7)


def working_days(*spans: str) -> WorkHours:
    """The same hours from Monday to Friday."""
    return WorkHours("UTC", (tuple(map(span, spans)),) * 5 + ((), ()))


EYES = reminder("eyes", "20m", "20s", quiet=True)
MICROBREAK = reminder("microbreak", "30m", "1m")
BREAK = reminder("break", "55m", "5m")
LUNCH = reminder("lunch", rest="30m", at=("12:30",))
END_OF_DAY = reminder("end_of_day", rest="15m", at=("end-15m",))

BALANCED = (
    EYES,
    MICROBREAK,
    BREAK,
    reminder("posture", "2h", "1m"),
    reminder("stretch", rest="4m", at=("15:30",)),
    reminder("ergonomics", rest="2m", at=("10:30",), days=frozenset({1})),
    LUNCH,
    END_OF_DAY,
)


def told(entry: Entry, zone: tzinfo = UTC) -> str:
    """An entry in a few words: "10:32:30 shown break +microbreak,eyes"."""
    words = [f"{entry.at.astimezone(zone):%H:%M:%S}", str(entry.event), entry.reminder or ""]
    if entry.reason:
        words.append(f"({entry.reason})")
    if entry.absorbed:
        words.append("+" + ",".join(entry.absorbed))
    return " ".join(word for word in words if word)


class Desk:
    """Somebody at work from 9:00 on a Monday, with an agenda that is told all that happens."""

    def __init__(
        self,
        *reminders: Reminder,
        hours: WorkHours | None = None,
        timing: Timing | None = None,
        limits: Limits | None = None,
        start: str = "9h",
    ) -> None:
        self.plan = Plan(
            reminders,
            hours or every_day("09:00-17:30"),
            timing or Timing(),
            limits or Limits(),
            muting=SOURCES,
        )
        self.now = Moment(MONDAY + parse_length(start), timedelta())
        self.agenda = Agenda(self.plan, WorkCalendar(self.plan.hours, UTC), self.now)
        self.entries: list[Entry] = []

    # --- what passes ---

    def wait(self, length: str) -> None:
        """Time passes; each notice is delivered at once."""
        end = self.now.elapsed + parse_length(length)
        while self.now.elapsed < end:
            at = min([end, *self.agenda.pending().values()])
            self.now = self.now.later(max(at - self.now.elapsed, timedelta()))
            self.agenda.advance(self.now)
            self._serve()

    def wait_until(self, clock: str) -> None:
        """Time passes until the clock shows this for the next time."""
        shown = self.now.wall - self.now.wall.replace(hour=0, minute=0, second=0)
        left = fixed_time(clock).offset - shown
        self.wait(f"{int(left.total_seconds()) % 86400}s")

    def sleep(self, length: str) -> None:
        """The machine is suspended."""
        self.now = self.now.later(parse_length(length))
        self.agenda.slept(self.now, parse_length(length))
        self._serve()

    def set_clock(self, by: timedelta) -> None:
        """Somebody sets the wall clock."""
        self.now = Moment(self.now.wall + by, self.now.elapsed)
        self.agenda.advance(self.now)
        self._serve()

    def restart(self, after: str) -> None:
        """The service is killed, and goes on later from what it wrote down last."""
        state = msgspec.json.decode(msgspec.json.encode(self.agenda.state), type=State)
        self.now = self.now.later(parse_length(after))
        self.agenda = Agenda(self.plan, WorkCalendar(self.plan.hours, UTC), self.now, state)
        self.agenda.slept(self.now, parse_length(after))
        self._serve()

    # --- what the person does ---

    def be(self, presence: Presence, since: str = "0s") -> None:
        """Somebody is there, or has not been for a while."""
        self.agenda.hear_presence(self.now, presence, self.now.elapsed - parse_length(since))
        self._serve()

    def rest(self, length: str) -> None:
        """The person leaves the keyboard alone for this long, and comes back."""
        self.wait("30s")
        self.be(Presence.IDLE, since="30s")
        self.wait(f"{int(parse_length(length).total_seconds()) - 30}s")
        self.be(Presence.ACTIVE)

    def answer(self, response: Response) -> bool:
        """The person answers the notice on the screen."""
        taken = self.agenda.respond(self.now, response)
        self._serve()
        return taken

    def start(self) -> None:
        """The person begins the guided break."""
        assert self.agenda.start(self.now)
        self._serve()

    def take(self, uid: str) -> bool:
        """The person asks for a break."""
        known = self.agenda.take(self.now, uid)
        self._serve()
        return known

    def mute(self, reason: str = "by hand", **end: Any) -> None:
        """The person mutes reminders."""
        self.agenda.mute(self.now, Mute(reason, **end))
        self._serve()

    def unmute(self) -> bool:
        """The person ends every mute."""
        had = self.agenda.unmute(self.now)
        self._serve()
        return had

    # --- what the sources say ---

    def busy(self, source: str) -> None:
        """A source begins to object."""
        self.agenda.hear_source(self.now, source, busy=True)
        self._serve()

    def free(self, source: str) -> None:
        """A source no longer objects."""
        self.agenda.hear_source(self.now, source, busy=False)
        self._serve()

    # --- what came of it ---

    def _serve(self) -> None:
        self.agenda.deliver(self.now)
        self.entries += self.agenda.take_entries()

    def told(self, *events: Event) -> list[str]:
        """What was written so far in a few words; of these events only, if any are named."""
        return [told(entry) for entry in self.entries if not events or entry.event in events]

    def only(self, event: Event) -> Entry:
        """The one entry of this event."""
        [entry] = [entry for entry in self.entries if entry.event is event]
        return entry
