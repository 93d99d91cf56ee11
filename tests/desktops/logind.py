"""A private system bus for tests, with python-dbusmock's logind on it."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from tests.desktop import need, wait_until
from tests.desktops.mock import PYTHON, boolean, need_dbusmock

if TYPE_CHECKING:
    import signal
    import subprocess

    from tests.desktop import PrivateDesktop

_BUS = """\
<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig>
  <type>custom</type>
  <keep_umask/>
  <listen>unix:path={socket}</listen>
  <auth>EXTERNAL</auth>
  <policy context="default">
    <allow user="*"/>
    <allow send_destination="*" eavesdrop="true"/>
    <allow eavesdrop="true"/>
    <allow own="*"/>
  </policy>
</busconfig>
"""

_LOGIN = "org.freedesktop.login1"
_MANAGER = "/org/freedesktop/login1"
_MOCK = "org.freedesktop.DBus.Mock"


def start_system_bus(session: PrivateDesktop) -> subprocess.Popen[bytes]:
    """Start a system bus; the programs of the session find it by `environ`."""
    need("dbus-daemon", "gdbus")
    socket, config = session.folder / "run" / "system_bus", session.folder / "system_bus.conf"
    config.write_text(_BUS.format(socket=socket))
    socket.unlink(missing_ok=True)
    session.environ["DBUS_SYSTEM_BUS_ADDRESS"] = f"unix:path={socket}"
    bus = session.start("dbus-daemon", f"--config-file={config}", "--nofork", "--nopidfile")
    wait_until(lambda: _has_name(session, "org.freedesktop.DBus"), "the system bus answers")
    return bus


class Logind:
    """logind as dbusmock plays it, with one session: that of the tests' own user.

    The mock's GetSession answers a path for any name, so the session's is "auto".
    """

    def __init__(self, session: PrivateDesktop, name: str = "auto") -> None:
        need_dbusmock()
        self.session = session
        self.path = f"{_MANAGER}/session/{name}"
        self.process = session.start(PYTHON, "-m", "dbusmock", "--template", "logind")
        wait_until(lambda: _has_name(session, _LOGIN), "logind is on the system bus")
        self.mock(_MANAGER, "AddSession", name, "seat0", f"uint32 {os.getuid()}", "me", "true")

    def lock(self) -> None:
        """Ask the session's locker to lock, as `loginctl lock-session` does."""
        self._call(self.path, f"{_LOGIN}.Session.Lock")

    def unlock(self) -> None:
        """Ask the session's locker to unlock."""
        self._call(self.path, f"{_LOGIN}.Session.Unlock")

    def set_locked_hint(self, *, locked: bool) -> None:
        """Say as a locker that the session is locked, or no longer."""
        self._call(self.path, f"{_LOGIN}.Session.SetLockedHint", boolean(locked))

    def set_idle_hint(self, *, idle: bool, since: int = 0) -> None:
        """Say as a desktop that the session is idle since (microseconds of CLOCK_MONOTONIC)."""
        hints = f"{{'IdleHint': <{boolean(idle)}>, 'IdleSinceHintMonotonic': <uint64 {since}>}}"
        self.mock(self.path, "UpdateProperties", f"{_LOGIN}.Session", hints)

    def prepare_for_sleep(self, *, begins: bool) -> None:
        """Announce that the machine is about to sleep, or that it has woken up."""
        hints = f"{{'PreparingForSleep': <{boolean(begins)}>}}"
        self.mock(_MANAGER, "UpdateProperties", f"{_LOGIN}.Manager", hints)
        words = (f"{_LOGIN}.Manager", "PrepareForSleep", "b", f"[<{boolean(begins)}>]")
        self.mock(_MANAGER, "EmitSignal", *words)

    def inhibitors(self) -> str:
        """List who keeps the machine from what, and why, as gdbus writes it."""
        return self._call(_MANAGER, f"{_LOGIN}.Manager.ListInhibitors")

    def end(self, number: signal.Signals) -> None:
        """End logind by a signal; the bus goes on."""
        self.session.end(self.process, number)

    def mock(self, path: str, member: str, *words: str) -> str:
        """Call one of dbusmock's own methods on an object; words are GVariant texts."""
        return self._call(path, f"{_MOCK}.{member}", *words)

    def _call(self, path: str, member: str, *words: str) -> str:
        where = ("--system", "--dest", _LOGIN, "--object-path", path)
        return self.session.run("gdbus", "call", *where, "--method", member, *words)


def _has_name(session: PrivateDesktop, name: str) -> bool:
    bus = ("--system", "--dest", "org.freedesktop.DBus", "--object-path", "/org/freedesktop/DBus")
    method = ("--method", "org.freedesktop.DBus.NameHasOwner", name)
    return session.run("gdbus", "call", *bus, *method, check=False) == "(true,)"
