"""The life of the real process, without a desktop: from the first start to the last signal."""

from __future__ import annotations

import os
import pty
import shutil
import signal
import socket
import sqlite3
import stat
import subprocess
import sys
from contextlib import ExitStack, closing, suppress
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from posture_daemon.core.entry import Event
from tests.desktop import LIMIT, wait_until
from tests.e2e.service import BLINK, BREAK, DAY_AND_NIGHT, POSTURE

if TYPE_CHECKING:
    from tests.e2e.service import Service

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="these are signals and sockets")

SECOND = timedelta(seconds=1)
WRONG = DAY_AND_NIGHT + '[reminders.break]\nevery = "1m"\nfor = "5m"\n\n[timings]\n'


def instant(iso: str) -> datetime:
    """Read an instant of a report."""
    return datetime.fromisoformat(iso)


def runs(command: list[str]) -> bool:
    """Try whether a command works here."""
    return subprocess.run(command, capture_output=True, check=False).returncode == 0


class TestServiceManager:
    """What systemd is told, over a real NOTIFY_SOCKET."""

    def test_ready_alive_stopping(self, service: Service) -> None:
        """The service says that it is ready, that it is alive in time, and that it stops."""
        service.start(WATCHDOG_USEC="400000")
        service.hear("WATCHDOG=1", times=4)
        assert service.end() == 0
        told = service.manager.told
        wait_until(lambda: "STOPPING=1" in told, "its end is heard")
        assert told.index("READY=1") < told.index("STOPPING=1")
        assert any(line.startswith("STATUS=next: break at ") for line in told)

    def test_ready_means_ready(self, service: Service) -> None:
        """Once it is ready, commands are answered."""
        service.start()
        assert service.status()["pid"] == service.process.pid

    def test_reloading(self, service: Service) -> None:
        """A reload is told, and when it is over."""
        service.start()
        service.posture("reload")
        service.hear("READY=1", times=2)
        assert "RELOADING=1" in service.manager.told

    def test_no_watchdog_unless_asked(self, service: Service) -> None:
        """Without a watchdog nothing wakes the service up to say that it is alive."""
        service.start()
        service.status()
        assert service.manager.told.count("WATCHDOG=1") <= 1


class TestCommands:
    """The commands against the real service."""

    def test_a_second_one(self, service: Service) -> None:
        """A second service says that there is one, with its process: exit code 1."""
        service.start()
        said = service.posture("run", code=1)
        assert said.startswith(f"Posture daemon is already running (process {service.process.pid})")
        assert service.status()["pid"] == service.process.pid

    def test_a_working_day(self, service: Service) -> None:
        """Status, mute, unmute, take and done, one after the other, all of it in the journal."""
        service.start()
        assert service.posture("status").startswith("Working hours")
        assert service.posture("mute", "30m", "--reason", "a talk").startswith("Muted until ")
        assert "(a talk)." in service.posture("status").splitlines()[0]
        assert service.posture("unmute") == "No longer muted.\n"
        assert service.posture("done", code=1).startswith("There is nothing to answer.")
        assert service.posture("take", "break") == "Break begins now, for 5m.\n"
        service.wait(lambda: "Time for a break" in service.said, "the notice is in the log")
        assert "break, under way." in service.posture("status")
        assert service.posture("done") == "Break: done.\n"
        assert [entry.event for entry in service.entries()] == [
            Event.STARTED,
            Event.MUTED,
            Event.UNMUTED,
            Event.SHOWN,
            Event.DONE,
        ]

    def test_every_step(self, service: Service) -> None:
        """With -v the log has every step of the service, and none of its libraries'."""
        service.start("-v")
        service.wait(lambda: "DEBUG: " in service.said, "it says more than usual")
        assert "Using selector" not in service.said
        assert "/etc/timezone" not in service.said

    def test_a_reminder_falls_due(self, service: Service) -> None:
        """A reminder comes by itself after so much work, goes by itself, and comes again."""
        service.settings.write_text(DAY_AND_NIGHT + BLINK)
        service.start()
        service.wait(lambda: len(service.entries(Event.EXPIRED)) > 1, "two of them are over")
        events = [entry.event for entry in service.entries()]
        assert events[1:7] == [Event.DUE, Event.SHOWN, Event.EXPIRED] * 2

    def test_reload(self, service: Service) -> None:
        """New settings are in effect at once, and stand in the journal."""
        service.start()
        service.settings.write_text(DAY_AND_NIGHT + BREAK.replace("break", "tea"))
        assert str(service.settings) in service.posture("reload")
        assert [each["reminder"] for each in service.status()["reminders"]] == ["tea"]
        assert service.entries(Event.SETTINGS)[-1].reason == "in effect"

    def test_reload_of_a_wrong_file(self, service: Service) -> None:
        """A wrong file changes nothing, and every problem is told: exit code 4."""
        service.start()
        (before,) = service.status()["reminders"]
        service.settings.write_text(WRONG)
        said = service.posture("reload", code=4)
        assert f"{service.settings}:" in said
        assert "timings" in said
        assert "every (1m) is shorter than for (5m)" in said
        report = service.status()
        (now,) = report["reminders"]
        assert abs(instant(now["due"]) - instant(before["due"])) < SECOND
        assert report["settings_problem"]
        assert "has a problem and is not in effect" in service.posture("status")

        service.settings.write_text(DAY_AND_NIGHT + BREAK)
        service.posture("reload")
        assert service.status()["settings_problem"] is None

    def test_reload_by_signal(self, service: Service) -> None:
        """SIGHUP reads the settings anew; what is wrong with them is in the log."""
        service.start()
        service.settings.write_text(WRONG)
        service.process.send_signal(signal.SIGHUP)
        service.wait(lambda: service.entries(Event.SETTINGS), "the wrong file was refused")
        service.settings.write_text(DAY_AND_NIGHT + BLINK)
        service.process.send_signal(signal.SIGHUP)
        service.wait(lambda: len(service.entries(Event.SETTINGS)) > 1, "the right one was read")
        assert "the settings stay as they were" in service.said
        assert [each["reminder"] for each in service.status()["reminders"]] == ["blink"]


