"""Which command a login is to start."""

from __future__ import annotations

from typing import TYPE_CHECKING

from posture_daemon.adapters.autostart import Command, installed, windowless

if TYPE_CHECKING:
    from pathlib import Path


def program(path: Path) -> Path:
    """An executable file."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("#!/bin/sh\n")
    path.chmod(0o755)
    return path


def nowhere(_name: str) -> None:
    """A search that finds nothing."""
    return


def test_the_script_beside_python_comes_first(tmp_path: Path) -> None:
    """The script of this very installation is preferred to another one on the PATH."""
    script = program(tmp_path / "venv/bin/posture-daemon")
    found = installed(str(tmp_path / "venv/bin/python"), lambda _: "/usr/bin/posture-daemon")
    assert found == Command((str(script),))


def test_links_are_kept(tmp_path: Path) -> None:
    """A symbolic link is written as it is, since an upgrade changes what it leads to."""
    (tmp_path / "current").symlink_to(program(tmp_path / "v1/bin/posture-daemon").parent)
    found = installed(str(tmp_path / "current/python"), nowhere)
    assert found.program == f"{tmp_path}/current/posture-daemon"


def test_the_path_is_asked_next(tmp_path: Path) -> None:
    """Without a script beside Python, the one on the PATH is taken."""
    found = installed(str(tmp_path / "python"), lambda _: "/usr/bin/posture-daemon")
    assert found == Command(("/usr/bin/posture-daemon",))


def test_python_itself_comes_last(tmp_path: Path) -> None:
    """Without any script, Python is started with the module."""
    python = str(tmp_path / "python")
    assert installed(python, nowhere).doing("run") == (python, "-m", "posture_daemon", "run")


def test_windows_prefers_pythonw(tmp_path: Path) -> None:
    """On Windows pythonw is taken where it exists, so that no console window opens at login."""
    program(tmp_path / "posture-daemon.exe")
    assert windowless(str(tmp_path / "python.exe")).program.endswith("posture-daemon.exe")
    program(tmp_path / "pythonw.exe")
    expected = Command((str(tmp_path / "pythonw.exe"), "-m", "posture_daemon"))
    assert windowless(str(tmp_path / "python.exe")) == expected
