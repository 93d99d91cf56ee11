"""The form of the settings file: every key, what it may hold and its default."""

from __future__ import annotations

from datetime import date, timedelta
from functools import partial
from typing import Annotated, Any, Literal, get_args

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, PlainValidator

from posture_daemon.core.plan import (
    CalendarSource,
    Limits,
    Notifications,
    Sensing,
    SoreCare,
    Span,
    Timing,
)
from posture_daemon.core.reminder import FixedTime, Kind, Urgency
from posture_daemon.core.sore import numbers
from posture_daemon.settings import notation, written
from posture_daemon.settings.allowed import (
    address,
    count,
    known_language,
    known_routine,
    known_zone,
    place,
    plain,
    secret,
    some,
    switch,
)
from posture_daemon.settings.days import DayName
from posture_daemon.settings.versions import CURRENT, known_version

_TIMING = Timing()
_LIMITS = Limits()
_NOTIFICATIONS = Notifications()
_SENSING = Sensing()
_CALENDAR = CalendarSource("")
_SORE = SoreCare()
_WARMTH, _COLD = numbers.WARMTH_MINUTES, numbers.COLD_MINUTES
_MOST = numbers.MOST_SESSIONS_PER_DAY

PlaceName = Literal["open-plan", "office", "home"]
ProfileName = Literal["light", "balanced", "frequent", "walker", "none"]
SourceName = Literal[
    "calendar",
    "microphone",
    "camera",
    "screen_sharing",
    "idle_inhibitor",
    "do_not_disturb",
    "full_screen",
    "typing",
]

_SECOND, _MINUTE, _HOUR = timedelta(seconds=1), timedelta(minutes=1), timedelta(hours=1)
_LENGTH = partial(notation.length, most=24 * _HOUR)
_INTERVAL = partial(notation.length, least=_SECOND, most=24 * _HOUR)
_GAP = partial(notation.length, most=4 * _HOUR)
_AHEAD = partial(notation.length, most=_HOUR)
_LONGEST_STAND = partial(notation.length, least=10 * _MINUTE, most=45 * _MINUTE)
_EARLY_END = partial(notation.length_or_never, most=_HOUR)
Length = Annotated[timedelta, PlainValidator(_LENGTH), written.length("0s", "24h")]
Interval = Annotated[timedelta, PlainValidator(_INTERVAL), written.length("1s", "24h")]
Gap = Annotated[timedelta, PlainValidator(_GAP), written.length("0s", "4h")]

_Hours = Annotated[Span, PlainValidator(notation.span), written.SPAN]
Hours = Annotated[tuple[_Hours, ...], Field(max_length=12)]
Day = Annotated[date, PlainValidator(notation.day), written.DAY]
DayOff = Annotated[notation.Dates, PlainValidator(notation.dates), written.DAY_OFF]
ClockTime = Annotated[FixedTime, PlainValidator(notation.fixed_time), written.CLOCK_TIME]
Switch = Annotated[bool, BeforeValidator(switch)]
Uid = Annotated[str, Field(pattern=r"^[a-z0-9_-]{1,40}$")]
_Plain = Annotated[str, AfterValidator(plain)]
_Words = Annotated[tuple[_Plain, ...], Field(max_length=100)]
_Secret = Annotated[str, AfterValidator(secret), written.SECRET]
_REFRESH = partial(notation.length, least=60 * _SECOND, most=24 * _HOUR)

_WARMTH_GAP, _COLD_GAP, _POSITION_EVERY, _MOVE_EVERY = (
    partial(notation.length, least=least, most=most)
    for least, most in (
        numbers.WARMTH_GAP_RANGE,
        numbers.COLD_GAP_RANGE,
        numbers.SITTING_LIMIT_RANGE,
        numbers.ON_YOUR_FEET_RANGE,
    )
)
WarmthGap = Annotated[timedelta, PlainValidator(_WARMTH_GAP), written.length("1h", "6h")]
ColdGap = Annotated[timedelta, PlainValidator(_COLD_GAP), written.length("2h", "6h")]
PositionEvery = Annotated[timedelta, PlainValidator(_POSITION_EVERY), written.length("20m", "45m")]
MoveEvery = Annotated[timedelta, PlainValidator(_MOVE_EVERY), written.length("30m", "90m")]
WarmthMinutes = Annotated[int, Field(ge=_WARMTH[0], le=_WARMTH[1]), BeforeValidator(count)]
ColdMinutes = Annotated[int, Field(ge=_COLD[0], le=_COLD[1]), BeforeValidator(count)]
SessionsPerDay = Annotated[int, Field(ge=1, le=_MOST), BeforeValidator(count)]

