"""Microphone and camera on Windows, by what its privacy settings note of their use."""

from __future__ import annotations

import importlib
import ntpath
from typing import TYPE_CHECKING, Any

from posture_daemon.adapters.busy.report import Ignored, Report
from posture_daemon.adapters.busy.windows_registry import Changes
from posture_daemon.errors import NotHere, Unavailable

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

_STORE = r"Software\Microsoft\Windows\CurrentVersion\CapabilityAccessManager\ConsentStore"
_CAPABILITIES = {"microphone": "microphone", "camera": "webcam"}
_DESKTOP_PROGRAMS = "NonPackaged"


class WindowsConsent:
    """Busy while a program's last use of the microphone or the camera has no end.

    `source` says which. A thread waits for changes of the registry, and nothing is asked in
    between. `winreg` and `windll` are the system's, and stand-ins in tests.
    """

    name = "the privacy settings of Windows"

    def __init__(
        self, source: str, ignored: Sequence[str] = (), winreg: Any = None, windll: Any = None
    ) -> None:
        self.source = source
        self._path = rf"{_STORE}\{_CAPABILITIES[source]}"
        self._ignored = Ignored(ignored)
        self._winreg = winreg
        self._windll = windll

    async def watch(self, changed: Callable[[bool, str], None]) -> None:
        """Report whether it is in use, and by which program; see `ports.BusySource`.

        Raises NotHere where Windows notes nothing of the kind, and Unavailable when it refuses.
        """
        winreg, report = self._winreg or _winreg(), Report(changed)
        try:
            with winreg.OpenKey(winreg.HKEY_CURRENT_USER, self._path) as key:
                await self._follow(winreg, key, report)
        except FileNotFoundError as missing:
            raise NotHere(f"This Windows does not note who uses the {self.source}.") from missing
        except OSError as error:
            raise Unavailable(f"The registry refuses ({error}).") from error

    async def _follow(self, winreg: Any, key: Any, report: Report) -> None:
        async with Changes.of(int(key), self._windll) as changes:
            while True:
                changes.arm()
                report.programs(self._users(winreg, key))
                await changes.next()

    def _users(self, winreg: Any, key: Any) -> set[str]:
        used = [entry for entry in _entries(winreg, key) if _is_used(winreg, key, entry)]
        return {name for name in map(_program, used) if (name,) not in self._ignored}


def _entries(winreg: Any, key: Any) -> Iterator[str]:
    """The key of each program: those of the store, and below NonPackaged all others."""
    for name in _names(winreg, key):
        if name != _DESKTOP_PROGRAMS:
            yield name
            continue
        with winreg.OpenKey(key, name) as programs:
            yield from (rf"{name}\{program}" for program in _names(winreg, programs))


def _names(winreg: Any, key: Any) -> Iterator[str]:
    count, _, _ = winreg.QueryInfoKey(key)
    for index in range(count):
        try:
            yield winreg.EnumKey(key, index)
        except OSError:  # one has gone meanwhile
            return


def _is_used(winreg: Any, key: Any, entry: str) -> bool:
    """Whether the last use has begun and not ended; both are times since 1601."""
    try:
        with winreg.OpenKey(key, entry) as program:
            begun, ended = (
                winreg.QueryValueEx(program, f"LastUsedTime{edge}")[0] for edge in ("Start", "Stop")
            )
    except FileNotFoundError:  # it was never used
        return False
    return bool(begun) and ended == 0


def _program(entry: str) -> str:
    """Name the program of a key: a path whose backslashes are "#", or a package and its maker."""
    if entry.startswith(_DESKTOP_PROGRAMS):
        path = entry.rpartition("\\")[2].replace("#", "\\")
        return ntpath.splitext(ntpath.basename(path))[0]
    return entry.partition("_")[0].rpartition(".")[2]


def _winreg() -> Any:  # typeshed has it for Windows only
    try:
        return importlib.import_module("winreg")
    except ImportError as missing:
        raise NotHere("This is not Windows.") from missing
