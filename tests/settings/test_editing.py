"""Changing the settings file on request: one key, and nothing else."""

from __future__ import annotations

import os
import stat
import sys
import tomllib
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from posture_daemon.errors import PostureError, SettingsError
from posture_daemon.settings.commented import text as commented_text
from posture_daemon.settings.writing import set_value, unset_value

if TYPE_CHECKING:
    from pathlib import Path

SET = [
    ("", ("profile",), "light", 'profile = "light"\n'),
    ('profile = "none"  # mine\n', ("profile",), "light", 'profile = "light"  # mine\n'),
    ("[limits]\n# one\nper_day = 1 # a\n\n# two\n[timing]\n", ("limits", "per_hour"), 2, None),
    ("limits.per_day = 1 # a\n[timing]\n", ("limits", "per_hour"), 2, None),
    ("limits = { per_day = 1 } # a\n", ("limits", "per_hour"), 2, None),
    ('[reminders."tea"] # a\nat = [\n  "10:00", # b\n]\n', ("reminders", "tea", "for"), "5m", None),
    ("[timing]\n", ("work_hours", "on", "2026-12-31"), ["09:00-12:00"], None),
    ("[timing]\n", ("work_hours", "holidays"), {"country": "DE"}, None),
    ("[reminders.break]\nfor = '6m'\n[timing]\n", ("reminders", "break", "every"), "1h", None),
]


@pytest.mark.parametrize(("before", "path", "value", "after"), SET)
def test_setting_a_key_keeps_the_rest(
    file: Path, before: str, path: tuple[str, ...], value: object, after: str | None
) -> None:
    """Every line that was there still is, in the same order."""
    file.write_text(before, "utf-8")
    set_value(file, path, value)
    text = file.read_text("utf-8")
    found: object = tomllib.loads(text)
    for step in path:
        assert isinstance(found, dict)
        found = found[step]
    assert found == value
    assert after is None or text == after
    comments = [line.partition("#")[2] for line in before.splitlines() if "#" in line]
    assert [line.partition("#")[2] for line in text.splitlines() if "#" in line] == comments


def test_a_new_key_joins_its_table(file: Path) -> None:
    """After its last line, and before what is said of the next table."""
    file.write_text("[limits]\nper_day = 9 # a\n\n# about timing\n[timing]\n", "utf-8")
    set_value(file, ("limits", "per_hour"), 2)
    assert file.read_text("utf-8") == (
        "[limits]\nper_day = 9 # a\nper_hour = 2\n\n# about timing\n[timing]\n"
    )


def test_a_new_table_stands_apart(file: Path) -> None:
    """From the one before it and the one after it."""
    file.write_text("[work_hours]\ntime_zone = 'UTC'\n\n[limits]\nper_day = 9\n", "utf-8")
    set_value(file, ("work_hours", "on", "2026-12-31"), [])
    assert file.read_text("utf-8") == (
        "[work_hours]\ntime_zone = 'UTC'\n\n[work_hours.on]\n2026-12-31 = []\n\n"
        "[limits]\nper_day = 9\n"
    )


@pytest.mark.parametrize(
    ("path", "left"),
    [
        (("profile",), "[limits]\nper_day = 9\n\n\n[timing]\nsnooze = '6m'\n"),
        (("limits",), "profile = 'light'\n\n\n[timing]\nsnooze = '6m'\n"),
        (("timing",), "profile = 'light'\n\n[limits]\nper_day = 9\n"),
    ],
)
def test_unsetting_leaves_no_empty_lines_behind(
    file: Path, path: tuple[str, ...], left: str
) -> None:
    """What is left is as far apart as it was."""
    text = "profile = 'light'\n\n[limits]\nper_day = 9\n\n\n[timing]\nsnooze = '6m'\n"
    file.write_text(text, "utf-8")
    unset_value(file, path)
    assert file.read_text("utf-8") == left


def test_unsetting_a_key_takes_its_line_away(file: Path) -> None:
    """And a table with everything in it, but not what is said of the next one."""
    text = '[limits]\nper_day = 9\nper_hour = 2 # b\n[reminders.tea]\nat = ["10:00"]\n# c\n[mute]\n'
    file.write_text(text, "utf-8")
    unset_value(file, ("limits", "per_day"))
    unset_value(file, ("reminders", "tea"))
    assert file.read_text("utf-8") == "[limits]\nper_hour = 2 # b\n# c\n[mute]\n"


def test_what_is_not_there_cannot_be_unset(file: Path) -> None:
    """It may come from another layer."""
    file.write_text("", "utf-8")
    with pytest.raises(PostureError, match="is not in the file"):
        unset_value(file, ("limits", "per_day"))


