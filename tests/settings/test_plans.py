"""What a right settings file becomes in the core."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from posture_daemon.core.length import format_length
from posture_daemon.core.plan import Plan, Span
from posture_daemon.core.reminder import Anchor, FixedTime, Kind, Reminder, Urgency
from posture_daemon.settings.country import country_of_zone
from posture_daemon.settings.loading import load

if TYPE_CHECKING:
    from tests.settings.conftest import PlanOf


def hours(start: float, end: float) -> Span:
    """Hours of one day."""
    return Span(timedelta(hours=start), timedelta(hours=end))


def reminders(plan: Plan) -> dict[str, Reminder]:
    """The reminders of a plan by uid."""
    return {reminder.uid: reminder for reminder in plan.reminders}


OFTEN = {
    "eyes": ("20m", "20s"),
    "posture": ("2h", "1m"),
    "stretch": (None, "4m"),
    "ergonomics": (None, "2m"),
    "lunch": (None, "30m"),
    "end_of_day": (None, "15m"),
}
BALANCED = OFTEN | {"microbreak": ("30m", "1m"), "break": ("55m", "5m")}
FREQUENT = OFTEN | {"microbreak": ("20m", "30s"), "break": ("40m", "5m")}
LIGHT = {"break": ("1h", "5m"), "lunch": (None, "30m"), "end_of_day": (None, "15m")}
WALKER = OFTEN | {"walk": ("30m", "5m")}
del WALKER["posture"]


def test_without_a_file_the_balanced_profile_and_office_hours_hold() -> None:
    """The defaults are those of the evidence: eight reminders, Monday to Friday, 09:00 to 17:30."""
    answer = load(None, 2026, 2026, {})
    assert answer.plan
    assert set(reminders(answer.plan)) == set(BALANCED)
    assert answer.plan.hours.week == ((hours(9, 17.5),),) * 5 + ((), ())
    assert answer.plan.hours.time_zone == "local"
    assert "microphone" in answer.plan.muting
    assert answer.plan.timing == Plan().timing
    assert answer.plan.limits == Plan().limits


@pytest.mark.parametrize(
    ("profile", "expected"),
    [
        ("light", LIGHT),
        ("balanced", BALANCED),
        ("frequent", FREQUENT),
        ("walker", WALKER),
        ("none", {}),
    ],
)
def test_every_profile_has_the_reminders_of_the_evidence(
    plan_of: PlanOf, profile: str, expected: dict[str, tuple[str | None, str]]
) -> None:
    """The lengths are those of its part A, and each reminder has texts to show."""
    plan = plan_of(f'profile = "{profile}"')
    found = {
        r.uid: (format_length(r.every) if r.every else None, format_length(r.rest))
        for r in plan.reminders
    }
    assert found == expected
    assert all(plan.texts[reminder.kind] for reminder in plan.reminders)


def test_a_table_changes_only_the_keys_it_has(plan_of: PlanOf) -> None:
    """The rest of the profile's reminder stays as it is."""
    before, after = plan_of(), plan_of('[reminders.break]\nfor = "10m"')
    assert reminders(after)["break"].rest == timedelta(minutes=10)
    assert reminders(after)["break"].every == reminders(before)["break"].every
    assert reminders(after)["eyes"] == reminders(before)["eyes"]


def test_every_takes_the_place_of_the_profile_s_at_and_the_other_way_round(plan_of: PlanOf) -> None:
    """A person who writes one need not take the other away."""
    plan = plan_of('[reminders.stretch]\nevery = "3h"\n[reminders.break]\nat = ["10:00"]')
    assert reminders(plan)["stretch"].every == timedelta(hours=3)
    assert reminders(plan)["stretch"].at == ()
    assert reminders(plan)["break"].every is None
    assert reminders(plan)["break"].at == (FixedTime(Anchor.CLOCK, timedelta(hours=10)),)


def test_enabled_false_removes_a_reminder(plan_of: PlanOf) -> None:
    """It is how one of the profile's is dropped."""
    assert "posture" not in reminders(plan_of("[reminders.posture]\nenabled = false"))


def test_a_new_table_adds_a_reminder_of_one_s_own(plan_of: PlanOf) -> None:
    """All its keys arrive in the core."""
    added = reminders(
        plan_of(
            """[reminders.tea]
            every = "PT2H"
            for = "3m"
            quiet = true
            urgency = "low"
            days = ["friday", "monday"]
            summary = "Tea?"
            body = "Two lines\\nare fine." """
        )
    )["tea"]
    assert added == Reminder(
        "tea",
        Kind.OWN,
        rest=timedelta(minutes=3),
        every=timedelta(hours=2),
        days=frozenset({0, 4}),
        quiet=True,
        urgency=Urgency.LOW,
        summary="Tea?",
        body="Two lines\nare fine.",
    )


