"""Where the service keeps its files, on every system.

Commands ask for the socket before anything else and should answer at once, so that nothing heavy
is imported for the common case.
"""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

from posture_daemon.errors import PostureError

if TYPE_CHECKING:
    from pathlib import Path

    from platformdirs import PlatformDirs

NAME = "posture-daemon"
_PRIVATE = 0o700


def _dirs() -> PlatformDirs:
    from platformdirs import PlatformDirs

    return PlatformDirs(NAME, appauthor=False)


def settings_file() -> Path:
    """The person's settings file; it need not exist."""
    return _dirs().user_config_path / "settings.toml"


def chosen_settings(named: Path | None) -> Path | None:
    """The file that was named, else the person's own; None where there is none."""
    return named or (settings_file() if os.path.lexists(settings_file()) else None)


def system_settings_file() -> Path:
    """The system-wide settings file, below everybody's own; it need not exist."""
    return _dirs().site_config_path / "settings.toml"


def journal_file() -> Path:
    """The journal."""
    return _dirs().user_state_path / "journal.sqlite"


def diary_file() -> Path:
    """The diary of a sore back."""
    return _dirs().user_state_path / "diary.sqlite"


def workstation_file() -> Path:
    """The answers to the workstation check."""
    return _dirs().user_state_path / "workstation.json"


def workstation_page() -> Path:
    """The page of the workstation check, which can be made anew at any time."""
    return _dirs().user_cache_path / "workstation.html"


def exercises_folder() -> Path:
    """The folder of the person's own exercises, beside their settings; it need not exist."""
    return _dirs().user_config_path / "exercises"


def marks_file() -> Path:
    """What the person starred, hid and pinned; it need not exist."""
    return _dirs().user_state_path / "exercises.json"


def figure_folder() -> Path:
    """The folder for drawings that a person wants to open."""
    return _dirs().user_cache_path / "figures"


def calendar_folder() -> Path:
    """The folder for the last good copies of calendars that come from an address."""
    return _dirs().user_cache_path / "calendars"


def runtime_folder() -> Path:
    """The folder for the socket and the lock: ours, private, made when it is missing.

    Raises PostureError when somebody else owns it.
    """
    from pathlib import Path

    folder = Path(_runtime_path())
    folder.mkdir(mode=_PRIVATE, parents=True, exist_ok=True)
    if hasattr(os, "getuid"):
        found = folder.lstat()
        if found.st_uid != os.getuid() or not folder.is_dir() or folder.is_symlink():
            raise PostureError(
                f"The folder {folder} belongs to somebody else.",
                "Set XDG_RUNTIME_DIR to a folder of your own.",
            )
        folder.chmod(_PRIVATE)
    return folder


def _runtime_path() -> str:
    given = os.environ.get("XDG_RUNTIME_DIR")
    if given and sys.platform == "linux":
        return f"{given}/{NAME}"
    import warnings

    with warnings.catch_warnings():
        # Without XDG_RUNTIME_DIR a folder below /tmp has to do; it is checked before it is used.
        warnings.simplefilter("ignore")
        return _dirs().user_runtime_dir


def socket_path() -> str:
    """The socket through which commands talk to the service."""
    return os.path.join(_runtime_path(), "control.sock")  # noqa: PTH118  pathlib costs time


def lock_file() -> Path:
    """The file whose lock the one running service holds."""
    return runtime_folder() / "lock"
