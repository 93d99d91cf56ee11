"""`doctor` as a new user would try it, on machines that each lack something."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from posture_daemon.adapters.clock import SystemClock
from posture_daemon.adapters.journal import SqliteJournal
from posture_daemon.core.entry import Entry, Event
from posture_daemon.core.state import State
from tests.desktop import LIMIT, PrivateDesktop, need, private_bus
from tests.e2e.service import BREAK, DAY_AND_NIGHT, POSTURE, Service

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["private_bus"]

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="these are desktops of Linux")

NOBODY = 65534
XFCE = Path("/usr/lib/x86_64-linux-gnu/xfce4/notifyd/xfce4-notifyd")
XFCONF = Path("/usr/share/dbus-1/services/org.xfce.Xfconf.service")
HOUR = timedelta(hours=1)


class Visit:
    """What the doctor said, and the exit code."""

    def __init__(self, service: Service, *options: str, answer: str = "") -> None:
        done = subprocess.run(
            [*POSTURE, "doctor", "--json", *options],
            env=service.environ,
            input=answer,
            capture_output=True,
            timeout=LIMIT,
            check=False,
            text=True,
        )
        assert "Traceback" not in done.stderr
        self.code = done.returncode
        self.findings: list[dict[str, str]] = json.loads(done.stdout)
        has_problem = any(each["verdict"] == "problem" for each in self.findings)
        assert self.code == int(has_problem)

    def about(self, topic: str) -> list[dict[str, str]]:
        """The findings on a topic."""
        return [each for each in self.findings if each["topic"] == topic]

    def finds(self, topic: str, verdict: str, sentence: str) -> str:
        """Check that this was found, word for word as far as it is given; answers the remedy."""
        for each in self.about(topic):
            if each["verdict"] == verdict and sentence in each["sentence"]:
                return each["remedy"]
        pytest.fail(f"no {verdict} with {sentence!r} in {self.about(topic)}")


@pytest.fixture
def office(private_desktop: PrivateDesktop) -> Iterator[Service]:
    """A service, not yet started, in a session that shows notices by dunst."""
    need("dunst", "dunstctl")
    config = private_desktop.folder / "dunstrc"
    config.touch()
    private_desktop.start_server("dunst", "-config", config)
    service = Service(DAY_AND_NIGHT + BREAK, private_desktop.environ)
    yield service
    service.close()


def test_all_is_well(office: Service) -> None:
    """With service, server and settings in order there is no problem, and each thing is named."""
    office.start()
    office.wait(lambda: office.status()["presence_source"] == "the X server", "the X server tells")
    visit = Visit(office)
    assert visit.code == 0
    visit.finds("service", "ok", f"It runs as process {office.process.pid}")
    visit.finds("settings", "ok", f"{office.settings} is in order.")
    visit.finds("notices", "ok", "dunst ")
    visit.finds("notices", "ok", "actions, body")
    visit.finds("do-not-disturb", "ok", "It is off in dunst.")
    assert visit.about("alarm")  # a machine with sound is better off than one without
    visit.finds("presence", "ok", "the X server tells; you are ")
    visit.finds("idle", "ok", "Not by the Wayland compositor: This is no Wayland session.")
    assert {each["verdict"] for each in visit.about("microphone")} in ({"ok"}, {"warning"})
    visit.finds("screen sharing", "warning", "PipeWire is not running")
    visit.finds("hours", "ok", "It is within working hours")
    visit.finds("journal", "ok", "can be read")
    visit.finds("time zone", "ok", "UTC")


def test_for_people(office: Service) -> None:
    """Without --json it is a line for each thing, what to do below it, and a sum."""
    office.start()
    said = office.posture("doctor")
    assert said.startswith("ok       service         It runs as process ")
    assert "\n                         To switch it on: posture-daemon autostart enable\n" in said
    assert said.endswith(" warnings.\n")


def test_do_not_disturb(office: Service, private_desktop: PrivateDesktop) -> None:
    """A server that hides what it is given is a problem, with the command that ends it."""
    private_desktop.run("dunstctl", "set-paused", "true")
    remedy = Visit(office).finds("do-not-disturb", "problem", "dunst is set to do-not-disturb")
    private_desktop.run(*remedy.split())
    Visit(office).finds("do-not-disturb", "ok", "off")


def test_do_not_disturb_in_xfce(private_desktop: PrivateDesktop) -> None:
    """Xfce keeps it among its settings, where it is off until it is set for the first time."""
    need(str(XFCE), "xfconf-query")
    shutil.copy(XFCONF, private_desktop.folder / "services")
    private_desktop.reload_services()
    private_desktop.start_server(XFCE)
    service = Service(DAY_AND_NIGHT + BREAK, private_desktop.environ)
    try:
        Visit(service).finds("do-not-disturb", "ok", "It is off in Xfce Notify Daemon.")
        setting = ("-c", "xfce4-notifyd", "-p", "/do-not-disturb", "-n", "-t", "bool", "-s", "true")
        private_desktop.run("xfconf-query", *setting)
        Visit(service).finds("do-not-disturb", "problem", "Xfce Notify Daemon is set to")
    finally:
        service.close()


@pytest.mark.parametrize(("answer", "verdict"), [("y\n", "ok"), ("n\n", "problem")])
def test_a_trial(
    office: Service, private_desktop: PrivateDesktop, answer: str, verdict: str
) -> None:
    """A notice is shown for trial, and whether it arrived is the person's word."""
    Visit(office, "--test", answer=answer).finds("trial", verdict, "seen")
    assert "This is a trial" in private_desktop.run("dunstctl", "history")


