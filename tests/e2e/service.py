"""The real process for tests, in folders of its own; what it does is waited for."""

from __future__ import annotations

import json
import os
import shutil
import signal
import socket
import sqlite3
import subprocess
import sys
import tempfile
import threading
from contextlib import closing, suppress
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

import msgspec
import pytest

from posture_daemon.adapters.clock import SystemClock
from posture_daemon.adapters.journal import SqliteJournal, read_entries
from posture_daemon.core.state import Count, State
from tests.desktop import LIMIT, wait_until

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import timedelta

    from posture_daemon.core.entry import Entry, Event

POSTURE = (sys.executable, "-m", "posture_daemon")

_DESKTOP = ("DISPLAY", "WAYLAND_DISPLAY", "XDG_", "DBUS_", "POSTURE_", "NOTIFY_", "WATCHDOG_")
NO_DESKTOP = {name: os.environ[name] for name in os.environ if not name.startswith(_DESKTOP)} | {
    "DBUS_SESSION_BUS_ADDRESS": "unix:path=/nowhere"
}

# Nobody touches the desktops of most tests, which is not to be taken for absence.
DAY_AND_NIGHT = """\
profile = "none"

[work_hours]
time_zone = "UTC"
monday = ["00:00-24:00"]
tuesday = ["00:00-24:00"]
wednesday = ["00:00-24:00"]
thursday = ["00:00-24:00"]
friday = ["00:00-24:00"]
saturday = ["00:00-24:00"]
sunday = ["00:00-24:00"]

[timing]
idle_after = "24h"
settle = "1s"
expire = "1s"
quiet_before_end = "0s"
merge_window = "0s"

[limits]
min_gap = "0s"
per_hour = 6
per_day = 200

[notifications]
announce_start = false
"""

BREAK = """
[reminders.break]
every = "2h"
for = "5m"
summary = "Time for a break"
"""

# With a desktop: notices go there, stay for long, and come back soon when they are put off.
AT_THE_DESK = DAY_AND_NIGHT.replace('expire = "1s"', 'expire = "5m"\nsnooze = "1s"').replace(
    "announce_start = false", 'backend = "desktop"'
)

# A break as the built-in settings have it, with a text of the catalogue.
REAL_BREAK = """
[reminders.break]
kind = "break"
every = "55m"
for = "5m"
"""

BLINK = """
[reminders.blink]
every = "1s"
for = "0s"
quiet = true
summary = "Blink"
"""


