"""The CPU time of answers on the full settings and a year's journal, in starts (`--version`)."""

from __future__ import annotations

import os
import statistics
import tempfile
from datetime import UTC, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.meter import cost
from posture_daemon.adapters.clock import SystemClock
from posture_daemon.adapters.journal import SqliteJournal
from posture_daemon.core.state import State
from posture_daemon.settings import read_settings
from posture_daemon.simulation.play import Play

if TYPE_CHECKING:
    from posture_daemon.core.entry import Entry

ROUNDS = 7
LIMIT, LIMIT_OF_CHECK = 10, 3
"""The promise: no command, nor `check`, takes longer than this many starts."""

_FULL = Path(__file__).parents[1] / "config" / "settings.toml"
_COMMANDS = (
    "settings show",
    "why",
    "why break",
    "why 14:00",
    "why monday 14:00",
    "plan",
    "plan --week",
    "log --last 5",
    "log --since 2h",
)


def main() -> None:
    """Write the journal, measure, and print."""
    with tempfile.TemporaryDirectory() as folder:
        for name in ("CONFIG_HOME", "STATE_HOME", "RUNTIME_DIR"):
            os.environ[f"XDG_{name}"] = folder
        entries = _write_year(Path(folder) / "posture-daemon" / "journal.sqlite")
        print(f"{entries} entries in the journal")
        _tell("check", LIMIT_OF_CHECK, str(_FULL))
        for command in _COMMANDS:
            _tell(command, LIMIT)


def _tell(command: str, limit: int, *arguments: str) -> None:
    """Measure a command, and print whether the promise about it is kept."""
    start, taken = _medians(["--version"], [*command.split(), *arguments])
    ratio = taken / start
    kept = "kept" if ratio <= limit else "broken"
    print(f"{command:18}{taken * 1000:6.0f} ms{ratio:6.1f} starts; the limit of {limit} is {kept}")


def _write_year(path: Path) -> int:
    now = SystemClock().now().wall
    plan = read_settings(None, now.year - 1, now.year + 1)
    entries: list[Entry] = []
    Play(plan, UTC, now - timedelta(days=365), entries.append).run((), now)
    journal = SqliteJournal(path)
    for first in range(0, len(entries), 5000):
        journal.record(entries[first : first + 5000], State(now, timedelta()))
    journal.close()
    return len(entries)


def _medians(*commands: list[str]) -> list[float]:
    """Median CPU times in seconds, measured in turns, for other work to slow all of them."""
    times = [[cost(*command) for command in commands] for _ in range(ROUNDS)]
    return [statistics.median(column) for column in zip(*times, strict=True)]


if __name__ == "__main__":
    main()