class TestEnd:
    """However it ends, it leaves nothing behind."""

    @pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
    def test_a_signal(self, service: Service, number: signal.Signals) -> None:
        """SIGTERM and Ctrl-C end it cleanly: exit code 0, no socket, the last entry says so."""
        service.start()
        assert service.end(number) == 0
        assert not (service.runtime / "control.sock").exists()
        assert service.entries()[-1].event is Event.STOPPED
        assert "Traceback" not in service.said
        service.posture("status", code=3)

    def test_stop(self, service: Service) -> None:
        """`stop` names the process, which then ends cleanly."""
        service.start()
        said = f"Posture daemon (process {service.process.pid}) is stopping.\n"
        assert service.posture("stop") == said
        assert service.process.wait(LIMIT) == 0
        assert "ERROR" not in service.said

    def test_with_guests_in_the_house(self, service: Service) -> None:
        """Clients that say nothing do not keep it from ending."""
        service.start()
        with ExitStack() as guests:
            for _ in range(40):
                guest = guests.enter_context(socket.socket(socket.AF_UNIX))
                guest.connect(str(service.runtime / "control.sock"))
            assert service.end() == 0
        assert "Traceback" not in service.said

    def test_while_it_starts(self, service: Service) -> None:
        """A signal while it starts ends it, and the next one starts as ever."""
        service.launch()
        service.wait((service.runtime / "lock").exists, "it holds the lock")
        assert service.end() in {0, 143, -signal.SIGTERM}
        service.start()

    def test_killed(self, service: Service) -> None:
        """After kill -9 the next one starts in spite of the socket and the lock file."""
        service.start()
        service.kill()
        assert (service.runtime / "control.sock").exists()
        service.posture("status", code=3)
        service.start()
        assert service.status()["pid"] == service.process.pid
        first, second = service.entries(Event.STARTED)
        assert first.since is None
        assert second.since
        assert first.at <= second.since <= second.at
        assert second.hours == first.hours != ()

    def test_a_mute_is_kept(self, service: Service) -> None:
        """A mute survives a stop and a kill, with the same end."""
        service.start()
        service.posture("mute", "2h")
        (muted,) = service.status()["muted"]
        for end in (service.end, service.kill):
            end()
            service.start()
            (kept,) = service.status()["muted"]
            assert abs(instant(kept["until"]) - instant(muted["until"])) < SECOND