def test_a_reminder_of_one_s_own_without_words_says_its_name(plan_of: PlanOf) -> None:
    """A notice never comes up empty; and at clock times no rest is asked for."""
    added = reminders(plan_of('[reminders.pick-up_kids]\nat = ["end-20m"]'))["pick-up_kids"]
    assert (added.summary, added.rest) == ("Pick up kids", timedelta())


def test_the_uid_names_the_kind_unless_another_is_written(plan_of: PlanOf) -> None:
    """`[reminders.hydration]` is about hydration, with the catalogue's words."""
    plan = plan_of(
        '[reminders.hydration]\nat = ["11:00"]\n[reminders.desk]\nat = ["11:00"]\nkind = "standing"'
    )
    assert reminders(plan)["hydration"].kind is Kind.HYDRATION
    assert reminders(plan)["desk"].kind is Kind.STANDING
    assert reminders(plan)["desk"].summary is None


def test_fixed_times_count_from_the_clock_or_the_ends_of_the_day(plan_of: PlanOf) -> None:
    """TOML's own times are times too."""
    plan = plan_of(
        '[reminders.lunch]\nat = ["12:30", "start+1h", "end-15m", 9:05:00, "12:30"]'.replace(
            "9:05", "09:05"
        )
    )
    assert reminders(plan)["lunch"].at == (
        FixedTime(Anchor.CLOCK, timedelta(hours=12.5)),
        FixedTime(Anchor.START, timedelta(hours=1)),
        FixedTime(Anchor.END, timedelta(minutes=-15)),
        FixedTime(Anchor.CLOCK, timedelta(hours=9, minutes=5)),
    )


def test_a_week_may_hold_any_hours(plan_of: PlanOf) -> None:
    """Several spans, nights into the next day, whole days, and days off."""
    plan = plan_of(
        """[work_hours]
        time_zone = "Europe/Berlin"
        monday = ["09:00-12:30", "13:15-17:30"]
        tuesday = ["22:00-06:00"]
        wednesday = ["6:00-14:00"]
        thursday = []
        friday = ["00:00-24:00"]
        on = { "2026-12-31" = ["09:00-12:00"], 2026-01-02 = [] }"""
    )
    assert plan.hours.time_zone == "Europe/Berlin"
    assert plan.hours.week == (
        (hours(9, 12.5), hours(13.25, 17.5)),
        (hours(22, 30),),
        (hours(6, 14),),
        (),
        (hours(0, 24),),
        (),
        (),
    )
    assert plan.hours.on == {date(2026, 12, 31): (hours(9, 12),), date(2026, 1, 2): ()}


def test_days_off_are_told_for_the_years_asked(plan_of: PlanOf) -> None:
    """Single dates, TOML's own dates, and stretches cut at the end of the year."""
    off = '["2026-05-15", 2026-06-01, "2026-12-30..2027-01-05", "2031-01-01"]'
    plan = plan_of(f"[work_hours]\ndays_off = {off}")
    wanted = {(5, 15), (6, 1), (12, 30), (12, 31)}
    assert plan.hours.days_off == {date(2026, month, day) for month, day in wanted}


def test_public_holidays_are_days_off(plan_of: PlanOf) -> None:
    """The state counts: Epiphany is a holiday in Bavaria and not in Berlin."""
    form = '[work_hours]\nholidays = {{ country = "DE", subdivision = "{}" }}'
    bavaria, berlin = plan_of(form.format("BY")), plan_of(form.format("BE"))
    assert date(2026, 12, 25) in bavaria.hours.days_off & berlin.hours.days_off
    assert date(2026, 1, 6) in bavaria.hours.days_off - berlin.hours.days_off


def test_sources_that_are_left_out_do_not_count(plan_of: PlanOf) -> None:
    """`sources = []` lets nothing hold a notice back."""
    assert plan_of('[mute]\nsources = ["camera"]').muting == {"camera"}
    assert plan_of("[mute]\nsources = []").muting == frozenset()


def test_a_byte_order_mark_and_windows_line_ends_do_no_harm(plan_of: PlanOf) -> None:
    """Notepad writes both."""
    assert plan_of('\ufeffprofile = "none"\r\n[limits]\r\nper_hour = 6\r\n').limits.per_hour == 6


