"""`why`: the answer to silence, from the journal and the running service."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, timedelta
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any, cast
from zoneinfo import ZoneInfo

import pytest
from click.testing import CliRunner

from posture_daemon import paths
from posture_daemon.adapters.journal import SqliteJournal
from posture_daemon.cli import commands, diary, why
from posture_daemon.cli.status_text import status_lines
from posture_daemon.cli.why_text import Known, about_now, about_reminder
from posture_daemon.cli.why_time import about_time
from posture_daemon.control.report import status
from posture_daemon.core.entry import Entry, Event
from posture_daemon.core.noted_hours import hours_of, noted
from posture_daemon.core.plan import SitStand, Span, WorkHours
from posture_daemon.core.reminder import Desk, Kind, Reminder
from posture_daemon.core.state import State
from posture_daemon.core.work_calendar import WorkCalendar
from posture_daemon.core.written_time import parse_time
from posture_daemon.errors import RequestRefused
from posture_daemon.simulation.play import Play
from posture_daemon.simulation.script import read_script
from tests.core.played import BREAK, DAY, NOTE, at, plan_of

if TYPE_CHECKING:
    from pathlib import Path

    from posture_daemon.control.report import Service
    from posture_daemon.core.plan import Plan
    from tests.cli.conftest import Command
    from tests.control.office import Office

PLAN = plan_of(BREAK, NOTE)
MINUTE = timedelta(minutes=1)
CALL = '10:15:00 "source": "microphone", "busy": true'


def known(*script: str, until: str, plan: Plan = PLAN, running: bool = True) -> Known:
    """What there is to know at that time of a played day."""
    hours = noted(WorkCalendar(plan.hours, UTC), at("08:00"))
    entries = [Entry(at("08:00"), Event.STARTED, hours=hours)]
    play = Play(plan, UTC, at("08:00"), entries.append)
    lines = [f'{{"at": "{DAY}T{line[:8]}", {line[8:]}}}' for line in script]
    play.run(read_script(lines, UTC), at(until))
    around = {"surroundings": dict, "settings_name": "built-in", "pid": 1}
    service = SimpleNamespace(dispatcher=play._dispatcher, **around)
    report = status(cast("Service", service)) if running else None
    return Known(at(until), UTC, entries, report)


def around(time: str, known: Known) -> list[str]:
    """The answer for a time."""
    return about_time(known, time, parse_time(time, known.now, UTC), lambda: PLAN).lines


def test_now_it_says_what_is_on_the_screen() -> None:
    """And what else is owed meanwhile."""
    assert about_now(known(until="10:01")).lines == [
        "On the screen since 10:00:00:",
        "  break: due 10:00:00, shown 10:00:00.",
        (
            "  note: due 10:00:00, held since 10:00:00 "
            "because another notice was on the screen, or had just been."
        ),
    ]


def test_now_it_says_since_when_nothing_was_shown_and_because_of_what() -> None:
    """The call goes on, and the break is owed."""
    lines = about_now(known(CALL, until="11:20")).lines
    assert lines[0] == "Nothing has been shown since 10:05:00:"
    assert lines[1].startswith("  note: due 10:00:00")
    told_so = (
        "Owed: break: due 11:05:00, held since 11:05:00 because of a meeting (microphone in use)."
    )
    assert lines[2:] == [told_so]


def test_now_it_says_what_is_next_if_nothing_is_due() -> None:
    """Silence because nobody has worked long enough, or nobody works at all."""
    alone = plan_of(BREAK)
    assert about_now(known(until="09:30", plan=alone)).lines == [
        "Nothing has been shown so far.",
        "Nothing is due. Next: break, 10:00.",
    ]
    assert about_now(known(until="08:30", plan=alone)).lines[0] == (
        "Outside working hours until 09:00."
    )


def test_now_a_mute_comes_first() -> None:
    """With its end (rule 17)."""
    muted = known('09:30:00 "do": "mute", "for": "45m"', until="09:40")
    assert about_now(muted).lines[0] == "Muted until 10:15 (by hand)."


def test_what_comes_next_waits_for_the_end_of_a_mute() -> None:
    """Nothing comes at a time at which it is muted, and nobody is told so."""
    alone = plan_of(BREAK)
    muted = known('09:30:00 "do": "mute", "for": "45m"', until="09:40", plan=alone)
    assert about_now(muted).lines[-1] == (
        "Nothing is due. Next: break, 10:00, held back until 10:15 (muted)."
    )
    assert about_reminder(muted, "break", alone).lines[-1] == (
        "Next: 10:00, if you work on, held back until 10:15 (muted)."
    )
    assert muted.report
    assert "  break  10:00, held back until 10:15 (muted)" in status_lines(muted.report)
    short = known('09:30:00 "do": "mute", "for": "20m"', until="09:40", plan=alone)
    assert about_now(short).lines[-1] == "Nothing is due. Next: break, 10:00."


def test_a_time_is_answered_with_the_episodes_that_touch_it() -> None:
    """To the second, whether the time is that of the due moment, the hold or the notice."""
    day = known(CALL, f"11:31:00 {CALL[9:-4]}false", until="12:30")
    for time in ("11:05", "11:20", "11:32:30"):
        assert around(time, day) == [
            (
                f"{time} break: due 11:05:00, held 11:05:00 to 11:31:00 "
                "because of a meeting (microphone in use), "
                "shown 11:32:30, expired unanswered 11:37:30."
            )
        ]


def test_a_time_at_which_nothing_was_due_has_a_before_and_an_after() -> None:
    """And says what else there is to say: a mute, or the hours."""
    day = known('10:20:00 "do": "mute", "for": "10m"', until="12:30")
    assert around("08:30", day)[:2] == [
        "Nothing was due at 08:30:00.",
        "It was outside working hours.",
    ]
    lines = around("10:25", day)
    assert lines[1] == "It was muted, from 10:20:00 on."
    assert lines[2].startswith("Before: note: due 10:00:00")
    assert lines[3].startswith("The next: break: due 11:05:00")


def test_a_time_in_a_stop_of_the_service_says_so() -> None:
    """Nothing can be due while it does not run."""
    day = known(until="09:30")
    stop = Entry(at("09:15"), Event.STOPPED)
    assert around("09:20", Known(day.now, UTC, [*day.entries, stop], None))[1] == (
        "The service was not running; it was stopped 09:15:00."
    )


def test_the_past_is_judged_by_the_settings_of_then() -> None:
    """Whoever changes the hours afterwards does not change what has been."""
    night = replace(PLAN.hours, week=((Span(5 * MINUTE, 420 * MINUTE),),) * 7)
    then = noted(WorkCalendar(night, UTC), at("05:00"))
    now = noted(WorkCalendar(PLAN.hours, UTC), at("08:00"))
    entries = [
        Entry(at("05:00"), Event.STARTED, hours=then),
        Entry(at("05:59:47"), Event.MUTED, reason="by hand", until=at("08:00")),
        Entry(at("08:00"), Event.SETTINGS, reason="in effect", hours=now),
        Entry(at("08:00"), Event.UNMUTED, reason="by hand ended"),
    ]
    day = Known(at("12:00"), UTC, entries, None)
    assert around("05:59:49", day)[1:] == ["It was muted, from 05:59:47 on."]
    assert around("08:30", day)[1:] == ["It was outside working hours."]


def test_before_the_journal_and_after_a_crash_the_service_was_not_running() -> None:
    """It says so, with what is known of it, and no more."""
    entries = [
        Entry(at("05:59:12"), Event.STARTED),
        Entry(at("07:00"), Event.STARTED, since=at("06:15")),
    ]
    day = Known(at("07:30"), UTC, entries, None)
    began = "The service was not running then (the journal begins 05:59:12)."
    broke = "The service was not running; it broke off at about 06:15:00."
    yesterday = "Nothing was due at Sun 1 Mar 14:00:00."
    assert around("05:51", day) == ["Nothing was due at 05:51:00.", began]
    assert around("14:00", day) == [yesterday, began]
    assert around("06:20", day) == ["Nothing was due at 06:20:00.", broke]
    assert not any("running" in line for time in ("06:10", "07:10") for line in around(time, day))
    assert not any("running" in line for line in around("today", day))


def test_hours_are_noted_without_a_loss() -> None:
    """Every day of the week, nights, and the dates near by."""
    spans: tuple[Span, ...] = (Span(540 * MINUTE, 750 * MINUTE), Span(1320 * MINUTE, 1800 * MINUTE))
    on = {at("08:00").date(): spans[:1]}
    off = frozenset({(at("08:00") + timedelta(days=days)).date() for days in (3, 9999)})
    hours = WorkHours("Europe/Berlin", (spans, (), *(spans[:1],) * 5), on, off)
    written = noted(WorkCalendar(hours, ZoneInfo("Europe/Berlin")), at("08:00"))
    assert written[0] == "Europe/Berlin"
    assert written[1] == "1 09:00-12:30 22:00-30:00"
    assert written[-1] == "2026-03-05"
    read = hours_of(written)
    assert (read.time_zone, read.week) == (hours.time_zone, hours.week)
    assert read.on == {**on, min(off): ()}


def test_a_reminder_is_answered_with_its_last_episode_and_what_is_ahead() -> None:
    """What is owed is told by its episode alone."""
    assert about_reminder(known(until="10:30"), "break", PLAN).lines == [
        "break: due 10:00:00, shown 10:00:00, expired unanswered 10:05:00.",
        "Next: 11:05, if you work on.",
    ]
    assert about_reminder(known(CALL, until="11:20"), "break", PLAN).lines == [
        "break: due 11:05:00, held since 11:05:00 because of a meeting (microphone in use)."
    ]


@pytest.mark.parametrize(
    ("reminder", "answer"),
    [
        (
            replace(BREAK, every=timedelta(hours=9)),
            "no stretch of your working hours has 9h of work without a rest that is long enough",
        ),
        (replace(NOTE, days=frozenset({5})), "none of its times falls on a working day"),
    ],
)
def test_what_will_not_come_has_a_reason(reminder: Reminder, answer: str) -> None:
    """The hours are too short for it, or its days are no working days."""
    plan = plan_of(reminder)
    lines = about_reminder(known(until="09:30", plan=plan), reminder.uid, plan).lines
    assert lines[0] == f"{reminder.uid}: it has not been due so far."
    assert lines[-1] == f"It will not come: {answer}."


def test_days_are_named() -> None:
    """A reminder for single days says which."""
    plan = plan_of(replace(BREAK, days=frozenset({4, 1})))
    lines = about_reminder(known(until="09:30", plan=plan), "break", plan).lines
    assert "It falls due on these days only: Tuesday, Friday." in lines


def test_a_reminder_that_is_switched_off_or_unknown_says_so(tmp_path: Path) -> None:
    """With the file that says so, or the names that there are."""
    settings = tmp_path / "settings.toml"
    settings.write_text("[reminders.break]\nenabled = false\n")
    day = replace(known(until="09:30", plan=plan_of(NOTE)), settings=settings)
    assert about_reminder(day, "break", plan_of(NOTE)).lines == [
        f"break is switched off: enabled = false in {settings}."
    ]
    with pytest.raises(RequestRefused) as unknown:
        about_reminder(day, "brake", PLAN)
    assert unknown.value.title == (
        "There is no reminder 'brake' in the settings; did you mean \"break\"?"
    )
    assert unknown.value.hint == "There are: break, note."


def test_what_the_settings_have_given_up_has_an_end() -> None:
    """Both forms of the question tell the same, whether the service runs or not."""
    mute = Entry(at("09:50"), Event.MUTED, reason="by hand", until=at("10:50"))
    held = Entry(at("10:00"), Event.HELD, "tea", reason="muted", due=at("10:00"))
    gone = Entry(at("10:20"), Event.WITHDRAWN, "tea", reason="settings", due=at("10:00"))
    entries = [mute, Entry(at("10:00"), Event.DUE, "tea", due=at("10:00")), held, gone]
    told = (
        "tea: due 10:00:00, held 10:00:00 to 10:20:00 because of a mute, "
        "withdrawn 10:20:00 (it was taken out of the settings)."
    )
    running = known(until="11:00").report
    for report in (None, running):
        day = Known(at("11:00"), UTC, entries, report)
        assert about_reminder(day, "tea", PLAN).lines[0] == told
        assert around("10:10", day) == [f"10:10 {told}"]
        assert around("today", day) == [f"today {told}"]
        assert not any("Owed" in line for line in about_now(day).lines)


@pytest.fixture
def journal(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A journal of the day in which nobody answers; no service runs."""
    for name in ("CONFIG_HOME", "STATE_HOME", "RUNTIME_DIR"):
        monkeypatch.setenv(f"XDG_{name}", str(tmp_path))
    monkeypatch.setenv("TZ", "UTC")
    day = known(until="12:00", running=False)
    writer = SqliteJournal(paths.journal_file())
    writer.record(day.entries, State(day.now, timedelta()))
    writer.close()


