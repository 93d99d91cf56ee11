"""Files and folders of calendars: what is read of them, and what is not."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from posture_daemon.calendars import files as adapter
from posture_daemon.calendars.limits import FILE_BYTES
from posture_daemon.calendars.reading import read
from posture_daemon.core.plan import CalendarSource
from tests.calendars.stage import calendar, request

if TYPE_CHECKING:
    from posture_daemon.calendars.answer import Reading

GOOD = calendar("20261125T080000Z/PT1H Good")


def reading(path: Path | str) -> Reading:
    """Read what is at this path."""
    source = CalendarSource("mine", path=str(path))
    return read(source, request(source))


def titles(path: Path | str) -> list[str]:
    """The events that are found there."""
    return [one.title for one in reading(path).occurrences]


def test_a_vdir_with_collections(tmp_path: Path) -> None:
    """One event a file, folders within folders, and the files that other programs keep beside."""
    for name in ("work/a.ics", "home/b.ICS", "work/.c.ics", "work/color", ".git/d.ics", "x.tmp"):
        file = tmp_path / name
        file.parent.mkdir(exist_ok=True)
        file.write_text(calendar(f"20261125T080000Z/PT1H {file.stem}"))
    assert sorted(titles(tmp_path)) == ["a", "b"]
    assert reading(tmp_path).warnings == ()


def test_where_evolution_keeps_calendars(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """~ and variables in a path are put in."""
    folder = tmp_path / ".local/share/evolution/calendar/system"
    folder.mkdir(parents=True)
    (folder / "calendar.ics").write_text(GOOD)
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("USERPROFILE", str(tmp_path))
    monkeypatch.setenv("DATA", str(tmp_path / ".local/share"))
    assert titles("~/.local/share/evolution/calendar") == ["Good"]
    assert titles("$DATA/evolution/calendar/system/calendar.ics") == ["Good"]


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (None, "cannot be read (No such file or directory)."),
        ("", "mine.ics is empty."),
        ("<html>login</html>", "mine.ics is not a calendar."),
    ],
)
def test_a_file_that_is_no_calendar(tmp_path: Path, content: str | None, reason: str) -> None:
    """A sentence says which file it is, and what is wrong."""
    file = tmp_path / "mine.ics"
    if content is not None:
        file.write_text(content)
    assert reading(file).reason.endswith(reason)


def test_one_bad_file_of_many(tmp_path: Path) -> None:
    """A file that is no calendar costs itself alone."""
    (tmp_path / "bad.ics").write_bytes(os.urandom(64))
    (tmp_path / "empty.ics").write_text("")
    (tmp_path / "good.ics").write_text(GOOD)
    found = reading(tmp_path)
    assert [one.title for one in found.occurrences] == ["Good"]
    assert "empty.ics: is empty" in found.warnings
    assert any(warning.startswith("bad.ics") for warning in found.warnings)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such files")
def test_what_would_never_end(tmp_path: Path) -> None:
    """A pipe is not waited for, a device not read, and a link back to the folder not followed."""
    os.mkfifo(tmp_path / "pipe.ics")
    (tmp_path / "zero.ics").symlink_to("/dev/zero")
    (tmp_path / "round").symlink_to(tmp_path)
    (tmp_path / "good.ics").write_text(GOOD)
    assert titles(tmp_path) == ["Good"]
    assert reading(tmp_path).warnings == (
        "pipe.ics: pipe.ics is not a file.",
        "zero.ics: zero.ics is not a file.",
    )
    assert reading("/dev/zero").reason == "zero is not a file."


def test_a_file_over_the_limit(tmp_path: Path) -> None:
    """A file of more than 16 MiB is not read."""
    large = tmp_path / "large.ics"
    with large.open("wb") as file:
        file.truncate(FILE_BYTES + 1)
    assert reading(large).reason == "large.ics is larger than 16 MiB."


@pytest.mark.parametrize(("limit", "value"), [("FILES", 2), ("ALL_BYTES", 300)])
def test_a_folder_over_the_limit(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, limit: str, value: int
) -> None:
    """What could be read of it is kept, and a sentence says that it is not all."""
    monkeypatch.setattr(adapter, limit, value)
    for name in "abc":
        (tmp_path / f"{name}.ics").write_text(calendar(f"20261125T080000Z/PT1H {name}"))
    found = reading(tmp_path)
    assert [one.title for one in found.occurrences] == ["a", "b"]
    assert "the rest is left out" in found.warnings[0]


def test_a_folder_that_is_nested_too_deep(tmp_path: Path) -> None:
    """Folders are looked into as far as somebody would nest them."""
    near, far = Path(*"1234567"), Path(*"123456789")
    for folder in (near, far):
        (tmp_path / folder).mkdir(parents=True, exist_ok=True)
        (tmp_path / folder / "one.ics").write_text(calendar(f"20261125T080000Z/PT1H {folder.name}"))
    assert titles(tmp_path) == ["7"]
