"""Warmth and cold on a real dunst: the countdown, the look at the skin, and the end alarm."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from posture_daemon.core.sore.deeds import CheckSkin, EndSession, JudgeSession, Thermal, Verdict
from tests.desktop import PrivateDesktop, need, wait_until
from tests.desktops.logind import Logind, start_system_bus
from tests.desktops.sound import PulseAudio
from tests.e2e.pictures import artefact, keep_picture
from tests.e2e.service import AT_THE_DESK, BLINK
from tests.e2e.sore_desk import SoreDesk, sore_desk
from tests.e2e.sore_service import MINUTE, SORE, put_on

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

SECOND = timedelta(seconds=1)
LOOKED = CheckSkin(fine=True)


@pytest.fixture
def desk(private_desktop: PrivateDesktop) -> Iterator[SoreDesk]:
    """A desktop with dunst, and a service that is not started."""
    with sore_desk(private_desktop) as desk:
        yield desk


def test_the_countdown(desk: SoreDesk, tmp_path: Path) -> None:
    """It says how many minutes are left, and when to take it off; Stop ends it."""
    service = desk.service
    service.have_told(*put_on(Thermal.WARMTH, 5 * MINUTE))
    service.start()
    notice = desk.wait_for_notice("Warmth: 10 minutes left")
    assert "Take it off if there is a blister" in notice
    assert [word for word in ("Stop", "Skin is fine", "It is off") if f'"{word}"' in notice] == [
        "Stop"
    ]
    desk.wait_for_screen(1)
    keep_picture(desk.session, "dunst", tmp_path / "countdown.png")
    desk.choose("Stop")
    service.wait_for_deed(EndSession())
    desk.wait_for_screen(0)
    assert service.sore()["session"] is None


def test_the_machine_stays_awake_meanwhile(desk: SoreDesk) -> None:
    """It is kept from sleeping, its lid closed or not, until warmth is off."""
    need("systemd-inhibit")
    start_system_bus(desk.session)
    logind = Logind(desk.session)
    service = desk.service
    service.environ["DBUS_SYSTEM_BUS_ADDRESS"] = desk.session.environ["DBUS_SYSTEM_BUS_ADDRESS"]
    service.have_told(*put_on(Thermal.WARMTH, 5 * MINUTE))
    service.start()
    desk.wait_for_notice("Warmth: 10 minutes left")
    wait_until(lambda: "handle-lid-switch" in logind.inhibitors(), "the machine is kept awake")
    desk.choose("Stop")
    wait_until(lambda: "handle-lid-switch" not in logind.inhibitors(), "it may sleep again")


@pytest.mark.parametrize(("button", "fine"), [("Skin is fine", True), ("Stop", False)])
def test_the_look_at_the_skin(desk: SoreDesk, tmp_path: Path, button: str, *, fine: bool) -> None:
    """It is asked for with two answers: one goes on, the other ends it."""
    service = desk.service
    service.have_told(*put_on(Thermal.COLD, 6 * MINUTE))
    service.start()
    notice = desk.wait_for_notice("Cold: look at your skin")
    assert all(f'string "{label}"' in notice for label in ("Skin is fine", "Stop"))
    desk.wait_for_screen(1)
    keep_picture(desk.session, "dunst", tmp_path / "skin.png")
    desk.choose(button)
    service.wait_for_deed(CheckSkin(fine=fine))
    desk.wait_for_screen(int(fine))
    session = service.sore()["session"]
    assert session is None if not fine else session["kind"] == "cold"


def test_the_alarm_and_its_confirmation(desk: SoreDesk, tmp_path: Path) -> None:
    """It pops up anew after two minutes; neither closing it nor a restart ends it."""
    service = desk.service
    # Ten seconds before it rings for the second time.
    told = put_on(Thermal.WARMTH, 17 * MINUTE - 10 * SECOND)
    service.have_told(*told, (5 * MINUTE, LOOKED))
    service.start()
    first = desk.wait_for_notice("Warmth: take it off now")
    assert 'string "It is off"' in first
    desk.wait_for_screen(1)
    keep_picture(desk.session, "dunst", tmp_path / "alarm.png")

    # Closed, it is back at its next turn.
    desk.session.run("dunstctl", "close")
    desk.wait_for_screen(0)
    again = desk.wait_for_notice("Warmth: take it off now", times=2, limit=150)
    assert "uint32 0" in again.partition("Warmth")[0]  # a new one, in place of none
    desk.wait_for_screen(1)
    assert service.sore()["session"]["over"]

    # Killed and started again, it is there at once.
    service.kill()
    service.start()
    desk.wait_for_notice("Warmth: take it off now", times=3)
    desk.wait_for_screen(1)
    assert service.deeds()[-1] == LOOKED
    desk.choose("It is off")
    service.wait_for_deed(EndSession())
    desk.wait_for_screen(0)
    assert "Traceback" not in service.said


@pytest.mark.parametrize("paused", [False, True], ids=["shown", "dunst paused"])
def test_nothing_holds_the_alarm_back(desk: SoreDesk, tmp_path: Path, *, paused: bool) -> None:
    """Neither a mute nor a call does; where dunst is paused as well it can still be heard."""
    service, sound = desk.service, PulseAudio(desk.session)
    sound.start()
    # It runs as nobody, into whose folder the player of somebody else does not look.
    service.environ["PULSE_SERVER"] = f"unix:{desk.session.folder}/run/pulse/native"
    sound.record("Zoom")
    desk.session.run("dunstctl", "set-paused", str(paused).lower())
    service.settings.write_text(AT_THE_DESK + BLINK + SORE)
    told = put_on(Thermal.WARMTH, 15 * MINUTE - 10 * SECOND)
    service.have_told(*told, (5 * MINUTE, LOOKED))
    service.start()
    service.posture("mute", "1h")
    service.wait(lambda: "microphone" in service.status()["busy"], "the call is heard")

    desk.wait_for_notice("Warmth: take it off now")
    wait_until(lambda: "posture-daemon" in sound.played(), "the bell can be heard")
    desk.wait_for_screen(int(not paused))
    desk.session.screenshot(artefact(tmp_path / f"alarm-{'paused' if paused else 'muted'}.png"))
    assert [blink["held"] for blink in service.status()["reminders"][:1]] == ["muted"]
    assert service.posture("answer", "confirm") == "It is off: noted.\n"
    wait_until(lambda: "posture-daemon" not in sound.played(), "the bell is silent")
    assert service.deeds()[-1] == EndSession()


def test_how_it_was(desk: SoreDesk, tmp_path: Path) -> None:
    """It is asked half an hour after it ended, and a button answers."""
    service = desk.service
    told = put_on(Thermal.COLD, 50 * MINUTE)
    service.have_told(*told, (31 * MINUTE, EndSession()))
    service.start()
    notice = desk.wait_for_notice("How was the cold?")
    assert all(f'string "{label}"' in notice for label in ("It helped", "The same", "Worse"))
    desk.wait_for_screen(1)
    keep_picture(desk.session, "dunst", tmp_path / "how-it-was.png")
    desk.choose("It helped")
    service.wait_for_deed(JudgeSession(Verdict.HELPED))
    desk.wait_for_screen(0)