@pytest.mark.usefixtures("journal")
def test_the_command_reads_the_journal_without_a_service() -> None:
    """And says that none runs."""
    run = CliRunner().invoke
    assert "The service is not running" in run(commands, ["why"]).output
    assert "2026-03-02T11:05 break: due 11:05:00" in run(commands, ["why", f"{DAY}T11:05"]).output
    assert "Mon 2 Mar break: due 11:05:00, shown 11:05:00" in run(commands, ["why", "break"]).output


@pytest.mark.usefixtures("journal")
def test_a_slip_of_the_finger_is_no_answer() -> None:
    """What is neither a time nor a reminder ends with an exit code of its own."""
    run = CliRunner().invoke
    old = at("08:00") - timedelta(days=59)
    writer = SqliteJournal(paths.journal_file())
    writer.record([Entry(old, Event.SHOWN, "tea", due=old)], State(at("12:00"), timedelta()))
    writer.close()
    assert run(commands, ["why", "now"]).output == run(commands, ["why"]).output
    late = run(commands, ["why", "25:00"])
    assert late.exit_code == 2
    assert "'25:00' is not a time" in late.output
    assert "Fri 2 Jan tea: due 08:00:00" in run(commands, ["why", "tea"]).output
    unknown = run(commands, ["why", "breka"])
    assert isinstance(unknown.exception, RequestRefused)
    assert unknown.exception.exit_code == 1


