"""The journals: SQLite's in all its troubles, and the simulation's paper."""

from __future__ import annotations

import os
import signal
import sqlite3
import stat
import subprocess
import sys
import tempfile
from contextlib import closing, contextmanager
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from posture_daemon.adapters import journal as adapter
from posture_daemon.adapters.journal import SqliteJournal, read_entries
from posture_daemon.core.entry import Entry, Event
from posture_daemon.core.state import Mute, Presence, State
from posture_daemon.errors import Unavailable
from posture_daemon.simulation.play import Paper
from tests.contracts.journal import MINUTE, NINE, JournalContract, entry, state

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from contextlib import AbstractContextManager

DAY = 24 * 60
POSIX = pytest.mark.skipif(os.name != "posix", reason="files have modes on POSIX systems only")


class TestPaper(JournalContract):
    @pytest.fixture
    def entries(self) -> list[Entry]:
        return []

    @pytest.fixture
    def journal(self, entries: list[Entry]) -> Paper:
        return Paper(entries.append)

    @pytest.fixture
    def read(self, entries: list[Entry]) -> Callable[[], list[Entry]]:
        return lambda: entries


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Where the journal is; neither it nor its folder exists."""
    return tmp_path / "state" / "journal.sqlite"


@pytest.fixture
def journal(path: Path) -> Iterator[SqliteJournal]:
    """An open journal."""
    with opened(path) as journal:
        yield journal


@contextmanager
def opened(path: Path) -> Iterator[SqliteJournal]:
    """Open a journal, and close it in the end."""
    journal = SqliteJournal(path)
    journal.open()
    yield journal
    journal.close()


def written(path: Path, count: int = 300) -> bytes:
    """Write a journal of some length; what is in its file."""
    with opened(path) as journal:
        journal.record([entry(n, text="x" * 100) for n in range(count)], state(count))
    return path.read_bytes()


@contextmanager
def by_hand(path: Path) -> Iterator[sqlite3.Connection]:
    """Change the file behind the journal's back."""
    with closing(sqlite3.connect(path, isolation_level=None)) as db:
        yield db


class TestSqliteJournal(JournalContract):
    @pytest.fixture
    def read(self, path: Path) -> Callable[[], list[Entry]]:
        return lambda: list(read_entries(path))


# --- what goes in comes out ---

INSTANTS = st.datetimes(timezones=st.just(UTC))
ENTRIES = st.builds(
    Entry,
    at=INSTANTS,
    event=st.sampled_from(Event),
    due=st.none() | INSTANTS,
    until=st.none() | INSTANTS,
    reminder=...,
    reason=...,
    absorbed=...,
    reasons=...,
    took=...,
    worked=...,
    met=...,
    text=...,
)