class Manager:
    """Stands for systemd: takes down everything that the service tells it."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.told: list[str] = []
        self._socket = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        self._socket.bind(str(path))
        self._thread = threading.Thread(target=self._listen)
        self._thread.start()

    def _listen(self) -> None:
        while said := self._socket.recv(65536):
            self.told += said.decode().splitlines()

    def close(self) -> None:
        """End: an empty message is the last one."""
        with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as last:
            last.sendto(b"", str(self.path))
        self._thread.join()
        self._socket.close()


class Service:
    """A service that can be started, asked, killed and started again in the same folders.

    `environ` comes from a session, if there is one; else the service finds no desktop.
    """

    def __init__(self, settings: str, environ: Mapping[str, str] | None = None) -> None:
        # Not pytest's folder: the path of a socket may have 107 bytes only.
        self.folder = Path(tempfile.mkdtemp(prefix="posture e2e "))
        self.settings = self.folder / "my settings.toml"
        self.settings.write_text(settings)
        self.runtime = self.folder / "run" / "posture-daemon"
        self.journal = self.folder / "state" / "posture-daemon" / "journal.sqlite"
        self.log = self.folder / "log"
        self.manager = Manager(self.folder / "notify")
        self.environ = self._environ(NO_DESKTOP if environ is None else environ)
        self._running: subprocess.Popen[bytes] | None = None
        self._groups: list[int] = []

    def _environ(self, environ: Mapping[str, str]) -> dict[str, str]:
        places = {"XDG_CONFIG_HOME": "config", "XDG_STATE_HOME": "state", "XDG_RUNTIME_DIR": "run"}
        for place in places.values():
            (self.folder / place).mkdir(mode=0o700)
        own = {name: str(self.folder / place) for name, place in places.items()}
        own |= {"HOME": str(self.folder), "NOTIFY_SOCKET": str(self.manager.path)}
        return {**environ, **own, "PYTHONUNBUFFERED": "1"}

    # --- the process ---

    @property
    def process(self) -> subprocess.Popen[bytes]:
        """The process that was started last."""
        assert self._running
        return self._running

    def launch(
        self,
        *options: str,
        before: tuple[str, ...] = (),
        stdout: int = subprocess.DEVNULL,
        environ: Mapping[str, str] = MappingProxyType({}),
    ) -> None:
        """Start the process and do not wait for it; `before` are words of a command around it."""
        self.manager.told.clear()
        command = (*before, *POSTURE, "run", "--settings", str(self.settings), *options)
        with self.log.open("ab") as log:
            self._running = subprocess.Popen(
                command,
                env={**self.environ, **environ},
                cwd=self.folder,
                stdin=subprocess.DEVNULL,
                stdout=stdout,
                stderr=log,
                process_group=0,
            )
        self._groups.append(self._running.pid)

    def start(self, *options: str, **environ: str) -> None:
        """Start the process and wait until it says that it is ready."""
        self.launch(*options, environ=environ)
        self.hear("READY=1")

    def hear(self, what: str, times: int = 1) -> None:
        """Wait until the service has told its manager this, so often."""
        self.wait(lambda: self.manager.told.count(what) >= times, f"{times} x {what}")

    def wait(self, predicate: Callable[[], object], what: str) -> None:
        """Wait until this holds; fail at once if the process ends before."""
        holds: list[object] = []

        def over() -> bool:
            holds[:] = [predicate()]
            return bool(holds[0]) or self.process.poll() is not None

        wait_until(over, what)
        if not holds[0]:
            pytest.fail(f"ended with {self.process.poll()} before {what}:\n{self.said}")

    @property
    def said(self) -> str:
        """What the process has written to standard error."""
        return self.log.read_text(errors="replace")

    def end(self, number: int = signal.SIGTERM) -> int:
        """Send a signal, wait for the end and return the exit code."""
        self.process.send_signal(number)
        return self.process.wait(LIMIT)

    def kill(self) -> None:
        """Kill -9."""
        self.process.kill()
        self.process.wait(LIMIT)

    def close(self) -> None:
        """End what is left, pages that outlive a kill as well, and remove the folder."""
        if self._running:
            self.kill()
        for group in self._groups:
            with suppress(ProcessLookupError):
                os.killpg(group, signal.SIGKILL)
        self.manager.close()
        shutil.rmtree(self.folder, ignore_errors=True)

    def have_worked(self, length: timedelta) -> None:
        """Leave a journal behind from which it goes on, with so much work done since a break."""
        clock = SystemClock()
        now = clock.now()
        state = State(
            now.wall, now.elapsed, boot=clock.boot, worked=length, counts={"break": Count()}
        )
        state.chosen = 5  # a text that does well in the README
        self.leave(state)

    def leave(self, state: State) -> None:
        """Leave a journal behind from which it goes on."""
        journal = SqliteJournal(self.journal)
        journal.open()
        journal.record((), state)
        journal.close()

    # --- the commands ---

    def posture(self, *words: str, code: int = 0) -> str:
        """Run a command, check its exit code, and return what it printed and complained of."""
        done = subprocess.run(
            [*POSTURE, *words],
            env=self.environ,
            cwd=self.folder,
            capture_output=True,
            timeout=LIMIT,
            check=False,
            text=True,
        )
        assert "Traceback" not in done.stderr
        assert done.returncode == code, done.stdout + done.stderr
        return done.stdout + done.stderr

    def status(self) -> dict[str, Any]:
        """Ask for the whole report."""
        report = json.loads(self.posture("status", "--json"))
        assert isinstance(report, dict)
        return report

    # --- what is written down ---

    def entries(self, *events: Event) -> list[Entry]:
        """Read the journal; with events, only the entries of these."""
        read = read_entries(self.journal)
        return [entry for entry in read if not events or entry.event in events]

    def wait_for(self, event: Event, reminder: str | None = None, times: int = 1) -> Entry:
        """Wait until the journal has so many of these; return the last."""
        found: list[Entry] = []

        def written() -> bool:
            found[:] = [e for e in self.entries(event) if e.reminder == reminder]
            return len(found) >= times

        self.wait(written, f"{times} x {event} {reminder}")
        return found[-1]

    def state(self) -> State:
        """Read the state that a restart would go on from."""
        with closing(sqlite3.connect(self.journal)) as db:
            row = db.execute("SELECT state FROM state").fetchone()
        return msgspec.json.decode(row[0], type=State)
