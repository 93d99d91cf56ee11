"""kill -9 at a random moment, a hundred times and more: nothing twice, nothing lost (rule 20)."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from contextlib import closing, suppress
from pathlib import Path
from random import Random, SystemRandom
from typing import TYPE_CHECKING, Any

import msgspec
import pytest

from posture_daemon.adapters.journal import read_entries
from posture_daemon.control.client import ask
from posture_daemon.core.entry import Event
from posture_daemon.core.state import State
from tests.desktop import LIMIT
from tests.e2e.accounts import audit, mutes_are_kept, tally
from tests.e2e.service import DAY_AND_NIGHT, Service

if TYPE_CHECKING:
    from collections.abc import Iterator

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="there is no kill -9")

ROOT = Path(__file__).parents[2]

RESTLESS = """
[reminders.blink]
every = "2s"
for = "1s"
quiet = true

[reminders.look-up]
every = "3s"
for = "1s"
quiet = true
"""


@pytest.fixture
def chance() -> Random:
    """Chance, of a seed that is printed; POSTURE_SEED=… repeats it, as far as time allows."""
    seed = os.environ.get("POSTURE_SEED") or str(SystemRandom().randrange(2**32))
    sys.stdout.write(f"POSTURE_SEED={seed}\n")
    return Random(seed)  # noqa: S311  a test, not a secret


def last_state(journal: Path) -> State:
    """Read what a restart would go on from."""
    with closing(sqlite3.connect(journal)) as db:
        ((text,),) = db.execute("SELECT state FROM state")
    return msgspec.json.decode(text, type=State)


class TestOnVirtualTime:
    """A hundred kills of a process that writes as fast as it can."""

    def test_a_hundred_kills(self, tmp_path: Path, chance: Random) -> None:
        """Months at the desk, killed a hundred times, add up as if nothing had happened."""
        journal = tmp_path / "journal.sqlite"
        kept = 0
        for _ in range(100):
            kept += self.live_and_die(journal, chance)
            entries = list(read_entries(journal))
            assert len(entries) >= kept, "an entry that was recorded is lost"
            kept = len(entries)
        sys.stdout.write(f"{tally(entries)}\n")
        audit(entries, last_state(journal))
        assert sum(entry.event is Event.STARTED for entry in entries) > 90

    def live_and_die(self, journal: Path, chance: Random) -> int:
        """Let it live for some steps; answer how many entries it said it recorded."""
        command = (
            sys.executable,
            "-m",
            "tests.e2e.crash_child",
            str(journal),
            str(chance.random()),
        )
        with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as child:
            assert child.stdout
            said = "0"
            for _ in range(chance.choice((1, 2, 5, 20, 60))):
                said = child.stdout.readline()
                assert said, "it ended by itself"
            with suppress(subprocess.TimeoutExpired):  # a moment more, of any length
                child.wait(chance.random() * 0.005)
            child.kill()
            assert child.wait(LIMIT) == -9
        return int(said)


class TestTheRealProcess:
    """The service itself, killed anywhere between its first breath and its work."""

    @pytest.fixture
    def service(self) -> Iterator[Service]:
        """A service with two quiet reminders that come every few seconds."""
        service = Service(DAY_AND_NIGHT + RESTLESS)
        yield service
        service.close()

    def test_killed_again_and_again(self, service: Service, chance: Random) -> None:
        """Killed at any moment it goes on where it was, and a mute is kept with its end."""
        service.start()
        for _ in range(24):
            service.kill()
            mutes_are_kept(service.entries(), service.state())
            service.launch()
            self.wait_somewhere(service, chance)
        service.kill()
        service.start()
        assert service.end() == 0
        entries = service.entries()
        sys.stdout.write(f"{tally(entries)}\n")
        audit(entries, service.state())
        assert "ERROR" not in service.said
        assert "Traceback" not in service.said

    def wait_somewhere(self, service: Service, chance: Random) -> None:
        """Wait for a random event of its life, and a moment more."""
        match chance.randrange(8):
            case 0:
                pass
            case 1:
                service.wait(lambda: service.process.pid == self.holder(service), "the lock")
            case 2:
                service.wait((service.journal.parent / "journal.sqlite-wal").exists, "the journal")
            case 3:
                service.hear("READY=1")
            case _:
                self.live(service, chance)
        with suppress(subprocess.TimeoutExpired):
            service.process.wait(chance.random() * 0.3)

    def holder(self, service: Service) -> int:
        """The process that has the lock."""
        return int((service.runtime / "lock").read_text().strip() or 0)

    def live(self, service: Service, chance: Random) -> None:
        """Let it work until a few entries are written; mute it, or end the mute."""
        service.hear("READY=1")
        socket = service.runtime / "control.sock"
        if ask(socket, "status")["muted"]:
            muted = chance.random() < 0.3 or not ask(socket, "unmute")["was_muted"]
        elif muted := chance.random() < 0.3:
            length: Any = {"for": f"{chance.randrange(1, 60)}m"}
            ask(socket, "mute", reason="a talk", **length)
        if not muted:
            wanted = len(service.entries()) + chance.randrange(4)
            service.wait(lambda: len(service.entries()) >= wanted, "entries")
