"""`log`: the journal for people and for programs."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from posture_daemon import paths
from posture_daemon.adapters.clock import SystemClock
from posture_daemon.adapters.journal import SqliteJournal
from posture_daemon.cli import diary
from posture_daemon.core.entry import Entry, Event
from posture_daemon.core.state import State
from posture_daemon.errors import Unavailable
from tests.cli.back import keep

if TYPE_CHECKING:
    from tests.cli.conftest import Command

NINE = datetime(2026, 3, 2, 9, tzinfo=UTC)
MINUTE = timedelta(minutes=1)

ENTRIES = (
    Entry(NINE, Event.STARTED),
    Entry(NINE + 55 * MINUTE, Event.DUE, "break", due=NINE + 55 * MINUTE),
    Entry(
        NINE + 55 * MINUTE,
        Event.HELD,
        "break",
        reason="muted",
        reasons=("muted", "meeting"),
        due=NINE + 55 * MINUTE,
    ),
    Entry(
        NINE + 70 * MINUTE,
        Event.SHOWN,
        "break",
        absorbed=("eyes",),
        worked=70 * MINUTE,
        met=15 * MINUTE,
        text="b-walk",
    ),
    Entry(NINE + 71 * MINUTE, Event.DONE, "break", absorbed=("eyes",), took=MINUTE),
    Entry(NINE + 72 * MINUTE, Event.MUTED, reason="späte Runde", until=NINE + 90 * MINUTE),
)

STORY = """\
2026-03-02 09:00:00 started
2026-03-02 09:55:00 due       break
2026-03-02 09:55:00 held      break (muted, meeting)
2026-03-02 10:10:00 shown     break (with eyes; after 1 hour 10 minutes of work)
2026-03-02 10:11:00 done      break (with eyes; after 1 minute)
2026-03-02 10:12:00 muted     (späte Runde; until Mon 10:30)
"""


@pytest.fixture(autouse=True)
def _utc(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TZ", "UTC")


def write(*entries: Entry) -> None:
    """Put the entries into the journal."""
    journal = SqliteJournal(paths.journal_file())
    journal.open()
    journal.record(entries, State(NINE, timedelta()))
    journal.close()


def test_nothing_yet(posture: Command) -> None:
    """Before the first start there is nothing to print, and nothing wrong."""
    assert posture("log") == (0, "", "")
    assert not paths.journal_file().exists()


def test_a_story(posture: Command) -> None:
    """Every entry is a line that a person can read."""
    write(*ENTRIES)
    assert posture("log") == (0, STORY, "")


def test_for_programs(posture: Command) -> None:
    """With --json every line is an object with the same first keys."""
    write(*ENTRIES)
    code, printed, _ = posture("log", "--json")
    objects = [json.loads(line) for line in printed.splitlines()]
    assert code == 0
    assert len(objects) == len(ENTRIES)
    assert all(
        list(each)[:5] == ["at", "event", "reminder", "reason", "absorbed"] for each in objects
    )
    assert objects[3] == {
        "at": "2026-03-02T10:10:00+00:00",
        "event": "shown",
        "reminder": "break",
        "reason": None,
        "absorbed": ["eyes"],
        "worked": 4200,
        "met": 900,
        "text": "b-walk",
    }
    assert objects[5]["reason"] == "späte Runde"


@pytest.mark.parametrize(
    ("entry", "said"),
    [
        (
            Entry(NINE, Event.MUTED, reason="by hand", until=NINE + timedelta(days=6)),
            "muted     (by hand; until Sun 09:00)",
        ),
        (
            Entry(NINE, Event.MUTED, reason="by hand", until=NINE + timedelta(days=16)),
            "muted     (by hand; until Wed 18 Mar 2026 09:00)",
        ),
        (
            Entry(NINE, Event.MUTED, reason="by hand"),
            "muted     (by hand; until the meeting ends)",
        ),
        (
            Entry(NINE, Event.UNMUTED, reason="by hand ended"),
            "unmuted   (by hand; it ended by itself)",
        ),
        (Entry(NINE, Event.UNMUTED, reason="by hand"), "unmuted   (by hand)"),
        (
            Entry(NINE, Event.EXPIRED, "tea", took=timedelta(seconds=40)),
            "expired   tea (after 40 seconds)",
        ),
        (Entry(NINE, Event.DONE, "tea", took=timedelta(seconds=59.7)), "tea (after 1 minute)"),
    ],
)
def test_lengths_and_ends_are_told_as_they_are(posture: Command, entry: Entry, said: str) -> None:
    """To the second below a minute; with the date where the day of the week is not enough."""
    write(entry)
    assert posture("log")[1].rstrip("\n").endswith(said)


@pytest.mark.parametrize("option", ["--last", "-n"])
def test_the_last_ones(posture: Command, option: str) -> None:
    """Only the last entries, oldest of them first; more than there are is all."""
    write(*ENTRIES)
    assert posture("log", option, "2")[1] == "".join(STORY.splitlines(keepends=True)[-2:])
    assert posture("log", option, "100")[1] == STORY


@pytest.mark.parametrize(
    ("since", "lines"),
    [
        ("2026-03-02T10:10:00", 3),
        ("2026-03-02T10:10", 3),
        ("2026-03-02T11:10+01:00", 3),
        ("2026-03-02 10:10:01", 2),
        ("2026-03-02", 6),
        ("2026-03-03", 0),
        ("2026-W10", 6),
        ("0001-01-01", 6),
        ("9999-12-31", 0),
        ("1h", 0),
        ("999999h", 6),
    ],
)
def test_since(posture: Command, since: str, lines: int) -> None:
    """Entries from a time on, or from a length before now."""
    write(*ENTRIES)
    code, printed, _ = posture("log", "--since", since)
    assert code == 0
    assert printed == "".join(STORY.splitlines(keepends=True)[6 - lines :])


def test_since_a_while_ago(posture: Command) -> None:
    """A length counts back from now."""
    now = SystemClock().now().wall
    write(Entry(now - 61 * MINUTE, Event.STARTED), Entry(now - 59 * MINUTE, Event.STOPPED))
    printed = posture("log", "--since", "1h")[1]
    assert len(printed.splitlines()) == 1
    assert "stopped" in printed


@pytest.mark.parametrize("zone", ["Asia/Tokyo", "America/New_York"])
def test_since_the_beginning_of_time(
    posture: Command, monkeypatch: pytest.MonkeyPatch, zone: str
) -> None:
    """A time that other zones do not have is refused in a sentence, or taken."""
    monkeypatch.setenv("TZ", zone)
    assert {posture("log", "--since", each)[0] for each in ("0001-01-01", "9999-12-31T23:59")} <= {
        0,
        2,
    }


def test_local_time(posture: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    """Times are the person's own."""
    monkeypatch.setenv("TZ", "Asia/Kathmandu")
    write(*ENTRIES)
    assert posture("log")[1].startswith("2026-03-02 14:45:00 started\n")
    assert json.loads(posture("log", "--json", "-n1")[1])["at"] == "2026-03-02T15:57:00+05:45"


