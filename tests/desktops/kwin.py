"""KWin without a screen and without the rest of Plasma: a second kind of Wayland compositor."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from posture_daemon.wire.wayland import connected
from tests.desktop import need, wait_until

if TYPE_CHECKING:
    from tests.desktop import PrivateDesktop

_SOCKET = "wayland-kwin"
_INPUT = "org_kde_kwin_fake_input"
_AUTHENTICATE, _POINTER_MOTION = 0, 1
_STEP = 8 << 8  # eight pixels, as a number with eight bits behind the point


class Kwin:
    """The compositor of a private session; programs of the session find it by `environ`.

    With `lockable` it has Plasma's lock screen.
    """

    def __init__(self, session: PrivateDesktop, *, lockable: bool = False) -> None:
        need("kwin_wayland")
        self.session = session
        # The file may have capabilities that a container's processes may not: a copy has none.
        program = session.folder / "kwin_wayland"
        shutil.copy(shutil.which("kwin_wayland") or "", program)
        options = ["--virtual", "--no-global-shortcuts", "--socket", _SOCKET]
        if not lockable:
            options.append("--no-lockscreen")
        # Input may be sent by programs that Plasma has not been told of.
        own = {"KWIN_WAYLAND_NO_PERMISSION_CHECKS": "1", "LIBGL_ALWAYS_SOFTWARE": "1"}
        self.process = session.start(program, *options, **own)
        socket = Path(session.environ["XDG_RUNTIME_DIR"], _SOCKET)
        wait_until(lambda: socket.exists() or self.process.poll() is not None, "KWin listens")
        if self.process.poll() is not None:
            pytest.fail(f"KWin ended: {session.said('kwin_wayland')}")
        session.environ |= {
            "WAYLAND_DISPLAY": _SOCKET,
            "XDG_SESSION_TYPE": "wayland",
            "XDG_CURRENT_DESKTOP": "KDE",
        }

    async def move(self) -> None:
        """Move the pointer a little: real input, as KDE Connect sends it."""
        async with connected(self.session.environ) as wayland:
            device = wayland.bind(_INPUT, 1)
            wayland.request(device, _AUTHENTICATE, "tests", "input")
            wayland.request(device, _POINTER_MOTION, _STEP, _STEP)
            await wayland.sync()
