"""The diary: kept whole or not at all, private, and in all its troubles nothing is lost."""

from __future__ import annotations

import os
import signal
import sqlite3
import stat
import subprocess
import sys
from contextlib import closing, contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from posture_daemon.core.sore.deeds import Ask
from posture_daemon.core.state import State
from posture_daemon.database import transaction
from posture_daemon.diary import diary as module
from posture_daemon.diary import file
from posture_daemon.diary.cover import Kept
from posture_daemon.diary.diary import SqliteDiary
from tests.diary.told import (
    KEY,
    LOCKED,
    LOST,
    MINUTE,
    NINE,
    NO_KEYRING,
    OTHER_KEY,
    opened,
    raw,
    reminded,
    told,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from posture_daemon.diary.answer import Answer

POSIX = pytest.mark.skipif(os.name != "posix", reason="files have modes on POSIX systems only")
ROOT = Path(__file__).parents[2]
both = pytest.mark.parametrize("answer", [KEY, NO_KEYRING], ids=["encrypted", "plain"])


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Where the diary is; neither it nor its folder exists."""
    return tmp_path / "state" / "diary.sqlite"


def state(minutes: int) -> State:
    """A state that is told from others by its moment."""
    return State(NINE + minutes * MINUTE, minutes * MINUTE)


def written(path: Path, answer: Answer = KEY, count: int = 3) -> None:
    """Write a diary of some records, entries and a state."""
    with opened(path, answer) as diary:
        diary.record([told(n) for n in range(count)], [reminded(n) for n in range(count)], state(1))
        assert diary.trouble is None


@contextmanager
def by_hand(path: Path) -> Iterator[sqlite3.Connection]:
    """Change the file behind the diary's back."""
    with closing(sqlite3.connect(path, isolation_level=None)) as db:
        yield db


def write_half(diary: SqliteDiary) -> None:
    """Begin to write so much that pages go to the file, and do not come to an end."""
    assert diary._db
    assert diary._pages
    diary._db.execute("PRAGMA cache_size = 1")
    diary._db.execute("BEGIN IMMEDIATE")
    diary._pages.append(module.RECORDS, [b"{}" * 2000 for _ in range(50)])


# --- what goes in comes out ---


@both
def test_keeps_what_it_is_told(path: Path, answer: Answer) -> None:
    """Records, entries and the last state are there after a restart, oldest first."""
    written(path, answer)
    with opened(path, answer) as diary:
        diary.record([told(-9)], [reminded(-9)], None)
        assert diary.records() == [told(0), told(1), told(2), told(-9)]
        assert list(diary.entries()) == [reminded(n) for n in (0, 1, 2, -9)]
        assert list(diary.entries(NINE + MINUTE)) == [reminded(1), reminded(2)]
        assert diary.last_state(State) == state(1)
        diary.record([], [], state(2))
        assert diary.last_state(State) == state(2)


def test_begins_with_nothing(path: Path) -> None:
    """A new diary is empty; one that was not opened yet makes no file."""
    assert SqliteDiary(path).kept is Kept.NONE
    assert not path.parent.exists()
    with opened(path) as diary:
        assert (diary.kept, diary.trouble) == (Kept.ENCRYPTED, None)
        assert (diary.records(), list(diary.entries())) == ([], [])
        assert diary.last_state(State) is None


@both
def test_a_record_of_a_later_version_stays(
    path: Path, answer: Answer, caplog: pytest.LogCaptureFixture
) -> None:
    """It is passed over with a warning that tells nothing of it, and is in the file as before."""
    with opened(path, answer) as diary:
        diary.record([told(0)], [], None)
        assert diary._db
        assert diary._pages
        later = b'{"at":"2027-01-01T09:00:00Z","elapsed":1,"zone":"","deed":"dance","details":{}}'
        with transaction(diary._db):
            diary._pages.append(module.RECORDS, [later])
        diary.record([told(2)], [], None)
        assert diary.records() == [told(0), told(2)]
    with by_hand(path) as db:
        assert db.execute("SELECT count(*) FROM pages").fetchone() == (3,)
    assert caplog.messages == [
        "1 of the records in the diary cannot be read by this version; they stay in it"
    ]


def test_a_state_that_makes_no_sense_is_none(path: Path, caplog: pytest.LogCaptureFixture) -> None:
    """One that cannot be read is as good as none, with a warning; the records are there."""
    with opened(path) as diary:
        diary.record([told(0)], [], told(1))
        assert diary.last_state(State) is None
        assert diary.records() == [told(0)]
    assert "state" in caplog.text


# --- private ---


def test_the_file_tells_nothing(path: Path) -> None:
    """Without the key neither words nor kinds nor times are found in any byte of the folder."""
    with opened(path) as diary:
        diary.record([told(0), replace(told(1), deed=Ask("May I swim?"))], [reminded(2)], state(3))
        while_open = raw(path)
    for secret in (b"lunch", b"swim", b"check-in", b"CheckIn", b"ask", b"2026", b"now", b"Berlin"):
        assert secret not in while_open + raw(path), secret
    for secret in (b"medicine", b"blue-ones", b"evening-walk", b"wall", KEY.key):
        assert secret not in while_open + raw(path), secret


def test_no_log_tells_anything(path: Path, caplog: pytest.LogCaptureFixture) -> None:
    """Not even where everything goes wrong."""
    caplog.set_level("DEBUG")
    written(path)
    for answer in (OTHER_KEY, LOST, LOCKED, NO_KEYRING):
        with opened(path, answer) as diary:
            diary.record([told(7)], [reminded(7)], state(7))
            assert diary.trouble
    assert caplog.messages
    for secret in ("lunch", "blue-ones", "check-in", "evening-walk", "Berlin", str(KEY.key)):
        assert secret not in caplog.text


@POSIX
@both
@pytest.mark.parametrize("umask", [0o000, 0o077])
def test_nobody_else_may_read(path: Path, umask: int, answer: Answer) -> None:
    """The folder and every file in it are the person's own, also while it is written."""
    before = os.umask(umask)
    try:
        with opened(path, answer) as diary:
            write_half(diary)
            modes = {file.name: stat.S_IMODE(file.stat().st_mode) for file in path.parent.iterdir()}
    finally:
        os.umask(before)
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    assert modes == {"diary.sqlite": 0o600, "diary.sqlite-journal": 0o600}


def test_rows_cannot_be_swapped(path: Path, caplog: pytest.LogCaptureFixture) -> None:
    """A row that was moved to another place, or comes from another diary, is not taken for one."""
    written(path)
    other = path.with_name("other.sqlite")
    written(other)
    with by_hand(path) as db:
        db.execute("UPDATE pages SET number = 9 WHERE book = 'records' AND number = 1")
        db.execute("ATTACH ? AS other", (str(other),))
        db.execute("DELETE FROM pages WHERE book = 'records' AND number = 2")
        db.execute("INSERT INTO pages SELECT * FROM other.pages WHERE book || number = 'records2'")
    with opened(path) as diary:
        assert diary.records() == [told(2)]
    assert "2 of the records" in caplog.text


def test_a_deleted_row_leaves_no_trace(path: Path) -> None:
    """A state that was written over is in no byte of the file (secure_delete)."""
    with opened(path, NO_KEYRING) as diary:
        diary.record([], [], {"mind": "a secret of old"})
        diary.record([], [], {"mind": "nothing"})
        assert b"of old" not in raw(path)
    assert b"nothing" in raw(path)


# --- the key ---


def test_without_a_keyring_it_is_plain(path: Path) -> None:
    """The diary is kept all the same, and how it is kept is said."""
    written(path, NO_KEYRING)
    with opened(path, NO_KEYRING) as diary:
        assert diary.kept is Kept.PLAIN
    assert b"sore since lunch" in raw(path)


@pytest.mark.parametrize("count", [1, 500])
def test_a_plain_diary_is_encrypted_later(path: Path, count: int) -> None:
    """Once there is a keyring, nothing of it is plain any more, and nothing is missing."""
    written(path, NO_KEYRING, count)
    with opened(path, LOCKED) as diary:
        assert diary.kept is Kept.PLAIN
    with opened(path) as diary:
        assert (diary.kept, diary.trouble) == (Kept.ENCRYPTED, None)
        assert diary.records() == [told(n) for n in range(count)]
        assert diary.last_state(State) == state(1)
    for secret in (b"lunch", b"check-in", b"2026-03", b"blue-ones"):
        assert secret not in raw(path), secret
    with opened(path, NO_KEYRING) as diary:
        assert diary.kept is Kept.LOCKED


SENTENCES = {
    "another key": (
        OTHER_KEY,
        (
            "The diary was written with another key than the keyring has; nothing was changed. "
            "Bring the keyring of that time back, or begin anew with: posture forget --all"
        ),
    ),
    "lost": (
        LOST,
        (
            "The diary is encrypted and the keyring has lost its key; nothing was changed. "
            "Bring the keyring of that time back, or begin anew with: posture forget --all"
        ),
    ),
    "locked": (
        LOCKED,
        (
            "The diary is encrypted. The keyring is locked; unlock it. "
            "Until then the diary stays as it is."
        ),
    ),
    "no keyring": (
        NO_KEYRING,
        (
            "The diary is encrypted. There is no keyring in this session. "
            "Until then the diary stays as it is."
        ),
    ),
}


@pytest.mark.parametrize(("answer", "sentence"), SENTENCES.values(), ids=SENTENCES)
def test_without_its_key_it_is_left_alone(
    path: Path, answer: Answer, sentence: str, caplog: pytest.LogCaptureFixture
) -> None:
    """There is one sentence, no byte is changed, and all is written once the key is there."""
    written(path)
    before = path.read_bytes()
    with closing(SqliteDiary(path)) as diary:
        diary.open(answer)
        diary.record([told(7)], [reminded(7)], state(7))
        diary.record([told(8)], [], state(8))
        assert (diary.kept, diary.trouble) == (Kept.LOCKED, sentence)
        assert caplog.messages == [sentence]
        assert path.read_bytes() == before
        assert diary.wanted() == "look"
        assert diary.records() == [told(7), told(8)]
        assert diary.last_state(State) == state(8)
        diary.open(KEY)
        assert (diary.kept, diary.trouble) == (Kept.ENCRYPTED, None)
        assert diary.records() == [told(n) for n in (0, 1, 2, 7, 8)]
        assert list(diary.entries(NINE + 5 * MINUTE)) == [reminded(7)]


def test_a_locked_keyring_begins_no_diary(path: Path) -> None:
    """What is told before it is unlocked is in no file, and is kept with the key later."""
    with closing(SqliteDiary(path)) as diary:
        diary.open(LOCKED)
        diary.record([told(0)], [], None)
        assert diary.kept is Kept.LOCKED
        assert diary.trouble == (
            "The keyring is locked; unlock it. Until then no diary can be begun."
        )
        assert not path.exists()
        assert diary.wanted() == "make"
        diary.open(KEY)
        assert (diary.kept.value, diary.trouble or "") == ("encrypted", "")
    with opened(path) as diary:
        assert diary.records() == [told(0)]


def test_the_key_is_asked_for_once_it_is_opened(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without an answer at hand the keyring is asked, for a new key only where none can be."""
    asked = []

    def ask(want: str) -> Answer:
        asked.append(want)
        return KEY

    monkeypatch.setattr(module, "ask", ask)
    for _ in range(2):
        with closing(SqliteDiary(path)) as diary:
            diary.open()
            assert diary.kept is Kept.ENCRYPTED
    assert asked == ["make", "look"]


# --- cut off in the middle of a write ---

KILLED = """
import os, signal, sys
from pathlib import Path
from posture_daemon.diary.diary import SqliteDiary
from tests.diary.told import KEY, NO_KEYRING, reminded, told

diary = SqliteDiary(Path(sys.argv[1]))
diary.open(KEY if sys.argv[3] == "encrypted" else NO_KEYRING)
diary.record([told(0)], [reminded(0)], {"at": 0})

def kill(statement):
    if statement.startswith(sys.argv[2]):
        os.kill(os.getpid(), signal.SIGKILL)

diary._db.set_trace_callback(kill)
diary.record([told(1), told(2)], [reminded(1)], {"at": 1})
"""


@POSIX
@both
@pytest.mark.parametrize("at", ["BEGIN", "SELECT max", "INSERT OR REPLACE INTO pages", "COMMIT"])
def test_a_kill_leaves_all_or_nothing(path: Path, at: str, answer: Answer) -> None:
    """A process that is killed while it writes leaves what it had recorded before."""
    kind = "encrypted" if answer is KEY else "plain"
    command = [sys.executable, "-c", KILLED, str(path), at, kind]
    assert subprocess.run(command, cwd=ROOT, check=False).returncode == -signal.SIGKILL
    with opened(path, answer) as diary:
        assert diary.trouble is None
        assert diary.records() == [told(0)]
        assert list(diary.entries()) == [reminded(0)]
        assert diary.last_state(dict) == {"at": 0}
        diary.record([told(3)], [], None)
        assert diary.records() == [told(0), told(3)]


TORN = """
import os, sys
from pathlib import Path
from posture_daemon.diary.diary import SqliteDiary
from tests.diary.told import KEY, NO_KEYRING, told
from posture_daemon.diary.cover import Sealed

Sealed(KEY.key)  # loaded before it is measured
path, note = Path(sys.argv[1]), "x" * 3000
diary = SqliteDiary(path)
diary.open({first})
diary.record([told(n, note) for n in range(200)], [], None)
print("written", flush=True)
{then}
"""
ENDLESS = "\nwhile True: diary.record([told(n, note) for n in range(200, 400)], [], None)"
OVER_AND_OVER = {
    "a growing diary": (KEY, ENDLESS),
    "a plain diary": (NO_KEYRING, ENDLESS),
    "encrypting": (KEY, "diary.open(KEY)" + ENDLESS),
}


@POSIX
@pytest.mark.parametrize("delay", [0.0, 0.002, 0.005, 0.01, 0.02, 0.04, 0.08])
@pytest.mark.parametrize(("answer", "then"), OVER_AND_OVER.values(), ids=OVER_AND_OVER)
def test_a_kill_at_any_moment(path: Path, answer: Answer, then: str, delay: float) -> None:
    """Killed anywhere in a write of many pages, the diary is whole: no part of a deed is there."""
    first = "NO_KEYRING" if answer is NO_KEYRING or "open" in then else "KEY"
    code = TORN.format(first=first, then=then)
    with subprocess.Popen(
        [sys.executable, "-c", code, path], cwd=ROOT, stdout=subprocess.PIPE
    ) as child:
        assert child.stdout
        assert child.stdout.readline() == b"written\n"
        with pytest.raises(subprocess.TimeoutExpired):
            child.wait(delay)
        child.kill()
    with opened(path, answer) as diary:
        assert diary.trouble is None
        count = len(diary.records())
        assert count >= 200
        assert count % 200 == 0
        assert b"xxxx" not in raw(path) or diary.kept is Kept.PLAIN


# --- a disk without room, a file that is broken ---


@both
def test_a_full_disk_loses_nothing(
    path: Path, answer: Answer, caplog: pytest.LogCaptureFixture
) -> None:
    """While there is no room there is one warning; afterwards everything is written."""
    with opened(path, answer) as diary:
        assert diary._db
        [pages] = diary._db.execute("PRAGMA page_count").fetchone()
        diary._db.execute(f"PRAGMA max_page_count = {pages}")
        records = [told(n, "x" * 5000) for n in range(5)]
        for each in records:
            diary.record([each], [], state(0))
        assert diary.trouble == "The diary cannot be written: database or disk is full."
        assert diary.kept is not Kept.LOCKED
        assert [record.levelname for record in caplog.records] == ["WARNING"]
        assert diary.records() == records
        diary._db.execute(f"PRAGMA max_page_count = {pages + 1000}")
        diary.record([told(9)], [], None)
        assert diary.trouble is None
    with opened(path, answer) as diary:
        assert diary.records() == [*records, told(9)]
        assert diary.last_state(State) == state(0)


@POSIX
def test_a_disk_that_fills_in_the_middle(path: Path) -> None:
    """The system refuses to write more, within a write: it is undone, and done again later."""
    import resource

    written(path)
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    with opened(path) as diary:
        try:
            resource.setrlimit(resource.RLIMIT_FSIZE, (path.stat().st_size, before[1]))
            diary.record([told(n, "x" * 2000) for n in range(3, 9)], [], state(9))
            assert (diary.trouble or "").startswith("The diary cannot be written: ")
        finally:
            resource.setrlimit(resource.RLIMIT_FSIZE, before)
        diary.record([], [], None)
        assert diary.trouble is None
    with opened(path) as diary:
        assert len(diary.records()) == 9
        assert diary.last_state(State) == state(9)


def garbage(content: bytes) -> bytes:
    """A file that is no database."""
    return b"not a database, " * (len(content) // 16)


def without_middle(content: bytes) -> bytes:
    """A page of zeros in the middle."""
    return content[:4096] + bytes(4096) + content[8192:]


def halved(content: bytes) -> bytes:
    """The first half of the file."""
    return content[: len(content) // 2]


@pytest.mark.parametrize("damage", [garbage, without_middle, halved])
def test_a_broken_file_is_set_aside(
    path: Path, damage: Callable[[bytes], bytes], caplog: pytest.LogCaptureFixture
) -> None:
    """It is said once where it is now, not a byte of it is lost, and a new one is begun."""
    written(path, count=50)
    broken = damage(path.read_bytes())
    path.write_bytes(broken)
    with opened(path) as diary:
        diary.record([told(0)], [], state(0))
        assert diary.records() == [told(0)]
        assert (diary.trouble or "").startswith("The diary was unreadable (")
    [aside] = path.parent.glob(f"{path.name}.broken-*")
    assert aside.read_bytes() == broken
    assert caplog.messages == [diary.trouble]
    assert str(aside) in caplog.text


def test_a_file_that_breaks_while_it_is_written_is_set_aside(
    path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """At once, and what was told then is the first of a new one, under the same key."""
    written(path, count=50)
    with opened(path) as diary:
        broken = garbage(path.read_bytes())
        path.write_bytes(broken)
        for n in range(51, 54):
            diary.record([told(n)], [], state(n))
        assert (diary.trouble or "").startswith("The diary was unreadable (")
    with opened(path) as diary:
        assert diary.kept is Kept.ENCRYPTED
        assert diary.records() == [told(51), told(52), told(53)]
        assert diary.last_state(State) == state(53)
    [aside] = path.parent.glob(f"{path.name}.broken-*")
    assert aside.read_bytes() == broken
    assert [record.levelname for record in caplog.records] == ["WARNING"]


def test_no_broken_file_takes_the_place_of_another(path: Path) -> None:
    """Two that are set aside within a second are both there."""
    path.parent.mkdir()
    for content in (b"one" * 400, b"two" * 400):
        path.write_bytes(content)
        os.utime(path, (1_000_000_000, 1_000_000_000))
        with opened(path) as diary:
            assert diary.kept is Kept.ENCRYPTED
        path.unlink()
    assert sorted(file.read_bytes()[:3] for file in path.parent.iterdir()) == [b"one", b"two"]


def test_a_file_whose_log_is_missing(path: Path) -> None:
    """Where what SQLite had beside a cut-off write is gone, nothing is made up: rows or a sentence.

    The file alone is the whole diary between two writes; a copy of it can be put back.
    """
    written(path, count=5)
    copy = path.read_bytes()
    assert [file.name for file in path.parent.iterdir()] == [path.name]
    with opened(path) as diary:
        write_half(diary)
        assert path.with_name(path.name + "-journal").exists()
        torn = path.read_bytes()
        assert torn != copy
    path.write_bytes(torn)
    with opened(path) as diary:
        assert set(diary.records()) <= {told(n) for n in range(5)}
        assert diary.trouble is None or "is set aside as" in diary.trouble
    path.write_bytes(copy)
    with opened(path) as diary:
        assert diary.records() == [told(n) for n in range(5)]


def test_an_empty_file_is_a_new_diary(path: Path) -> None:
    """A file of no length, as a crash may leave it, is used."""
    path.parent.mkdir()
    path.touch()
    with opened(path) as diary:
        diary.record([told(0)], [], None)
        assert (diary.records(), diary.trouble) == ([told(0)], None)


def test_a_newer_file_is_left_alone(path: Path, caplog: pytest.LogCaptureFixture) -> None:
    """A diary of a later version is neither read nor written, with one warning."""
    written(path)
    with by_hand(path) as db:
        db.execute("PRAGMA user_version = 99")
    before = path.read_bytes()
    with opened(path) as diary:
        diary.record([told(7)], [], state(0))
        diary.record([told(8)], [], state(0))
        assert diary.kept is Kept.LOCKED
        assert "later version of posture-daemon (form 99; this one knows 1)" in caplog.text
        assert diary.wanted() == "look"
    assert path.read_bytes() == before
    assert len(caplog.records) == 1


def test_somebody_elses_database_is_left_alone(path: Path) -> None:
    """A database that is no diary is not written into."""
    path.parent.mkdir()
    with by_hand(path) as db:
        db.execute("CREATE TABLE stamps (country TEXT)")
    before = path.read_bytes()
    with opened(path) as diary:
        assert "not a diary of this program" in (diary.trouble or "")
    assert path.read_bytes() == before


@pytest.mark.parametrize("what", ["a folder", "no folder"])
def test_what_cannot_be_opened_is_opened_later(path: Path, what: str) -> None:
    """What stands in the way is said, and everything is written once it is gone."""
    obstacle = path if what == "a folder" else path.parent
    obstacle.mkdir(parents=True) if what == "a folder" else obstacle.touch()
    with closing(SqliteDiary(path)) as diary:
        diary.open(KEY)
        diary.record([told(0)], [], None)
        assert (diary.trouble or "").startswith(f"The diary cannot be used: {path}: ")
        obstacle.rmdir() if what == "a folder" else obstacle.unlink()
        diary.record([told(1)], [], None)
        assert (diary.trouble, diary.records()) == (None, [told(0), told(1)])


def test_a_locked_file_is_written_later(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """While somebody else has the file, what is told is kept in memory."""
    monkeypatch.setattr(file, "_PATIENCE", 0)
    with opened(path) as diary:
        with by_hand(path) as other:
            other.execute("BEGIN IMMEDIATE")
            diary.record([told(0)], [], state(0))
            assert diary.trouble == "The diary cannot be written: database is locked."
            assert diary.records() == [told(0)]
        diary.record([], [], None)
        assert (diary.trouble or "", diary.records()) == ("", [told(0)])


def test_a_deleted_file_is_begun_anew(path: Path) -> None:
    """What is told after somebody has deleted it does not go into a file that nobody can find."""
    with opened(path) as diary:
        diary.record([told(0)], [], None)
        path.unlink()
        diary.record([told(1)], [], None)
        assert diary.trouble == "The file of the diary was gone, and a new one was begun."
    with opened(path) as diary:
        assert diary.records() == [told(1)]


def test_memory_has_an_end(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of the entries that cannot be written the last are kept, and every record of a person."""
    monkeypatch.setattr(module, "_KEPT", 3)
    with closing(SqliteDiary(path)) as diary:
        diary.open(LOCKED)
        for n in range(10):
            diary.record([told(n)], [reminded(n)], None)
        diary.open(KEY)
        assert list(diary.entries()) == [reminded(n) for n in (7, 8, 9)]
        assert diary.records() == [told(n) for n in range(10)]


def test_it_lets_go(path: Path) -> None:
    """Told to forget, it has nothing in memory, holds no file, and makes none by itself."""
    with opened(path) as diary:
        diary.record([told(0)], [], None)
        diary.forget()
        path.unlink()
        assert (diary.kept, diary.records(), diary.trouble) == (Kept.NONE, [], None)
        assert not path.exists()


# --- what it costs ---


def test_importing_it_loads_no_cipher_and_no_keyring(path: Path) -> None:
    """A plain diary needs neither, and an encrypted one no keyring in the service itself."""
    code = (
        "import sys; from pathlib import Path; from tests.diary.told import *;"
        "heavy = lambda: [name for name in ('cryptography', 'keyring') if name in sys.modules];"
        "import posture_daemon.diary.form, posture_daemon.diary.reading;"
        "plain = SqliteDiary(Path(sys.argv[1])); plain.open(NO_KEYRING); print(heavy());"
        "plain.open(KEY); print(heavy())"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, path], cwd=ROOT, capture_output=True, check=True, text=True
    )
    assert done.stdout.splitlines() == ["[]", "['cryptography']"]
