"""Completion: scripts that the shells understand, and names that come at once."""

from __future__ import annotations

import shutil
import socket
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click
import pytest

from posture_daemon import paths
from posture_daemon.cli import commands, completion
from posture_daemon.cli.completion import BUILT_IN, complete_event, complete_key, complete_reminder
from posture_daemon.settings import read_settings

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.cli.conftest import Command
    from tests.control.office import Office

CONTEXT, ANY = click.Context(commands), click.Option(["--any"])


def reminders(begun: str = "") -> list[str]:
    """What is offered for the beginning of a name."""
    return complete_reminder(CONTEXT, ANY, begun)


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_the_script_is_one_that_the_shell_can_read(posture: Command, shell: str) -> None:
    """For both names of the command."""
    code, script, _ = posture("completion", shell)
    assert code == 0
    assert all(f"{variable}={shell}_complete" in script for variable in VARIABLES)
    if shutil.which(shell) is None:
        pytest.skip(f"there is no {shell} here")
    subprocess.run([shell, "-n"], input=script, text=True, check=True)


VARIABLES = ("_POSTURE_COMPLETE", "_POSTURE_DAEMON_COMPLETE")


def test_names_are_those_of_the_running_service(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever its settings say."""
    monkeypatch.setattr(completion, "LIMIT", 30)
    assert sorted(reminders()) == ["break", "end_of_day", "microbreak"]
    assert reminders("b") == ["break"]


def test_names_without_a_service_are_the_profile_s_and_the_file_s() -> None:
    """Even if the file is wrong otherwise."""
    paths.settings_file().parent.mkdir(parents=True, exist_ok=True)
    paths.settings_file().write_text('profile = "nonsense"\n[reminders.tea]\nevery = 3\n')
    assert reminders() == [*BUILT_IN, "tea"]
    paths.settings_file().write_text("[reminders\n")
    assert reminders("e") == ["eyes", "ergonomics", "end_of_day"]


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has a named pipe")
def test_nobody_waits_for_names_from_a_service_that_hangs(
    quiet_socket: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """They come from the file, before somebody presses the key again."""
    assert quiet_socket.is_socket()
    assert completion.LIMIT < 0.5
    monkeypatch.setattr(completion, "LIMIT", 0.05)
    assert reminders() == list(BUILT_IN)


@pytest.fixture
def quiet_socket() -> Iterator[Path]:
    """Something that takes requests and never answers."""
    paths.runtime_folder()
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind(paths.socket_path())
        listener.listen()
        yield Path(paths.socket_path())


def test_the_built_in_names_are_true() -> None:
    """They are those of the settings without a file."""
    plan = read_settings(None, 2026, 2026)
    assert tuple(reminder.uid for reminder in plan.reminders) == BUILT_IN


def test_events_are_completed() -> None:
    """For `log --event`."""
    assert complete_event(CONTEXT, ANY, "s") == [
        "shown",
        "snoozed",
        "skipped",
        "session",
        "settings",
        "started",
        "stopped",
    ]


def test_keys_of_the_settings_are_completed() -> None:
    """Tables and keys, and those of each reminder that there is."""
    assert complete_key(CONTEXT, ANY, "limits.per") == ["limits.per_hour", "limits.per_day"]
    assert "reminders.break.every" in complete_key(CONTEXT, ANY, "reminders.b")
    settings = commands.commands["settings"]
    assert isinstance(settings, click.Group)
    for name in ("show", "set", "unset", "explain"):
        key = next(one for one in settings.commands[name].params if one.name == "key")
        offered = [one.value for one in key.shell_complete(CONTEXT, "desk.k")]
        assert offered == ["desk.kind"]
