"""`settings show` and `settings explain`."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import click
import pytest

from posture_daemon.errors import SettingsError

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.settings.conftest import Posture


def test_show_names_the_layer_of_each_key(
    posture: Posture, home: Path, etc: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With the line of the file, and the profile behind what nobody wrote."""
    etc.write_text('locked = ["limits.per_day"]\nlimits.per_day = 8\n', "utf-8")
    home.mkdir(parents=True)
    (home / "settings.toml").write_text('\n[reminders.break]\nfor = "6m"', "utf-8")
    monkeypatch.setenv("POSTURE_DAEMON_TIMING__SNOOZE", "7m")
    shown = {}
    for line in posture("settings", "show").output.splitlines():
        written, origin = line.split("  # ")
        shown[written.strip()] = origin
    assert shown["limits.per_day = 8"] == f"system-wide file, {etc}:2, locked"
    assert shown['reminders.break.for = "6m"'] == f"file, {home / 'settings.toml'}:3"
    assert shown['timing.snooze = "7m"'] == "environment, POSTURE_DAEMON_TIMING__SNOOZE"
    assert shown['reminders.break.every = "55m"'] == "profile balanced"
    assert shown["limits.per_hour = 3"] == "built-in"


def test_show_takes_one_key_or_one_table(posture: Posture) -> None:
    """Dates and lists are written as TOML has them."""
    assert posture("settings", "show", "limits.per_day").output == (
        "limits.per_day = 20  # built-in\n"
    )
    keys = [
        one["key"] for one in json.loads(posture("settings", "show", "limits", "--json").output)
    ]
    assert keys == ["limits.min_gap", "limits.per_hour", "limits.per_day"]


@pytest.mark.parametrize("key", ["limts", "limits.per_our", "limits per", "a\nb"])
def test_show_knows_no_other_keys(posture: Posture, key: str) -> None:
    """It is wrong use, and said in a sentence."""
    assert isinstance(posture("settings", "show", key).exception, click.BadParameter)


def test_show_of_wrong_settings_says_what_is_wrong(posture: Posture, tmp_path: Path) -> None:
    """Nothing of them is in effect."""
    file = tmp_path / "s.toml"
    file.write_text("x = 1", "utf-8")
    wrong = posture("settings", "show", "--settings", file).exception
    assert isinstance(wrong, SettingsError)
    assert wrong.problems[0].startswith(f"{file}:1:1: x = 1: unknown key")


def test_a_lock_that_was_tried_is_told_beside_the_settings(
    posture: Posture, home: Path, etc: Path
) -> None:
    """On standard error, so that the output stays what it is."""
    etc.write_text('locked = ["profile"]', "utf-8")
    home.mkdir(parents=True)
    (home / "settings.toml").write_text('profile = "light"', "utf-8")
    result = posture("settings", "show", "profile")
    assert result.stdout == 'profile = "balanced"  # built-in, locked\n'
    assert "locked by" in result.stderr


@pytest.mark.parametrize(
    ("key", "said"),
    [
        ("limits.per_hour", "at least: 1\nat most: 6\ndefault: 3"),
        ("reminders.tea.kind", 'one of: "eyes", "microbreak"'),
        ("reminders.tea.summary", "at most this many characters: 80"),
        ("work_hours.monday", 'default: ["09:00-17:30"]'),
        ("timing.snooze", "From 1s to 24h"),
        ("limits", "keys: min_gap, per_hour, per_day"),
        ("sore.warmth.gap", "put on again: 1h to 6h.\ndefault"),
        ("mute.calendars", "keys of each: path, url, user"),
        ("reminders", "keys of each: every, at, for"),
        ("reminders.break.every", 'in the profile balanced: "55m"'),
        ("timing", "how long the service waits"),
        ("work_hours.on.2026-12-31", "Hours for one date"),
        ("work_hours.holidays.country", 'examples: "DE"'),
    ],
)
def test_explain_says_what_a_key_may_hold(posture: Posture, key: str, said: str) -> None:
    """In the words of the schema."""
    assert said in posture("settings", "explain", key).output


@pytest.mark.parametrize("key", ["limits.per_our", "limts", "limits.per_day.x"])
def test_explain_knows_no_other_keys(posture: Posture, key: str) -> None:
    """It is wrong use, as with `show`."""
    assert isinstance(posture("settings", "explain", key).exception, click.BadParameter)


def test_set_and_unset_change_the_person_s_file(posture: Posture, home: Path) -> None:
    """Which is made when there is none; `show` sees it."""
    assert "Written to" in posture("settings", "set", "reminders.break.every", "50m").output
    shown = posture("settings", "show", "reminders.break.every").output
    assert shown.startswith('reminders.break.every = "50m"')
    posture("settings", "unset", "reminders.break")
    assert (home / "settings.toml").read_text("utf-8").strip() == ""


@pytest.mark.parametrize("key", ["", "limits.", "a b", "x\ny"])
def test_set_wants_a_key(posture: Posture, key: str) -> None:
    """It is wrong use, and nothing is written."""
    assert isinstance(posture("settings", "set", key, "1").exception, click.BadParameter)


@pytest.mark.parametrize(
    ("key", "typed", "written"),
    [
        ("reminders.break.enabled", "no", "enabled = false"),
        ("notifications.sound", "1", "sound = true"),
        ("limits.per_day", '"12"', "per_day = 12"),
        ("timing.snooze", "10m", 'snooze = "10m"'),
    ],
)
def test_set_writes_what_the_key_holds(
    posture: Posture, tmp_path: Path, key: str, typed: str, written: str
) -> None:
    """In TOML's own type, whatever was typed for it."""
    file = tmp_path / "s.toml"
    assert posture("settings", "set", key, typed, "--settings", file).exception is None
    assert file.read_text("utf-8").splitlines()[-1] == written


def test_show_has_the_value_of_a_variable_in_its_type(
    posture: Posture, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A number is one, although a variable holds text."""
    monkeypatch.setenv("POSTURE_DAEMON_LIMITS__PER_DAY", "12")
    assert posture("settings", "show", "limits.per_day").output.startswith("limits.per_day = 12 ")
    [shown] = json.loads(posture("settings", "show", "limits.per_day", "--json").output)
    assert shown["value"] == 12


def test_locks_are_explained(posture: Posture) -> None:
    """And in the schema of the file that may have them, and of no other."""
    assert "cannot change" in posture("settings", "explain", "locked").output
    assert "locked" in json.loads(posture("schema", "--system-wide").output)["properties"]
    assert "locked" not in json.loads(posture("schema").output)["properties"]


@pytest.mark.parametrize(
    ("key", "shown"),
    [
        ("reminders.eyes.enabled", "true  # built-in"),
        ("reminders.eyes.quiet", "true  # profile balanced"),
        ("reminders.break.kind", '"break"  # built-in'),
        ("reminders.posture.enabled", "false  # profile balanced"),
        ("reminders.stand.every", '"40m"  # profile balanced'),
    ],
)
def test_show_has_what_nobody_wrote_of_a_reminder(
    posture: Posture, monkeypatch: pytest.MonkeyPatch, key: str, shown: str
) -> None:
    """Its kind, whether it is on, and what the desk brings."""
    monkeypatch.setenv("POSTURE_DAEMON_DESK__KIND", "sit-stand")
    assert posture("settings", "show", key).output == f"{key} = {shown}\n"


def test_show_says_where_there_is_nothing(posture: Posture) -> None:
    """And programs get an empty list."""
    result = posture("settings", "show", "work_hours.holidays", "--json")
    assert result.stdout == "[]\n"
    assert "is not set, and has no default" in result.stderr