@pytest.mark.parametrize("content", [b"this is no database", b"SQLite format 3\0" + b"\xff" * 5000])
def test_a_journal_that_is_none(posture: Command, content: bytes) -> None:
    """A journal that cannot be read is said in a sentence: exit code 1."""
    paths.journal_file().parent.mkdir(parents=True)
    paths.journal_file().write_bytes(content)
    code, printed, complaint = posture("log")
    assert (code, printed) == (1, "")
    assert complaint.startswith(f"The journal cannot be read: {paths.journal_file()}: ")


@pytest.mark.parametrize(
    ("words", "lines"),
    [
        (["--until", "2026-03-02T09:55"], [0, 1, 2]),
        (["--since", "2026-03-02T09:55", "--until", "2026-03-02T10:10"], [1, 2, 3]),
        (["--until", "2026-03-01"], []),
        (["--until", "2026-03-02"], [0, 1, 2, 3, 4, 5]),
        (["--reminder", "break"], [1, 2, 3, 4]),
        (["--reminder", "eyes"], [3, 4]),
        (["--event", "shown", "--event", "done"], [3, 4]),
        (["--reminder", "break", "--event", "held"], [2]),
        (["--reminder", "break", "--last", "1"], [4]),
    ],
)
def test_only_some(posture: Command, words: list[str], lines: list[int]) -> None:
    """Until a time, of a reminder or of what stood for it, of some events; all at once too."""
    write(*ENTRIES)
    story = STORY.splitlines(keepends=True)
    assert posture("log", *words) == (0, "".join(story[line] for line in lines), "")