@pytest.mark.parametrize(
    ("path", "value", "said"),
    [
        (("limits", "per_hour"), 9, "settings.toml:3:12: limits.per_hour = 9: too much"),
        (("limits", "per_our"), 1, 'did you mean "per_hour"'),
        (("profile", "x"), 1, ""),
        (("limits",), 1, "not a table"),
    ],
)
def test_a_wrong_change_is_not_written(
    file: Path, path: tuple[str, ...], value: object, said: str
) -> None:
    """The file stays as it was, to the byte, and nothing is left beside it."""
    text = 'profile = "light"\n[limits]\nper_hour = 2\n'
    file.write_text(text, "utf-8")
    with pytest.raises(PostureError) as refused:
        set_value(file, path, value)
    assert said in "\n".join(getattr(refused.value, "problems", ()))
    assert file.read_text("utf-8") == text
    assert list(file.parent.iterdir()) == [file]


def test_a_file_that_is_no_toml_is_not_touched(file: Path) -> None:
    """It says where it is wrong."""
    file.write_text("a = \n", "utf-8")
    with pytest.raises(SettingsError, match="wrong as it is") as refused:
        set_value(file, ("profile",), "light")
    assert refused.value.problems[0].startswith(f"{file}:1:5: not TOML")


def test_windows_line_ends_and_the_byte_order_mark_stay(file: Path) -> None:
    """An editor wrote them."""
    file.write_bytes(b"\xef\xbb\xbf[limits]\r\nper_day = 9\r\n")
    set_value(file, ("limits", "per_hour"), 2)
    assert file.read_bytes() == b"\xef\xbb\xbf[limits]\r\nper_day = 9\r\nper_hour = 2\r\n"


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has neither modes nor plain links")
def test_links_and_modes_stay(tmp_path: Path) -> None:
    """People keep such files in a repository, and link to them."""
    real, link = tmp_path / "dot" / "s.toml", tmp_path / "settings.toml"
    real.parent.mkdir()
    real.write_text("", "utf-8")
    real.chmod(0o640)
    link.symlink_to(real)
    set_value(link, ("profile",), "light")
    assert link.is_symlink()
    assert real.read_text("utf-8") == 'profile = "light"\n'
    assert stat.S_IMODE(real.stat().st_mode) == 0o640


def test_a_write_that_fails_leaves_the_file(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As when the disk is full."""

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    file.write_text("", "utf-8")
    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space"):
        set_value(file, ("profile",), "light")
    assert [path.name for path in file.parent.iterdir()] == ["settings.toml"]
    assert file.read_text("utf-8") == ""


def test_the_file_is_made_when_there_is_none(tmp_path: Path) -> None:
    """With its folder."""
    set_value(tmp_path / "a" / "settings.toml", ("profile",), "light")
    assert (tmp_path / "a" / "settings.toml").read_text("utf-8") == 'profile = "light"\n'


def test_what_is_wrong_elsewhere_is_no_reason_to_refuse(file: Path, tmp_path: Path) -> None:
    """Nobody can mend the system-wide file by not changing their own."""
    (tmp_path / "etc.toml").write_text("[reminders.tea]\nquiet = true", "utf-8")
    [warning] = set_value(file, ("profile",), "light", tmp_path / "etc.toml")
    assert "has neither every" in warning
    assert file.read_text("utf-8") == 'profile = "light"\n'


def test_a_locked_key_is_told(file: Path, tmp_path: Path) -> None:
    """It is written, and a warning says that it has no effect."""
    (tmp_path / "etc.toml").write_text('locked = ["profile"]', "utf-8")
    [warning] = set_value(file, ("profile",), "light", tmp_path / "etc.toml")
    assert "locked by" in warning


CHANGES = st.sampled_from(
    [
        (("profile",), "light"),
        (("limits", "per_day"), 9),
        (("limits", "min_gap"), "6m"),
        (("work_hours", "holidays"), {"country": "DE"}),
        (("work_hours", "on", "2026-12-31"), []),
        (("reminders", "break", "every"), "50m"),
        (("reminders", "lunch", "at"), ["12:00"]),
        (("notifications", "sound"), True),
    ]
)


@settings(
    max_examples=40,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
@given(st.lists(CHANGES, max_size=6))
def test_changes_leave_every_comment_of_the_commented_file(
    file: Path, changes: list[tuple[tuple[str, ...], object]]
) -> None:
    """In their order, whatever is set."""
    file.write_text(commented_text(), "utf-8")
    for path, value in changes:
        set_value(file, path, value)
    kept = [line for line in file.read_text("utf-8").splitlines() if line.startswith("#")]
    assert kept == [line for line in commented_text().splitlines() if line.startswith("#")]
