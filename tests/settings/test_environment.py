"""Settings by environment variables."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from posture_daemon.settings.loading import load

if TYPE_CHECKING:
    from pathlib import Path

    from tests.settings.conftest import PlanOf, ProblemsOf


def test_a_variable_wins_over_the_file(plan_of: PlanOf) -> None:
    """Keys beside it keep what the file says."""
    plan = plan_of(
        '[timing]\nsnooze = "7m"\nsettle = "8s"\n[reminders.break]\nfor = "6m"',
        {
            "POSTURE_DAEMON_TIMING__SNOOZE": "10m",
            "POSTURE_DAEMON_REMINDERS__BREAK__EVERY": "40m",
            "POSTURE_DAEMON_WORK_HOURS__MONDAY": '["10:00-11:00"]',
            "POSTURE_DAEMON_NOTIFICATIONS__SOUND": "true",
            "POSTURE_DAEMON_LIMITS__PER_HOUR": "2",
        },
    )
    pause = next(reminder for reminder in plan.reminders if reminder.uid == "break")
    assert plan.timing.snooze == timedelta(minutes=10)
    assert plan.timing.settle == timedelta(seconds=8)
    assert (pause.every, pause.rest) == (timedelta(minutes=40), timedelta(minutes=6))
    assert plan.hours.week[0][0].start == timedelta(hours=10)
    assert plan.notifications.sound
    assert plan.limits.per_hour == 2


def test_other_variables_of_the_program_are_no_settings(plan_of: PlanOf) -> None:
    """They share the prefix and nothing else."""
    assert plan_of("", {"POSTURE_DAEMON_DEBUG": "1"}) == plan_of("")


def test_a_wrong_variable_is_named_in_place_of_the_file(problems_of: ProblemsOf) -> None:
    """Problems of the file come first, then those of the variables."""
    variables = {
        "POSTURE_DAEMON_LIMITS": '{"per_hour": 9}',
        "POSTURE_DAEMON_PROFILE": "lihgt",
        "POSTURE_DAEMON_TIMING__SNOZE": "5m",
        "POSTURE_DAEMON_TIMNG__SNOOZE": "5m",
        "POSTURE_DAEMON_WORK_HOURS__MONDAY": "09:00-17:00",
    }
    text = '[timing]\nsettle = "5x"'
    first, *others = problems_of(text, variables)
    assert first.startswith('settings.toml:2:10: timing.settle = "5x": not a length')
    assert [line.partition(":")[0] for line in others] == sorted(variables)
    assert "limits.per_hour = 9: too much: 6 at most" in others[0]
    assert 'did you mean "light"?' in others[1]
    assert 'unknown key "snoze"; did you mean "snooze"?' in others[2]
    assert others[3].endswith('there is no section "timng" in the settings; did you mean "timing"?')
    assert others[4].endswith('not JSON; write a list like ["09:00-17:30"]')


def test_a_reminder_in_both_is_told_at_its_place_in_the_file(problems_of: ProblemsOf) -> None:
    """And a value at the variable that won."""
    variables = {"POSTURE_DAEMON_REMINDERS__TEA__QUIET": "true"}
    [line] = problems_of("[reminders.tea]", variables)
    assert line.startswith("settings.toml:1:12: reminders.tea: has neither")
    variables = {
        "POSTURE_DAEMON_TIMING": '{"snooze": "1m"}',
        "POSTURE_DAEMON_TIMING__SNOOZE": "x",
    }
    [line] = problems_of("", variables)
    assert line.startswith('POSTURE_DAEMON_TIMING__SNOOZE: timing.snooze = "x"')


def test_a_variable_that_is_no_key_is_told(file: Path) -> None:
    """As a warning, for somebody else may have set it; those of the program are left in peace."""
    file.write_text("", "utf-8")
    variables = {
        "POSTURE_DAEMON_LIMITZ": "1",
        "posture_daemon_x": "secret",
        "POSTURE_DAEMON_DEBUG": "1",
        "POSTURE_DAEMON_PASS": "x",
    }
    answer = load(file, 2026, 2026, variables)
    assert answer.warnings == (
        'POSTURE_DAEMON_LIMITZ: no key of the settings; did you mean "POSTURE_DAEMON_LIMITS"?',
        "posture_daemon_x: no key of the settings",
    )
