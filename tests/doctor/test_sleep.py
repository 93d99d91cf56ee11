"""What the doctor says of keeping the machine awake, with a logind and without one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from posture_daemon.doctor import sleep
from posture_daemon.doctor.finding import Verdict
from tests.desktop import need, private_bus
from tests.desktops.logind import Logind, start_system_bus

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

    from tests.desktop import PrivateDesktop

__all__ = ["private_bus"]
_BUS = "DBUS_SYSTEM_BUS_ADDRESS"


def test_names_what_keeps_it_awake(
    private_bus: PrivateDesktop, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where logind grants it."""
    need("systemd-inhibit")
    start_system_bus(private_bus)
    Logind(private_bus)
    monkeypatch.setenv(_BUS, private_bus.environ[_BUS])
    found = sleep.examine()
    assert found.verdict is Verdict.OK
    assert found.sentence.endswith("while warmth or cold is on, by systemd-inhibit.")


def test_warns_where_it_may_fall_asleep(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """With the reason, and what to do."""
    need("systemd-inhibit")
    monkeypatch.setenv(_BUS, f"unix:path={tmp_path}/nothing")
    found = sleep.examine()
    assert found.verdict is Verdict.WARNING
    assert "systemd-inhibit may not keep it awake" in found.sentence
    assert "lid open" in found.remedy


def test_does_not_wait_for_ever(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A program that hangs is given up."""
    program = tmp_path / "systemd-inhibit"
    program.write_text("#!/bin/sh\nexec sleep 600\n")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")
    monkeypatch.setattr(sleep, "_LIMIT", sleep._LIMIT / 50)
    assert "It does not answer." in sleep.examine().sentence
