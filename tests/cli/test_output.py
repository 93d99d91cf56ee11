"""Real processes: readers that go away, outputs that are closed or full, and what is imported."""

from __future__ import annotations

import os
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from posture_daemon import paths
from posture_daemon.adapters.journal import SqliteJournal
from posture_daemon.core.entry import Entry, Event
from posture_daemon.core.state import State

if TYPE_CHECKING:
    from tests.control.office import Office

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="there is no such shell")

LIMIT = 60
LOG = "log"
SIMULATE = "simulate --from 2026-03-01 --until 2026-05-01"  # more than a pipe can hold

HEAVY = frozenset(
    {
        "apscheduler",
        "asyncio",
        "holidays",
        "jeepney",
        "logging",
        "msgspec",
        "pydantic",
        "pydantic_settings",
        "sqlite3",
        "subprocess",
        "tree_sitter",
        "tzlocal",
        "zoneinfo",
    }
)

# What runs a command, and prints afterwards which of the heavy modules it has imported.
WEIGH = f"""
import sys
from posture_daemon.cli import main
try:
    main()
finally:
    print(*({set(HEAVY)} & set(sys.modules)), file=sys.stderr)
"""


@pytest.fixture(autouse=True)
def _long_journal() -> None:
    """A journal that is longer than the buffer of a pipe."""
    start = datetime(2026, 3, 2, 9, tzinfo=UTC)
    journal = SqliteJournal(paths.journal_file())
    journal.open()
    entries = [Entry(start + timedelta(minutes=n), Event.DUE, "break") for n in range(3000)]
    journal.record(entries, State(start, timedelta()))
    journal.close()


def shell(line: str) -> subprocess.CompletedProcess[str]:
    """Run a line of shell, in which `posture` is the command; its own exit code comes out."""
    posture = f'posture() {{ "{sys.executable}" -m posture_daemon "$@"; }}'
    return subprocess.run(
        ["bash", "-o", "pipefail", "-c", f"{posture}\n{line}"],
        capture_output=True,
        timeout=LIMIT,
        check=False,
        text=True,
    )


@pytest.mark.parametrize("command", [LOG, SIMULATE])
def test_a_reader_that_has_seen_enough(command: str) -> None:
    """`posture log | head -1` prints one line and complains of nothing."""
    done = shell(f"posture {command} | head -1")
    assert (done.returncode, done.stderr) == (1, "")
    assert len(done.stdout.splitlines()) == 1


@pytest.mark.parametrize("command", [LOG, SIMULATE, "--help", "status"])
def test_no_reader_at_all(command: str) -> None:
    """With the output closed nothing is printed, and nothing goes wrong because of it."""
    done = shell(f"posture {command} >&-")
    assert "Traceback" not in done.stderr
    assert "mistake" not in done.stderr
    assert done.returncode == (3 if command == "status" else 0)


@pytest.mark.parametrize("command", [LOG, "status", "frobnicate"])
def test_nowhere_to_complain(command: str) -> None:
    """With every stream closed the exit code still tells."""
    done = shell(f"posture {command} >&- 2>&- <&-")
    assert done.returncode == {LOG: 0, "status": 3, "frobnicate": 2}[command]


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="there is no /dev/full")  # noqa: PTH110
@pytest.mark.parametrize("command", [LOG, SIMULATE, "--help"])
def test_a_full_disk(command: str) -> None:
    """An output that cannot be written is said in a sentence: exit code 1."""
    done = shell(f"posture {command} > /dev/full")
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == "The system does not allow it: No space left on device.\n"


def test_an_output_that_knows_no_umlauts() -> None:
    """In an ASCII locale the log is printed all the same."""
    done = shell("PYTHONIOENCODING=ascii PYTHONUTF8=0 LC_ALL=C posture log --last 1")
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.parametrize(
    "words", [["status"], ["status", "--json"], ["mute", "30m"], ["unmute"], ["take", "break"]]
)
def test_commands_are_light(office: Office, words: list[str]) -> None:
    """What only talks to the service imports nothing heavy."""
    done = subprocess.run(
        [sys.executable, "-c", WEIGH, *words],
        capture_output=True,
        timeout=LIMIT,
        check=False,
        text=True,
    )
    assert (done.returncode, done.stderr.split()) == (0, [])
    assert done.stdout


@pytest.mark.parametrize("words", [["--help"], ["--version"], ["run", "--help"], ["done"]])
def test_nothing_is_imported_in_vain(words: list[str]) -> None:
    """Help is light too, and so is finding out that nothing is running."""
    done = subprocess.run(
        [sys.executable, "-c", WEIGH, *words],
        capture_output=True,
        timeout=LIMIT,
        check=False,
        text=True,
    )
    assert done.stderr.splitlines()[-1].split() == []