@given(entries=st.lists(ENTRIES, max_size=5), last=st.from_type(State))
def test_every_field_comes_back(entries: list[Entry], last: State) -> None:
    """Whatever the core can say is read as it was written, in another process too."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "journal"
        with opened(path) as journal:
            journal.record(entries, last)
            assert journal.trouble is None
        assert list(read_entries(path)) == entries
        with opened(path) as journal:
            assert journal.last_state() == last


def test_stray_bytes_are_no_trouble(path: Path, journal: SqliteJournal) -> None:
    """A reason that is no Unicode, as a command line may bring it, is kept with question marks."""
    muted = state()
    muted.mutes = [Mute("caf\udce9")]
    journal.record([entry(0, Event.MUTED, reason="caf\udce9")], muted)
    journal.record([entry(1)], muted)
    assert [found.reason for found in read_entries(path)] == ["caf?", None]
    last = journal.last_state()
    assert last
    assert last.mutes == [Mute("caf?")]
    assert journal.trouble is None


def put_state(path: Path, text: str) -> None:
    """Put a state into the journal as another version may have written it."""
    with by_hand(path) as db:
        db.execute("INSERT OR REPLACE INTO state VALUES (1, ?)", (text,))


def test_a_state_of_another_version_is_read(path: Path, journal: SqliteJournal) -> None:
    """Fields that are missing have their defaults, and fields that are not known are ignored."""
    put_state(path, '{"wall": "2026-03-02T09:00:00Z", "elapsed": "PT1M", "mood": {"good": 1}}')
    assert journal.last_state() == State(NINE, MINUTE)


@pytest.mark.parametrize(
    "text",
    ["{}", "", "null", "[1]", '{"wall": 5}', '{"wall": "2026-03-02T09:00:00Z"', "\0"],
)
def test_a_state_that_makes_no_sense_is_none(
    path: Path, journal: SqliteJournal, text: str, caplog: pytest.LogCaptureFixture
) -> None:
    """The counts start anew, with one warning, and the journal goes on."""
    put_state(path, text)
    assert journal.last_state() is None
    assert "the counts start anew" in caplog.text
    assert len(caplog.records) == 1
    journal.record([], state(1))
    assert journal.last_state() == state(1)


def test_a_state_is_that_of_the_moment(journal: SqliteJournal) -> None:
    """What changes in the state after it was recorded is not in the journal."""
    moving = state()
    journal.record([], moving)
    moving.presence = Presence.LOCKED
    assert journal.last_state() == state()


# --- both or neither ---

KILLED = """
import os, signal, sys
from pathlib import Path
from posture_daemon.adapters.journal import SqliteJournal
from tests.contracts.journal import entry, state

journal = SqliteJournal(Path(sys.argv[1]))
journal.open()
journal.record([entry(0)], state(0))

def kill(statement):
    if statement.startswith(sys.argv[2]):
        os.kill(os.getpid(), signal.SIGKILL)

journal._db.set_trace_callback(kill)
journal.record([entry(1), entry(2)], state(1))
"""


@POSIX
@pytest.mark.parametrize("at", ["BEGIN", "INSERT INTO entries", "INSERT OR REPLACE", "COMMIT"])
def test_a_kill_leaves_both_or_neither(path: Path, at: str) -> None:
    """A process that is killed while it writes leaves what it had recorded before."""
    root = Path(__file__).parents[2]
    child = subprocess.run([sys.executable, "-c", KILLED, path, at], cwd=root, check=False)
    assert child.returncode == -signal.SIGKILL
    assert list(read_entries(path)) == [entry(0)]
    with opened(path) as journal:
        assert journal.trouble is None
        assert journal.last_state() == state(0)
        journal.record([entry(3)], state(3))
    assert list(read_entries(path)) == [entry(0), entry(3)]


def test_a_write_that_fails_leaves_neither(
    path: Path, journal: SqliteJournal, caplog: pytest.LogCaptureFixture
) -> None:
    """Entries whose state cannot be written are not in the file, but come with the next record."""
    journal.record([entry(0)], state(0))
    with by_hand(path) as db:
        db.execute(
            "CREATE TRIGGER no BEFORE INSERT ON state WHEN new.state LIKE '%T09:01%'"
            " BEGIN SELECT RAISE(FAIL, 'no'); END"
        )
    journal.record([entry(1)], state(1))
    assert list(read_entries(path)) == [entry(0)]
    assert journal.last_state() == state(0)
    journal.record([entry(2)], state(2))
    assert list(read_entries(path)) == [entry(0), entry(1), entry(2)]
    assert journal.last_state() == state(2)
    assert [record.levelname for record in caplog.records] == ["WARNING"]


# --- private, and safe ---


@POSIX
@pytest.mark.parametrize("umask", [0o000, 0o022, 0o077])
def test_nobody_else_may_read(path: Path, umask: int) -> None:
    """The folder and every file in it are the person's own, whatever the umask."""
    before = os.umask(umask)
    try:
        with opened(path) as journal:
            journal.record([entry(0)], state())
            list(read_entries(path))
            modes = {file.name: stat.S_IMODE(file.stat().st_mode) for file in path.parent.iterdir()}
    finally:
        os.umask(before)
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    assert modes == dict.fromkeys((f"{path.name}{end}" for end in ("", "-wal", "-shm")), 0o600)


