"""The whole service hears of meetings: from real sound servers and a real calendar server."""

from __future__ import annotations

from contextlib import contextmanager
from datetime import UTC, timedelta
from typing import TYPE_CHECKING

import pytest

from posture_daemon.adapters.clock import SystemClock
from posture_daemon.core.entry import Event
from tests.calendars.radicale import PASSWORD, USER, Radicale
from tests.desktop import PrivateDesktop
from tests.desktops.sound import Pipewire, PulseAudio
from tests.e2e.service import DAY_AND_NIGHT, Service

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.desktops.sound import Sound

BREAK = """
[reminders.break]
every = "1h"
for = "5m"
summary = "Time for a break"
"""
NOT_YET = BREAK.replace("1h", "4h")
QUICK = DAY_AND_NIGHT.replace("[timing]", '[timing]\nflap = "1s"')
IGNORING = '\n[mute]\nignore_programs = ["Rhasspy"]\n'


def start(service: Service) -> None:
    """Start the service after two hours of work."""
    service.have_worked(timedelta(hours=2))
    service.start()


def come_due_in(service: Service, busy: str) -> None:
    """Let a break come due once the service knows of the meeting."""
    service.wait(lambda: busy in service.status()["busy"], f"{busy} is known")
    service.settings.write_text(service.settings.read_text().replace(NOT_YET, BREAK))


@contextmanager
def office(kind: type[Sound]) -> Iterator[tuple[Sound, Service]]:
    """A session with a sound server, and a service that is not started."""
    session = PrivateDesktop()
    try:
        sound = kind(session)
        sound.start()
        service = Service(QUICK + IGNORING + NOT_YET, session.environ)
        run = str(session.folder / "run")
        service.environ |= {"PULSE_RUNTIME_PATH": f"{run}/pulse", "PIPEWIRE_RUNTIME_DIR": run}
        try:
            yield sound, service
        finally:
            service.close()
    finally:
        session.stop()


@pytest.mark.parametrize("kind", [PulseAudio, Pipewire], ids=lambda kind: kind.__name__)
def test_a_call(kind: type[Sound]) -> None:
    """The break is held while a program records, `why` names it, and it comes after the call."""
    with office(kind) as (sound, service):
        assistant = sound.record("Rhasspy")
        call = sound.record("Zoom")
        start(service)
        come_due_in(service, "microphone")
        held = service.wait_for(Event.HELD, "break")
        assert (held.reason, held.sources) == ("meeting", ("microphone: Zoom",))
        assert "because of a meeting (microphone in use by Zoom)" in service.posture("why", "break")
        assert "in use by Zoom (the sound server)" in service.posture("meetings")
        sound.session.end(call)
        shown = service.wait_for(Event.SHOWN, "break")
        assert shown.met is not None
        assert assistant.poll() is None
        assert "ERROR" not in service.said


def test_a_sound_server_that_dies_in_a_call() -> None:
    """It costs one warning and no reminder; the next server is heard."""
    with office(PulseAudio) as (sound, service):
        sound.record("Zoom")
        start(service)
        come_due_in(service, "microphone")
        service.wait_for(Event.HELD, "break")
        sound.kill()
        service.wait_for(Event.SHOWN, "break")
        sound.revive()
        sound.record("Teams")
        service.wait(lambda: "microphone" in service.status()["busy"], "the new call is heard")
        complaints = [line for line in service.said.splitlines() if "cannot be told" in line]
        assert sum("microphone" in complaint for complaint in complaints) == 1
        assert "Traceback" not in service.said


def meeting(summary: str = "Planning") -> str:
    """A calendar with one event, which began an hour ago and lasts for hours; or with none."""
    now = SystemClock().now().wall.astimezone(UTC)
    start, end = (f"{now + timedelta(hours=n):%Y%m%dT%H%M%SZ}" for n in (-1, 6))
    lines = ("BEGIN:VEVENT", "UID:1", f"DTSTART:{start}", f"DTEND:{end}")
    inside = (*lines, f"SUMMARY:{summary}", "END:VEVENT") if summary else ()
    whole = ("BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//x//y//EN", *inside, "END:VCALENDAR")
    return "\r\n".join(whole) + "\r\n"


def test_a_calendar_file() -> None:
    """A meeting in a file holds the break; when it is taken out and saved, the break comes."""
    service = Service(QUICK)
    try:
        file = service.folder / "work.ics"
        file.write_text(meeting())
        calendar = f'\n[mute.calendars.work]\npath = "{file}"\n'
        service.settings.write_text(QUICK + calendar + NOT_YET)
        start(service)
        come_due_in(service, "calendar")
        held = service.wait_for(Event.HELD, "break")
        assert (held.reason, held.sources) == ("meeting", ("calendar",))
        said = service.posture("meetings")
        assert "Planning (work)" in said
        assert "Held back now by: calendar." in said
        file.write_text(meeting(""))
        service.wait_for(Event.SHOWN, "break")
        assert "Planning" not in service.journal.read_bytes().decode(errors="replace")
    finally:
        service.close()


def test_a_calendar_server() -> None:
    """Read with a password from the environment; it fails and comes back, and tells no secret."""
    session = PrivateDesktop()
    server = Radicale(session)
    service = Service(QUICK)
    try:
        server.start()
        server.put(meeting())
        keys = {"url": server.url, "user": USER, "password": "env:WORK_PASSWORD"}
        calendar = "".join(f'{key} = "{value}"\n' for key, value in keys.items())
        service.settings.write_text(f"{QUICK}\n[mute.calendars.work]\n{calendar}{NOT_YET}")
        service.environ |= {"WORK_PASSWORD": PASSWORD, "NO_PROXY": "*"}
        start(service)
        come_due_in(service, "calendar")
        assert service.wait_for(Event.HELD, "break").sources == ("calendar",)

        # While the server is down, what it said last holds, and the service says so.
        server.kill()
        service.posture("reload")
        service.wait(lambda: "cannot be reached" in service.posture("meetings"), "it is missed")
        assert "as it was" in service.posture("meetings")
        assert service.status()["busy"] == ["calendar"]

        server.start()
        server.put(meeting(""))
        service.posture("reload")
        service.wait_for(Event.SHOWN, "break")
        assert PASSWORD not in service.said
        assert PASSWORD not in service.posture("status", "--json")
    finally:
        service.close()
        session.stop()


def test_until_the_meeting_ends() -> None:
    """A mute that ends with the call, and is refused where there is none."""
    with office(PulseAudio) as (sound, service):
        start(service)
        refused = service.posture("mute", "--until-meeting-ends", code=1)
        assert "There is no meeting now." in refused
        call = sound.record("Zoom")
        come_due_in(service, "microphone")
        assert service.posture("mute", "--until-meeting-ends") == "Muted until the meeting ends.\n"
        service.wait_for(Event.HELD, "break")
        sound.session.end(call)
        ended = service.wait_for(Event.UNMUTED)
        assert ended.reason == "by hand ended"
        service.wait_for(Event.SHOWN, "break")
