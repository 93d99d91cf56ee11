"""A private system bus for tests, with python-dbusmock's logind on it."""

from __future__ import annotations

import os
import subprocess
from typing import TYPE_CHECKING

from tests.desktop import need, wait_until

if TYPE_CHECKING:
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

# Debian's own Python: dbusmock needs dbus-python and GObject, which PyPI has no wheels of.
_PYTHON = "/usr/bin/python3"

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
        _need_dbusmock()
        self.session = session
        self.path = f"{_MANAGER}/session/{name}"
        self.process = session.start(_PYTHON, "-m", "dbusmock", "--template", "logind")
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
        self._call(self.path, f"{_LOGIN}.Session.SetLockedHint", _boolean(locked))

    def set_idle_hint(self, *, idle: bool, since: int = 0) -> None:
        """Say as a desktop that the session is idle since (microseconds of the wall clock)."""
        hints = f"{{'IdleHint': <{_boolean(idle)}>, 'IdleSinceHint': <uint64 {since}>}}"
        self.mock(self.path, "UpdateProperties", f"{_LOGIN}.Session", hints)

    def prepare_for_sleep(self, *, begins: bool) -> None:
        """Announce that the machine is about to sleep, or that it has woken up."""
        hints = f"{{'PreparingForSleep': <{_boolean(begins)}>}}"
        self.mock(_MANAGER, "UpdateProperties", f"{_LOGIN}.Manager", hints)
        signal = (f"{_LOGIN}.Manager", "PrepareForSleep", "b", f"[<{_boolean(begins)}>]")
        self.mock(_MANAGER, "EmitSignal", *signal)

    def mock(self, path: str, member: str, *words: str) -> str:
        """Call one of dbusmock's own methods on an object; words are GVariant texts."""
        return self._call(path, f"{_MOCK}.{member}", *words)

    def _call(self, path: str, member: str, *words: str) -> str:
        where = ("--system", "--dest", _LOGIN, "--object-path", path)
        return self.session.run("gdbus", "call", *where, "--method", member, *words)


def _need_dbusmock() -> None:
    need(_PYTHON)
    command = (_PYTHON, "-c", "import dbusmock")
    if subprocess.run(command, capture_output=True, check=False).returncode:
        need("python3-dbusmock")  # no program: it says that this is missing


def _has_name(session: PrivateDesktop, name: str) -> bool:
    bus = ("--system", "--dest", "org.freedesktop.DBus", "--object-path", "/org/freedesktop/DBus")
    method = ("--method", "org.freedesktop.DBus.NameHasOwner", name)
    return session.run("gdbus", "call", *bus, *method, check=False) == "(true,)"


def _boolean(value: bool) -> str:  # noqa: FBT001 - it is the value
    return "true" if value else "false"