@pytest.mark.usefixtures("journal")
def test_the_command_speaks_json() -> None:
    """Sentences, and the episodes with every instant."""
    answer: Any = json.loads(
        CliRunner().invoke(commands, ["why", f"{DAY}T11:05:00", "--json"]).output
    )
    assert answer["running"] is False
    assert answer["episodes"][0]["reminder"] == "break"
    assert [step["event"] for step in answer["episodes"][0]["steps"]] == ["shown", "expired"]


@pytest.mark.usefixtures("journal")
def test_a_story_that_began_long_ago_is_told_from_its_beginning() -> None:
    """The command reads the days before, and all of the journal if that is not enough."""
    long_ago = Entry(at("08:00"), Event.DUE, "trip", due=at("08:00"))
    held = Entry(at("08:00"), Event.HELD, "trip", reason="off_hours", due=at("08:00"))
    shown = Entry(at("08:00") + timedelta(days=20), Event.SHOWN, "trip", due=at("08:00"))
    writer = SqliteJournal(paths.journal_file())
    writer.record([long_ago, held, shown], State(shown.at, timedelta()))
    writer.close()
    told = CliRunner().invoke(commands, ["why", "2026-03-22T08:00"]).output
    assert "trip: due 08:00:00, held 08:00:00 to Sun 08:00:00" in told