@pytest.mark.parametrize("since", ["today", "monday", "00:00", "2h"])
def test_since_in_words(posture: Command, since: str) -> None:
    """A day by its name, a time of day, or a length."""
    now = SystemClock().now().wall
    write(Entry(now - timedelta(days=9), Event.STARTED), Entry(now, Event.STOPPED))
    assert len(posture("log", "--since", since)[1].splitlines()) == 1


def test_an_event_that_is_none(posture: Command) -> None:
    """Is refused with those that there are."""
    code, _, complaint = posture("log", "--event", "show")
    assert code == 2
    assert "'show' is none; there are: due, held, shown" in complaint


def test_a_reminder_that_nobody_knows(posture: Command) -> None:
    """Is refused; one of which there is only nothing to tell is none of these."""
    write(*ENTRIES)
    code, printed, complaint = posture("log", "--reminder", "breka")
    assert (code, printed) == (1, "")
    assert "There is no reminder 'breka', and none in the journal; did you mean" in complaint
    assert posture("log", "--reminder", "lunch") == (0, "", "")
    assert posture("log", "--reminder", "break", "--since", "2026-03-03") == (0, "", "")


PRIVATE = (
    Entry(NINE + 5 * MINUTE, Event.SHOWN, "sore:walk"),
    Entry(NINE + 71 * MINUTE, Event.DONE, "medicine:white"),
)


@pytest.mark.parametrize("words", [[], ["--json"], ["--since", "2026-03-02"]])
def test_health_stays_out(
    posture: Command, monkeypatch: pytest.MonkeyPatch, words: list[str]
) -> None:
    """Without --health; the diary is not even opened."""
    keep([], PRIVATE)
    monkeypatch.setattr(diary, "private_entries", lambda: pytest.fail("it was opened"))
    write(*ENTRIES)
    code, printed, _ = posture("log", *words)
    assert code == 0
    assert len(printed.splitlines()) == len(ENTRIES)
    assert "sore" not in printed
    assert "medicine" not in printed


def test_health_is_merged_when_it_is_asked_for(posture: Command) -> None:
    """In the order of time, and with the same choice of entries."""
    keep([], PRIVATE)
    write(*ENTRIES)
    lines = posture("log", "--health")[1].splitlines()
    assert lines[1] == "2026-03-02 09:05:00 shown     sore:walk"
    assert lines[6] == "2026-03-02 10:11:00 done      medicine:white"
    assert lines == sorted(lines, key=lambda line: line[:19])
    one = posture("log", "--health", "--json", "--since", "2026-03-02T10:10", "--event", "done")[1]
    assert [json.loads(line)["reminder"] for line in one.splitlines()] == [
        "break",
        "medicine:white",
    ]


def test_a_diary_that_cannot_be_read_is_said(
    posture: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    """And the journal is not printed as if it were all."""

    def locked() -> list[Entry]:
        raise Unavailable("The keyring is locked.", "Unlock it.")

    monkeypatch.setattr(diary, "private_entries", locked)
    write(*ENTRIES)
    assert posture("log", "--health") == (1, "", "The keyring is locked.\nUnlock it.\n")
    assert posture("log")[0] == 0
