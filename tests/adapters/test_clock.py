"""The real clocks, and how counting goes on over a restart of the service or the machine."""

from __future__ import annotations

import sys
from datetime import UTC, datetime, timedelta, tzinfo
from types import SimpleNamespace
from typing import TYPE_CHECKING

import pytest

from posture_daemon.adapters import clock as adapter
from posture_daemon.adapters.clock import SystemClock
from posture_daemon.core.state import State

if TYPE_CHECKING:
    from pathlib import Path

NINE = datetime(2026, 3, 2, 9, tzinfo=UTC)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


class Machine:
    """A machine that boots, sleeps, and whose clock is set, as its clocks tell."""

    def __init__(self, folder: Path) -> None:
        self._boot_id = folder / "boot_id"
        self.wall = NINE
        self.boot("first")

    def boot(self, name: str | None) -> None:
        """Start anew; without a name the system does not tell one boot from another."""
        self.running = self.awake = timedelta(minutes=1)
        if name is None:
            self._boot_id.unlink()
        else:
            self._boot_id.write_text(f"{name}\n")

    def wait(self, length: timedelta) -> None:
        """Let time pass."""
        self.wall += length
        self.running += length
        self.awake += length

    def sleep(self, length: timedelta) -> None:
        """Suspend the machine."""
        self.wall += length
        self.running += length

    def install(self, patch: pytest.MonkeyPatch) -> None:
        """Have the adapter read these clocks."""
        machine = self

        class Datetime(datetime):
            @classmethod
            def now(cls, tz: tzinfo | None = None) -> datetime:  # type: ignore[override]
                return machine.wall.astimezone(tz)

        patch.setattr(adapter, "_BOOT_ID", self._boot_id)
        patch.setattr(adapter, "_RUNNING", "running")
        patch.setattr(adapter, "_AWAKE", "awake")
        patch.setattr(adapter, "_read", lambda name: getattr(machine, name))
        patch.setattr(adapter, "datetime", Datetime)


@pytest.fixture
def machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Machine:
    """A machine that has been on for a minute at nine o'clock."""
    machine = Machine(tmp_path)
    machine.install(monkeypatch)
    return machine


def state_of(clock: SystemClock) -> State:
    """What the service writes down."""
    now = clock.now()
    return State(now.wall, now.elapsed, boot=clock.boot, clock_offset=clock.offset)


def test_the_real_clock_is_aware_and_goes_on() -> None:
    """The wall clock is in UTC, and elapsed time never goes back."""
    clock = SystemClock()
    readings = [clock.now() for _ in range(1000)]
    assert {reading.wall.tzinfo for reading in readings} == {UTC}
    elapsed = [reading.elapsed for reading in readings]
    assert elapsed == sorted(elapsed)


def test_the_real_clock_counts_sleep_where_the_system_does() -> None:
    """There is a clock that runs during suspend, and on Linux each boot has a name."""
    assert adapter._read(adapter._AWAKE) <= adapter._read(adapter._RUNNING)
    if sys.platform == "linux":
        assert (adapter._RUNNING, adapter._AWAKE) == ("CLOCK_BOOTTIME", "CLOCK_MONOTONIC")
        assert SystemClock().boot == SystemClock().boot != ""


def test_a_system_without_such_clocks_has_its_monotonic_one(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A clock that Python does not know here is replaced by one that it knows everywhere."""
    monkeypatch.setattr(adapter, "time", SimpleNamespace(monotonic=lambda: 42.5))
    assert adapter._read("CLOCK_BOOTTIME") == timedelta(seconds=42.5)


def test_sleep_is_told_from_waking(machine: Machine) -> None:
    """Elapsed time counts suspended time; how long that was is known apart."""
    clock = SystemClock()
    before, asleep = clock.now(), clock.asleep()
    machine.wait(HOUR)
    machine.sleep(2 * HOUR)
    assert clock.now() == before.later(3 * HOUR)
    assert clock.asleep() - asleep == 2 * HOUR


def test_a_set_clock_moves_the_wall_clock_only(machine: Machine) -> None:
    """Elapsed time does not follow a setting of the clock."""
    clock = SystemClock()
    before = clock.now()
    machine.wall += 5 * HOUR
    assert clock.now().elapsed == before.elapsed
    assert clock.now().wall == before.wall + 5 * HOUR


def test_a_restart_goes_by_elapsed_time(machine: Machine) -> None:
    """Within one boot a gap is what has elapsed, sleep and all, whatever the wall clock says."""
    first = SystemClock()
    machine.wait(HOUR)
    state = state_of(first)
    machine.wait(timedelta(minutes=3))
    machine.sleep(HOUR)
    machine.wall -= DAY
    second = SystemClock()
    assert second.continue_from(state) == HOUR + timedelta(minutes=3)
    assert second.now().elapsed == state.elapsed + HOUR + timedelta(minutes=3)


@pytest.mark.parametrize("name", ["second", None])
def test_a_reboot_goes_by_the_wall_clock(machine: Machine, name: str | None) -> None:
    """Over a reboot, and where nobody knows whether there was one, the wall clock tells."""
    machine.wait(10 * HOUR)
    state = state_of(SystemClock())
    machine.boot(name)
    machine.wall += HOUR
    clock = SystemClock()
    assert clock.continue_from(state) == HOUR
    assert clock.now().elapsed == state.elapsed + HOUR


def test_a_gap_is_never_negative(machine: Machine) -> None:
    """A wall clock that was set back over a reboot makes no gap, and elapsed time goes on."""
    machine.wait(10 * HOUR)
    state = state_of(SystemClock())
    machine.boot("second")
    machine.wall -= DAY
    clock = SystemClock()
    assert clock.continue_from(state) == timedelta()
    assert clock.now().elapsed == state.elapsed


def test_a_boot_that_seems_the_same_but_is_younger(machine: Machine) -> None:
    """Elapsed time that lies before the state's, as in a copied machine, is not believed."""
    machine.wait(10 * HOUR)
    state = state_of(SystemClock())
    machine.boot("first")
    machine.wall += HOUR
    assert SystemClock().continue_from(state) == HOUR


def test_elapsed_time_goes_on_over_many_starts(machine: Machine) -> None:
    """Reboots and restarts in any order neither lose nor add time."""
    clock = SystemClock()
    begin = clock.now()
    for name in (None, "second", None, None, "third", "fourth", None):
        machine.wait(HOUR)
        state = state_of(clock)
        if name is not None:
            machine.boot(name)
        machine.wall += HOUR if name else timedelta()
        machine.wait(timedelta(seconds=20))
        gap = HOUR + timedelta(seconds=20) if name else timedelta(seconds=20)
        clock = SystemClock()
        assert clock.continue_from(state) == gap
        assert clock.now().elapsed == state.elapsed + gap
    assert clock.now() == begin.later(machine.wall - begin.wall)
