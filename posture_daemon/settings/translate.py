"""Translates the settings, once they are known to be right, to the values of the core."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from posture_daemon.content.catalogue import catalogue
from posture_daemon.content.routines import routines
from posture_daemon.core.plan import (
    CalendarSource,
    Limits,
    Notifications,
    Plan,
    Sensing,
    SessionLimits,
    SitStand,
    SoreCare,
    Timing,
    WorkHours,
)
from posture_daemon.core.reminder import Kind, Reminder
from posture_daemon.settings import profiles, sit_stand
from posture_daemon.settings.catalogue import texts
from posture_daemon.settings.country import country_of, country_of_zone
from posture_daemon.settings.days import DAY_NAMES

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from posture_daemon.content.routines import Routine
    from posture_daemon.settings.exercises import Exercises
    from posture_daemon.settings.model import (
        DeskTable,
        MuteTable,
        ReminderTable,
        Settings,
        WorkHoursTable,
    )
    from posture_daemon.settings.notation import Dates

_KINDS = frozenset(Kind)


def plan(
    settings: Settings, first_year: int, last_year: int, exercises: Exercises | None = None
) -> Plan:
    """Everything the settings decide; days off are told for these years, both included."""
    own, marks = (exercises.own, exercises.marks) if exercises else ((), None)
    language = settings.notifications.language
    return Plan(
        reminders=reminders(settings),
        hours=_hours(settings.work_hours, first_year, last_year),
        timing=Timing(**dict(settings.timing)),
        limits=Limits(**dict(settings.limits)),
        notifications=Notifications(**dict(settings.notifications)),
        muting=frozenset(settings.mute.sources),
        sensing=_sensing(settings.mute),
        desk=_desk(settings.desk),
        sore=_sore(settings),
        texts=texts(language, settings.exercises.place, own, marks),
    )


def _sensing(table: MuteTable) -> Sensing:
    calendars = (CalendarSource(name, **dict(one)) for name, one in table.calendars.items())
    return Sensing(
        ignore_programs=table.ignore_programs,
        calendars=tuple(calendars),
        early_end=table.early_end,
        offer_ahead=table.offer_ahead,
        long_meeting=table.long_meeting,
    )


def _desk(table: DeskTable) -> SitStand | None:
    return None if table.kind == "none" else SitStand(*table.pattern, build_up=table.build_up)


def _sore(settings: Settings) -> SoreCare:
    """The country is the one that is written, else that of the holidays, else a guess.

    The time zone comes before the language: many a machine abroad speaks American English.
    """
    table, hours = settings.sore, settings.work_hours
    written = table.country or (hours.holidays.country if hours.holidays else "")
    country = written or country_of_zone(hours.time_zone) or country_of()
    from posture_daemon.content.emergency import whom_to_call  # a check needs no plan

    call = whom_to_call(country, settings.notifications.language)
    sessions = {kind: SessionLimits(**dict(getattr(table, kind))) for kind in ("warmth", "cold")}
    return SoreCare(**dict(table) | sessions | {"country": country, "call": call})


def reminders(settings: Settings) -> tuple[Reminder, ...]:
    """The profile's reminders and the person's own, without those that are switched off."""
    tables = profiles.effective(settings)
    at_a_desk = settings.desk.kind != "none"
    sets = routines(settings.notifications.language)
    return tuple(
        _reminder(uid, table, sets, at_a_desk=at_a_desk)
        for uid, table in tables.items()
        if table.enabled
    )


def _reminder(
    uid: str, table: ReminderTable, sets: Mapping[str, Routine], *, at_a_desk: bool
) -> Reminder:
    kind = kind_of(uid, table)
    routine = sets.get(table.routine or "")
    title, body = (routine.title, routine.body) if routine else (None, None)
    return Reminder(
        uid=uid,
        kind=kind,
        rest=table.rest or timedelta(),
        every=table.every,
        at=tuple(dict.fromkeys(table.at)),
        days=frozenset(map(DAY_NAMES.index, table.days)) if table.days else None,
        quiet=table.quiet,
        urgency=table.urgency,
        summary=table.summary or title or (_in_words(uid) if kind is Kind.OWN else None),
        body=table.body or body,
        desk=sit_stand.POSITIONS.get(uid) if at_a_desk else None,
        sore_level=routine.sore_level(catalogue()) if routine else 0,
    )


def kind_of(uid: str, table: ReminderTable) -> Kind:
    """The kind that is written, or that the uid names, or else `own`."""
    return table.kind or (Kind(uid) if uid in _KINDS else Kind.OWN)


def _in_words(uid: str) -> str:
    words = uid.replace("-", " ").replace("_", " ").strip()
    return words[:1].upper() + words[1:] or uid


def _hours(table: WorkHoursTable, first_year: int, last_year: int) -> WorkHours:
    years = range(first_year, last_year + 1)
    off = {day for dates in table.days_off for day in _days(dates, years)}
    if table.holidays:
        # The package costs time and memory; most files do without it.
        from posture_daemon.settings import public_holidays

        off |= public_holidays.dates(table.holidays, years)
    return WorkHours(table.time_zone, table.week, dict(table.on), frozenset(off))


def _days(dates: Dates, years: range) -> Iterator[date]:
    first = max(dates.first, date(years[0], 1, 1))
    last = min(dates.last, date(years[-1], 12, 31))
    return (first + timedelta(days=n) for n in range((last - first).days + 1))
