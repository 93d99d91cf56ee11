"""A private desktop for tests: a session bus, a display, real notification servers, screenshots."""

from __future__ import annotations

import asyncio
import os
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

LIMIT = 30.0
_PAUSE = 0.02

_BUS = """\
<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig>
  <type>session</type>
  <keep_umask/>
  <listen>unix:path={socket}</listen>
  <servicedir>{services}</servicedir>
  <policy context="default">
    <allow send_destination="*" eavesdrop="true"/>
    <allow eavesdrop="true"/>
    <allow own="*"/>
  </policy>
</busconfig>
"""

# What of the caller's session must not be seen by the private one.
_FOREIGN = ("DISPLAY", "WAYLAND_DISPLAY", "XAUTHORITY", "XDG_CURRENT_DESKTOP", "SWAYSOCK")


def need(*programs: str) -> None:
    """Skip the test if a program is missing; fail instead where POSTURE_REQUIRE_DESKTOP=1."""
    missing = [program for program in programs if shutil.which(program) is None]
    if not missing:
        return
    reason = f"not installed: {', '.join(missing)}"
    if os.environ.get("POSTURE_REQUIRE_DESKTOP") == "1":
        pytest.fail(reason)
    pytest.skip(reason)


def wait_until(predicate: Callable[[], object], what: str, limit: float = LIMIT) -> None:
    """Poll until `predicate` holds; fail the test with `what` after `limit` seconds."""
    for _ in _moments(limit, what):
        if predicate():
            return
        time.sleep(_PAUSE)  # noqa: TID251 - real processes live in real time


async def until(predicate: Callable[[], object], what: str, limit: float = LIMIT) -> None:
    """Poll as `wait_until` does, and let the event loop run meanwhile."""
    for _ in _moments(limit, what):
        if predicate():
            return
        await asyncio.sleep(_PAUSE)


def _moments(limit: float, what: str) -> Iterator[None]:
    """Go round until the limit, and fail then."""
    now = time.monotonic  # noqa: TID251 - real processes live in real time
    deadline = now() + limit
    while now() < deadline:
        yield
    pytest.fail(f"not within {limit:g} s: {what}")


