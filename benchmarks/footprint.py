"""What the idle service costs with all its sources, beside a Python process that does nothing."""

from __future__ import annotations

import argparse
import shutil
import socket
import statistics
import sys
import threading
import time
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.meter import read_family
from posture_daemon.control.client import ask
from posture_daemon.core.sore.deeds import AnswerCard, Begin, CheckIn
from posture_daemon.diary.cover import Kept
from posture_daemon.diary.form import plain
from tests.desktop import PrivateDesktop, wait_until
from tests.desktops.keyring import keyring_daemon
from tests.desktops.logind import Logind, start_system_bus
from tests.desktops.sound import start_pipewire

if TYPE_CHECKING:
    import subprocess
    from collections.abc import Sequence

ROUNDS = 15
_START = 100.0  # seconds
_BARE = "import signal; signal.pause()"
_ROUND_THE_CLOCK = "\n".join(
    f'{day} = ["00:00-24:00"]'
    for day in ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
)


@dataclass(frozen=True, slots=True)
class Cost:
    """One process over a stretch of time."""

    pss_mib: float
    wakeups_per_minute: float
    cpu_seconds_per_hour: float


def main() -> None:
    """Measure, and print a table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=90, help="how long to watch each (90)")
    seconds = parser.parse_args().seconds
    desktop = PrivateDesktop()
    try:
        has = _start_desktop(desktop)
        _report(desktop, seconds, has)
    finally:
        desktop.stop()


def _start_desktop(desktop: PrivateDesktop) -> str:
    """All that the sources listen to, as far as it is installed here: tells what there is."""
    found = []
    desktop.start_bus()
    if all(map(shutil.which, ("pipewire", "pipewire-pulse", "pw-dump", "wireplumber"))):
        start_pipewire(desktop)
        desktop.start("pipewire-pulse")
        pulse = desktop.folder / "run" / "pulse" / "pid"
        wait_until(pulse.exists, "PipeWire speaks PulseAudio's protocol")
        found.append("PipeWire")
    if Path("/usr/share/doc/python3-dbusmock").exists():
        start_system_bus(desktop)
        Logind(desktop)
        found.append("logind")
    return ", ".join([_start_server(desktop), *found])


def _start_server(desktop: PrivateDesktop) -> str:
    """A real notification server, if there is one here."""
    if shutil.which("Xvfb") is None or shutil.which("dunst") is None:
        return "no notification server"
    desktop.start_display()
    desktop.start("dunst")
    return "dunst"


def _report(desktop: PrivateDesktop, seconds: float, has: str) -> None:
    # One after the other: processes of the same program share memory, which would flatter both.
    bare_process = desktop.start(sys.executable, "-c", _BARE)
    bare = _watch(bare_process, seconds)
    ready_after, service_process = _start_service(desktop)
    service = _watch(service_process, seconds)
    ready_again, service_process = _start_service(desktop)
    latency = _latency(desktop, [_program("posture-daemon"), "status"])
    start = _latency(desktop, [sys.executable, "-c", "pass"])
    sore = _watch_plan(desktop, service_process, seconds)
    print(f"Python {sys.version.split()[0]}, {has}, {seconds:g} s watched")
    print(f"{'':34}{'bare Python':>14}{'the service':>14}{'ratio':>8}")
    _row("memory (PSS), MiB", bare.pss_mib, service.pss_mib)
    _row("wake-ups a minute", bare.wakeups_per_minute, service.wakeups_per_minute)
    _row("CPU seconds an hour", bare.cpu_seconds_per_hour, service.cpu_seconds_per_hour)
    if sore:
        _row("memory with the plan on, MiB", bare.pss_mib, sore.pss_mib)
        _row("wake-ups a minute with it", bare.wakeups_per_minute, sore.wakeups_per_minute)
    _row("start until ready / to end, ms", start, min(ready_after, ready_again))
    _row("`status` / `python -c pass`, ms", start, latency)


def _watch_plan(
    desktop: PrivateDesktop, service: subprocess.Popen[bytes], seconds: float
) -> Cost | None:
    """Tell it of a sore back, into an encrypted diary, and watch it; nothing without a keyring."""
    if shutil.which("gnome-keyring-daemon") is None:
        return None
    control = desktop.folder / "run" / "posture-daemon" / "control.sock"
    with keyring_daemon(desktop, unlocked=True):
        for deed in (Begin(outside_hours=True), AnswerCard(applies=False), CheckIn(4)):
            ask(control, "tell", **plain(deed))
        if ask(control, "sore")["diary"]["kept"] != Kept.ENCRYPTED:
            return None
        return _watch(service, seconds)


def _row(name: str, bare: float, service: float) -> None:
    ratio = f"{service / bare:8.1f}" if bare else f"{'-':>8}"
    print(f"{name:34}{bare:14.2f}{service:14.2f}{ratio}")


def _start_service(desktop: PrivateDesktop) -> tuple[float, subprocess.Popen[bytes]]:
    """Start it in the balanced profile, at work round the clock; answers ms until READY=1."""
    settings = desktop.folder / "settings.toml"
    calendar = desktop.folder / "work.ics"
    calendar.write_text("BEGIN:VCALENDAR\nVERSION:2.0\nPRODID:-//x//y//EN\nEND:VCALENDAR\n")
    settings.write_text(
        f"[work_hours]\n{_ROUND_THE_CLOCK}\n[mute.calendars.work]\npath = '{calendar}'\n"
    )
    with closing(socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)) as manager:
        address = desktop.folder / "notify"
        address.unlink(missing_ok=True)
        manager.bind(str(address))
        manager.settimeout(60)
        begin = time.perf_counter()
        service = desktop.start(
            _program("posture-daemon"), "run", "--settings", settings, NOTIFY_SOCKET=str(address)
        )
        while b"READY=1" not in manager.recv(4096):
            pass
        return (time.perf_counter() - begin) * 1000, service


def _program(name: str) -> str:
    return str(Path(sys.executable).with_name(name))


def _watch(process: subprocess.Popen[bytes], seconds: float) -> Cost:
    """Watch an idle process, and end it."""
    # Its start does not belong to idling, nor the first notice with its expiry, nor the first
    # minute and a half, in which it looks again for what a desktop may start after it.
    threading.Event().wait(_START)
    before = read_family(process.pid)
    threading.Event().wait(seconds)
    after = read_family(process.pid)
    process.terminate()
    process.wait()
    return Cost(
        pss_mib=after.pss / 1024,
        wakeups_per_minute=(after.switches - before.switches) / seconds * 60,
        cpu_seconds_per_hour=(after.cpu - before.cpu) / 1e9 / seconds * 3600,
    )


def _latency(desktop: PrivateDesktop, command: Sequence[str]) -> float:
    """Median time of a command from start to end, in milliseconds."""
    times = []
    for _ in range(ROUNDS):
        begin = time.perf_counter()
        desktop.run(*command)
        times.append(time.perf_counter() - begin)
    return statistics.median(times) * 1000


if __name__ == "__main__":
    main()
