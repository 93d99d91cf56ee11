"""The files of a report: private, whole, and never over another."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from posture_daemon.errors import PostureError
from posture_daemon.report.saving import check, save

if TYPE_CHECKING:
    from pathlib import Path


def test_only_its_owner_can_read_it(tmp_path: Path) -> None:
    """Nor look into a folder that was made for it."""
    file = tmp_path / "folder" / "a.csv"
    save({file: b"x"})
    assert file.read_bytes() == b"x"
    assert file.stat().st_mode & 0o777 == 0o600
    assert file.parent.stat().st_mode & 0o777 == 0o700
    assert list(file.parent.iterdir()) == [file]


def test_a_file_that_is_there_stays(tmp_path: Path) -> None:
    """Unless it is to be replaced; a link that leads nowhere is there too."""
    file, link = tmp_path / "a.pdf", tmp_path / "link.pdf"
    file.write_text("mine")
    link.symlink_to(tmp_path / "gone")
    for each in (file, link):
        with pytest.raises(PostureError, match=f"{each.name} is there already.*--replace"):
            check([each], replace=False)
    check([file, link], replace=True)
    save({file: b"new"})
    assert file.read_bytes() == b"new"


def test_a_folder_that_is_missing_is_named(tmp_path: Path) -> None:
    """It may be a slip; only the folder of the tables is made, where its own is there."""
    missing = tmp_path / "missing"
    with pytest.raises(PostureError, match=f"There is no folder {missing}"):
        check([missing / "a.csv"], replace=True)
    check([missing / "a.csv"], replace=True, made=[missing])
    with pytest.raises(PostureError, match=f"There is no folder {missing}"):
        check([missing / "deep" / "a.csv"], replace=True, made=[missing / "deep"])


def test_a_place_that_cannot_be_is_named(tmp_path: Path) -> None:
    """A folder where a file is wanted, and a file where a folder is."""
    (tmp_path / "file").touch()
    with pytest.raises(PostureError, match="is a folder"):
        check([tmp_path], replace=True)
    with pytest.raises(PostureError, match="file is not a folder"):
        check([tmp_path / "file" / "a.csv"], replace=True)
    with pytest.raises(PostureError, match=r"a\.csv cannot be written"):
        save({tmp_path / "file" / "deep" / "a.csv": b"x"})