@POSIX
def test_rights_that_others_have_are_taken_away(path: Path) -> None:
    """A journal that came with them, as from a backup, is private from then on."""
    written(path)
    path.chmod(0o664)
    with opened(path) as journal:
        journal.record([entry(0)], state())
        assert {stat.S_IMODE(file.stat().st_mode) for file in path.parent.iterdir()} == {0o600}


def test_readers_do_not_wait(path: Path, journal: SqliteJournal) -> None:
    """The file is written ahead (WAL), so that a reader and the service never block each other."""
    journal.record([entry(0), entry(1)], state())
    with by_hand(path) as db:
        assert db.execute("PRAGMA journal_mode").fetchone() == ("wal",)
    reading = read_entries(path)
    assert next(reading) == entry(0)
    journal.record([entry(2)], state())
    assert journal.trouble is None
    with by_hand(path) as db:
        db.execute("BEGIN IMMEDIATE")
        db.execute("DELETE FROM entries")
        assert list(read_entries(path)) == [entry(0), entry(1), entry(2)]
        db.execute("ROLLBACK")
    assert list(reading) == [entry(1)]


def test_entries_are_kept_for_400_days(path: Path) -> None:
    """What is older than that is forgotten when the service starts."""
    days = [0, 99, 100, 101, 500]
    with opened(path) as journal:
        journal.record([entry(day * 24 * 60) for day in days], state())
        assert len(list(read_entries(path))) == len(days)
    with opened(path):
        kept = [(found.at - NINE).days for found in read_entries(path)]
    assert kept == [100, 101, 500]


def days_kept(path: Path) -> list[int]:
    """The days after the second of March of which there are entries."""
    return [(found.at - NINE).days for found in read_entries(path)]


def test_a_service_that_is_not_restarted_forgets_too(path: Path, journal: SqliteJournal) -> None:
    """With the first entry of a day, and not with every one."""
    statements: list[str] = []
    for day in (0, 99, 100, 101, 499, 500):
        journal.record([entry(day * DAY)], state())
    assert journal._db
    journal._db.set_trace_callback(statements.append)
    journal.record([entry(501 * DAY)], state())
    assert days_kept(path) == [100, 101, 499, 500, 501]
    for n in range(5):
        journal.record([entry(501 * DAY + n)], state())
        journal.record([], state())
    assert len([each for each in statements if "DELETE" in each]) == 1
    journal.record([entry(502 * DAY), entry(503 * DAY)], state())
    journal.record([entry(504 * DAY)], state())
    assert days_kept(path)[:2] == [499, 500]


def test_a_clock_that_was_wrong_forgets_nothing(path: Path, journal: SqliteJournal) -> None:
    """Neither when it jumps by years, nor when it comes back."""
    days = [0, 1, 20_000, 2, -20_000, 3]
    for day in days:
        journal.record([entry(day * DAY)], state())
    assert days_kept(path) == days


# --- files that cannot be used ---


def garbage(sound: bytes) -> bytes:
    """Replace it by something else."""
    return b"These are not the pages you are looking for." * 200


def without_middle(sound: bytes) -> bytes:
    """Damage the pages in the middle."""
    quarter = len(sound) // 4
    return sound[:quarter] + b"\xff" * 2 * quarter + sound[3 * quarter :]


