"""The choice of notifiers for a setting and a system: one line to register each."""

from __future__ import annotations

from datetime import timedelta
from importlib.util import find_spec
from pathlib import Path
from shutil import which
from typing import TYPE_CHECKING

from posture_daemon.adapters.notifiers.chain import Chain
from posture_daemon.errors import Unavailable

# The modules of the notifiers are imported where they are chosen: each costs memory.

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from posture_daemon.adapters.notifiers.portable import Manners
    from posture_daemon.ports import Notifier


def notifiers_for(backend: str, platform: str) -> Chain:
    """Choose for a backend (auto, desktop, plyer, terminal, log) and a `sys.platform`.

    The log ends every chain, so that no notice is lost without a trace.
    """
    names = _automatic(platform) if backend == "auto" else (backend,)
    return Chain([_BUILDERS[name](platform) for name in dict.fromkeys((*names, "log"))])


def _automatic(platform: str) -> tuple[str, ...]:
    # Everything else has, if any, the desktops of freedesktop.org.
    if platform in {"win32", "darwin"}:
        return ("plyer", "terminal")
    return ("desktop", "plyer", "terminal")


def _desktop(_platform: str) -> Notifier:
    if find_spec("jeepney") is None:
        from posture_daemon.adapters.notifiers.absent import Absent

        return Absent("a notification server over D-Bus", "jeepney is not installed.")
    from posture_daemon.adapters.notifiers.desktop import Desktop

    return Desktop()


def _plyer(platform: str) -> Notifier:
    from posture_daemon.adapters.notifiers import portable

    looks: dict[str, portable.Look] = {"win32": portable.windows, "darwin": portable.blindly}
    return portable.Portable(looks.get(platform, look_at_desktop))


def _terminal(_platform: str) -> Notifier:
    from posture_daemon.adapters.notifiers.terminal import Terminal

    return Terminal()


def _log(_platform: str) -> Notifier:
    from posture_daemon.adapters.notifiers.log import Log

    return Log()


_BUILDERS: Mapping[str, Callable[[str], Notifier]] = {
    "desktop": _desktop,
    "plyer": _plyer,
    "terminal": _terminal,
    "log": _log,
}


async def look_at_desktop(
    *,
    start: bool,
    environ: Mapping[str, str] | None = None,
    limit: timedelta = timedelta(seconds=5),
) -> Manners:
    """Find out what plyer hides on Linux: whether it has a way, and somebody at its end."""
    _expect_way_of_plyer()
    from posture_daemon.adapters.notifiers.glance import meet_server
    from posture_daemon.adapters.notifiers.portable import Manners

    server = await meet_server(environ, limit, start=start)
    return Manners(markup=server is None or "body-markup" in server.capabilities)


def _expect_way_of_plyer() -> None:
    if Path("/app").is_dir():
        # It would join the texts into a command line of gdbus, quotes and all.
        raise Unavailable("plyer takes this for a Flatpak, because there is a folder /app.")
    if find_spec("dbus") is None and which("notify-send") is None:
        raise Unavailable("plyer has no way to the desktop.", "Install notify-send.")