def test_a_trial_does_not_take_the_place_of_a_reminder(office: Service) -> None:
    """While a reminder waits for an answer there is no trial."""
    office.start()
    office.posture("take", "break")
    Visit(office, "--test").finds("trial", "problem", "A reminder is on the screen now.")


def test_no_server(private_bus: PrivateDesktop) -> None:
    """A bus without a notification server: a problem, with what to install."""
    service = Service(DAY_AND_NIGHT + BREAK, private_bus.environ)
    try:
        visit = Visit(service)
        assert "dunst" in visit.finds("notices", "problem", "No notification server is running")
        service.start()
        Visit(service).finds("notices", "problem", "The service itself reaches no screen")
    finally:
        service.close()


def test_no_bus(service: Service) -> None:
    """No session bus at all: a problem that says so, and does not speak of servers."""
    del service.environ["DBUS_SESSION_BUS_ADDRESS"]
    socket = f"{service.environ['XDG_RUNTIME_DIR']}/bus"
    nobody = f"The session bus is not running (nobody listens at {socket})."
    assert "dbus-run-session" in Visit(service).finds("notices", "problem", nobody)
    del service.environ["XDG_RUNTIME_DIR"]
    remedy = Visit(service).finds("notices", "problem", "There is no session bus")
    assert "dbus-run-session" in remedy


def test_not_running(service: Service) -> None:
    """Without a service: a problem, how to start it; what it alone knows is said to be unknown."""
    visit = Visit(service)
    assert "posture-daemon run" in visit.finds("service", "problem", "It is not running.")
    visit.finds("settings", "ok", "the built-in ones")
    visit.finds("journal", "ok", "Nothing has been written yet")
    visit.finds("autostart", "warning", "off")
    visit.finds("presence", "warning", "only a running service of this version knows")


def test_a_stale_socket(service: Service) -> None:
    """A socket that a killed service left behind is told from no service at all."""
    service.start()
    service.kill()
    Visit(service).finds("service", "problem", "control.sock behind")
    service.start()
    Visit(service).finds("service", "ok", "It runs")


def test_somebody_elses_socket(service: Service) -> None:
    """The socket, or its folder, of another user is a problem with that user's number."""
    if os.getuid() != 0:
        pytest.skip("only root can give files away")
    service.start()
    os.chown(service.runtime / "control.sock", NOBODY, NOBODY)
    Visit(service).finds("service", "problem", f"belongs to another user (number {NOBODY})")
    os.chown(service.runtime, NOBODY, NOBODY)
    Visit(service).finds("service", "problem", "belongs to somebody else")


