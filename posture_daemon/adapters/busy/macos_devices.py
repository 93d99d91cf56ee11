"""Microphone and camera on macOS: whether any program runs one of the devices."""

from __future__ import annotations

import asyncio
import ctypes
import sys
from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, Any, TypeAlias

from posture_daemon.errors import NotHere, Unavailable

if TYPE_CHECKING:
    from collections.abc import Iterator

Sleep: TypeAlias = Callable[[float], Awaitable[object]]

BEAT = 5.0
"""Seconds between two looks; a listener would need a run loop of its own in this process."""

_FRAMEWORKS = "/System/Library/Frameworks"
_SYSTEM = 1  # kAudioObjectSystemObject, kCMIOObjectSystemObject
_MOST_BYTES = 4096
_NUMBER = 4  # bytes


class _Address(ctypes.Structure):
    """AudioObjectPropertyAddress, and with other names that of CoreMediaIO."""

    _fields_ = (
        ("selector", ctypes.c_uint32),
        ("scope", ctypes.c_uint32),
        ("element", ctypes.c_uint32),
    )


class _Audio:
    """The objects of CoreAudio; input and output of one device run together."""

    path = f"{_FRAMEWORKS}/CoreAudio.framework/CoreAudio"

    def __init__(self, library: Any) -> None:
        self._library = library

    def read(self, thing: int, selector: str, scope: str = "glob") -> list[int]:
        """Read a property of numbers; none if there is no such property."""
        address, size = _address(selector, scope), ctypes.c_uint32(_MOST_BYTES)
        numbers = (ctypes.c_uint32 * (_MOST_BYTES // _NUMBER))()
        failed = self._library.AudioObjectGetPropertyData(
            ctypes.c_uint32(thing), ctypes.byref(address), 0, None, ctypes.byref(size), numbers
        )
        return [] if failed else list(numbers[: size.value // _NUMBER])

    def counts(self, device: int) -> bool:
        """Whether a device records."""
        return bool(self.read(device, "stm#", "inpt"))


class _Video:
    """The objects of CoreMediaIO."""

    path = f"{_FRAMEWORKS}/CoreMediaIO.framework/CoreMediaIO"

    def __init__(self, library: Any) -> None:
        self._library = library

    def read(self, thing: int, selector: str, scope: str = "glob") -> list[int]:
        """Read a property of numbers; none if there is no such property."""
        address, size = _address(selector, scope), ctypes.c_uint32()
        numbers = (ctypes.c_uint32 * (_MOST_BYTES // _NUMBER))()
        where = (ctypes.c_uint32(thing), ctypes.byref(address), 0, None)
        room = (ctypes.c_uint32(_MOST_BYTES), ctypes.byref(size), numbers)
        failed = self._library.CMIOObjectGetPropertyData(*where, *room)
        return [] if failed else list(numbers[: size.value // _NUMBER])

    def counts(self, _device: int) -> bool:
        """Every device is a camera."""
        return True


_KINDS: dict[str, type[_Audio | _Video]] = {"microphone": _Audio, "camera": _Video}


class MacDevices:
    """Busy while a microphone or camera runs in any program; which one macOS does not tell.

    `source` is "microphone" or "camera", `load` loads a library, `sleep` waits so many seconds.
    """

    name = "macOS"

    def __init__(
        self,
        source: str,
        load: Callable[[str], Any] = ctypes.CDLL,
        sleep: Sleep = asyncio.sleep,
    ) -> None:
        self.source = source
        self._load = load
        self._sleep = sleep

    async def watch(self, changed: Callable[[bool, str], None]) -> None:
        """Report whether a device runs; see `ports.BusySource`.

        Raises NotHere elsewhere, and Unavailable when macOS does not tell.
        """
        devices, told = self._devices(), None
        while True:
            if (busy := any(_running(devices))) is not told:
                changed(busy, "")
                told = busy
            await self._sleep(BEAT)

    def _devices(self) -> _Audio | _Video:
        if self._load is ctypes.CDLL and sys.platform != "darwin":
            raise NotHere("This is not macOS.")
        kind = _KINDS[self.source]
        try:
            return kind(self._load(kind.path))
        except OSError as error:
            raise Unavailable(f"macOS has no {kind.path}.") from error


def _running(devices: _Audio | _Video) -> Iterator[bool]:
    """Whether each device runs somewhere (kAudioDevicePropertyDeviceIsRunningSomewhere)."""
    for device in devices.read(_SYSTEM, "dev#"):
        if devices.counts(device):
            yield any(devices.read(device, "gone"))


def _address(selector: str, scope: str) -> _Address:
    return _Address(*(int.from_bytes(code.encode()) for code in (selector, scope)), 0)
