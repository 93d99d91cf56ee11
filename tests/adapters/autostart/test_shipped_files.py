"""The files in config/ are what `autostart enable` writes for an installation with pipx."""

from __future__ import annotations

import plistlib
from pathlib import Path, PureWindowsPath
from typing import TYPE_CHECKING

from posture_daemon.adapters.autostart import Command, Launchd, RunKey, Systemd, Xdg

if TYPE_CHECKING:
    import subprocess

CONFIG = Path(__file__).parents[3] / "config"
HOME = Path("/home/USERNAME")
MAC_HOME = Path("/Users/USERNAME")
WINDOWS_HOME = PureWindowsPath(r"C:\Users\USERNAME")
ENTRY = Xdg(Command(("posture-daemon",)), HOME / ".config", beside_systemd=True)


def shipped(suffix: str) -> str:
    """The text of a file in config/."""
    return (CONFIG / f"posture-daemon.{suffix}").read_text("utf-8")


def never_run(words: object) -> subprocess.CompletedProcess[str]:
    """Stand in for systemctl, which nobody should call."""
    raise AssertionError(words)


def test_the_unit_is_what_enable_writes() -> None:
    """The shipped systemd unit equals the written one, with %h for the home folder."""
    command = Command((f"{HOME}/.local/bin/posture-daemon",))
    assert shipped("service") == Systemd(command, HOME, HOME, never_run, ENTRY).text()


def test_the_desktop_entry_is_what_enable_writes() -> None:
    """The shipped XDG entry equals the one written beside the unit, which systemd skips."""
    assert shipped("desktop") == ENTRY.text()
    assert "X-systemd-skip=true" in shipped("desktop")


def test_the_agent_is_what_enable_writes() -> None:
    """The shipped launchd agent equals the written one, with USERNAME where a name belongs."""
    command = Command((f"{MAC_HOME}/.local/bin/posture-daemon",))
    assert shipped("plist") == Launchd(command, MAC_HOME).text()
    assert plistlib.loads(shipped("plist").encode())["Label"] == "posture-daemon"


def test_the_run_key_is_what_enable_writes() -> None:
    """The shipped registry file equals the written value, with %USERPROFILE% left to Windows."""
    pythonw = WINDOWS_HOME / r"pipx\venvs\posture-daemon\Scripts\pythonw.exe"
    command = Command((str(pythonw), "-m", "posture_daemon"))
    assert shipped("reg") == RunKey(command, str(WINDOWS_HOME)).text()


def test_only_the_mac_names_a_person() -> None:
    """No shipped file but launchd's, which knows no variables, points into one person's home."""
    named = [
        path.name for path in CONFIG.glob("posture-daemon.*") if "USERNAME" in path.read_text()
    ]
    assert named == ["posture-daemon.plist"]