def test_another_version(service: Service, monkeypatch: pytest.MonkeyPatch) -> None:
    """A service older than the program, as after an upgrade, should be started anew."""
    from posture_daemon.doctor import service as examined

    monkeypatch.setenv("XDG_RUNTIME_DIR", service.environ["XDG_RUNTIME_DIR"])
    monkeypatch.setattr(examined, "ask", lambda *_: {"version": "0.0.1", "pid": 7})
    finding, report = examined.examine()
    assert "process 7 in version 0.0.1, but this program is" in finding.sentence
    assert "posture-daemon stop" in finding.remedy
    assert report is None


def test_wrong_settings(service: Service) -> None:
    """The first problem is named with its line, and what the service does meanwhile."""
    service.start()
    service.settings.write_text("profile = 'heavy'\nlimit = 1\n")
    remedy = Visit(service).finds("settings", "problem", f"{service.settings}:1:11: profile")
    assert "goes on with the settings that it has" in remedy


def test_muted(service: Service) -> None:
    """A mute is named, and how to end it."""
    service.start()
    service.posture("mute", "30m", "--reason", "a talk")
    assert "unmute" in Visit(service).finds("mute", "warning", "muted (a talk) until 2")


def test_autostart_of_a_removed_environment(service: Service) -> None:
    """A login that will start a program which is gone: a problem with the command that mends it."""
    home = service.folder / "config"
    service.posture("autostart", "enable")
    visit = Visit(service)
    visit.finds("autostart", "ok", "on")
    for entry in home.rglob("*posture-daemon*"):
        if entry.is_file():
            entry.write_text(entry.read_text().replace(f"{sys.prefix}/bin", "/removed/bin"))
    Visit(service).finds("autostart", "problem", "which is no longer there; run: posture-daemon")


def test_a_broken_journal(service: Service) -> None:
    """An unreadable journal is a problem; once it is set aside, a thing to know."""
    service.journal.parent.mkdir(mode=0o700)
    service.journal.write_bytes(b"this is no database\n" * 500)
    sentence = "cannot be read: file is not a database"
    assert "set aside by the service itself" in Visit(service).finds("journal", "problem", sentence)
    service.start()
    visit = Visit(service)
    visit.finds("journal", "warning", "One was unreadable: ")
    visit.finds("journal", "ok", "can be read: 1 entry in")


def test_a_damaged_journal(service: Service) -> None:
    """A journal with a page of nonsense in it is found out as well."""
    remember(service, timedelta(), timedelta(), entries=3000)
    with service.journal.open("r+b") as file:
        file.seek(8192)
        file.write(b"\xff" * 4096)
    Visit(service).finds("journal", "problem", "cannot be read")


def remember(service: Service, last: timedelta, noted: timedelta, *, entries: int = 1) -> None:
    """Write a journal whose last entry, and whose last note of the time, are so far from now."""
    clock = SystemClock()
    now = clock.now()
    journal = SqliteJournal(service.journal)
    journal.open()
    state = State(now.wall + noted, now.elapsed, boot=clock.boot)
    journal.record([Entry(now.wall + last, Event.STARTED)] * entries, state)
    journal.close()


def test_a_clock_a_day_behind(service: Service) -> None:
    """A journal that knows tomorrow already: the clock is a day behind."""
    remember(service, 24 * HOUR, 24 * HOUR)
    remedy = Visit(service).finds("clock", "problem", "It is 24h behind the last entry")
    assert "timedatectl" in remedy


def test_a_clock_a_day_ahead(service: Service) -> None:
    """A clock that has run a day further than the time that passed was set."""
    remember(service, -24 * HOUR, -24 * HOUR)
    Visit(service).finds("clock", "problem", "It was set 24h ahead since")


def test_a_zone_without_a_name(service: Service) -> None:
    """A zone that is only an offset is used, and the person told how to name one."""
    service.environ["TZ"] = "XYZ-3"
    if shutil.which("timedatectl") is None:
        pytest.skip("the system has no zone at all")
    remedy = Visit(service).finds("time zone", "warning", "has no name; UTC+03:00 is used")
    assert "time_zone" in remedy
