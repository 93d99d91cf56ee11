"""Files that are put in their place whole or not at all."""

from __future__ import annotations

import os
import stat
from typing import TYPE_CHECKING

import pytest

from posture_daemon.drafts import draft, put

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A file with a name as long as can be, which is there already."""
    file = tmp_path / ("n" * 255)
    file.write_bytes(b"old")
    file.chmod(0o644)
    return file


def test_it_is_replaced_by_a_private_one(file: Path) -> None:
    """Whatever the mode of the one before."""
    put(file, b"new")
    assert file.read_bytes() == b"new"
    assert os.name != "posix" or stat.S_IMODE(file.stat().st_mode) == 0o600
    assert list(file.parent.iterdir()) == [file]


def test_a_draft_is_whole_and_private_beside_it(file: Path) -> None:
    """What is done to the draft in the block, the file has from its first moment."""
    with draft(file, b"new") as path:
        assert (path.parent, path.read_bytes()) == (file.parent, b"new")
        assert os.name != "posix" or stat.S_IMODE(path.stat().st_mode) == 0o600
        os.utime(path, (7, 7))
        assert file.read_bytes() == b"old"
    assert (file.read_bytes(), file.stat().st_mtime) == (b"new", 7)


def test_a_failure_leaves_what_was_there(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """In the block, on a full disk, and where a folder has the name; and no draft stays."""

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    def interrupted() -> None:
        with draft(file, b"new"):
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        interrupted()
    with monkeypatch.context() as patch:
        patch.setattr("os.fsync", full)
        with pytest.raises(OSError, match="No space"):
            put(file, b"new")
    folder = file.with_name("folder")
    folder.mkdir()
    with pytest.raises(OSError, match="folder"):
        put(folder, b"new")
    assert file.read_bytes() == b"old"
    assert sorted(file.parent.iterdir()) == sorted((file, folder))
