"""A D-Bus service that python-dbusmock plays: one object, its methods and its signals."""

from __future__ import annotations

import subprocess
from typing import TYPE_CHECKING

from tests.desktop import need, wait_until

if TYPE_CHECKING:
    import signal

    from tests.desktop import PrivateDesktop

# Debian's own Python: dbusmock needs dbus-python and GObject, which PyPI has no wheels of.
PYTHON = "/usr/bin/python3"

_MOCK = "org.freedesktop.DBus.Mock"


class Mock:
    """A service on the session bus, whose interface is called as the service itself.

    Texts of code and values are those of dbusmock: Python, and GVariant.
    """

    def __init__(self, session: PrivateDesktop, name: str, path: str) -> None:
        need_dbusmock()
        self._session, self._name, self._path = session, name, path
        self._process = session.start(PYTHON, "-m", "dbusmock", "--session", name, path, name)
        wait_until(lambda: session.owner(name), f"{name} is on the bus")

    def method(self, member: str, takes: str, gives: str, code: str) -> None:
        """Add a method, or replace it."""
        self._call("AddMethod", self._name, member, takes, gives, code)

    def emit(self, member: str, signature: str, *values: str) -> None:
        """Send a signal."""
        self.emit_as(self._name, member, signature, *values)

    def emit_as(self, interface: str, member: str, signature: str, *values: str) -> None:
        """Send a signal of any interface."""
        variants = ", ".join(f"<{value}>" for value in values)
        self._call("EmitSignal", interface, member, signature, f"[{variants}]")

    def flood(self, member: str, signature: str, value: str, times: int = 5000) -> None:
        """Send a signal thousands of times, with a value as Python writes it."""
        send = f'self.EmitSignal("", "{member}", "{signature}", [{value}])'
        self.method("Flood", "", "", f"for _ in range({times}): {send}")
        where = ("--session", "--dest", self._name, "--object-path", self._path)
        self._session.start("gdbus", "call", *where, "--method", f"{self._name}.Flood")

    def end(self, number: signal.Signals) -> None:
        """End the service by a signal."""
        self._session.end(self._process, number)

    def _call(self, member: str, *words: str) -> None:
        where = ("--session", "--dest", self._name, "--object-path", self._path)
        self._session.run("gdbus", "call", *where, "--method", f"{_MOCK}.{member}", *words)


def need_dbusmock() -> None:
    """Skip the test without dbusmock; fail instead where POSTURE_REQUIRE_DESKTOP=1."""
    need(PYTHON, "gdbus")
    command = (PYTHON, "-c", "import dbusmock")
    if subprocess.run(command, capture_output=True, check=False).returncode:
        need("python3-dbusmock")  # no program: it says that this is missing


def boolean(value: bool) -> str:  # noqa: FBT001 - it is the value
    """Write a boolean as GVariant does."""
    return "true" if value else "false"
