"""The layers of the settings: who wins, who is named, and what an administrator may lock."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from posture_daemon.settings.checking import check
from posture_daemon.settings.loading import load

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from posture_daemon.core.reminder import Reminder
    from posture_daemon.settings.answer import Answer


@pytest.fixture
def etc(tmp_path: Path) -> Path:
    """Where the system-wide file of a test stands."""
    return tmp_path / "etc.toml"


def answer(file: Path, text: str, etc: Path, system: str, changes: Sequence[str] = ()) -> Answer:
    """What these two files and these options come to."""
    file.write_text(text, "utf-8")
    etc.write_text(system, "utf-8")
    return load(file, 2026, 2026, {}, system=etc, changes=changes)


def reminder(answer: Answer, uid: str) -> Reminder:
    """One reminder of an answer."""
    assert answer.plan, answer.problems
    return next(one for one in answer.plan.reminders if one.uid == uid)


def test_each_layer_wins_over_the_one_before(file: Path, etc: Path) -> None:
    """Key by key."""
    etc.write_text("[limits]\nper_day = 1\nper_hour = 1\n[timing]\nmax_snoozes = 1", "utf-8")
    file.write_text('[limits]\nper_day = 2\nper_hour = 2\nmin_gap = "2m"', "utf-8")
    variables = {"POSTURE_DAEMON_LIMITS__PER_DAY": "3", "POSTURE_DAEMON_LIMITS__MIN_GAP": "3m"}
    plan = load(file, 2026, 2026, variables, system=etc, changes=["limits.min_gap=4m"]).plan
    assert plan
    assert (plan.timing.max_snoozes, plan.limits.per_hour, plan.limits.per_day) == (1, 2, 3)
    assert plan.limits.min_gap == timedelta(minutes=4)


def test_a_system_wide_file_need_not_be_there(tmp_path: Path) -> None:
    """Most computers have none."""
    assert load(None, 2026, 2026, {}, system=tmp_path / "none.toml") == load(None, 2026, 2026, {})


@pytest.mark.parametrize(
    ("changes", "problem"),
    [
        (["limits.per_day"], "--set limits.per_day: not KEY=VALUE"),
        (["=3"], "--set : not a key"),
        (["limits.=3"], "--set limits.: not a key"),
        (["a=1\nb=2"], "--set a: a = "),
        (["a = 1\nb=2"], "--set a : a = "),
        (["limits.per_day=x"], '--set limits.per_day: limits.per_day = "x": not a whole number'),
        (["limits.per_our=3"], 'did you mean "per_hour"'),
        (["limits=3"], "--set limits: limits = 3: not a table"),
        (['reminders."Big Tea".every=1h'], "not a name"),
    ],
)
def test_a_wrong_option_is_named(file: Path, etc: Path, changes: list[str], problem: str) -> None:
    """In place of a line."""
    problems = answer(file, "", etc, "", changes).problems
    assert any(problem in line for line in problems), problems
    assert all(line.isprintable() for line in problems)


@pytest.mark.parametrize(
    ("written", "value"),
    [("50m", 50), ('"50m"', 50), ("PT50M", 50)],
)
def test_text_on_the_command_line_needs_no_quotes(
    file: Path, etc: Path, written: str, value: int
) -> None:
    """The shell has taken them away."""
    found = answer(file, "", etc, "", [f"reminders.break.every={written}"])
    assert reminder(found, "break").every == timedelta(minutes=value)


SWITCHED_OFF = {"no", "off", "false", "0"}


@pytest.mark.parametrize("word", [*sorted(SWITCHED_OFF), "yes", "on", "TRUE", "1"])
def test_variables_and_options_are_read_leniently(file: Path, etc: Path, word: str) -> None:
    """They are texts; a file has true, false and numbers of its own."""
    file.write_text("", "utf-8")
    variables = {
        "POSTURE_DAEMON_NOTIFICATIONS__SOUND": word,
        "POSTURE_DAEMON_LIMITS": '{"per_hour": "2"}',
        "POSTURE_DAEMON_REMINDERS__TEA": f'{{"every": "1h", "for": "2m", "quiet": "{word}"}}',
    }
    changes = [f"desk.build_up={word}", 'limits.per_day="12"', "desk.kind=sit-stand"]
    plan = load(file, 2026, 2026, variables, system=etc, changes=changes).plan
    assert plan
    assert plan.desk
    wanted = word not in SWITCHED_OFF
    tea = next(one for one in plan.reminders if one.uid == "tea")
    assert (plan.notifications.sound, plan.desk.build_up, tea.quiet) == (wanted,) * 3
    assert (plan.limits.per_hour, plan.limits.per_day) == (2, 12)


def test_lists_on_the_command_line_are_toml(file: Path, etc: Path) -> None:
    """As in the file."""
    found = answer(file, "", etc, "", ['reminders.lunch.at=["12:00", "13:00"]'])
    assert len(reminder(found, "lunch").at) == 2


def test_an_upper_layer_changes_the_way_of_falling_due(file: Path, etc: Path) -> None:
    """`at` over `every`, and back; within one layer both are a problem."""
    tea = '[reminders.tea]\nevery = "1h"\nfor = "2m"'
    found = answer(file, '[reminders.tea]\nat = ["10:00"]', etc, tea)
    assert reminder(found, "tea").every is None
    found = answer(file, "reminders.tea.at = ['10:00']", etc, tea, ["reminders.tea.every=2h"])
    assert reminder(found, "tea").at == ()
    assert "has both" in answer(file, f'{tea}\nat = ["10:00"]', etc, "").problems[0]


def test_another_country_has_other_subdivisions(file: Path, etc: Path) -> None:
    """Bavaria is not in Austria."""
    system = '[work_hours]\nholidays = { country = "DE", subdivision = "BY" }'
    assert answer(file, 'work_hours.holidays.country = "AT"', etc, system).plan
    assert answer(file, 'work_hours.holidays.subdivision = "BE"', etc, system).plan


@pytest.mark.parametrize(
    ("system", "place"),
    [
        ("limits.per_hour = 9\nlimits.per_day = 7", "1:19"),
        ("limits.per_day = 7\nlimits.per_our = 3", "2:8"),
        ('limits.per_day = 7\nwork_hours.monday = ["09:00-17:00", "9-17"]', "2:37"),
        ('locked = ["limits.per_our"]\nlimits.per_day = 7', "1:11"),
    ],
)
def test_a_mistake_in_the_system_wide_file_stops_nobody(
    file: Path, etc: Path, system: str, place: str
) -> None:
    """It is told as a warning, and the rest of the file counts."""
    found = answer(file, "limits.min_gap = '6m'", etc, system)
    assert found.plan
    assert (found.plan.limits.per_day, found.plan.limits.per_hour) == (7, 3)
    assert found.plan.hours == (load(None, 2026, 2026, {}).plan or found.plan).hours
    [warning] = found.warnings
    assert warning.startswith(f"{etc}:{place}: ")
    assert warning.endswith("; it is left out")


def test_a_system_wide_file_that_is_no_toml_stops_nobody(file: Path, etc: Path) -> None:
    """All of it is left out."""
    found = answer(file, "limits.per_day = 7", etc, "limits.per_day = \n")
    assert found.plan
    assert found.plan.limits.per_day == 7
    assert "it is left out" in found.warnings[0]


@pytest.mark.parametrize(
    "system", ["limits.per_hour = 9", 'locked = ["limits.per_our"]', "locked = ["]
)
def test_a_mistake_in_the_system_wide_file_is_a_problem_to_who_checks_it(
    etc: Path, system: str
) -> None:
    """That is the administrator, who can mend it."""
    etc.write_text(system, "utf-8")
    checked = check(etc, {"POSTURE_DAEMON_LIMITS__PER_DAY": "x"}, etc)
    [finding] = checked.findings
    assert checked.wrong
    assert finding.file == str(etc)


def test_the_administrator_can_check_a_file_with_locks(etc: Path) -> None:
    """In it they are right, and nobody tries to change what is locked."""
    etc.write_text('locked = ["limits.per_day"]\nlimits.per_day = 12', "utf-8")
    assert check(etc, {}, etc).findings == []


@pytest.mark.parametrize("lock", ["limits.per_day", "limits", "'limits' . per_day"])
def test_a_locked_key_stays(file: Path, etc: Path, lock: str) -> None:
    """Whoever sets it gets a warning with line, column and the file that locks it."""
    system = f'locked = ["{lock}"]\nlimits.per_day = 8'
    found = answer(file, "limits.per_day = 9", etc, system, ["limits.per_day=10"])
    assert found.plan
    assert found.plan.limits.per_day == 8
    mine, option = found.warnings
    assert mine.startswith(f"{file}:1:")
    assert f"locked by {etc}" in mine
    assert option.startswith("--set limits.per_day: limits")


def test_a_lock_does_not_touch_the_keys_beside_it(file: Path, etc: Path) -> None:
    """And a person who sets other keys hears nothing of it."""
    found = answer(file, "limits.per_hour = 2", etc, 'locked = ["limits.per_day"]')
    assert found.plan
    assert found.plan.limits.per_hour == 2
    assert found.warnings == ()


def test_a_locked_interval_cannot_be_driven_out(file: Path, etc: Path) -> None:
    """By fixed times, which would be another way of changing it."""
    system = 'locked = ["reminders.break.every"]\nreminders.break.every = "40m"'
    found = answer(file, '[reminders.break]\nat = ["10:00"]', etc, system)
    assert reminder(found, "break").every == timedelta(minutes=40)
    assert '"40m" stays in force' in found.warnings[0]


def test_what_is_locked_needs_no_value(file: Path, etc: Path) -> None:
    """Then the built-in one stays."""
    system = 'locked = ["work_hours.holidays", "profile"]'
    text = 'profile = "light"\nwork_hours.holidays.country = "AT"'
    found = answer(file, text, etc, system)
    assert found.plan == load(None, 2026, 2026, {}).plan
    assert [line.split(": ")[0] for line in found.warnings] == [f"{file}:1:11", f"{file}:2:12"]


@pytest.mark.parametrize(
    ("locked", "place", "said"),
    [
        ('"limits"', "1:10", "not a list of keys"),
        ("[3]", "1:11", "not a list of keys"),
        ('["limits.per_day", "limits.per_our"]', "1:29", 'did you mean "per_hour"'),
        ('["work hours"]', "1:11", "not a key"),
    ],
)
def test_a_wrong_lock_is_told(file: Path, etc: Path, locked: str, place: str, said: str) -> None:
    """An administrator who misspells a key would think it locked."""
    [line] = answer(file, "", etc, f"locked = {locked}").warnings
    assert line.startswith(f"{etc}:{place}: locked")
    assert said in line


def test_only_the_system_wide_file_locks(file: Path, etc: Path) -> None:
    """In the person's own it is no key."""
    assert "a key of the system-wide file alone" in answer(file, "locked = []", etc, "").problems[0]
