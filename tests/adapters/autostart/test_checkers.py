"""The written files, judged by the programs that systemd and the desktops bring for it."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from posture_daemon.adapters.autostart import Command, Systemd, Xdg

WEIRD = ["plain", "with space", "q\"uo'te", "100%h", r"back\slash", "$HOME", "Größe", "a;b"]
UNIT = "posture-daemon.service"


def checker(name: str) -> str:
    """Find the program; its absence skips the test, or fails it where a desktop is required."""
    if found := shutil.which(name):
        return found
    complaint = f"{name} is not installed"
    if os.environ.get("POSTURE_REQUIRE_DESKTOP") == "1":
        pytest.fail(complaint)
    pytest.skip(complaint)


def check(tmp_path: Path, *words: str) -> subprocess.CompletedProcess[str]:
    """Run a checker in an environment of its own."""
    environ = os.environ | {"XDG_RUNTIME_DIR": str(tmp_path), "LC_ALL": "C.UTF-8"}
    return subprocess.run(words, capture_output=True, text=True, check=False, env=environ)


def program(folder: Path) -> Command:
    """Make a program that exists, as the checkers want to see it."""
    folder.mkdir()
    path = folder / "posture-daemon"
    path.write_text("#!/bin/sh\n")
    path.chmod(0o755)
    return Command((str(path),))


def written_unit(command: Command, tmp_path: Path) -> Path:
    """Write the unit as it would be enabled."""
    beside = Xdg(command, tmp_path, beside_systemd=True)
    path = tmp_path / UNIT
    path.write_text(Systemd(command, tmp_path, Path("/home/sam"), check_nothing, beside).text())
    return path


def check_nothing(words: object) -> subprocess.CompletedProcess[str]:
    """Stand in for systemctl, which nobody should call."""
    raise AssertionError(words)


@pytest.mark.parametrize("name", WEIRD)
def test_systemd_accepts_the_unit(name: str, tmp_path: Path) -> None:
    """The unit leaves systemd nothing to remark on, wherever the program lives."""
    analyze = checker("systemd-analyze")
    path = written_unit(program(tmp_path / name), tmp_path)
    done = check(tmp_path, analyze, "verify", "--user", "--man=no", str(path))
    # A key that it ignores leaves the exit status at 0, so every mention of our unit counts.
    remarks = [line for line in (done.stdout + done.stderr).splitlines() if UNIT in line]
    assert (done.returncode, remarks) == (0, [])


def test_systemd_is_heard_when_it_objects(tmp_path: Path) -> None:
    """The check above does fail for a program that is not there and for an unknown key."""
    analyze = checker("systemd-analyze")
    path = written_unit(Command(("/nowhere/posture-daemon",)), tmp_path)
    path.write_text(path.read_text().replace("UMask=", "UMusk="))
    done = check(tmp_path, analyze, "verify", "--user", "--man=no", str(path))
    assert "not executable" in done.stderr
    assert "UMusk" in done.stderr


def test_systemd_judges_the_hardening(tmp_path: Path) -> None:
    """The security review of systemd runs over the unit and comes to a level."""
    analyze = checker("systemd-analyze")
    path = written_unit(program(tmp_path / "bin"), tmp_path)
    done = check(tmp_path, analyze, "security", "--user", "--offline=true", str(path))
    assert "Overall exposure level" in done.stdout, done.stderr


@pytest.mark.parametrize("beside_systemd", [True, False])
@pytest.mark.parametrize("name", WEIRD)
def test_the_desktop_entry_is_valid(name: str, beside_systemd: bool, tmp_path: Path) -> None:  # noqa: FBT001
    """desktop-file-validate has nothing to say, wherever the program lives."""
    validate = checker("desktop-file-validate")
    path = tmp_path / "posture-daemon.desktop"
    path.write_text(Xdg(program(tmp_path / name), tmp_path, beside_systemd).text())
    done = check(tmp_path, validate, str(path))
    assert (done.returncode, done.stdout + done.stderr) == (0, "")
