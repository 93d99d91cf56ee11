"""A window in full screen on Wayland: the active one, where the compositor lists its windows."""

from __future__ import annotations

import struct
from dataclasses import dataclass
from enum import IntEnum
from typing import TYPE_CHECKING

from posture_daemon.errors import NotHere, Unavailable
from posture_daemon.wire.wayland import connected

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from posture_daemon.wire.wayland import Arguments, Wayland

_MANAGER, _VERSION = "zwlr_foreign_toplevel_manager_v1", 2  # the first one with full screen
_TOPLEVEL, _FINISHED = 0, 1  # the manager's events
_DESTROY = 7  # a window's request
_ACTIVATED, _FULL_SCREEN = 2, 3
_MOST = 4000  # windows; more are a fault of the compositor


class _Event(IntEnum):
    """A window's events that matter here; its title is another one."""

    APP_ID = 1
    STATE = 4
    DONE = 5
    CLOSED = 6


class FullScreenWayland:
    """wlr-foreign-toplevel-management of sway, labwc, Hyprland and others; titles are not read.

    `environ` is the session's, by default that of this process.
    """

    source = "full_screen"
    name = "the Wayland compositor"

    def __init__(self, environ: Mapping[str, str] | None = None) -> None:
        self._environ = environ

    async def watch(self, changed: Callable[[bool, str], None]) -> None:
        """Report full screen (and of which program) or not, until cancelled.

        Raises NotHere in other sessions and on compositors that do not list their windows (GNOME,
        KDE), Unavailable when the compositor does not answer or goes.
        """
        async with connected(self._environ) as wayland:
            offered = wayland.globals.get(_MANAGER)
            if offered is None or offered.version < _VERSION:
                raise NotHere("The compositor does not tell which window is in full screen.")
            windows = _Windows(wayland, changed)
            await wayland.sync()
            windows.tell()
            await wayland.listen()


@dataclass(slots=True)
class _Window:
    app_id: str = ""
    states: frozenset[int] = frozenset()


class _Windows:
    """All windows by the id of their objects; told of once the first list is complete."""

    def __init__(self, wayland: Wayland, changed: Callable[[bool, str], None]) -> None:
        self._wayland = wayland
        self._changed = changed
        self._windows: dict[int, _Window] = {}
        self._told: tuple[bool, str] | None = None
        wayland.bind(_MANAGER, _VERSION, self._listed)

    def tell(self) -> None:
        """Tell the state, if it is another than before."""
        both = {_ACTIVATED, _FULL_SCREEN}
        full = [one.app_id for one in self._windows.values() if one.states >= both]
        state = (True, full[0]) if full else (False, "")
        if state != self._told:
            self._told = state
            self._changed(*state)

    def _listed(self, opcode: int, arguments: Arguments) -> None:
        if opcode == _FINISHED or len(self._windows) >= _MOST:
            raise Unavailable("The compositor no longer tells which window is in full screen.")
        if opcode == _TOPLEVEL:
            thing, window = arguments.uint(), _Window()
            self._windows[thing] = window
            self._wayland.on(thing, lambda what, said: self._said(thing, window, what, said))

    def _said(self, thing: int, window: _Window, opcode: int, arguments: Arguments) -> None:
        match opcode:
            case _Event.APP_ID:
                window.app_id = arguments.string()
            case _Event.STATE:
                window.states = _numbers(arguments.array())
            case _Event.DONE:
                self._settle()
            case _Event.CLOSED:
                self._windows.pop(thing, None)
                self._wayland.forget(thing)
                self._wayland.request(thing, _DESTROY)
                self._settle()

    def _settle(self) -> None:
        if self._told is not None:
            self.tell()


def _numbers(array: bytes) -> frozenset[int]:
    return frozenset(number for (number,) in struct.iter_unpack("=I", array[: len(array) & ~3]))