def test_a_reminder_for_the_other_way_the_desk_is() -> None:
    """It does not come while the desk is down, and the answer says so."""
    sit = Reminder("sit", Kind.STANDING, 5 * MINUTE, 15 * MINUTE, desk=Desk.UP)
    plan = replace(
        plan_of(sit), desk=SitStand(40 * MINUTE, 15 * MINUTE, 5 * MINUTE, build_up=False)
    )
    down = about_reminder(known(until="10:00", plan=plan), "sit", plan).lines
    assert down[-1] == "It will not come: it counts while the desk is up, and it is down."
    up = about_reminder(known('09:55:00 "desk": "up"', until="10:00", plan=plan), "sit", plan).lines
    assert up[-1] == "Next: 10:10, if you work on."


WALK = (
    Entry(at("11:30"), Event.DUE, "sore:walk", due=at("11:30")),
    Entry(at("11:30"), Event.SHOWN, "sore:walk", due=at("11:30")),
    Entry(at("11:31"), Event.DONE, "sore:walk", due=at("11:30")),
)


@pytest.mark.usefixtures("journal")
@pytest.mark.parametrize("words", [[], ["--json"]])
def test_health_is_told_only_when_it_is_asked_for(
    monkeypatch: pytest.MonkeyPatch, words: list[str]
) -> None:
    """With --health, from the diary; for people and for programs."""
    monkeypatch.setattr(diary, "private_entries", lambda: list(WALK))
    asked = ["why", f"{DAY}T11:30", *words]
    without = CliRunner().invoke(commands, asked)
    assert without.exit_code == 0
    assert "sore" not in without.output
    assert "walk: due 11:30:00" in CliRunner().invoke(commands, [*asked, "--health"]).output


