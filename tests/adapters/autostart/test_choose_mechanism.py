"""Which mechanism belongs to which system."""

from __future__ import annotations

import subprocess
from typing import TYPE_CHECKING

import pytest

from posture_daemon.adapters.autostart import Launchd, RunKey, Systemd, Xdg, choose
from posture_daemon.adapters.autostart.systemctl import Run, Systemctl
from posture_daemon.errors import AutostartError

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path


def ending(code: int, complaint: str = "") -> Run:
    """A systemctl that ends like this."""

    def run(words: Sequence[str]) -> subprocess.CompletedProcess[str]:
        return subprocess.CompletedProcess(list(words), code, "", complaint)

    return run


def missing(words: Sequence[str]) -> subprocess.CompletedProcess[str]:
    """A system without systemctl."""
    raise FileNotFoundError(2, "No such file or directory", words[0])


@pytest.mark.parametrize(
    ("platform", "run", "expected"),
    [
        ("linux", ending(0), Systemd),
        ("linux", ending(1), Xdg),
        ("linux", missing, Xdg),
        ("freebsd14", missing, Xdg),
        ("darwin", missing, Launchd),
        ("win32", missing, RunKey),
    ],
)
def test_each_system_has_its_own(platform: str, run: Run, expected: type, tmp_path: Path) -> None:
    """Linux has systemd where a user manager answers; other free systems have XDG."""
    assert type(choose(platform, {}, tmp_path, run)) is expected


def test_a_unit_that_is_there_stays_in_charge(tmp_path: Path) -> None:
    """A unit written earlier is still seen to when no user manager answers, as over ssh."""
    unit = tmp_path / ".config/systemd/user/posture-daemon.service"
    unit.parent.mkdir(parents=True)
    unit.touch()
    assert isinstance(choose("linux", {}, tmp_path, ending(1)), Systemd)


@pytest.mark.parametrize("value", ["", "relative/folder"])
def test_a_useless_config_home_counts_as_unset(value: str, tmp_path: Path) -> None:
    """XDG_CONFIG_HOME is followed when absolute, and otherwise ~/.config is used."""
    assert (
        choose("freebsd14", {"XDG_CONFIG_HOME": value}, tmp_path)
        .path()
        .startswith(f"{tmp_path}/.config/autostart/")
    )
    chosen = choose("freebsd14", {"XDG_CONFIG_HOME": "/elsewhere"}, tmp_path)
    assert chosen.path() == "/elsewhere/autostart/posture-daemon.desktop"


def test_a_complaint_of_systemctl_is_passed_on() -> None:
    """What systemctl complains about reaches the person in one sentence."""
    complaint = "Failed to connect to bus:\nNo medium found\n"
    with pytest.raises(AutostartError) as caught:
        Systemctl(ending(1, complaint)).tell("daemon-reload")
    assert caught.value.title == (
        "`systemctl --user daemon-reload` failed: Failed to connect to bus: No medium found."
    )


def test_a_missing_systemctl_is_an_error_of_ours() -> None:
    """A systemctl that cannot be run is said to be so, without a traceback."""
    with pytest.raises(AutostartError, match="No such file"):
        Systemctl(missing).tell("daemon-reload")
