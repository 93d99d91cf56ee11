"""Presence on macOS: the time since the last input, and the lock of the session."""

from __future__ import annotations

import asyncio
import ctypes
import sys
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from posture_daemon.adapters.presence.polling import poll_idle, poll_lock
from posture_daemon.errors import NotHere, Unavailable

if TYPE_CHECKING:
    from collections.abc import Callable

    from posture_daemon.adapters.presence.polling import Sleep

_FRAMEWORKS = "/System/Library/Frameworks"
_SERVICES = f"{_FRAMEWORKS}/ApplicationServices.framework/ApplicationServices"
_FOUNDATION = f"{_FRAMEWORKS}/CoreFoundation.framework/CoreFoundation"

# Of CGEventTypes.h: what the hardware did, and any kind of input.
_HARDWARE, _ANY_INPUT = 1, 0xFFFFFFFF
_UTF8 = 0x08000100
_LONGEST = 10.0**9  # seconds


class MacIdle:
    """The seconds since the last event of the hardware, looked at as seldom as `after` allows.

    The same count as HIDIdleTime of IOHIDSystem, without reading a tree of its registry each
    time, and without a permission. `load` loads a library, `sleep` waits so many seconds.
    """

    name = "macOS"
    exact = True

    def __init__(
        self, load: Callable[[str], Any] = ctypes.CDLL, sleep: Sleep = asyncio.sleep
    ) -> None:
        self._load = load
        self._sleep = sleep

    async def watch(self, after: timedelta, changed: Callable[[bool, timedelta], None]) -> None:
        """Report idle and active until cancelled.

        Raises NotHere elsewhere, and Unavailable when macOS does not tell.
        """
        since = _library(self._load, _SERVICES).CGEventSourceSecondsSinceLastEventType
        since.restype, since.argtypes = ctypes.c_double, (ctypes.c_int32, ctypes.c_uint32)

        def look() -> timedelta:
            if not 0 <= (seconds := since(_HARDWARE, _ANY_INPUT)) < _LONGEST:
                raise Unavailable("macOS does not tell the time of the last input.")
            return timedelta(seconds=seconds)

        await poll_idle(look, after, changed, self._sleep)


class MacLock:
    """CGSSessionScreenIsLocked of the session's dictionary, looked at every few seconds.

    The key is not documented, and there as long as the screen is locked. `load` loads a library,
    `sleep` waits so many seconds.
    """

    source = "locked"
    name = "macOS"

    def __init__(
        self, load: Callable[[str], Any] = ctypes.CDLL, sleep: Sleep = asyncio.sleep
    ) -> None:
        self._load = load
        self._sleep = sleep

    async def watch(self, changed: Callable[[bool, str], None]) -> None:
        """Report locked and unlocked until cancelled.

        Raises NotHere elsewhere and without a graphical session.
        """
        session, foundation = _library(self._load, _SERVICES), _library(self._load, _FOUNDATION)
        _declare(session, foundation)
        key = foundation.CFStringCreateWithCString(None, b"CGSSessionScreenIsLocked", _UTF8)
        try:
            await poll_lock(lambda: _locked(session, foundation, key), changed, self._sleep)
        finally:
            foundation.CFRelease(key)


def _locked(session: Any, foundation: Any, key: int) -> bool:
    if not (dictionary := session.CGSessionCopyCurrentDictionary()):
        raise NotHere("There is no graphical session.")
    try:
        value = foundation.CFDictionaryGetValue(dictionary, key)
        return value is not None and bool(foundation.CFBooleanGetValue(value))
    finally:
        foundation.CFRelease(dictionary)


def _declare(session: Any, foundation: Any) -> None:
    """Say what goes in and out: addresses are longer than the numbers that ctypes assumes."""
    address = ctypes.c_void_p
    session.CGSessionCopyCurrentDictionary.restype = address
    types = {
        "CFStringCreateWithCString": (address, (address, ctypes.c_char_p, ctypes.c_uint32)),
        "CFDictionaryGetValue": (address, (address, address)),
        "CFBooleanGetValue": (ctypes.c_ubyte, (address,)),
        "CFRelease": (None, (address,)),
    }
    for name, (gives, takes) in types.items():
        function = getattr(foundation, name)
        function.restype, function.argtypes = gives, takes


def _library(load: Callable[[str], Any], path: str) -> Any:
    if load is ctypes.CDLL and sys.platform != "darwin":
        raise NotHere("This is not macOS.")
    try:
        return load(path)
    except OSError as error:
        raise Unavailable(f"macOS has no {path}.") from error
