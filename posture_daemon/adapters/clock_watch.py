"""Hears at once when the wall clock is set and when the machine wakes, without polling (Linux)."""

from __future__ import annotations

import asyncio
import ctypes
import errno
import os
import sys
from typing import TYPE_CHECKING

from posture_daemon.errors import Unavailable

if TYPE_CHECKING:
    from collections.abc import Callable

_CLOCK_REALTIME = 0
_FLAGS = os.O_NONBLOCK | os.O_CLOEXEC if hasattr(os, "O_CLOEXEC") else 0
_ABSTIME, _CANCEL_ON_SET = 1, 2
_NEVER = 2**40  # seconds since 1970, some 35,000 years ahead
_WORD = 8  # bytes of a long, and of time_t, where the system's C library can be taken at its word


class _Setting(ctypes.Structure):
    """`struct itimerspec` of timerfd_settime(2): the interval, and the first expiry."""

    _fields_ = [(name, ctypes.c_long) for name in ("every_s", "every_ns", "at_s", "at_ns")]


class ClockWatch:
    """A timer of timerfd_create(2) that is never due, but is cancelled when the clock is set."""

    def __init__(self, changed: Callable[[], None]) -> None:
        self._changed = changed
        self._fd = -1

    def start(self) -> None:
        """Begin to listen on the running loop; Unavailable where there is no such timer."""
        if sys.platform != "linux" or ctypes.sizeof(ctypes.c_long) < _WORD:
            raise Unavailable("only 64-bit Linux can tell when the clock is set")
        self._libc = ctypes.CDLL(None, use_errno=True)
        self._fd = self._libc.timerfd_create(_CLOCK_REALTIME, _FLAGS)
        if self._fd < 0:
            raise Unavailable(f"timerfd_create: {os.strerror(ctypes.get_errno())}")
        if (wrong := self._arm()) != 0:
            self._close()
            raise Unavailable(f"timerfd_settime: {os.strerror(wrong)}")
        asyncio.get_running_loop().add_reader(self._fd, self._read)

    def _arm(self) -> int:
        """Set the timer; answers with the error number, 0 if it is set."""
        how, setting = _ABSTIME | _CANCEL_ON_SET, _Setting(at_s=_NEVER)
        if self._libc.timerfd_settime(self._fd, how, ctypes.byref(setting), None) == 0:
            return 0
        wrong = ctypes.get_errno()
        # The clock was set in between: the timer is set all the same, and can be read at once.
        return 0 if wrong == errno.ECANCELED else wrong

    def _read(self) -> None:
        try:
            os.read(self._fd, 8)
        except BlockingIOError:
            return
        except OSError:  # ECANCELED: this is the news
            self._arm()
        self._changed()

    def stop(self) -> None:
        """End."""
        if self._fd >= 0:
            asyncio.get_running_loop().remove_reader(self._fd)
            self._close()

    def _close(self) -> None:
        os.close(self._fd)
        self._fd = -1
