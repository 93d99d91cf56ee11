"""A headless sway for tests: a real wlroots compositor with real input from a virtual keyboard."""

from __future__ import annotations

import os
import pwd
from typing import TYPE_CHECKING

import pytest

from tests.desktop import need, wait_until

if TYPE_CHECKING:
    import signal
    import subprocess
    from pathlib import Path

    from tests.desktop import PrivateDesktop

_CONFIG = """\
output HEADLESS-1 resolution 1280x800 position 0 0
output * bg #336699 solid_color
xwayland disable
default_border none
"""

# No graphics card, no input devices: what there is comes from virtual ones.
_HEADLESS = {
    "WLR_BACKENDS": "headless",
    "WLR_RENDERER": "pixman",
    "WLR_LIBINPUT_NO_DEVICES": "1",
    "WLR_HEADLESS_OUTPUTS": "1",
}


class Sway:
    """The compositor of a private session; programs of the session find it by `environ`.

    `configuration` is added to the little that it needs.
    """

    def __init__(self, session: PrivateDesktop, configuration: str = "") -> None:
        need("sway", "swaymsg", "wtype", *_unprivileged()[:1])
        self.session = session
        self._folder = session.folder / "sway"
        self._config = self._folder / "config"
        self._folder.mkdir(mode=0o700)
        self._config.write_text(_CONFIG + configuration)
        self._own()
        self.process = self._started()

    def message(self, *words: str) -> str:
        """Give sway a command, or ask it something; see swaymsg(1)."""
        return self.session.run("swaymsg", *words)

    def type(self, text: str = "a") -> None:
        """Type a text: real input, by a virtual keyboard that is gone again afterwards."""
        self.session.run("wtype", text)

    def open_window(self) -> subprocess.Popen[bytes]:
        """Open a window (foot, a terminal) and wait until it has the focus."""
        need("foot")
        window = self.session.start("foot", "--config=/dev/null", "sleep", "600")
        wait_until(self._has_a_focus, "the window has the focus")
        return window

    def end(self, number: signal.Signals) -> None:
        """End the compositor by a signal; the session's other programs go on."""
        self.session.end(self.process, number)

    def _own(self) -> None:
        if os.geteuid() == 0:
            # sway refuses to run as root; the way to its folder is open, the folder is its own.
            self.session.folder.chmod(0o711)
            nobody = pwd.getpwnam("nobody")
            for path in (self._config, self._folder):
                os.chown(path, nobody.pw_uid, nobody.pw_gid)

    def _started(self) -> subprocess.Popen[bytes]:
        own = {"XDG_RUNTIME_DIR": str(self._folder), "HOME": str(self._folder)} | _HEADLESS
        process = self.session.start(
            *_unprivileged(), "sway", "--debug", "--config", self._config, **own
        )
        wait_until(lambda: self._sockets() or process.poll() is not None, "sway listens")
        if not (sockets := self._sockets()):
            pytest.fail(f"sway ended: {self.session.said('setpriv') or self.session.said('sway')}")
        display, control = sockets
        self.session.environ |= {
            "WAYLAND_DISPLAY": str(display),
            "SWAYSOCK": str(control),
            "XDG_SESSION_TYPE": "wayland",
            "XDG_CURRENT_DESKTOP": "sway",
        }
        return process

    def _sockets(self) -> tuple[Path, Path] | None:
        displays = [path for path in self._folder.glob("wayland-*") if path.is_socket()]
        controls = list(self._folder.glob("sway-ipc.*.sock"))
        return (displays[0], controls[0]) if displays and controls else None

    def _has_a_focus(self) -> bool:
        return '"app_id": "foot"' in self.message("-t", "get_tree")


def _unprivileged() -> tuple[str, ...]:
    if os.geteuid() != 0:
        return ()
    return ("setpriv", "--reuid=nobody", "--regid=nogroup", "--clear-groups")
