"""Warmth and cold on a real dunst: the countdown, the look at the skin, and the alarm at the end."""

from __future__ import annotations

from contextlib import contextmanager
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from posture_daemon.core.sore.deeds import CheckSkin, EndSession, JudgeSession, Thermal, Verdict
from tests.desktop import PrivateDesktop, need, wait_until
from tests.desktops.sound import PulseAudio
from tests.e2e.pictures import artefact, keep_picture, paint_background
from tests.e2e.service import AT_THE_DESK, BLINK
from tests.e2e.sore_service import MINUTE, WAKING, SoreService, put_on
from tests.e2e.test_dunst import MENU, Desk, start_dunst

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

SECOND = timedelta(seconds=1)
LOOKED = CheckSkin(fine=True)


@pytest.fixture
def desk(private_desktop: PrivateDesktop) -> Iterator[Desk]:
    """A desktop with dunst, and a service that is not started."""
    with at_dunst(private_desktop) as desk:
        yield desk


@contextmanager
def at_dunst(session: PrivateDesktop) -> Iterator[Desk]:
    """dunst in a session that has a bus and a screen."""
    need("dunst", "dunstctl", "dbus-monitor", "import", "display", "xdotool")
    menu = session.folder / "posture-menu"
    menu.write_text(MENU.format(folder=session.folder))
    menu.chmod(0o755)
    session.environ["PATH"] = f"{menu.parent}:{session.environ['PATH']}"
    paint_background(session)
    service = SoreService(AT_THE_DESK, session.environ)
    try:
        desk = Desk(session, service, start_dunst(session))
        session.start("dbus-monitor", "--session", "interface='org.freedesktop.Notifications'")
        wait_until(lambda: "NameAcquired" in session.said("dbus-monitor"), "the bus is watched")
        yield desk
    finally:
        service.close()


def service_of(desk: Desk) -> SoreService:
    """Whose back is sore."""
    assert isinstance(desk.service, SoreService)
    return desk.service


def wait_for_notice(desk: Desk, words: str, times: int = 1, limit: float = 30) -> str:
    """Wait until dunst was asked to show these words so often; the last of these calls."""
    found: list[str] = []

    def asked() -> bool:
        found[:] = [call for call in desk.calls if words in call]
        return len(found) >= times

    wait_until(asked, f"{times} x {words}", limit)
    return found[-1]


def test_the_countdown(desk: Desk, tmp_path: Path) -> None:
    """It says how many minutes are left, and when to take it off; Stop ends it."""
    service = service_of(desk)
    service.have_told(*put_on(Thermal.WARMTH, 5 * MINUTE))
    service.start()
    notice = wait_for_notice(desk, "Warmth: 10 minutes left")
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


@pytest.mark.parametrize(("button", "fine"), [("Skin is fine", True), ("Stop", False)])
def test_the_look_at_the_skin(desk: Desk, tmp_path: Path, button: str, *, fine: bool) -> None:
    """It is asked for with two answers: one goes on, the other ends it."""
    service = service_of(desk)
    service.have_told(*put_on(Thermal.COLD, 6 * MINUTE))
    service.start()
    notice = wait_for_notice(desk, "Cold: look at your skin")
    assert all(f'string "{label}"' in notice for label in ("Skin is fine", "Stop"))
    desk.wait_for_screen(1)
    keep_picture(desk.session, "dunst", tmp_path / "skin.png")
    desk.choose(button)
    service.wait_for_deed(CheckSkin(fine=fine))
    desk.wait_for_screen(int(fine))
    session = service.sore()["session"]
    assert session is None if not fine else session["kind"] == "cold"


def test_the_alarm_and_its_confirmation(desk: Desk, tmp_path: Path) -> None:
    """It pops up anew after two minutes; to close it is no answer, and a restart does not end it."""
    service = service_of(desk)
    # Ten seconds before it rings for the second time.
    told = put_on(Thermal.WARMTH, 17 * MINUTE - 10 * SECOND)
    service.have_told(*told, (5 * MINUTE, LOOKED))
    service.start()
    first = wait_for_notice(desk, "Warmth: take it off now")
    assert 'string "It is off"' in first
    desk.wait_for_screen(1)
    keep_picture(desk.session, "dunst", tmp_path / "alarm.png")

    # Closed, it is back at its next turn.
    desk.session.run("dunstctl", "close")
    desk.wait_for_screen(0)
    again = wait_for_notice(desk, "Warmth: take it off now", times=2, limit=150)
    assert "uint32 0" in again.partition("Warmth")[0]  # a new one, in place of none
    desk.wait_for_screen(1)
    assert service.sore()["session"]["over"]

    # Killed and started again, it is there at once.
    service.kill()
    service.start()
    wait_for_notice(desk, "Warmth: take it off now", times=3)
    desk.wait_for_screen(1)
    assert service.deeds()[-1] == LOOKED
    desk.choose("It is off")
    service.wait_for_deed(EndSession())
    desk.wait_for_screen(0)
    assert "Traceback" not in service.said


@pytest.mark.parametrize("paused", [False, True], ids=["shown", "dunst paused"])
def test_nothing_holds_the_alarm_back(desk: Desk, tmp_path: Path, *, paused: bool) -> None:
    """Neither a mute nor a call does; where dunst is paused as well it can still be heard."""
    service, sound = service_of(desk), PulseAudio(desk.session)
    sound.start()
    # It runs as nobody, into whose folder the player of somebody else does not look.
    service.environ["PULSE_SERVER"] = f"unix:{desk.session.folder}/run/pulse/native"
    sound.record("Zoom")
    desk.session.run("dunstctl", "set-paused", str(paused).lower())
    service.settings.write_text(AT_THE_DESK + WAKING + BLINK)
    told = put_on(Thermal.WARMTH, 15 * MINUTE - 10 * SECOND)
    service.have_told(*told, (5 * MINUTE, LOOKED))
    service.start()
    service.posture("mute", "1h")
    service.wait(lambda: "microphone" in service.status()["busy"], "the call is heard")

    wait_for_notice(desk, "Warmth: take it off now")
    wait_until(lambda: "posture-daemon" in sound.played(), "the bell can be heard")
    desk.wait_for_screen(int(not paused))
    desk.session.screenshot(artefact(tmp_path / f"alarm-{'paused' if paused else 'muted'}.png"))
    assert [blink["held"] for blink in service.status()["reminders"][:1]] == ["muted"]
    assert service.posture("answer", "confirm") == "It is off: noted.\n"
    wait_until(lambda: "posture-daemon" not in sound.played(), "the bell is silent")
    assert service.deeds()[-1] == EndSession()


def test_how_it_was(desk: Desk, tmp_path: Path) -> None:
    """It is asked half an hour after it ended, and a button answers."""
    service = service_of(desk)
    told = put_on(Thermal.COLD, 50 * MINUTE)
    service.have_told(*told, (31 * MINUTE, EndSession()))
    service.start()
    notice = wait_for_notice(desk, "How was the cold?")
    assert all(f'string "{label}"' in notice for label in ("It helped", "The same", "Worse"))
    desk.wait_for_screen(1)
    keep_picture(desk.session, "dunst", tmp_path / "how-it-was.png")
    desk.choose("It helped")
    service.wait_for_deed(JudgeSession(Verdict.HELPED))
    desk.wait_for_screen(0)
