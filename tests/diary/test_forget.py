"""Forgetting: everything is deleted, and looked for again."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from posture_daemon.diary.answer import Want
from posture_daemon.diary.forget import REACH, Found, Trace, forget
from tests.diary.told import KEY, LOCKED, LOST, NO_KEYRING, opened, told

if TYPE_CHECKING:
    from posture_daemon.diary.answer import Answer


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Where the diary is; neither it nor its folder exists."""
    return tmp_path / "state" / "diary.sqlite"


class Keyring:
    """A keyring that deletes the key, or says what it says."""

    def __init__(self, answer: Answer = KEY, *, lets_go: bool = True) -> None:
        self.answer = answer
        self._lets_go = lets_go

    def __call__(self, want: Want) -> Answer:
        if want is Want.DROP and self.answer is KEY and self._lets_go:
            self.answer = LOST
        return self.answer


def test_everything_goes(path: Path, tmp_path: Path) -> None:
    """The file, what SQLite has beside it, broken copies, pages, folders and the key."""
    with opened(path) as diary:
        diary.record([told(0)], [], None)
    ends = ("-journal", "-wal", "-shm", ".broken-20260302T090000", ".broken-20260302T090000-wal")
    for end in ends:
        path.with_name(path.name + end).touch()
    page, folder = tmp_path / "report.html", tmp_path / "forms"
    page.touch()
    (folder / "deep").mkdir(parents=True)
    (folder / "deep" / "form.html").touch()
    (path.parent / "journal.sqlite").touch()
    keyring = Keyring()
    traces = forget(path, [page, folder, tmp_path / "never made"], keyring)
    assert all(trace.found is Found.GONE and not trace.why for trace in traces)
    assert {Path(trace.what).name for trace in traces} == {
        path.name,
        *(path.name + end for end in ends),
        "report.html",
        "forms",
        "the key in the keyring",
    }
    assert [file.name for file in path.parent.iterdir()] == ["journal.sqlite"]
    assert not page.exists()
    assert not folder.exists()
    assert keyring.answer is LOST


def test_a_link_leads_nowhere(path: Path, tmp_path: Path) -> None:
    """Where a link leads to is not ours to delete."""
    mine = tmp_path / "photos"
    mine.mkdir()
    link = tmp_path / "forms"
    link.symlink_to(mine)
    assert forget(path, [link], Keyring())[:2] == [
        Trace(str(path), Found.NONE),
        Trace(str(link), Found.GONE),
    ]
    assert mine.exists()
    assert not link.is_symlink()


def test_a_diary_that_cannot_be_read_is_deleted(path: Path) -> None:
    """Neither a key nor a whole file is needed for that."""
    path.parent.mkdir()
    path.write_bytes(b"not a database, " * 300)
    forget(path, asked=Keyring(LOCKED))
    assert not path.exists()


KEY_TRACES = {
    "here": (KEY, True, Found.GONE, ""),
    "locked": (LOCKED, True, Found.LEFT, LOCKED.reason),
    "none, and the diary was encrypted": (NO_KEYRING, True, Found.LEFT, NO_KEYRING.reason),
    "none, and the diary was plain": (NO_KEYRING, False, Found.NOT_ASKED, NO_KEYRING.reason),
    "lost": (LOST, True, Found.NONE, LOST.reason),
}


@pytest.mark.parametrize(
    ("answer", "encrypted", "found", "why"), KEY_TRACES.values(), ids=KEY_TRACES
)
def test_the_key_is_looked_for(
    path: Path, answer: Answer, encrypted: object, found: Found, why: str
) -> None:
    """It is gone where it was there before; where nobody can be asked, that is said."""
    with opened(path, KEY if encrypted else NO_KEYRING) as diary:
        diary.record([told(0)], [], None)
    assert forget(path, asked=Keyring(answer))[-1] == Trace("the key in the keyring", found, why)
    assert not path.exists()


def test_where_there_was_nothing_nothing_is_said_to_be_gone(path: Path) -> None:
    """Neither of a file that was not there, nor of a keyring that could not be asked."""
    assert forget(path, asked=Keyring(NO_KEYRING)) == [
        Trace(str(path), Found.NONE),
        Trace("the key in the keyring", Found.NOT_ASKED, NO_KEYRING.reason),
    ]


def test_a_keyring_that_does_not_let_go(path: Path) -> None:
    """What is still there is not said to be gone."""
    trace = forget(path, asked=Keyring(lets_go=False))[-1]
    assert trace == Trace("the key in the keyring", Found.LEFT, "the keyring does not let it go")


@pytest.mark.skipif(os.name != "posix", reason="files have modes on POSIX systems only")
@pytest.mark.parametrize("mode", [0o555, 0o000], ids=["may not be changed", "may not be entered"])
def test_what_cannot_be_deleted_is_said(mode: int) -> None:
    """A file in a folder that is shut is there still, and the reason is told."""
    somebody = os.geteuid()
    with tempfile.TemporaryDirectory() as outer:
        path = Path(outer, "state", "diary.sqlite")
        with opened(path) as diary:
            diary.record([told(0)], [], None)
        Path(outer).chmod(0o755)
        path.parent.chmod(mode)
        os.seteuid(somebody or 65534)
        try:
            traces = forget(path, asked=Keyring())
        finally:
            os.seteuid(somebody)
            path.parent.chmod(0o700)
    assert traces[0] == Trace(str(path), Found.LEFT, "Permission denied")


def test_it_does_not_claim_too_much() -> None:
    """What deleting cannot do is said beside it."""
    assert "SSD" in REACH
    assert "Backups" in REACH
    assert "overwrit" not in REACH
