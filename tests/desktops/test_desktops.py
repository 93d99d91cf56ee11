"""The test desktops themselves: they start, tell, and leave nothing behind."""

from __future__ import annotations

import signal
from typing import TYPE_CHECKING

from tests.desktop import private_bus, wait_until
from tests.desktops.logind import Logind, start_system_bus
from tests.desktops.sway import Sway

if TYPE_CHECKING:
    from tests.desktop import PrivateDesktop

__all__ = ["private_bus"]


def test_sway_has_windows_and_takes_input(private_bus: PrivateDesktop) -> None:
    """A window opens and can be made full screen, keys can be typed, and the compositor ends."""
    sway = Sway(private_bus)
    sway.open_window()
    sway.message("fullscreen", "enable")
    assert '"fullscreen_mode": 1' in sway.message("-t", "get_tree")
    sway.type()
    sway.end(signal.SIGKILL)
    assert sway.process.returncode is not None


def test_logind_knows_the_session(private_bus: PrivateDesktop) -> None:
    """The hints can be set, and signals are sent."""
    start_system_bus(private_bus)
    logind = Logind(private_bus)
    monitor = ("gdbus", "monitor", "--system", "--dest", "org.freedesktop.login1")
    private_bus.start(*monitor)
    wait_until(lambda: "is owned" in private_bus.said("gdbus"), "the monitor listens")
    logind.set_locked_hint(locked=True)
    logind.set_idle_hint(idle=True, since=5)
    logind.lock()
    logind.unlock()
    logind.prepare_for_sleep(begins=True)
    words = ("LockedHint", "IdleHint", "Session.Lock", "Session.Unlock", "PrepareForSleep")
    wait_until(lambda: all(word in private_bus.said("gdbus") for word in words), "all is heard")
