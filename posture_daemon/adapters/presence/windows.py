"""Presence on Windows: the time since the last input, and the lock of the session."""

from __future__ import annotations

import asyncio
import ctypes
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from posture_daemon.adapters.presence.polling import poll_idle, poll_lock
from posture_daemon.errors import NotHere, Unavailable

if TYPE_CHECKING:
    from collections.abc import Callable

    from posture_daemon.adapters.presence.polling import Sleep

# Of WTSQuerySessionInformation: this server and session, and WTSSessionInfoEx.
_SERVER, _SESSION, _INFORMATION = None, 0xFFFFFFFF, 25
_LOCKED = 0  # WTS_SESSIONSTATE_LOCK, on Windows 8 and later


class _LastInput(ctypes.Structure):
    """LASTINPUTINFO of winuser.h."""

    _fields_ = (("size", ctypes.c_uint32), ("tick", ctypes.c_uint32))


class _Session(ctypes.Structure):
    """The beginning of WTSINFOEXW of wtsapi32.h, as its union of 8-byte members lays it out."""

    _fields_ = (
        ("level", ctypes.c_uint32),
        ("_", ctypes.c_uint32),
        ("session", ctypes.c_uint32),
        ("state", ctypes.c_int32),
        ("flags", ctypes.c_int32),
    )


class WindowsIdle:
    """GetLastInputInfo, looked at as seldom as `after` allows.

    `windll` has the system's libraries, `sleep` waits so many seconds.
    """

    name = "Windows"
    exact = True

    def __init__(self, windll: Any = None, sleep: Sleep = asyncio.sleep) -> None:
        self._windll: Any = windll or getattr(ctypes, "windll", None)
        self._sleep = sleep

    async def watch(self, after: timedelta, changed: Callable[[bool, timedelta], None]) -> None:
        """Report idle and active until cancelled.

        Raises NotHere elsewhere, and Unavailable when Windows does not tell.
        """
        _need(self._windll)
        await poll_idle(self._look, after, changed, self._sleep)

    def _look(self) -> timedelta:
        last = _LastInput(size=ctypes.sizeof(_LastInput))
        if not self._windll.user32.GetLastInputInfo(ctypes.byref(last)):
            raise Unavailable("Windows does not tell the time of the last input.")
        # Both count milliseconds in 32 bits and begin anew after 49 days.
        elapsed = self._windll.kernel32.GetTickCount() - last.tick & 0xFFFFFFFF
        return timedelta(milliseconds=elapsed)


class WindowsLock:
    """The flags of the session's WTSSessionInfoEx, looked at every few seconds.

    `windll` has the system's libraries, `sleep` waits so many seconds.
    """

    source = "locked"
    name = "Windows"

    def __init__(self, windll: Any = None, sleep: Sleep = asyncio.sleep) -> None:
        self._windll: Any = windll or getattr(ctypes, "windll", None)
        self._sleep = sleep

    async def watch(self, changed: Callable[[bool, str], None]) -> None:
        """Report locked and unlocked until cancelled.

        Raises NotHere elsewhere, and Unavailable when Windows does not tell.
        """
        _need(self._windll)
        await poll_lock(self._look, changed, self._sleep)

    def _look(self) -> bool:
        terminal = self._windll.wtsapi32
        found, length = ctypes.POINTER(_Session)(), ctypes.c_uint32()
        where = (_SERVER, ctypes.c_uint32(_SESSION), _INFORMATION)
        answer = (ctypes.byref(found), ctypes.byref(length))
        if not terminal.WTSQuerySessionInformationW(*where, *answer):
            raise Unavailable("Windows does not tell whether the session is locked.")
        try:
            return length.value >= ctypes.sizeof(_Session) and found.contents.flags == _LOCKED
        finally:
            terminal.WTSFreeMemory(found)


def _need(windll: Any) -> None:
    if windll is None:
        raise NotHere("This is not Windows.")
