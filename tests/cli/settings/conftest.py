"""A person and a computer without settings of any kind, and the command line."""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner, Result

from posture_daemon.cli import commands

if TYPE_CHECKING:
    from pathlib import Path

Posture = Callable[..., Result]


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder for the person's settings; it is not there yet."""
    for name in [name for name in os.environ if name.startswith("POSTURE_DAEMON_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("XDG_CONFIG_DIRS", str(tmp_path / "etc"))
    return tmp_path / "home" / "posture-daemon"


@pytest.fixture
def etc(home: Path, tmp_path: Path) -> Path:
    """The system-wide file; it is not there yet."""
    folder = tmp_path / "etc" / "posture-daemon"
    folder.mkdir(parents=True)
    return folder / "settings.toml"


@pytest.fixture
def posture(home: Path) -> Posture:
    """Run a command; its exit code is the result's `return_value`."""

    def run(*arguments: str | Path, text: str | None = None) -> Result:
        return CliRunner().invoke(
            commands, [*map(str, arguments)], input=text, standalone_mode=False
        )

    return run
