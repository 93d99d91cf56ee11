"""Start at login, by the mechanism of this system."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from posture_daemon.adapters.autostart.command import Command, installed, windowless
from posture_daemon.adapters.autostart.launchd import Launchd
from posture_daemon.adapters.autostart.mechanism import Mechanism, Outcome, Standing, State
from posture_daemon.adapters.autostart.systemctl import Systemctl, run_quietly
from posture_daemon.adapters.autostart.systemd import Systemd
from posture_daemon.adapters.autostart.windows import RunKey
from posture_daemon.adapters.autostart.xdg import Xdg

if TYPE_CHECKING:
    from collections.abc import Mapping

    from posture_daemon.adapters.autostart.systemctl import Run

__all__ = [
    "Command",
    "Launchd",
    "Mechanism",
    "Outcome",
    "RunKey",
    "Standing",
    "State",
    "Systemd",
    "Xdg",
    "choose",
    "installed",
    "windowless",
]


def choose(
    platform: str = sys.platform,
    environ: Mapping[str, str] = os.environ,
    home: Path | None = None,
    run: Run = run_quietly,
) -> Mechanism:
    """Pick the mechanism of this system, for the program that is running now."""
    home = home or Path.home()
    if platform == "win32":
        return RunKey(windowless(), str(home))
    if platform == "darwin":
        return Launchd(installed(), home)
    config_home = _config_home(environ, home)
    if platform == "linux":
        systemd = _systemd(installed(), config_home, home, run)
        if Systemctl(run).answers() or Path(systemd.path()).exists():
            return systemd
    return Xdg(installed(), config_home)


def _systemd(command: Command, config_home: Path, home: Path, run: Run) -> Systemd:
    beside = Xdg(command, config_home, beside_systemd=True)
    return Systemd(command, config_home, home, run, beside)


def _config_home(environ: Mapping[str, str], home: Path) -> Path:
    """Follow the XDG rule: an empty or a relative value counts as not set."""
    value = environ.get("XDG_CONFIG_HOME", "")
    return Path(value) if value.startswith("/") else home / ".config"
