"""`plan`: the timetable for people, programs and the eye."""

from __future__ import annotations

import builtins
import json
import sys
from typing import TYPE_CHECKING, Any

import pytest
from click.testing import CliRunner

from posture_daemon.cli import commands
from posture_daemon.errors import Unavailable

if TYPE_CHECKING:
    from pathlib import Path

    from tests.control.office import Office

SETTINGS = """
profile = "none"
[work_hours]
time_zone = "Europe/Berlin"
monday = ["09:00-12:30", "13:15-17:30"]
[reminders.break]
every = "1h"
for = "5m"
[reminders.tea]
at = ["15:30"]
"""


@pytest.fixture
def plan(tmp_path: Path) -> Any:
    """Run `plan` on the settings above, on a Monday."""
    settings = tmp_path / "settings.toml"
    settings.write_text(SETTINGS)

    def run(*words: str) -> str:
        line = ["plan", "--settings", str(settings), "--date", "2026-03-02", *words]
        return CliRunner().invoke(commands, line, catch_exceptions=False).stdout

    return run


def test_the_table_has_hours_and_a_row_for_each_reminder(plan: Any) -> None:
    """Lunch is a rest, after which the count starts anew."""
    assert plan().splitlines() == [
        "Monday 2 March 2026: 09:00-12:30, 13:15-17:30",
        "  break  10:00 11:00 12:00 14:15 15:15 16:15 17:15",
        "  tea    15:30",
        "  8 interrupting notices.",
    ]


CALENDAR = """\
BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//x//y//EN
BEGIN:VEVENT
UID:1
SUMMARY:Planning
DTSTART;TZID=Europe/Berlin:20260302T103000
DTEND;TZID=Europe/Berlin:20260302T113000
RRULE:FREQ=WEEKLY
END:VEVENT
END:VCALENDAR
"""


def test_the_meetings_of_a_calendar_are_in_it(plan: Any, tmp_path: Path) -> None:
    """They hold what falls due, and a break is offered before the long ones."""
    file = tmp_path / "work.ics"
    file.write_text(CALENDAR)
    settings = tmp_path / "settings.toml"
    settings.write_text(f'{SETTINGS}\n[mute.calendars.work]\npath = "{file}"\n')
    assert plan().splitlines()[:3] == [
        "Monday 2 March 2026: 09:00-12:30, 13:15-17:30",
        "  meetings  10:30-11:30",
        "  break     10:00 10:20 11:31 14:15 15:15 16:15 17:15",
    ]
    (day,) = json.loads(plan("--json"))["days"]
    assert day["meetings"] == [
        {"start": "2026-03-02T10:30:00+01:00", "end": "2026-03-02T11:30:00+01:00"}
    ]


def test_the_same_meeting_in_two_calendars_is_one(plan: Any, tmp_path: Path) -> None:
    """And one that overlaps it makes it longer."""
    settings = tmp_path / "settings.toml"
    later = CALENDAR.replace("T103000", "T110000").replace("T113000", "T114500")
    text = SETTINGS
    for name, content in (("a", CALENDAR), ("b", CALENDAR), ("c", later)):
        (tmp_path / f"{name}.ics").write_text(content)
        text += f'\n[mute.calendars.{name}]\npath = "{tmp_path}/{name}.ics"\n'
    settings.write_text(text)
    assert plan().splitlines()[1] == "  meetings  10:30-11:45"


def one_day(tmp_path: Path, settings: str, date: str = "2026-03-02") -> list[str]:
    """The lines of a day by these settings."""
    (tmp_path / "s.toml").write_text(f'profile = "none"\n{settings}')
    line = ["plan", "--settings", str(tmp_path / "s.toml"), "--date", date]
    return CliRunner().invoke(commands, line, catch_exceptions=False).stdout.splitlines()


def test_midnight_as_an_end_is_24_00(tmp_path: Path) -> None:
    """As it is written."""
    hours = "[work_hours]\ntime_zone = 'UTC'\nmonday = ['00:00-12:00', '13:00-24:00']\n"
    assert one_day(tmp_path, hours)[0].endswith(": 00:00-12:00, 13:00-24:00")


def test_the_key_is_there_where_it_is_needed(tmp_path: Path) -> None:
    """With a time of that day; and one notice is one."""
    rest = '[reminders.walk]\nat = ["12:00"]\nfor = "9m"\n'
    assert one_day(tmp_path, rest)[-1] == "  1 interrupting notice."
    tea = '[reminders.tea]\nevery = "3h"\nfor = "5m"\n'
    assert one_day(tmp_path, rest + tea)[-1].endswith("; (12:00): with a longer rest.")


@pytest.mark.parametrize(
    ("date", "why"),
    [
        ("2026-12-25", "a public holiday or a day off"),
        ("2026-03-03", "a public holiday or a day off"),
        ("2026-03-04", "no working hours on this date"),
        ("2026-03-07", "no working hours on a Saturday"),
    ],
)
def test_a_day_without_work_says_why(tmp_path: Path, date: str, why: str) -> None:
    """As the settings have it."""
    hours = (
        "[work_hours]\nholidays = { country = 'DE' }\ndays_off = ['2026-03-03']\n"
        "on = { '2026-03-04' = [] }"
    )
    [line] = one_day(tmp_path, hours, date)
    assert line.endswith(f": {why}")


