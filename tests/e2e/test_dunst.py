"""A working day with a real dunst on a private bus and screen: notices, answers, mutes, crashes."""

from __future__ import annotations

import signal
import subprocess
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from posture_daemon.core.entry import Event
from tests.desktop import PrivateDesktop, need, wait_until
from tests.e2e.pictures import artefact, keep_picture, paint_background
from tests.e2e.service import AT_THE_DESK, REAL_BREAK, Service

if TYPE_CHECKING:
    from collections.abc import Iterator


STRETCH = """
[reminders.stretch]
every = "3s"
for = "2s"
kind = "stretch"
"""

# dunst hands the actions to a menu, a line each; the test plays the person who picks one.
MENU = """\
#!/bin/sh
grep -F "$(cat "{folder}/choice")"
"""


@dataclass(slots=True)
class Desk:
    """A desktop with dunst, and the service beside it."""

    session: PrivateDesktop
    service: Service
    dunst: subprocess.Popen[bytes]

    @property
    def displayed(self) -> int:
        """How many notifications are on the screen."""
        return int(self.session.run("dunstctl", "count", "displayed"))

    @property
    def calls(self) -> list[str]:
        """What dunst was asked to show so far, as dbus-monitor writes it."""
        return self.session.said("dbus-monitor").split("member=Notify\n")[1:]

    def choose(self, label: str) -> None:
        """Open dunst's menu of actions, and pick the one of this label."""
        (self.session.folder / "choice").write_text(f"#{label}")
        self.session.run("dunstctl", "context")

    def wait_for_screen(self, notices: int) -> None:
        """Wait until dunst displays so many."""
        wait_until(lambda: self.displayed == notices, f"{notices} on the screen")


def start_dunst(session: PrivateDesktop) -> subprocess.Popen[bytes]:
    """Start dunst, as it looks in the README."""
    return session.start_server("dunst", "-config", Path(__file__).with_name("dunstrc"))


@pytest.fixture
def desk(private_desktop: PrivateDesktop) -> Iterator[Desk]:
    """Somebody who has worked for 54 minutes and 57 seconds, and a service that is not started."""
    need("dunst", "dunstctl", "dbus-monitor", "import", "display", "xdotool")
    menu = private_desktop.folder / "posture-menu"
    menu.write_text(MENU.format(folder=private_desktop.folder))
    menu.chmod(0o755)
    private_desktop.environ["PATH"] = f"{menu.parent}:{private_desktop.environ['PATH']}"
    paint_background(private_desktop)
    service = Service(AT_THE_DESK + REAL_BREAK, private_desktop.environ)
    try:
        service.have_worked(timedelta(minutes=54, seconds=57))
        yield Desk(private_desktop, service, start_dunst(private_desktop))
    finally:
        service.close()


def test_a_working_day(desk: Desk, tmp_path: Path) -> None:
    """Shown, answered by a button, muted and owed, dunst killed and back, put off, stopped."""
    session, service = desk.session, desk.service
    session.start("dbus-monitor", "--session", "interface='org.freedesktop.Notifications'")
    wait_until(lambda: "NameAcquired" in session.said("dbus-monitor"), "the bus is watched")
    service.start()

    # The first notice tells that the service is on; the break takes its place.
    shown = service.wait_for(Event.SHOWN, "break")
    wait_until(lambda: len(desk.calls) > 1, "both are on the bus")
    announcement, notice = desk.calls[:2]
    assert 'string "Posture daemon is on"' in announcement
    assert "55 minutes at it." in notice
    assert all(f'string "{label}"' in notice for label in ("Start", "Done", "Later", "Skip"))
    assert "posture done" not in notice  # a server with buttons needs no such hint
    desk.wait_for_screen(1)
    assert service.status()["notifier"].startswith("dunst ")
    keep_picture(session, "dunst", tmp_path / "dunst.png")
    session.screenshot(artefact(tmp_path / "screen.png"))

    # A button.
    desk.choose("Done")
    done = service.wait_for(Event.DONE, "break")
    assert done.due == shown.due
    desk.wait_for_screen(0)

    # Another reminder, which comes every few seconds; a mute takes it away and holds it.
    service.settings.write_text(AT_THE_DESK + STRETCH)
    service.posture("reload")
    shown = service.wait_for(Event.SHOWN, "stretch")
    desk.wait_for_screen(1)
    service.posture("mute", "1h")
    assert service.wait_for(Event.WITHDRAWN, "stretch").due == shown.due
    assert service.wait_for(Event.HELD, "stretch").reason == "muted"
    desk.wait_for_screen(0)
    assert service.status()["reminders"][0]["held"] == "muted"

    # Unmuted, it comes after a moment.
    service.posture("unmute")
    again = service.wait_for(Event.SHOWN, "stretch", times=2)
    assert again.due == shown.due
    # A second by the elapsed clock; the wall clock differs from it by microseconds.
    assert again.at - service.entries(Event.UNMUTED)[-1].at > timedelta(seconds=0.9)
    desk.wait_for_screen(1)

    # dunst dies and comes back: the notice is on the screen again, and can be put off there.
    session.end(desk.dunst, signal.SIGKILL)
    desk.dunst = start_dunst(session)
    desk.wait_for_screen(1)
    desk.choose("Later")
    service.wait_for(Event.SNOOZED, "stretch")

    # The next one comes; the person closes it.
    service.wait_for(Event.SHOWN, "stretch", times=3)
    desk.wait_for_screen(1)
    session.run("dunstctl", "close")
    service.wait_for(Event.DISMISSED, "stretch")

    # The end.
    service.posture("stop")
    assert service.process.wait(30) == 0
    assert service.entries()[-1].event is Event.STOPPED
    wait_until(lambda: desk.displayed == 0, "nothing is left on the screen")
    assert "Traceback" not in service.said
    assert "ERROR" not in service.said
