"""Real keepers of idle inhibitors for tests: gnome-session, and Plasma's PowerDevil."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from tests.desktop import need, wait_until
from tests.desktops.logind import Logind, start_system_bus

if TYPE_CHECKING:
    import subprocess

    from tests.desktop import PrivateDesktop

_GNOME = "/usr/libexec/gnome-session-binary"
_SESSION = "[GNOME Session]\nName=Test\nRequiredComponents=\n"


class GnomeSession:
    """The session manager of GNOME, with nothing else in the session."""

    def __init__(self, session: PrivateDesktop) -> None:
        need(_GNOME, "gnome-session-inhibit")
        self.session = session
        _surroundings(session)
        sessions = session.folder / "share" / "gnome-session" / "sessions"
        sessions.mkdir(parents=True)
        (sessions / "test.session").write_text(_SESSION)
        own = {
            "XDG_DATA_DIRS": f"{session.folder / 'share'}:/usr/share",
            "XDG_CONFIG_DIRS": str(session.folder / "none"),
            "XDG_SESSION_ID": "auto",
        }
        self.process = session.start(_GNOME, "--builtin", "--debug", "--session=test", **own)
        # It refuses inhibitors until then.
        wait_until(
            lambda: "starting phase RUNNING" in session.said("gnome-session-binary"),
            "the session has begun",
        )

    def inhibit(self, program: str, reason: str, what: str = "idle") -> subprocess.Popen[bytes]:
        """Keep the session awake until the process is ended; wait until that is known."""
        words = ("--app-id", program, "--reason", reason, "--inhibit", what)
        process = self.session.start("gnome-session-inhibit", *words, "sleep", "600")
        wait_until(lambda: f"{program}: {reason}" in self._listed(), f"{program} inhibits")
        return process

    def _listed(self) -> str:
        return self.session.run("gnome-session-inhibit", "--list", check=False)


class PowerDevil:
    """The power management of Plasma 5, which lists an inhibitor five seconds late."""

    NAME = "org.kde.Solid.PowerManagement.PolicyAgent"

    def __init__(self, session: PrivateDesktop) -> None:
        found = sorted(Path("/usr/lib").glob("*/libexec/org_kde_powerdevil"))
        need(str(found[0]) if found else "org_kde_powerdevil")
        self.session = session
        _surroundings(session)
        self.process = session.start(found[0], QT_QPA_PLATFORM="xcb")
        wait_until(lambda: session.owner(self.NAME), "PowerDevil serves")


def _surroundings(session: PrivateDesktop) -> None:
    """A display and a logind, without which neither of them starts."""
    session.start_display()
    start_system_bus(session)
    Logind(session)
