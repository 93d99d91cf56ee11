"""A stage on which logind is played by dbusmock."""

from __future__ import annotations

import signal
from typing import TYPE_CHECKING

from tests.contracts.flood import MANY
from tests.desktops.logind import Logind, start_system_bus

if TYPE_CHECKING:
    from tests.desktop import PrivateDesktop

SESSION = "/org/freedesktop/login1/session/auto"
SESSION_INTERFACE = "org.freedesktop.login1.Session"
MANAGER = "/org/freedesktop/login1"
MANAGER_INTERFACE = "org.freedesktop.login1.Manager"


class LogindStage:
    """logind on a system bus of its own."""

    def __init__(self, session: PrivateDesktop) -> None:
        self.environ = session.environ
        self.system_bus = start_system_bus(session)
        self.logind = Logind(session)

    def kill(self) -> None:
        """Kill logind."""
        self.logind.end(signal.SIGKILL)

    def kill_bus(self) -> None:
        """Kill the bus."""
        self.logind.session.end(self.system_bus, signal.SIGKILL)

    def flood(self, path: str, code: str) -> None:
        """Let logind send thousands of signals; the code is that of one, of an object's."""
        many = f"for _ in range({MANY}): {code}"
        self.logind.mock(path, "AddMethod", "org.example.Flood", "Flood", "", "", many)
        where = ("--system", "--dest", "org.freedesktop.login1", "--object-path", path)
        call = ("gdbus", "call", *where, "--method", "org.example.Flood.Flood")
        self.logind.session.start(*call)

    def forget_automatic_session(self) -> None:
        """Be a logind that knows no session "auto", as before systemd 243."""
        code = "raise dbus.exceptions.DBusException('No session auto known')"
        method = (MANAGER_INTERFACE, "GetSession", "s", "o", code)
        self.logind.mock(MANAGER, "AddMethod", *method)

    def add_user(self, display: str) -> None:
        """Add the user's own object; `display` is the session that has the display."""
        properties = f"{{'Display': <({display!r}, objectpath '{SESSION}')>}}"
        user = ("/org/freedesktop/login1/user/self", "org.freedesktop.login1.User", properties)
        self.logind.mock(MANAGER, "AddObject", *user, "@a(ssss) []")