def test_what_is_ahead_of_a_sore_back_is_told_only_then() -> None:
    """Neither what is next nor what is on the screen tells of it."""
    prospect = {"reminder": "break", "due": f"{DAY}T12:00:00+00:00", "held": None}
    report = {
        "live": {"reminder": "sore:walk", "since": f"{DAY}T11:30:00+00:00", "absorbed": []},
        "reminders": [{**prospect, "reminder": "sore:walk"}, prospect],
    }
    assert why._without_private(report) == {"live": None, "reminders": [prospect]}


def sore(office: Office) -> None:
    """Begin the plan."""
    office.ask("tell", deed="begin", details={"outside_hours": True})
    office.ask("tell", deed="answer-card", details={"applies": False})
    office.settings_name = "built-in"


def test_a_reminder_that_the_plan_keeps_away_says_so(office: Office, posture: Command) -> None:
    """Reading the settings anew would bring nothing."""
    sore(office)
    code, printed, _ = posture("why", "break")
    assert code == 0
    assert "while the sore-back plan has it so: posture sore" in printed
    assert "reload" not in printed


def test_a_reminder_of_the_plan_is_told_where_it_is_asked_for(
    office: Office, posture: Command
) -> None:
    """It stands in no settings; without --health the command that tells it is named."""
    sore(office)
    now = office.ask("status")
    heard = Known(office.clock.now().wall, UTC, [], now)
    assert about_reminder(heard, "sore:position", PLAN).lines == [
        "Next: 10:30, if nothing changes."
    ]
    assert "There is no such reminder now" in posture("why", "sore:walk", "--health")[1]
    code, _, complaint = posture("why", "sore:position")
    assert code == 2
    assert "posture why sore:position --health" in complaint


def test_the_next_one_of_the_plan_has_a_name_for_people(office: Office, posture: Command) -> None:
    """And not the one that the program has for it."""
    sore(office)
    office.wait(minutes=1)
    assert "Next: first question, 10:10." in posture("why", "--health")[1]
    assert "first question 10:10" in posture("status", "--format", "waybar")[1]
