"""What `check` prints, for people and for editors."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.settings.conftest import Posture

Checked = Callable[..., tuple[int, str]]

NOT_HOURS = 'not a span of hours; write it like "09:00-12:30"'


@pytest.fixture
def checked(posture: Posture) -> Checked:
    """Run `check`: its exit code, and what it printed."""

    def run(*arguments: str | Path) -> tuple[int, str]:
        result = posture("check", *arguments)
        assert result.exception is None
        return result.return_value, result.output

    return run


def test_a_problem_is_shown_in_its_line(checked: Checked, tmp_path: Path) -> None:
    """With a caret under all of it, what is allowed, and where to read more."""
    file = tmp_path / "s.toml"
    text = '[limits]\n\tper_hour = 9\n[work_hours]\n  monday = ["日本", "9-17"]\n'
    file.write_text(text, "utf-8")
    assert checked(file) == (
        4,
        f"""\
{file}:2:13: error: limits.per_hour = 9: too much: 6 at most
2 | \tper_hour = 9
  | \t           ^
  more: posture-daemon settings explain limits.per_hour

{file}:4:13: error: work_hours.monday[0] = "日本": {NOT_HOURS}
4 |   monday = ["日本", "9-17"]
  |             ^^^^^^
  more: posture-daemon settings explain work_hours.monday

{file}:4:19: error: work_hours.monday[1] = "9-17": {NOT_HOURS}
4 |   monday = ["日本", "9-17"]
  |                     ^^^^^^
  more: posture-daemon settings explain work_hours.monday

{file}: 3 problems.
""",
    )


WORK = "[mute.calendars.work]\n"


@pytest.mark.parametrize(
    ("text", "line", "carets"),
    [
        (f'{WORK}  password="hunter2"', "2 |   password=…", "  |            ^"),
        (f'{WORK}url = "https://u:hunter2@e.org/x"', "2 | url = …", "  |       ^"),
        (f'{WORK}pasword = "hunter2"', "2 | pasword = …", "  | ^^^^^^^"),
        (f'{WORK}# mine\npassword = "hunter2', "3 | password = …", "  |            ^"),
        (f'{WORK}password "hunter2"', "2 | …", "  | ^"),
        (f'{WORK}user = """\nhunter2\x07"""', "3 | …", "  | ^"),
        ('[mute]\npassword = "hunter2"', "2 | password = …", "  | ^^^^^^^^"),
        ('mute.calendars.a = {url = "hunter2"}', "1 | mute.calendars.a = …", "  |    "),
        ('["mute".calendars."a"]\nown = ["hunter2\\x"]', "2 | own = …", "  |       ^"),
    ],
)
def test_a_secret_is_never_printed(
    checked: Checked, tmp_path: Path, text: str, line: str, carets: str
) -> None:
    """Nor its length: the line ends before the value, wherever in a calendar it stands."""
    file = tmp_path / "s.toml"
    file.write_text(text, "utf-8")
    code, output = checked(file)
    assert code == 4
    assert f"{line}\n{carets}" in output
    assert "hunter2" not in output + checked("--json", file)[1]


def test_the_table_of_a_calendar_is_shown(checked: Checked, tmp_path: Path) -> None:
    """Its name is no secret, and the tables after it have none."""
    file = tmp_path / "s.toml"
    file.write_text(f"{WORK}[limits]\nper_day = 0", "utf-8")
    output = checked(file)[1]
    assert "1 | [mute.calendars.work]" in output
    assert "3 | per_day = 0" in output


def test_editors_get_json(checked: Checked, tmp_path: Path) -> None:
    """One object for each problem, with both ends of what is meant."""
    file = tmp_path / "s.toml"
    file.write_text('profil = "light"', "utf-8")
    code, output = checked("--json", file)
    (finding,) = json.loads(output)
    assert code == 4
    message = finding.pop("message")
    assert message.startswith('unknown key "profil"; did you mean "profile"?')
    assert finding == {
        "file": str(file),
        "line": 1,
        "column": 1,
        "end_column": 7,
        "severity": "error",
        "key": "profil",
        "value": '"light"',
    }


def test_warnings_are_no_reason_to_fail(checked: Checked, tmp_path: Path) -> None:
    """The service would take this file."""
    file = tmp_path / "s.toml"
    file.write_text('work_hours.monday = ["04:00-18:00"]', "utf-8")
    code, output = checked(file)
    assert code == 0
    assert "1:21: warning: work_hours.monday = " in output
    assert output.endswith("s.toml: 1 warning.\n")


def test_without_a_name_the_person_s_file_is_checked(checked: Checked, home: Path) -> None:
    """And without that, the built-in settings."""
    assert checked() == (0, "The built-in settings: nothing to complain about.\n")
    home.mkdir(parents=True)
    (home / "settings.toml").write_text("x = 1", "utf-8")
    assert checked()[0] == 4


def test_a_line_that_is_no_line_for_a_screen_is_shortened(checked: Checked, tmp_path: Path) -> None:
    """The place that is meant is still in it, and nothing moves the cursor."""
    file = tmp_path / "s.toml"
    file.write_text(f"profile = '{'a' * 5000}' # \x7f", "utf-8")
    lines = checked(file)[1].split("\n")
    assert len(lines[1]) < 200
    file.write_text(f"{'#' * 5000}\x1b[2J\n", "utf-8")
    assert "\x1b" not in checked(file)[1]


def test_a_wrong_variable_has_no_line(checked: Checked, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its name is its place."""
    monkeypatch.setenv("POSTURE_DAEMON_LIMITS__PER_HOUR", "9")
    code, output = checked()
    assert code == 4
    assert output.startswith("POSTURE_DAEMON_LIMITS__PER_HOUR: error: limits.per_hour = ")


