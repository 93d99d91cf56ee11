"""The child process that reads the settings, run for real."""

from __future__ import annotations

import asyncio
import os
import subprocess
import sys
from pathlib import Path

import pytest

from posture_daemon.errors import SettingsError
from posture_daemon.settings import child, read_settings, read_settings_async
from posture_daemon.settings.loading import load

ROOT = Path(__file__).parents[2]
HEAVY = ("pydantic", "pydantic_settings", "holidays", "tomllib", "tree_sitter", "asyncio")


@pytest.fixture(autouse=True)
def _no_variables(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [name for name in os.environ if name.startswith("POSTURE_DAEMON_")]:
        monkeypatch.delenv(name)


def test_the_child_says_what_was_loaded(file: Path) -> None:
    """A plan survives the way between the processes, waited for or not."""
    file.write_text(
        '[work_hours]\nholidays = { country = "AT" }\non = { "2026-12-31" = ["09:00-12:00"] }'
        '\n[reminders.tea]\nat = ["end-15m"]\ndays = ["friday"]',
        "utf-8",
    )
    loaded = load(file, 2026, 2027, {}).plan
    assert read_settings(file, 2026, 2027) == loaded
    assert asyncio.run(read_settings_async(file, 2026, 2027)) == loaded


def test_without_a_file_there_are_the_built_in_settings() -> None:
    """The caller says so by giving no path."""
    assert read_settings(None, 2026, 2026) == load(None, 2026, 2026, {}).plan


def test_problems_arrive_as_an_error(file: Path) -> None:
    """Every line of it, and a title that counts them."""
    file.write_text('profil = "x"\n[limits]\nper_hour = 9\n', "utf-8")
    with pytest.raises(SettingsError) as raised:
        read_settings(file, 2026, 2026)
    assert raised.value.title == "2 problems in the settings."
    assert raised.value.problems == load(file, 2026, 2026, {}).problems
    with pytest.raises(SettingsError, match="2 problems"):
        asyncio.run(read_settings_async(file, 2026, 2026))


def test_a_relative_path_is_the_caller_s(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The child works in another folder; and the caller's folder lends it no modules."""
    file.write_text('profile = "none"', "utf-8")
    (file.parent / "tomllib.py").write_text("raise RuntimeError", "utf-8")
    monkeypatch.chdir(file.parent)
    assert read_settings(Path(file.name), 2026, 2026).reminders == ()


def test_the_environment_reaches_the_child(monkeypatch: pytest.MonkeyPatch) -> None:
    """A wrong variable is a problem even without a file."""
    monkeypatch.setenv("POSTURE_DAEMON_PROFILE", "none")
    assert read_settings(None, 2026, 2026).reminders == ()
    monkeypatch.setenv("POSTURE_DAEMON_PROFILE", "nonne")
    with pytest.raises(SettingsError) as raised:
        read_settings(None, 2026, 2026)
    assert raised.value.problems[0].startswith('POSTURE_DAEMON_PROFILE: profile = "nonne": not one')


def test_a_mistake_of_the_program_is_one_line() -> None:
    """No traceback, and the exit status of settings that cannot be used."""
    command = [sys.executable, "-m", "posture_daemon.settings", "soon", "later"]
    ended = subprocess.run(command, capture_output=True, check=False, cwd=ROOT)
    assert ended.returncode == 4
    assert b"this is a mistake in the program" in ended.stdout
    assert ended.stderr == b""


@pytest.mark.parametrize(
    "code",
    [
        "import time; time.sleep(600)",
        "import os; os.write(1, b'nonsense')",
        "import os; os.write(1, b'{\"problems\": 3}')",
        "import os; os.abort()",
    ],
)
def test_a_child_without_an_answer_is_a_problem(code: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whether it hangs, talks nonsense or falls over; and it does not stay behind."""
    monkeypatch.setattr(child, "_TIME_LIMIT", 0.3)
    monkeypatch.setattr(child, "_command", lambda *_: [sys.executable, "-S", "-c", code])
    with pytest.raises(SettingsError, match="could not be read"):
        read_settings(None, 2026, 2026)
    with pytest.raises(SettingsError, match="could not be read"):
        asyncio.run(read_settings_async(None, 2026, 2026))


def test_a_child_that_cannot_start_is_a_problem(monkeypatch: pytest.MonkeyPatch) -> None:
    """As when Python itself was replaced while the service ran."""
    monkeypatch.setattr(child, "_command", lambda *_: ["/nonexistent/python"])
    with pytest.raises(SettingsError, match="could not be read"):
        read_settings(None, 2026, 2026)
    with pytest.raises(SettingsError, match="could not be read"):
        asyncio.run(read_settings_async(None, 2026, 2026))


def test_the_service_stays_light() -> None:
    """What the child is for: reading settings imports nothing heavy into the one who asks."""
    code = (
        "import sys; from posture_daemon.settings import read_settings;"
        f"read_settings(None, 2026, 2026); print([m for m in {HEAVY} if m in sys.modules])"
    )
    said = subprocess.check_output([sys.executable, "-c", code], cwd=ROOT, text=True)
    assert said.strip() == "[]"
