"""A window in full screen on X11: the active one, as the window manager says."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from posture_daemon.wire.session import need_x11
from posture_daemon.wire.x11 import Refused, connected
from posture_daemon.wire.x11_properties import WM_CLASS, Properties

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from posture_daemon.wire.x11 import Display

_NAMES = ("_NET_ACTIVE_WINDOW", "_NET_WM_STATE", "_NET_WM_STATE_FULLSCREEN")
_FREE = (False, "")


class FullScreenX11:
    """The active window's _NET_WM_STATE (EWMH); what it is called by is its class, no title.

    `environ` is the session's, by default that of this process.
    """

    source = "full_screen"
    name = "the X11 window manager"

    def __init__(self, environ: Mapping[str, str] | None = None) -> None:
        self._environ = os.environ if environ is None else environ

    async def watch(self, changed: Callable[[bool, str], None]) -> None:
        """Report full screen (and of which program) or not, until cancelled.

        Raises NotHere on Wayland and without a display, Unavailable when the server cannot be
        reached or goes.
        """
        need_x11(self._environ)
        async with connected(self._environ) as display:
            properties = Properties(display)
            windows = _Windows(display, properties, *[await properties.atom(n) for n in _NAMES])
            changed(*(told := await windows.look()))
            async for change in properties.changes():
                if change.atom in windows.atoms and told != (told := await windows.look()):
                    changed(*told)


class _Windows:
    """The active window, and the atoms that it is asked by."""

    def __init__(
        self, display: Display, properties: Properties, active: int, state: int, full_screen: int
    ) -> None:
        self.atoms = frozenset({active, state})
        self._root = display.root
        self._properties = properties
        self._active_window, self._state, self._full_screen = active, state, full_screen
        self._watched = 0
        properties.watch(self._root)

    async def look(self) -> tuple[bool, str]:
        """Say whether the active window is in full screen, and of which program it is."""
        window, *_ = await self._properties.numbers(self._root, self._active_window) or (0,)
        self._watch(window)
        try:
            if window and self._full_screen in await self._properties.numbers(window, self._state):
                return True, "".join((await self._properties.texts(window, WM_CLASS))[-1:])
        except Refused:  # it has gone; the next one is about to be announced
            pass
        return _FREE

    def _watch(self, window: int) -> None:
        """Hear of this window's changes, and no more of the one before."""
        if window == self._watched:
            return
        if self._watched:
            self._properties.watch(self._watched, on=False)
        if window:
            self._properties.watch(window)
        self._watched = window