class TestStart:
    """What can be wrong at the start."""

    def test_wrong_settings(self, service: Service) -> None:
        """Wrong settings are told line by line: exit code 4, and nothing was begun."""
        service.settings.write_text(WRONG)
        service.launch()
        assert service.process.wait(LIMIT) == 4
        lines = service.said.splitlines()
        assert lines[0].startswith("2 problems in ")
        assert all(line.startswith(f"  {service.settings}:") for line in lines[1:3])
        assert not service.journal.exists()
        assert "READY=1" not in service.manager.told

    def test_a_file_that_is_not_there(self, service: Service) -> None:
        """A settings file that was named must be there: exit code 4."""
        service.settings.unlink()
        service.launch()
        assert service.process.wait(LIMIT) == 4
        assert str(service.settings) in service.said

    def test_a_file_named_from_the_folder(self, service: Service) -> None:
        """Its whole path is known from then on, for commands that are given elsewhere."""
        service.start("--settings", service.settings.name)
        assert service.status()["settings"] == str(service.settings)

    def test_no_settings_at_all(self, service: Service) -> None:
        """Without any file the built-in settings do, and nothing is written into the folder."""
        said = subprocess.Popen(
            [*POSTURE, "run"],
            env=service.environ,
            cwd=service.folder,
            stderr=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
        )
        try:
            wait_until(lambda: "READY=1" in service.manager.told, "it is ready")
            assert service.status()["settings"] == "built-in"
            assert list((service.folder / "config").iterdir()) == []
        finally:
            said.terminate()
            said.communicate(timeout=LIMIT)

    def test_everything_is_private(self, service: Service) -> None:
        """Folders, socket, lock and journal are for their owner alone, whatever the umask."""
        before = ("sh", "-c", 'umask 0; exec "$@"', "sh")
        service.launch(before=before)
        service.hear("READY=1")
        modes = {
            path.relative_to(service.folder).as_posix(): stat.S_IMODE(path.stat().st_mode)
            for folder in (service.runtime, service.journal.parent)
            for path in (folder, *folder.iterdir())
        }
        assert modes.pop("run/posture-daemon") == modes.pop("state/posture-daemon") == 0o700
        assert set(modes.values()) == {0o600}

    def test_in_a_terminal(self, service: Service) -> None:
        """Where there is no desktop the first notice is in the terminal, within the start."""
        service.settings.write_text((DAY_AND_NIGHT + BREAK).replace("announce_start = false", ""))
        ours, theirs = pty.openpty()
        with closing(os.fdopen(ours, "rb", buffering=0)) as terminal:
            service.launch(stdout=theirs, environ={"TERM": "xterm"})
            os.close(theirs)
            seen = b""
            while b"First reminder: break" not in seen:
                seen += terminal.read(4096)
            assert b"Posture daemon is on" in seen
            service.hear("READY=1")
            assert service.status()["notifier"] == "this terminal"
            assert service.end() == 0


class TestJournal:
    """A journal in trouble costs one warning; reminders go on."""

    @pytest.fixture(autouse=True)
    def blinking(self, service: Service) -> None:
        """A reminder that comes every two seconds."""
        service.settings.write_text(DAY_AND_NIGHT + BLINK)

    def goes_on(self, service: Service, warning: str) -> None:
        """Wait for the one warning in the log, and for a reminder after it."""
        service.wait(lambda: "Blink" in service.said.partition(warning)[2], "reminders go on")
        warnings = [line for line in service.said.splitlines() if "journal" in line]
        assert len(warnings) == 1, service.said
        assert warning in warnings[0]
        assert "reminders go on" in warnings[0]
        assert "Traceback" not in service.said

    @pytest.mark.parametrize("blocks", [1, 8, 40])
    def test_a_full_disk(self, service: Service, blocks: int) -> None:
        """Where files cannot grow any more, be it early or late, reminders go on all the same."""
        service.launch(before=("bash", "-c", f'ulimit -f {blocks}; exec "$@"', "bash"))
        service.hear("READY=1")
        self.goes_on(service, "cannot be")
        assert service.status()["journal"]["trouble"]

    def test_no_journal_at_all(self, service: Service) -> None:
        """A folder in the place of the journal is no reason to stop."""
        service.journal.mkdir(parents=True)
        service.start()
        self.goes_on(service, "cannot be used")

    def test_a_corrupt_one(self, service: Service) -> None:
        """A broken journal is set aside, and a new one begun."""
        service.journal.parent.mkdir(parents=True)
        service.journal.write_bytes(b"this is no database\n" * 500)
        service.start()
        self.goes_on(service, "set aside")
        (aside,) = service.journal.parent.glob("journal.sqlite.broken-*")
        assert aside.read_bytes().startswith(b"this is no database")
        assert service.entries(Event.SHOWN)

    def test_a_newer_one(self, service: Service) -> None:
        """A journal of a newer version is left as it is."""
        service.journal.parent.mkdir(parents=True)
        with closing(sqlite3.connect(service.journal)) as db:
            db.execute("CREATE TABLE wonders (of_the_future)")
            db.execute("PRAGMA user_version = 99")
        before = service.journal.read_bytes()
        service.start()
        self.goes_on(service, "newer version")
        service.end()
        assert service.journal.read_bytes() == before

    def test_a_small_disk(self, service: Service) -> None:
        """A disk that is full for a while: the entries are written when there is room again."""
        place = service.journal.parent
        place.mkdir(mode=0o700, parents=True)
        mount = ["mount", "-t", "tmpfs", "-o", "size=1m,mode=700", "tmpfs", str(place)]
        if shutil.which("mount") is None or not runs(mount):
            pytest.skip("only root can make a small disk")
        try:
            service.start()
            ballast = place / "ballast"
            with suppress(OSError):
                ballast.write_bytes(b"x" * (1 << 20))
            self.goes_on(service, "cannot be written")
            ballast.unlink()
            service.posture("mute", "1h")  # something to be written, however late it is
            service.wait(lambda: "the journal can be written again" in service.said, "room again")
            blinks = service.said.count("Blink")
            service.wait(lambda: len(service.entries(Event.SHOWN)) >= blinks, "all is written")
            assert service.end() == 0
        finally:
            service.kill()
            subprocess.run(["umount", "--lazy", str(place)], check=True)