def test_a_reminder_that_does_not_come_says_why(tmp_path: Path) -> None:
    """In words, whether it is held or not due at all."""
    lines = one_day(
        tmp_path,
        '[reminders.a]\nat = ["12:00"]\ndays = ["friday"]\n'
        '[reminders.b]\nevery = "20h"\nfor = "5m"\n[reminders.c]\nat = ["20:00"]\n'
        '[reminders.d]\nat = ["17:25"]\n',
    )
    assert lines[1:5] == [
        "  a  - (not on this day of the week)",
        "  b  - (no 20h of work without a rest)",
        "  c  - (in a rest, or outside the hours)",
        "  d  held from 17:25 on, because working hours were over, or about to end",
    ]


def test_a_calendar_that_cannot_be_read_is_said(plan: Any, tmp_path: Path) -> None:
    """And costs nothing but its meetings."""
    settings = tmp_path / "settings.toml"
    settings.write_text(f'{SETTINGS}\n[mute.calendars.work]\npath = "{tmp_path}/none.ics"\n')
    line = ["plan", "--settings", str(settings), "--date", "2026-03-02"]
    done = CliRunner().invoke(commands, line, catch_exceptions=False)
    assert done.stderr.startswith("Calendar work: ")
    assert "  break  10:00 11:00" in done.stdout


def test_a_week_has_seven_days(plan: Any) -> None:
    """Those without working hours say so."""
    days = plan("--week").split("\n\n")
    assert len(days) == 7
    assert days[-1].strip() == "Sunday 8 March 2026: no working hours on a Sunday"


def test_json_has_spans_and_notices(plan: Any) -> None:
    """With local instants."""
    told = json.loads(plan("--json"))
    (day,) = told["days"]
    assert day["work"][0] == {
        "start": "2026-03-02T09:00:00+01:00",
        "end": "2026-03-02T12:30:00+01:00",
    }
    assert day["notices"][0] == {
        "at": "2026-03-02T10:00:00+01:00",
        "reminder": "break",
        "absorbed": [],
        "quiet": False,
        "fixed": False,
        "early": False,
    }
    assert day["held"] == []


@pytest.mark.parametrize("text", ["soon", "2026-02-30", ""])
def test_what_is_no_date_is_refused(text: str) -> None:
    """With the words that can be written."""
    done = CliRunner().invoke(commands, ["plan", "--date", text or " "])
    assert done.exit_code == 2
    assert "is not a date like" in done.stderr


@pytest.mark.parametrize("text", ["9999-12-31", "0001-01-01", "1969-12-31", "2200-01-01"])
def test_a_date_that_is_too_far_away_is_refused(text: str) -> None:
    """Neither calendars nor computers know it."""
    for week in ([], ["--week"]):
        done = CliRunner().invoke(commands, ["plan", "--date", text, *week])
        assert done.exit_code == 2
        assert "from 1970 to 2199 are possible" in done.stderr


def test_the_first_and_the_last_date_have_a_week(plan: Any) -> None:
    """At the ends of what is possible."""
    for text in ("1970-01-01", "2199-12-31"):
        assert plan("--week", "--date", text)


def test_the_picture_says_what_is_free_and_what_is_held(tmp_path: Path) -> None:
    """And its key has the signs that are in it, and no others."""
    pytest.importorskip("matplotlib")
    (tmp_path / "s.toml").write_text(
        'profile = "none"\n[reminders.d]\nat = ["10:00", "17:25"]\n'
        "[work_hours]\ndays_off = ['2026-03-03']\n"
    )
    words = ["--settings", str(tmp_path / "s.toml"), "--date", "2026-03-02", "--week"]
    file = tmp_path / "a.svg"
    CliRunner().invoke(commands, ["plan", *words, "--svg", str(file)], catch_exceptions=False)
    drawn = file.read_text("utf-8")
    assert "Tuesday 3 March 2026: a public holiday or a day off" in drawn
    assert "Sunday 8 March 2026: no working hours on a Sunday" in drawn
    assert "filled: a notice   orange: at a fixed time   cross: held from then on" in drawn
    assert "blue" not in drawn


def test_the_pictures_are_drawn_the_same_every_time(plan: Any, tmp_path: Path) -> None:
    """An SVG and a PNG that show every reminder."""
    pytest.importorskip("matplotlib")
    files = [tmp_path / name for name in ("a.svg", "b.svg", "c.png")]
    plan("--svg", str(files[0]), "--png", str(files[2]))
    plan("--week", "--svg", str(files[1]))
    plan("--svg", str(files[1]))
    assert files[0].read_bytes() == files[1].read_bytes()
    assert all(word in files[0].read_text() for word in ("Break", "Tea", "Monday 2 March", "17:00"))
    assert files[2].read_bytes().startswith(b"\x89PNG")


def test_without_the_plotting_library_it_says_what_to_install(
    plan: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In a sentence."""
    real = builtins.__import__

    def without(name: str, *more: Any) -> Any:
        if name.startswith("matplotlib"):
            raise ImportError(name)
        return real(name, *more)

    monkeypatch.delitem(sys.modules, "posture_daemon.cli.plan_picture", raising=False)
    monkeypatch.setattr(builtins, "__import__", without)
    with pytest.raises(Unavailable, match="pip install 'posture-daemon\\[plot\\]'"):
        plan("--svg", str(tmp_path / "a.svg"))


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has a named pipe")
def test_who_is_sore_is_told_which_timetable_it_is(office: Office, plan: Any) -> None:
    """That of the ordinary reminders; programs get it as ever."""
    assert plan().startswith("Monday")
    office.ask("tell", deed="begin", details={})
    assert plan().startswith("The sore-back plan is on")
    assert "as it is without that plan" in plan()
    assert json.loads(plan("--json"))["days"]
