"""The real notification servers, each with the little configuration that a test needs."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from tests.desktop import need

if TYPE_CHECKING:
    import subprocess

    from tests.desktop import PrivateDesktop

XFCE = Path("/usr/lib/x86_64-linux-gnu/xfce4/notifyd/xfce4-notifyd")
GNOME_CLASSIC = Path("/usr/lib/notification-daemon/notification-daemon")

_DUNSTRC = """\
[global]
    font = DejaVu Sans 11
    width = 420
    icon_path = ""
    max_icon_size = 64
    dmenu = {menu}
"""

# dunst hands the actions to a menu, a line each; the test plays the person who picks one.
_MENU = """\
#!/bin/sh
grep -F "$(cat "{folder}/choice")"
"""


def start_dunst(session: PrivateDesktop) -> subprocess.Popen[bytes]:
    """Start dunst, whose menu picks what `choose_in_dunst` says."""
    need("dunst", "dunstctl")
    menu = session.folder / "menu"
    menu.write_text(_MENU.format(folder=session.folder))
    menu.chmod(0o755)
    config = session.folder / "dunstrc"
    config.write_text(_DUNSTRC.format(menu=menu))
    return session.start_server("dunst", "-config", config)


def choose_in_dunst(session: PrivateDesktop, label: str) -> None:
    """Open dunst's menu of actions and pick the one of this label."""
    (session.folder / "choice").write_text(f"#{label}")
    session.run("dunstctl", "context")


def displayed_by_dunst(session: PrivateDesktop) -> int:
    """Count the notifications on the screen."""
    return int(session.run("dunstctl", "count", "displayed"))
