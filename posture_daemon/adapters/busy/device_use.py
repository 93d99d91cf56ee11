"""Devices that are in use while a program has them open: cameras, and microphones of ALSA."""

from __future__ import annotations

import asyncio
import os
import sys
from errno import EACCES
from fnmatch import fnmatch
from pathlib import Path
from typing import TYPE_CHECKING

from posture_daemon.adapters.busy.holders import holders
from posture_daemon.adapters.busy.report import Ignored, Report
from posture_daemon.errors import NotHere, Unavailable
from posture_daemon.wire.flood import Flood

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Sequence

    from asyncinotify import Event, Inotify

SETTLE = 0.4
"""Seconds for which events are gathered, so that one look is enough for a burst of them."""

LEAST = 2.0
"""Seconds for which a device must be open: programs that look for cameras open each for 10 ms."""

# They hold a device on behalf of others, whose names the sound server or PipeWire tells.
_SERVERS = frozenset({"pipewire", "wireplumber", "pipewire-media-session", "pulseaudio"})


class DeviceUse:
    """Busy while one of the devices of a pattern is open, told by inotify and one look at /proc.

    Holders that /proc does not show are counted by the opening and closing of the device.
    `servers_count` is false where another source tells better of what servers hold open.
    """

    def __init__(
        self,
        source: str,
        name: str,
        pattern: Path,
        *,
        ignored: Sequence[str] = (),
        servers_count: bool = True,
        proc: Path = Path("/proc"),
        pause: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self.source = source
        self.name = name
        self._pattern = pattern
        self._ignored = Ignored([*ignored, *(() if servers_count else _SERVERS)])
        self._proc = proc
        self._pause = pause

    async def watch(self, changed: Callable[[bool, str], None]) -> None:
        """Report whether a device is in use, and by what; see `ports.BusySource`.

        Raises Unavailable when the devices cannot be watched, or are opened all the time, and
        NotHere where there can be none.
        """
        if sys.platform != "linux":
            raise NotHere("Only Linux tells who opens a device.")
        from asyncinotify import Inotify

        try:
            with Inotify(sync_timeout=0) as inotify:
                await self._follow(_Openings(inotify, self._pattern), Report(changed))
        except (FileNotFoundError, NotADirectoryError) as missing:
            raise NotHere(f"There is no folder {self._pattern.parent}.") from missing
        except OSError as error:
            reason = error.strerror
            raise Unavailable(f"{self._pattern} cannot be watched ({reason}).") from error

    async def _follow(self, openings: _Openings, report: Report) -> None:
        openings.lay()
        busy = bool(users := self._users(openings))
        report.programs(users)
        while True:
            await openings.change()
            await self._pause(SETTLE)
            users = self._users(openings)
            if users and not busy:
                await self._pause(LEAST)
                users = self._users(openings)
            busy = bool(users)
            report.programs(users)

    def _users(self, openings: _Openings) -> set[str]:
        hidden = openings.take()
        seen = holders(openings.devices, self._proc) if openings.devices else set()
        if seen:
            return {"" if one in _SERVERS else one for one in seen if (one,) not in self._ignored}
        return {""} if hidden else set()


class _Openings:
    """The devices that are there, and whether they have been opened and not closed since."""

    def __init__(self, inotify: Inotify, pattern: Path) -> None:
        self._inotify = inotify
        self._pattern = pattern
        self._flood = Flood()
        self._open = False
        self._balance = 0
        self.devices: set[str] = set()

    def lay(self) -> None:
        """Watch the folder, and each device in it. Raises OSError."""
        from asyncinotify import Mask

        folder = Mask.CREATE | Mask.MOVED_TO | Mask.DELETE | Mask.ATTRIB | Mask.ONLYDIR
        self._inotify.add_watch(self._pattern.parent, folder)
        if self._lay_devices() and not self.devices:
            raise PermissionError(EACCES, os.strerror(EACCES))

    async def change(self) -> None:
        """Wait until a device has been opened, closed, plugged in or out."""
        while not self._note(await self._inotify.get()):
            pass

    def take(self) -> bool:
        """Take all events that have come, and say whether a device seems to be open.

        A burst in which as much was opened as closed (somebody looked for cameras) changes
        nothing; otherwise the last burst decides. A count alone could be wrong for ever, because
        the kernel merges events that are the same.
        """
        while event := self._inotify.sync_get():
            self._note(event)
        if self._balance:
            self._open = self._balance > 0
        self._balance = 0
        return self._open

    def _note(self, event: Event) -> bool:
        """Whether the event concerns a device."""
        from asyncinotify import Mask

        self._flood.count()
        if event.name is not None and fnmatch(str(event.name), self._pattern.name):
            self._lay_devices()
            return True
        opened = bool(event.mask & Mask.OPEN)
        closed = bool(event.mask & (Mask.CLOSE_WRITE | Mask.CLOSE_NOWRITE))
        self._balance += opened - closed
        return opened or closed

    def _lay_devices(self) -> bool:
        """Watch what is there; if we may not read it yet, the folder tells when we may."""
        from asyncinotify import Mask

        mask = Mask.OPEN | Mask.CLOSE_WRITE | Mask.CLOSE_NOWRITE
        found = {str(path) for path in self._pattern.parent.glob(self._pattern.name)}
        self.devices &= found
        if not found:
            self._open = False
        for path in found:  # those that are watched, too: one may be another of the same name
            try:
                self._inotify.add_watch(Path(path), mask)
            except (FileNotFoundError, PermissionError):
                continue
            self.devices.add(path)
        return bool(found)


def camera(ignored: Sequence[str] = ()) -> DeviceUse:
    """The cameras of this machine; construction looks at nothing."""
    return DeviceUse("camera", "the camera devices", Path("/dev/video*"), ignored=ignored)


def recording_device(ignored: Sequence[str] = ()) -> DeviceUse:
    """The microphones of programs that do without a sound server."""
    pattern, name = Path("/dev/snd/pcmC*c"), "the recording devices (ALSA)"
    return DeviceUse("microphone", name, pattern, ignored=ignored, servers_count=False)