class PrivateDesktop:
    """Processes of a session of its own, all in one folder and all ended by `stop`.

    `environ` is what a program needs in order to live in this session; `bus` and `display` are
    its bus and its X server, once they are started.
    """

    def __init__(self) -> None:
        # Not pytest's folder: the path of a socket may have 107 bytes only.
        self.folder = Path(tempfile.mkdtemp(prefix="posture-"))
        for name in ("home", "run", "services"):
            (self.folder / name).mkdir(mode=0o700)
        self.socket = self.folder / "run" / "bus"
        foreign = {*_FOREIGN, *(name for name in os.environ if name.startswith(("XDG_", "DBUS_")))}
        self.environ = {name: os.environ[name] for name in os.environ if name not in foreign} | {
            "HOME": str(self.folder / "home"),
            "XDG_RUNTIME_DIR": str(self.folder / "run"),
            "DBUS_SESSION_BUS_ADDRESS": f"unix:path={self.socket}",
            "LANG": "C.UTF-8",
            "NO_AT_BRIDGE": "1",
            "GTK_A11Y": "none",
        }
        self.bus: subprocess.Popen[bytes]
        self.display: subprocess.Popen[bytes]
        self._processes: list[subprocess.Popen[bytes]] = []

    def start(self, *command: str | Path, **environ: str) -> subprocess.Popen[bytes]:
        """Start a program in this session; what it says is in `said`."""
        log = self.folder / f"{Path(command[0]).name}.log"
        with log.open("ab") as output:
            process = subprocess.Popen(
                [str(word) for word in command],
                env=self.environ | environ,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=output,
                start_new_session=True,
            )
        self._processes.append(process)
        return process

    def run(self, *command: str | Path, check: bool = True) -> str:
        """Run a program to its end in this session and return what it wrote."""
        done = subprocess.run(
            [str(word) for word in command],
            env=self.environ,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=LIMIT,
            check=False,
            text=True,
        )
        if check and done.returncode:
            pytest.fail(f"{command[0]} ended with {done.returncode}: {done.stderr.strip()}")
        return done.stdout.strip()

    def said(self, program: str) -> str:
        """Return what a program started here has written so far."""
        log = self.folder / f"{program}.log"
        return log.read_text(errors="replace") if log.exists() else ""

    def start_bus(self, *prefix: str) -> subprocess.Popen[bytes]:
        """Start the session bus; its address stays the same if it is started again.

        `prefix` stands before the command, as that of setpriv does.
        """
        need("dbus-daemon")
        config = self.folder / "bus.conf"
        config.write_text(_BUS.format(socket=self.socket, services=self.folder / "services"))
        self.socket.unlink(missing_ok=True)
        options = (f"--config-file={config}", "--nofork", "--nopidfile")
        self.bus = self.start(*prefix, "dbus-daemon", *options)
        wait_until(self._bus_listens, "the session bus listens")
        return self.bus

    def _bus_listens(self) -> bool:
        # The socket's file is there a moment before it can be connected to.
        with socket.socket(socket.AF_UNIX) as caller:
            return caller.connect_ex(str(self.socket)) == 0

    def reload_services(self) -> None:
        """Let the bus read the folder `services` again."""
        command = ("dbus-send", "--session", "--print-reply", "--dest=org.freedesktop.DBus")
        self.run(*command, "/org/freedesktop/DBus", "org.freedesktop.DBus.ReloadConfig")

    def start_display(self, size: str = "1280x800x24") -> None:
        """Start an X server on a free display."""
        need("Xvfb")
        number = self.folder / "display"
        number.touch()
        command = f'exec Xvfb -displayfd 3 -screen 0 {size} -nolisten tcp -noreset 3>"{number}"'
        self.display = self.start("bash", "-c", command)
        wait_until(lambda: number.read_text().endswith("\n"), "the X server has a display")
        self.environ["DISPLAY"] = f":{number.read_text().strip()}"
        self.environ["XDG_SESSION_TYPE"] = "x11"

    def owner(self, name: str) -> str:
        """Return the unique name of the owner of a bus name, or nothing."""
        call = ("org.freedesktop.DBus.GetNameOwner", f"string:{name}")
        command = ("dbus-send", "--session", "--print-reply=literal", "--dest=org.freedesktop.DBus")
        return self.run(*command, "/org/freedesktop/DBus", *call, check=False)

    def start_server(self, *command: str | Path) -> subprocess.Popen[bytes]:
        """Start a notification server and wait until it owns the name."""
        server = self.start(*command)
        name = "org.freedesktop.Notifications"
        wait_until(lambda: self.owner(name) or server.poll() is not None, f"{command[0]} serves")
        if server.poll() is not None:
            pytest.fail(f"{command[0]} ended: {self.said(Path(command[0]).name)}")
        return server

    def screenshot(self, path: Path) -> None:
        """Write a picture of the whole screen."""
        need("import")
        self.run("import", "-window", "root", path)

    def end(self, process: subprocess.Popen[bytes], number: int = signal.SIGTERM) -> None:
        """End one of the processes and wait for it, a stopped one too."""
        for last in (number, signal.SIGCONT):
            if process.poll() is None:
                os.killpg(process.pid, last)
        try:
            process.wait(5)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
        self._processes.remove(process)

    def stop(self) -> None:
        """End everything, the newest first, and remove the folder."""
        for process in reversed(self._processes.copy()):
            self.end(process)
        shutil.rmtree(self.folder, ignore_errors=True)


@pytest.fixture
def private_bus() -> Iterator[PrivateDesktop]:
    """A session with a bus and nothing else."""
    session = PrivateDesktop()
    try:
        session.start_bus()
        yield session
    finally:
        session.stop()


@pytest.fixture
def private_desktop() -> Iterator[PrivateDesktop]:
    """A session with a bus and a screen, and no notification server yet."""
    session = PrivateDesktop()
    try:
        session.start_bus()
        session.start_display()
        yield session
    finally:
        session.stop()
