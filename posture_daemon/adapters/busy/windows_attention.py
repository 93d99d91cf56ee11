"""Do not disturb and full screen on Windows, as far as it tells every program."""

from __future__ import annotations

import asyncio
import ctypes
from collections.abc import Awaitable, Callable
from typing import Any, TypeAlias

from posture_daemon.errors import NotHere, Unavailable

Sleep: TypeAlias = Callable[[float], Awaitable[object]]

BEAT = 15.0
"""Seconds between two looks: Windows has no event for it."""

# QUERY_USER_NOTIFICATION_STATE of shellapi.h. Focus assist is none of them on newer builds.
_BUSY, _DIRECT3D, _PRESENTATION, _QUIET_TIME, _APP = 2, 3, 4, 6, 7
_STATES = {
    "do_not_disturb": frozenset({_PRESENTATION, _QUIET_TIME}),
    "full_screen": frozenset({_BUSY, _DIRECT3D, _APP}),
}


class WindowsAttention:
    """SHQueryUserNotificationState, looked at now and then.

    `source` is "do_not_disturb" (presentation settings, quiet time) or "full_screen". `windll`
    has the system's libraries, `sleep` waits so many seconds.
    """

    name = "Windows"

    def __init__(self, source: str, windll: Any = None, sleep: Sleep = asyncio.sleep) -> None:
        self.source = source
        self._windll: Any = windll or getattr(ctypes, "windll", None)
        self._sleep = sleep

    async def watch(self, changed: Callable[[bool, str], None]) -> None:
        """Report whether notices are unwelcome; see `ports.BusySource`.

        Raises NotHere elsewhere, and Unavailable when Windows does not tell.
        """
        if self._windll is None:
            raise NotHere("This is not Windows.")
        told = None
        while True:
            if (busy := self._look() in _STATES[self.source]) is not told:
                changed(busy, "")
                told = busy
            await self._sleep(BEAT)

    def _look(self) -> int:
        state = ctypes.c_int()
        if self._windll.shell32.SHQueryUserNotificationState(ctypes.byref(state)):
            raise Unavailable("Windows does not tell whether notices are welcome.")
        return state.value