def test_calendars_become_sources(plan_of: PlanOf) -> None:
    """Each under its name, with the place of its secret, and what is to be known of meetings."""
    sensing = plan_of("""
        [mute]
        ignore_programs = ["Rhasspy"]
        early_end = "never"
        offer_ahead = "0s"

        [mute.calendars.home]
        path = "~/home.ics"

        [mute.calendars.work]
        url = "https://example.org/me.ics"
        user = "me"
        password = "keyring:work"
        own = ["me@example.org"]
        ignore = ["Focus"]
        tentative = false
        """).sensing
    home, work = sensing.calendars
    assert (sensing.ignore_programs, sensing.early_end) == (("Rhasspy",), None)
    assert not sensing.offer_ahead
    assert (home.name, home.path, home.refresh) == ("home", "~/home.ics", timedelta(minutes=15))
    assert (work.name, work.url, work.user) == ("work", "https://example.org/me.ics", "me")
    assert (work.password, work.own, work.ignore) == (
        "keyring:work",
        ("me@example.org",),
        ("Focus",),
    )
    assert not work.tentative


def test_a_secret_in_the_file_is_not_repeated(file: Path) -> None:
    """What is said of it goes into logs and onto the screen."""
    file.write_text(
        '[mute.calendars.work]\nurl = "https://e.org/x"\nuser = "me"\npassword = "hunter2"'
    )
    (problem,) = load(file, 2026, 2027, {}).problems
    assert "hunter2" not in problem


def test_the_place_decides_what_is_suggested(plan_of: PlanOf) -> None:
    """At home there is the floor; in an open-plan office what nobody looks up for."""
    at_home, office, open_plan = (
        {text.id for text in plan_of(f'exercises.place = "{place}"').texts[Kind.STRETCH]}
        for place in ("home", "office", "open-plan")
    )

    assert plan_of().texts == plan_of('exercises.place = "office"').texts
    assert open_plan < office < at_home
    assert at_home - office >= {"stretch-all-fours", "stretch-knee-to-chest"}
    assert "stretch-doorway" in office - open_plan


def test_a_reminder_can_be_for_a_routine(plan_of: PlanOf) -> None:
    """It says what the routine is, unless there are words of the person's own."""
    plan = plan_of(
        '[reminders.neck]\nat = ["11:00"]\nroutine = "neck"\n'
        '[reminders.strength]\nat = ["16:00"]\nroutine = "strength"\nsummary = "Lift!"\n'
    )
    neck, strength = (
        reminder for reminder in plan.reminders if reminder.uid in ("neck", "strength")
    )

    assert neck.summary == "Two minutes for neck and shoulders"
    assert neck.body
    assert strength.summary == "Lift!"
    assert strength.body


@pytest.mark.parametrize(
    ("written", "country", "call"),
    [
        ('work_hours.time_zone = "Europe/London"', "GB", "999 or 112"),
        ('work_hours.time_zone = "Asia/Tokyo"', "JP", "119"),
        ('work_hours.time_zone = "Etc/UTC"', "US", "911"),
        ('work_hours = { time_zone = "Asia/Tokyo", holidays = { country = "DE" } }', "DE", "112"),
        ('work_hours.time_zone = "Asia/Tokyo"\nsore.country = "GB"', "GB", "999 or 112"),
    ],
)
def test_whom_to_call_is_known_from_the_settings_or_guessed(
    plan_of: PlanOf, monkeypatch: pytest.MonkeyPatch, written: str, country: str, call: str
) -> None:
    """As written, else that of the holidays, the time zone, and last the language."""
    for name in ("LC_ALL", "LC_TIME"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LANG", "en_US.UTF-8")
    sore = plan_of(written).sore
    assert (sore.country, sore.call) == (country, call)


def test_a_system_without_a_table_of_time_zones_has_another_one(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Where there is none at all, the zone names no country."""
    monkeypatch.setattr("zoneinfo.TZPATH", ())
    pytest.importorskip("tzdata")
    assert country_of_zone("Europe/Vienna") == "AT"
    monkeypatch.setattr("importlib.resources.files", Path)
    assert country_of_zone("Europe/Vienna") == ""


def test_the_time_zone_of_the_system_names_its_country(monkeypatch: pytest.MonkeyPatch) -> None:
    """And a zone that has no name names none."""
    monkeypatch.setattr("tzlocal.get_localzone_name", lambda: "Europe/Paris")
    assert country_of_zone("local") == "FR"

    def nameless() -> str:
        raise LookupError

    monkeypatch.setattr("tzlocal.get_localzone_name", nameless)
    assert country_of_zone("local") == ""
