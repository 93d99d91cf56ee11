"""The settings as the core knows them: plain values, translated from the file once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from posture_daemon.core.reminder import Kind, Reminder
from posture_daemon.core.sore import numbers


@dataclass(frozen=True, slots=True)
class Span:
    """Hours of work on one day, counted from its local midnight; `end` may lie on the next day."""

    start: timedelta
    end: timedelta


@dataclass(frozen=True, slots=True)
class WorkHours:
    """When somebody works: a week, and the dates that override it.

    `week` has seven entries, Monday first. `on` gives a date hours of its own and wins over
    `days_off` (leave and public holidays), which win over the week.
    `time_zone` is an IANA name, or "local" for the system's.
    """

    time_zone: str = "local"
    week: tuple[tuple[Span, ...], ...] = ((),) * 7
    on: dict[date, tuple[Span, ...]] = field(default_factory=dict)
    days_off: frozenset[date] = frozenset()


@dataclass(frozen=True, slots=True)
class Timing:
    """The lengths that the rules of the day speak of; rule numbers refer to docs/rules.md."""

    idle_after: timedelta = timedelta(seconds=30)  # rule 3
    merge_window: timedelta = timedelta(minutes=5)  # rule 7
    settle: timedelta = timedelta(seconds=90)  # rule 8
    flap: timedelta = timedelta(seconds=30)  # rule 9
    hold: timedelta = timedelta(minutes=3)  # rule 10
    hold_long: timedelta = timedelta(minutes=10)  # rule 10, for rests of 3 minutes or more
    expire: timedelta = timedelta(minutes=5)  # rule 16
    snooze: timedelta = timedelta(minutes=5)  # rule 14
    max_snoozes: int = 3  # rule 14
    grace: timedelta = timedelta(minutes=60)  # rule 5
    quiet_before_end: timedelta = timedelta(minutes=10)  # rule 11


@dataclass(frozen=True, slots=True)
class Limits:
    """How often notices may interrupt (rule 11)."""

    min_gap: timedelta = timedelta(minutes=5)
    per_hour: int = 3
    per_day: int = 20


@dataclass(frozen=True, slots=True)
class Notifications:
    """How notices are shown."""

    backend: str = "auto"
    sound: bool = False
    language: str = "en"
    announce_start: bool = True


@dataclass(frozen=True, slots=True)
class CalendarSource:
    """A calendar whose meetings count: a file or a folder of files (`path`), or an address (`url`).

    `password` and `token` say where the secret is ("keyring:work", "env:NAME", "credential:NAME"),
    and never what it is. `own` are the person's own addresses, whose participation status counts.
    Events whose title or category is in `ignore` do not count, and those in `include` always do.
    `all_day` and `tentative` say whether such events count.
    """

    name: str
    path: str = ""
    url: str = ""
    user: str = ""
    password: str = ""
    token: str = ""
    refresh: timedelta = timedelta(minutes=15)
    own: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    include: tuple[str, ...] = ()
    all_day: bool = False
    tentative: bool = True


@dataclass(frozen=True, slots=True)
class Sensing:
    """What is known of meetings.

    Programs in `ignore_programs` may use microphone and camera without being in a meeting.
    A call that took place during a meeting of the calendar and has been over for `early_end` ends
    that meeting too; none if it never does. Before a meeting of at least `long_meeting` a break
    that would fall due within it is offered up to `offer_ahead` early.
    """

    ignore_programs: tuple[str, ...] = ()
    calendars: tuple[CalendarSource, ...] = ()
    early_end: timedelta | None = timedelta(minutes=2)
    offer_ahead: timedelta = timedelta(minutes=10)
    long_meeting: timedelta = timedelta(minutes=30)


@dataclass(frozen=True, slots=True)
class SitStand:
    """How somebody with a sit-stand desk stands: `stand` of work in each cycle.

    A cycle is `sit`, `stand` and `move`. With `build_up` it begins with less, and grows.
    """

    sit: timedelta
    stand: timedelta
    move: timedelta
    build_up: bool = True


@dataclass(frozen=True, slots=True)
class SessionLimits:
    """How long warmth or cold stays on (minutes), and how often, as the person has set it."""

    minutes: int
    gap: timedelta
    per_day: int = numbers.SESSIONS_PER_DAY


@dataclass(frozen=True, slots=True)
class SoreCare:
    """How the service goes about a sore back.

    `waking` are the hours outside which nothing of it comes. `country` (ISO 3166, two letters) is
    whose emergency number is told, and `call` are the numbers in words.
    """

    waking: Span = Span(timedelta(hours=7), timedelta(hours=22))
    country: str = ""
    call: str = ""
    position_every: timedelta = numbers.SITTING_LIMIT
    move_every: timedelta = numbers.ON_YOUR_FEET
    warmth: SessionLimits = SessionLimits(numbers.DEFAULT_MINUTES, numbers.WARMTH_GAP)
    cold: SessionLimits = SessionLimits(numbers.DEFAULT_MINUTES, numbers.COLD_GAP)


@dataclass(frozen=True, slots=True)
class Text:
    """One entry of the catalogue: what a notice of a kind may say.

    `seconds` is how long it takes, 0 if that is open. `sore_level`, 0 to 4, is the lowest level of
    the sore-back plan on which it is shown. `figure` is the id of its drawing, `picture`
    the file of one of the person's own. `pin` is the mark of a wish to see it next, once. `stop`
    says when to stop, which a notice says only to somebody who is sore; `in_plan` is whether the
    prompts of the sore-back plan may say it, and not only the ordinary ones.
    """

    id: str
    title: str
    body: str
    areas: tuple[str, ...] = ()
    position: str = "any"
    seconds: int = 0
    figure: str = ""
    picture: str = ""
    starred: bool = False
    pin: str = ""
    sore_level: int = 0
    stop: str = ""
    in_plan: bool = True


@dataclass(frozen=True, slots=True)
class Plan:
    """Everything that the settings decide."""

    reminders: tuple[Reminder, ...] = ()
    hours: WorkHours = WorkHours()
    timing: Timing = Timing()
    limits: Limits = Limits()
    notifications: Notifications = Notifications()
    muting: frozenset[str] = frozenset()
    sensing: Sensing = Sensing()
    desk: SitStand | None = None
    sore: SoreCare = SoreCare()
    texts: Mapping[Kind, tuple[Text, ...]] = field(default_factory=dict)