# A table that is left out is made by the validator of the whole file: none needs one of its own,
# and each would cost as much as the start of the program.
_DEFAULTS: Any = Field({}, validate_default=True)
_OFFICE = (notation.span("09:00-17:30"),)


class Table(BaseModel):
    """A table of the file: unknown keys are problems, and nothing changes after it was read."""

    model_config = ConfigDict(
        extra="forbid", frozen=True, arbitrary_types_allowed=True, defer_build=True
    )


class HolidaysTable(Table):
    """[work_hours] holidays: whose public holidays are days off."""

    country: Annotated[_Plain, written.COUNTRY]
    subdivision: _Plain | None = None


class WorkHoursTable(Table):
    """[work_hours]: when somebody works."""

    time_zone: Annotated[str, AfterValidator(known_zone)] = "local"
    monday: Hours = _OFFICE
    tuesday: Hours = _OFFICE
    wednesday: Hours = _OFFICE
    thursday: Hours = _OFFICE
    friday: Hours = _OFFICE
    saturday: Hours = ()
    sunday: Hours = ()
    holidays: HolidaysTable | None = None
    days_off: Annotated[tuple[DayOff, ...], Field(max_length=400)] = ()
    on: Annotated[dict[Day, Hours], Field(max_length=400)] = {}

    @property
    def week(self) -> tuple[tuple[Span, ...], ...]:
        """The hours of the seven weekdays, Monday first."""
        days = self.monday, self.tuesday, self.wednesday, self.thursday, self.friday
        return (*days, self.saturday, self.sunday)


class ReminderTable(Table):
    """[reminders.NAME]: one reminder, or what is changed about one of the profile's."""

    every: Interval | None = None
    at: Annotated[tuple[ClockTime, ...], Field(max_length=24), AfterValidator(some)] = ()
    rest: Annotated[Length | None, Field(alias="for")] = None
    kind: Kind | None = None
    routine: Annotated[str, AfterValidator(known_routine)] | None = None
    enabled: Switch = True
    quiet: Switch = False
    urgency: Urgency = Urgency.NORMAL
    days: Annotated[frozenset[DayName], AfterValidator(some)] | None = None
    summary: Annotated[str, Field(max_length=80), AfterValidator(plain)] | None = None
    body: Annotated[str, Field(max_length=280), AfterValidator(plain)] | None = None


class TimingTable(Table):
    """[timing]: how long the service waits, and what it waits for."""

    idle_after: Interval = _TIMING.idle_after
    merge_window: Length = _TIMING.merge_window
    settle: Length = _TIMING.settle
    flap: Length = _TIMING.flap
    hold: Length = _TIMING.hold
    hold_long: Length = _TIMING.hold_long
    expire: Interval = _TIMING.expire
    snooze: Interval = _TIMING.snooze
    max_snoozes: Annotated[int, Field(ge=0, le=10), BeforeValidator(count)] = _TIMING.max_snoozes
    grace: Length = _TIMING.grace
    quiet_before_end: Length = _TIMING.quiet_before_end


class LimitsTable(Table):
    """[limits]: how often notices may interrupt; 6 an hour at the very most."""

    min_gap: Gap = _LIMITS.min_gap
    per_hour: Annotated[int, Field(ge=1, le=6), BeforeValidator(count)] = _LIMITS.per_hour
    per_day: Annotated[int, Field(ge=1, le=200), BeforeValidator(count)] = _LIMITS.per_day