def test_the_last_line_counts_what_is_in_the_file(
    checked: Checked, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """And apart from it, what is wrong elsewhere."""
    file = tmp_path / "s.toml"
    file.write_text("", "utf-8")
    monkeypatch.setenv("POSTURE_DAEMON_LIMITS__PER_DAY", "x")
    code, output = checked(file)
    assert code == 4
    assert output.endswith(f"{file}: nothing to complain about. Elsewhere: 1 problem.\n")


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such names")
@pytest.mark.parametrize("name", ["-", "/dev/stdin"])
def test_a_draft_comes_in_by_a_pipe(home: Path, name: str) -> None:
    """So that an editor can check what is not saved yet."""
    command = [sys.executable, "-m", "posture_daemon", "check", name]
    done = subprocess.run(
        command, input=b"[limits]\nper_hour = 9", capture_output=True, check=False, timeout=60
    )
    assert not home.exists()
    assert done.stdout.decode().startswith(f"{name}:2:12: error: limits.per_hour = 9")
    assert done.returncode == 4
    for wrong, said in ((b"\xff", b"not UTF-8"), (b"#" * (1 << 20) + b"#", b"larger than 1 MiB")):
        done = subprocess.run(command, input=wrong, capture_output=True, check=False, timeout=60)
        assert said in done.stdout


@pytest.mark.parametrize(
    ("text", "topic"),
    [
        ("limits.per_huor = 3", " limits"),
        ("profil = 3", ""),
        ('reminders.tea."' + "x" * 90 + '" = 3', ""),
        ('work_hours.on."2026-13-01" = []', " work_hours.on.2026-13-01"),
        ("locked = []", " locked"),
    ],
)
def test_where_to_read_more_is_a_key_that_is_known(
    checked: Checked, posture: Posture, tmp_path: Path, text: str, topic: str
) -> None:
    """The table around the wrong one, if need be; what it names can be read."""
    file = tmp_path / "s.toml"
    file.write_text(text, "utf-8")
    lines = checked(file)[1].splitlines()
    assert f"  more: posture-daemon settings explain{topic}" in lines
    told = posture("settings", "explain", *topic.split())
    assert told.exception is None
    assert told.output
