"""Where the service keeps its files."""

from __future__ import annotations

import stat
import sys
from pathlib import Path

import pytest

from posture_daemon import paths
from posture_daemon.errors import PostureError

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="the XDG folders of Linux")


def test_files_are_in_the_xdg_folders(monkeypatch: pytest.MonkeyPatch) -> None:
    """Settings and journal are where the XDG variables say."""
    monkeypatch.setenv("XDG_CONFIG_HOME", "/somewhere")
    monkeypatch.setenv("XDG_STATE_HOME", "/elsewhere")

    assert paths.settings_file() == Path("/somewhere/posture-daemon/settings.toml")
    assert paths.journal_file() == Path("/elsewhere/posture-daemon/journal.sqlite")


def test_the_runtime_folder_is_private(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """The folder of the socket is made for its owner alone, and closed to others if it was not."""
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path))
    (tmp_path / "posture-daemon").mkdir(mode=0o755)

    assert stat.S_IMODE(paths.runtime_folder().stat().st_mode) == 0o700


def test_a_runtime_folder_that_is_a_link_is_refused(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Nobody can lead the socket somewhere else with a link."""
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path))
    (tmp_path / "target").mkdir()
    (tmp_path / "posture-daemon").symlink_to(tmp_path / "target")

    with pytest.raises(PostureError):
        paths.runtime_folder()
