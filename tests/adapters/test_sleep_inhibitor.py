"""The sleep inhibitor, with logind as dbusmock plays it, and with doubles of other systems."""

from __future__ import annotations

import asyncio
import ctypes
import signal
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from posture_daemon.adapters.sleep_inhibitor import WHY, SleepInhibitor
from posture_daemon.errors import Unavailable
from tests.desktop import need, private_bus, until, wait_until
from tests.desktops.logind import Logind, start_system_bus

if TYPE_CHECKING:
    from tests.desktop import PrivateDesktop

__all__ = ["private_bus"]

ROOT = Path(__file__).parents[2]
HOLDER = """\
import asyncio
from posture_daemon.adapters.sleep_inhibitor import SleepInhibitor

async def hold():
    SleepInhibitor().hold()
    await asyncio.Event().wait()

asyncio.run(hold())
"""


@pytest.fixture
def logind(private_bus: PrivateDesktop) -> Logind:
    """Sit down where logind is."""
    need("systemd-inhibit")
    start_system_bus(private_bus)
    return Logind(private_bus)


async def at_rest(inhibitor: SleepInhibitor) -> None:
    """Wait until nothing of it runs any more."""
    await until(lambda: not inhibitor._locks, "the inhibitor is at rest")


def test_keeps_the_machine_awake_until_it_is_released(logind: Logind) -> None:
    """From sleep and from what closing the lid does, with the reason; the screen may lock."""

    async def scenario() -> None:
        inhibitor = SleepInhibitor("linux", logind.session.environ)
        inhibitor.hold()
        await until(lambda: logind.inhibitors().count(WHY) == 1, "the lock is held")
        assert "'sleep:handle-lid-switch', 'posture-daemon'" in logind.inhibitors()
        assert "'block'" in logind.inhibitors()
        inhibitor.release()
        await at_rest(inhibitor)
        await until(lambda: WHY not in logind.inhibitors(), "the lock is free")

    asyncio.run(scenario())


def test_a_service_that_is_killed_lets_it_sleep(logind: Logind) -> None:
    """Nothing of it is left that would keep the machine awake for good."""
    service = subprocess.Popen([sys.executable, "-c", HOLDER], env=logind.session.environ, cwd=ROOT)
    try:
        wait_until(lambda: WHY in logind.inhibitors(), "the lock is held")
    finally:
        service.send_signal(signal.SIGKILL)
        service.wait()
    wait_until(lambda: WHY not in logind.inhibitors(), "the lock is free")


def test_looking_leaves_nothing_behind(logind: Logind) -> None:
    """It names the program."""
    assert asyncio.run(SleepInhibitor("linux", logind.session.environ).look()) == "systemd-inhibit"
    assert WHY not in logind.inhibitors()


def test_without_logind_it_says_so(
    private_bus: PrivateDesktop, caplog: pytest.LogCaptureFixture
) -> None:
    """Once, in the log, and the day goes on."""
    need("systemd-inhibit")
    private_bus.environ["DBUS_SYSTEM_BUS_ADDRESS"] = f"unix:path={private_bus.folder}/nothing"

    async def scenario() -> None:
        inhibitor = SleepInhibitor("linux", private_bus.environ)
        inhibitor.hold()
        await until(lambda: caplog.messages, "it is said")
        await at_rest(inhibitor)
        with pytest.raises(Unavailable, match="may not keep it awake"):
            await inhibitor.look()

    asyncio.run(scenario())
    assert [record.levelname for record in caplog.records] == ["WARNING"]
    assert "may fall asleep before the alarm: systemd-inhibit may not keep it awake" in caplog.text


def test_a_program_that_is_missing_is_named(tmp_path: Path) -> None:
    """With the package that has it."""
    with pytest.raises(Unavailable, match=r"not installed \(package systemd\)"):
        asyncio.run(SleepInhibitor("linux", {"PATH": str(tmp_path)}).look())


@pytest.mark.skipif(sys.platform == "win32", reason="a shell script stands in for macOS")
def test_macos_is_kept_awake_by_caffeinate(tmp_path: Path) -> None:
    """It runs a program under which the machine stays awake, and ends with it."""
    said, double = tmp_path / "said", tmp_path / "caffeinate"
    double.write_text(
        f'#!/bin/sh\necho "$@" > {said}.new\nmv {said}.new {said}\nshift 2\nexec "$@"\n'
    )
    double.chmod(0o755)

    async def scenario() -> None:
        inhibitor = SleepInhibitor("darwin", {"PATH": f"{tmp_path}:/usr/bin:/bin"})
        assert await inhibitor.look() == "caffeinate"
        said.unlink()
        inhibitor.hold()
        await until(said.exists, "it is called")
        inhibitor.release()
        await at_rest(inhibitor)

    asyncio.run(scenario())
    assert said.read_text() == "-i -s cat\n"


class DoubleOfWindows:
    """What kernel32 is asked for."""

    def __init__(self, answer: int) -> None:
        self.kernel32 = self
        self.answer = answer
        self.states: list[int] = []

    def SetThreadExecutionState(self, state: int) -> int:  # noqa: N802 - its name there
        """Take a state, and answer with the one before, or 0."""
        self.states.append(state)
        return self.answer


def test_windows_is_kept_awake(monkeypatch: pytest.MonkeyPatch) -> None:
    """The system is required until it is released."""
    windows = DoubleOfWindows(0x80000000)
    monkeypatch.setattr(ctypes, "windll", windows, raising=False)

    async def scenario() -> None:
        inhibitor = SleepInhibitor("win32")
        assert await inhibitor.look() == "Windows"
        inhibitor.hold()
        await until(lambda: windows.states, "it is required")
        inhibitor.release()
        await at_rest(inhibitor)

    asyncio.run(scenario())
    assert windows.states == [0x80000001, 0x80000000]


def test_windows_may_refuse(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """That is said once."""
    monkeypatch.setattr(ctypes, "windll", DoubleOfWindows(0), raising=False)

    async def scenario() -> None:
        SleepInhibitor("win32").hold()
        await until(lambda: caplog.messages, "it is said")

    asyncio.run(scenario())
    assert "Windows does not take it" in caplog.text
