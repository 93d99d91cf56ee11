"""The settings as the core knows them: plain values, translated from the file once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from posture_daemon.core.reminder import Kind, Reminder


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
class Text:
    """One entry of the catalogue: what a notice of a kind may say."""

    id: str
    title: str
    body: str
    areas: tuple[str, ...] = ()
    position: str = "any"


@dataclass(frozen=True, slots=True)
class Plan:
    """Everything that the settings decide."""

    reminders: tuple[Reminder, ...] = ()
    hours: WorkHours = WorkHours()
    timing: Timing = Timing()
    limits: Limits = Limits()
    notifications: Notifications = Notifications()
    muting: frozenset[str] = frozenset()
    texts: Mapping[Kind, tuple[Text, ...]] = field(default_factory=dict)