def halved(sound: bytes) -> bytes:
    """Cut it off."""
    return sound[: len(sound) // 2 + 7]


@pytest.mark.parametrize("damage", [garbage, without_middle, halved])
def test_a_broken_file_is_set_aside(
    path: Path, damage: Callable[[bytes], bytes], caplog: pytest.LogCaptureFixture
) -> None:
    """It is kept under another name, with one warning, and a new journal begun."""
    broken = damage(written(path))
    path.write_bytes(broken)
    with opened(path) as journal:
        assert journal.last_state() is None
        journal.record([entry(0)], state(1))
        assert journal.last_state() == state(1)
        assert "is set aside as" in (journal.trouble or "")
    assert list(read_entries(path)) == [entry(0)]
    [aside] = path.parent.glob(f"{path.name}.broken-*")
    assert aside.read_bytes() == broken
    assert str(aside) in caplog.text
    assert [record.levelname for record in caplog.records] == ["WARNING"]


def spoilt(path: Path, damage: Callable[[bytes], bytes]) -> bytes:
    """Damage the file below whoever has it open; what is in it."""
    with by_hand(path) as db:
        db.execute("UPDATE state SET state = state")  # who has it open has to read it anew
        db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    broken = damage(path.read_bytes())
    with path.open("r+b") as file:
        file.write(broken)
        file.truncate()
    return broken


def torn(sound: bytes) -> bytes:
    """Leave nothing but the first page, as a disk does that has lost the others."""
    return sound[:4096] + b"\xff" * (len(sound) - 4096)


@POSIX
@pytest.mark.parametrize("damage", [garbage, without_middle, torn])
def test_a_file_that_breaks_while_it_is_written(
    path: Path, damage: Callable[[bytes], bytes], caplog: pytest.LogCaptureFixture
) -> None:
    """It is set aside at once, and what was not yet written is the first of a new one."""
    written(path)
    with opened(path) as journal:
        journal.record([entry(300)], state(300))
        broken = spoilt(path, damage)
        for n in range(301, 304):
            journal.record([entry(n)], state(n))
        assert "is set aside as" in (journal.trouble or "")
        assert journal.last_state() == state(303)
    assert list(read_entries(path)) == [entry(301), entry(302), entry(303)]
    [aside] = path.parent.glob(f"{path.name}.broken-*")
    assert aside.read_bytes() == broken
    assert [record.levelname for record in caplog.records] == ["WARNING"]


def test_nothing_that_was_set_aside_is_lost(path: Path) -> None:
    """A file of the same second that was set aside before stays beside it."""
    path.parent.mkdir()
    for broken in (garbage(b"one"), garbage(b"") + b"another"):
        path.write_bytes(broken)
        os.utime(path, (1e9, 1e9))
        with opened(path) as journal:
            journal.record([entry(0)], state())
    first = path.with_name(f"{path.name}.broken-20010909T014640")
    assert first.read_bytes() == garbage(b"")
    assert first.with_name(f"{first.name}x").read_bytes() == garbage(b"") + b"another"


@POSIX
def test_the_log_is_set_aside_with_its_file(path: Path) -> None:
    """What somebody still reads from is moved along, and holds entries that the file has not."""
    sound = written(path)
    with by_hand(path) as reader:
        reader.execute("UPDATE state SET state = 'only in the log'")
        log = path.with_name(f"{path.name}-wal").read_bytes()
        path.write_bytes(without_middle(sound))
        with opened(path) as journal:
            journal.record([entry(0)], state(1))
            assert journal.last_state() == state(1)
        [aside] = path.parent.glob(f"{path.name}.broken-*-wal")
        assert aside.read_bytes() == log
    assert list(read_entries(path)) == [entry(0)]


def test_a_broken_file_that_vanishes(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Somebody else takes it away at that moment: it is said, and a new one is begun later."""
    path.parent.mkdir()
    path.write_bytes(garbage(b""))

    def vanish(db: sqlite3.Connection) -> None:
        path.unlink()
        raise sqlite3.DatabaseError("it is damaged")

    with monkeypatch.context() as patch:
        patch.setattr(adapter, "_prepare", vanish)
        journal = SqliteJournal(path)
        journal.open()
        assert "cannot be used" in (journal.trouble or "")
    journal.record([entry(0)], state())
    journal.close()
    assert journal.trouble is None
    assert list(read_entries(path)) == [entry(0)]


def test_an_empty_file_is_a_new_journal(path: Path) -> None:
    """A file of no length, as a crash may leave it, is used."""
    path.parent.mkdir()
    path.touch()
    assert list(read_entries(path)) == []
    with opened(path) as journal:
        journal.record([entry(0)], state())
        assert journal.trouble is None
    assert list(read_entries(path)) == [entry(0)]


def test_a_newer_file_is_left_alone(path: Path, caplog: pytest.LogCaptureFixture) -> None:
    """A journal of a later version is neither read nor written, with one warning."""
    written(path)
    with by_hand(path) as db:
        db.execute("PRAGMA user_version = 99")
    before = path.read_bytes()
    with opened(path) as journal:
        assert journal.last_state() is None
        journal.record([entry(0)], state())
        journal.record([entry(1)], state())
        assert "newer version (99)" in (journal.trouble or "")
    assert path.read_bytes() == before
    assert len(caplog.records) == 1


@contextmanager
def a_folder_in_its_place(path: Path) -> Iterator[None]:
    """There is a folder of that name, until it is removed."""
    path.mkdir(parents=True)
    yield
    path.rmdir()


@contextmanager
def a_file_for_a_folder(path: Path) -> Iterator[None]:
    """Its folder is a file, until that is removed."""
    path.parent.touch()
    yield
    path.parent.unlink()


@contextmanager
def a_closed_folder(path: Path) -> Iterator[None]:
    """Its folder may not be entered; the superuser, who may, is somebody else for a while."""
    path.parent.mkdir(mode=0o000)
    somebody = os.geteuid()
    os.seteuid(somebody or 65534)
    yield
    os.seteuid(somebody)
    path.parent.chmod(0o700)


@contextmanager
def a_lock(path: Path) -> Iterator[None]:
    """Somebody else has the whole file for themselves."""
    path.parent.mkdir()
    with by_hand(path) as db:
        db.execute("BEGIN EXCLUSIVE")
        yield


@POSIX
@pytest.mark.parametrize(
    "obstacle", [a_folder_in_its_place, a_file_for_a_folder, a_closed_folder, a_lock]
)
def test_what_cannot_be_opened_is_opened_later(
    path: Path,
    obstacle: Callable[[Path], AbstractContextManager[None]],
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    """There is one warning, and everything is written once it is possible."""
    monkeypatch.setattr(adapter, "_PATIENCE", 0)
    journal = SqliteJournal(path)
    with obstacle(path):
        journal.open()
        assert journal.last_state() is None
        journal.record([entry(0)], state(0))
        journal.record([entry(1)], state(1))
        assert (journal.trouble or "").startswith(f"the journal cannot be used: {path}: ")
        assert [record.levelname for record in caplog.records] == ["WARNING"]
    journal.record([entry(2)], state(2))
    assert journal.trouble is None
    assert journal.last_state() == state(2)
    assert list(read_entries(path)) == [entry(0), entry(1), entry(2)]
    journal.close()


def test_a_full_disk_loses_nothing(
    path: Path, journal: SqliteJournal, caplog: pytest.LogCaptureFixture
) -> None:
    """While there is no room there is one warning; afterwards everything is written."""
    db = journal._db
    assert db
    [pages] = db.execute("PRAGMA page_count").fetchone()
    db.execute(f"PRAGMA max_page_count = {pages}")
    entries = [entry(n, text="x" * 5000) for n in range(5)]
    for each in entries:
        journal.record([each], state())
    assert journal.trouble == "the journal cannot be written: database or disk is full"
    assert list(read_entries(path)) == []
    assert [record.levelname for record in caplog.records] == ["WARNING"]
    db.execute(f"PRAGMA max_page_count = {pages + 1000}")
    journal.record([entry(9)], state(9))
    assert journal.trouble is None
    assert list(read_entries(path)) == [*entries, entry(9)]
    assert journal.last_state() == state(9)


def test_a_locked_file_is_written_later(
    path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """While somebody else writes, entries are kept; the service does not wait for long."""
    monkeypatch.setattr(adapter, "_PATIENCE", 0)
    with opened(path) as journal:
        with by_hand(path) as other:
            other.execute("BEGIN IMMEDIATE")
            journal.record([entry(0)], state(0))
            journal.record([entry(1)], state(1))
        assert len(caplog.records) == 1
        journal.record([], state(2))
        assert journal.trouble is None
    assert list(read_entries(path)) == [entry(0), entry(1)]


def test_memory_has_an_end(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of the entries that cannot be written for a long time, the last ones are kept."""
    monkeypatch.setattr(adapter, "_KEPT", 3)
    path.mkdir(parents=True)
    journal = SqliteJournal(path)
    for n in range(10):
        journal.record([entry(n)], state())
    path.rmdir()
    journal.record([entry(10)], state())
    assert list(read_entries(path)) == [entry(8), entry(9), entry(10)]
    journal.close()


# --- reading ---


def test_there_is_nothing_to_read_before_the_first_start(path: Path) -> None:
    """A journal that does not exist has no entries, and is not made."""
    assert list(read_entries(path)) == []
    assert not path.parent.exists()


def test_reads_from_a_time_on(path: Path, journal: SqliteJournal) -> None:
    """The time may be of any zone; an entry of that very instant is read."""
    journal.record([entry(n) for n in range(4)], state())
    since = (NINE + 2 * MINUTE).astimezone(timezone(timedelta(hours=9)))
    assert list(read_entries(path, since)) == [entry(2), entry(3)]
    assert list(read_entries(path, since + timedelta(microseconds=1))) == [entry(3)]
    assert list(read_entries(path, datetime(2100, 1, 1, tzinfo=UTC))) == []


def test_what_tells_of_the_service_is_read_however_long_ago(path: Path) -> None:
    """Of the events that are named; of the others only what came since."""
    started = Entry(NINE, Event.STARTED)
    with opened(path) as journal:
        journal.record([started, entry(1), entry(2)], state())
    since = NINE + 2 * MINUTE
    assert list(read_entries(path, since, (Event.STARTED, Event.STOPPED))) == [started, entry(2)]


def test_passes_over_what_it_cannot_read(
    path: Path, journal: SqliteJournal, caplog: pytest.LogCaptureFixture
) -> None:
    """Damaged entries, and those of a later version, are counted in one sentence."""
    journal.record([entry(n) for n in range(5)], state())
    with by_hand(path) as db:
        db.execute("UPDATE entries SET entry = '{\"at\": 5}' WHERE id = 1")
        db.execute("UPDATE entries SET entry = CAST(x'7bff' AS TEXT) WHERE id = 3")
        db.execute("UPDATE entries SET entry = replace(entry, 'due', 'danced') WHERE id = 4")
    assert list(read_entries(path)) == [entry(1), entry(4)]
    [record] = caplog.records
    assert record.getMessage() == f"unreadable entries passed over: 3 ({path})"


@pytest.mark.parametrize("damage", [garbage, without_middle, halved])
def test_says_that_it_cannot_be_read(path: Path, damage: Callable[[bytes], bytes]) -> None:
    """A damaged journal is said in a sentence."""
    path.write_bytes(damage(written(path)))
    with pytest.raises(Unavailable, match="The journal cannot be read"):
        list(read_entries(path))


@POSIX
def test_says_that_it_may_not_be_read(path: Path) -> None:
    """A journal of somebody else is said in a sentence."""
    with a_closed_folder(path), pytest.raises(Unavailable, match="Permission denied"):
        list(read_entries(path))
