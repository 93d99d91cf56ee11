"""The whole service hears who is there: by real input on X11, sway and GNOME, and from logind."""

from __future__ import annotations

from contextlib import contextmanager
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from posture_daemon.core.entry import Event
from tests.desktop import PrivateDesktop
from tests.desktops.gnome import Gnome
from tests.desktops.logind import Logind, start_system_bus
from tests.desktops.seats import seated
from tests.desktops.wlroots import SwaySeat
from tests.e2e.service import AT_THE_DESK, DAY_AND_NIGHT, Service

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.desktops.seat import Seat

BREAK = """
[reminders.break]
every = "1h"
for = "3s"
summary = "Time for a break"
"""
# Whoever types all the time would be left alone for minutes (rule 10).
RESTLESS = AT_THE_DESK.replace('idle_after = "24h"', 'idle_after = "1s"') + (
    '\n[mute]\nsources = ["full_screen"]\n'
)


def touch(seat: Seat) -> None:
    """Give the desktop real input."""
    if isinstance(seat, SwaySeat):
        seat.session.run("wtype", "a")
    elif isinstance(seat, Gnome):
        seat.type_key(0x61)
    else:
        seat.session.run("xdotool", "key", "shift")


@pytest.mark.parametrize(
    ("name", "told_by"),
    [
        ("dunst", "the X server"),
        ("mako", "the Wayland compositor"),
        ("gnome-shell", "the idle monitor of GNOME or Cinnamon"),
    ],
)
def test_idle_time_is_rest(name: str, told_by: str) -> None:
    """A notice waits for who is away, comes with the first input, and goes when they rest."""
    with seated(name) as seat:
        service = Service(RESTLESS + BREAK, seat.environ)
        try:
            service.have_worked(timedelta(hours=1))
            service.start()

            def typing() -> bool:
                touch(seat)
                return bool(service.entries(Event.SHOWN))

            service.wait(typing, "a break is shown to who is there")
            status = service.status()
            assert status["presence_source"] == told_by
            # Nobody touches anything any more: three seconds later the break has been taken.
            shown = service.entries(Event.SHOWN)[-1]
            rested = service.wait_for(Event.RESTED, "break")
            assert rested.due == shown.due
            assert service.status()["presence"] == "idle"

            def back() -> bool:
                touch(seat)
                return bool(service.status()["presence"] == "active")

            service.wait(back, "they are back")
        finally:
            service.close()


@pytest.mark.parametrize("name", ["dunst", "mako", "gnome-shell"])
def test_a_notice_waits_for_a_pause_in_typing(name: str) -> None:
    """Who types is left alone, and the notice comes eight seconds after the last key."""
    with seated(name) as seat:
        service = Service(AT_THE_DESK + BREAK, seat.environ)
        try:
            service.have_worked(timedelta(minutes=59, seconds=50))
            service.start()

            def held() -> bool:
                touch(seat)
                return any(entry.reason == "typing" for entry in service.entries(Event.HELD))

            service.wait(held, "the break is held for somebody who types")
            assert not service.entries(Event.SHOWN)
            held_at = service.entries(Event.HELD)[-1].at
            shown = service.wait_for(Event.SHOWN, "break")
            assert shown.at - held_at > timedelta(seconds=7)
        finally:
            service.close()


@contextmanager
def at_logind() -> Iterator[tuple[Logind, Service]]:
    """A session of logind without any desktop, and a service in it that is not started."""
    session = PrivateDesktop()
    try:
        start_system_bus(session)
        logind = Logind(session)
        service = Service(DAY_AND_NIGHT + BREAK, session.environ)
        try:
            yield logind, service
        finally:
            service.close()
    finally:
        session.stop()


def test_lock_and_sleep_are_rest() -> None:
    """Locked and about to sleep nobody is there; unlocked and awake somebody is back."""
    with at_logind() as (logind, service):
        service.start()
        wait = service.wait
        wait(lambda: service.status()["presence"] == "active", "somebody is there")
        logind.lock()
        logind.set_locked_hint(locked=True)
        wait(lambda: service.status()["presence"] == "locked", "the screen is locked")
        logind.set_locked_hint(locked=False)
        wait(lambda: service.status()["presence"] == "active", "it is unlocked")
        logind.prepare_for_sleep(begins=True)
        wait(lambda: service.status()["presence"] == "locked", "the machine is about to sleep")
        logind.prepare_for_sleep(begins=False)
        wait(lambda: service.status()["presence"] == "active", "it is awake")
        logind.set_idle_hint(idle=True)
        wait(lambda: service.status()["presence"] == "idle", "the desktop says so")
        logind.set_idle_hint(idle=False)
        wait(lambda: service.status()["presence"] == "active", "and takes it back")
        assert service.status()["presence_source"] == "logind's idle hint"


def test_logind_dies_and_comes_back() -> None:
    """One warning, the person counts as present meanwhile, and the new one is heard."""
    with at_logind() as (logind, service):
        service.start()
        logind.set_locked_hint(locked=True)
        service.wait(lambda: service.status()["presence"] == "locked", "it is locked")
        logind.session.end(logind.process, 9)
        service.wait(lambda: service.status()["presence"] == "active", "nothing is known")
        again = Logind(logind.session)
        again.set_locked_hint(locked=True)
        service.wait(lambda: service.status()["presence"] == "locked", "the new one is heard")
        assert "Traceback" not in service.said