class DeskTable(Table):
    """[desk]: a sit-stand desk, and how it is used."""

    kind: Literal["none", "sit-stand"] = "none"
    pattern: Annotated[notation.Pattern, PlainValidator(notation.pattern), written.PATTERN] = (
        notation.pattern("40-15-5")
    )
    longest_stand: Annotated[
        timedelta, PlainValidator(_LONGEST_STAND), written.length("10m", "45m")
    ] = 30 * _MINUTE
    build_up: Switch = True


class CalendarTable(Table):
    """[mute.calendars.NAME]: one calendar, in a file, a folder or at an address."""

    path: Annotated[_Plain, AfterValidator(place), written.PATH] = _CALENDAR.path
    url: Annotated[str, AfterValidator(address), written.URL] = _CALENDAR.url
    user: _Plain = _CALENDAR.user
    password: _Secret = _CALENDAR.password
    token: _Secret = _CALENDAR.token
    refresh: Annotated[timedelta, PlainValidator(_REFRESH), written.length("1m", "24h")] = (
        _CALENDAR.refresh
    )
    own: _Words = _CALENDAR.own
    ignore: _Words = _CALENDAR.ignore
    include: _Words = _CALENDAR.include
    all_day: Switch = _CALENDAR.all_day
    tentative: Switch = _CALENDAR.tentative


class MuteTable(Table):
    """[mute]: which sources may hold a notice back, and what they go by."""

    sources: frozenset[SourceName] = frozenset(get_args(SourceName))
    ignore_programs: _Words = _SENSING.ignore_programs
    early_end: Annotated[timedelta | None, PlainValidator(_EARLY_END), written.EARLY_END] = (
        _SENSING.early_end
    )
    offer_ahead: Annotated[timedelta, PlainValidator(_AHEAD), written.length("0s", "1h")] = (
        _SENSING.offer_ahead
    )
    long_meeting: Gap = _SENSING.long_meeting
    calendars: Annotated[dict[Uid, CalendarTable], Field(max_length=50)] = {}


class ExercisesTable(Table):
    """[exercises]: which items of the catalogue suit."""

    place: PlaceName = "office"


class WarmthTable(Table):
    """[sore.warmth]: how long warmth stays on, and how often."""

    minutes: WarmthMinutes = _SORE.warmth.minutes
    gap: WarmthGap = _SORE.warmth.gap
    per_day: SessionsPerDay = _SORE.warmth.per_day


class ColdTable(Table):
    """[sore.cold]: how long cold stays on, and how often."""

    minutes: ColdMinutes = _SORE.cold.minutes
    gap: ColdGap = _SORE.cold.gap
    per_day: SessionsPerDay = _SORE.cold.per_day


class SoreTable(Table):
    """[sore]: how the service goes about a sore back."""

    waking: _Hours = _SORE.waking
    country: Annotated[str, Field(pattern=r"^([A-Z]{2})?$")] = _SORE.country
    position_every: PositionEvery = _SORE.position_every
    move_every: MoveEvery = _SORE.move_every
    warmth: WarmthTable = _DEFAULTS
    cold: ColdTable = _DEFAULTS


class NotificationsTable(Table):
    """[notifications]: how notices are shown."""

    backend: Literal["auto", "desktop", "plyer", "terminal", "log"] = "auto"
    sound: Switch = _NOTIFICATIONS.sound
    language: Annotated[str, AfterValidator(known_language)] = _NOTIFICATIONS.language
    announce_start: Switch = _NOTIFICATIONS.announce_start


class Settings(Table):
    """The whole file."""

    schema_version: Annotated[
        int, Field(ge=1), BeforeValidator(count), AfterValidator(known_version), written.VERSION
    ] = CURRENT
    profile: ProfileName = "balanced"
    work_hours: WorkHoursTable = _DEFAULTS
    reminders: Annotated[dict[Uid, ReminderTable], Field(max_length=60)] = {}
    timing: TimingTable = _DEFAULTS
    limits: LimitsTable = _DEFAULTS
    desk: DeskTable = _DEFAULTS
    mute: MuteTable = _DEFAULTS
    exercises: ExercisesTable = _DEFAULTS
    sore: SoreTable = _DEFAULTS
    notifications: NotificationsTable = _DEFAULTS
