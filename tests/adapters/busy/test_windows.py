"""Microphone, camera, do not disturb and full screen on Windows, all of it played by doubles."""

from __future__ import annotations

import ctypes
import sys
import threading
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any, Self

import pytest

from posture_daemon.adapters.busy.windows_attention import WindowsAttention
from posture_daemon.adapters.busy.windows_consent import WindowsConsent
from posture_daemon.errors import NotHere, Unavailable
from tests.contracts.watching import play, watching_busy
from tests.desktop import until

if TYPE_CHECKING:
    from collections.abc import Callable

STORE = r"Software\Microsoft\Windows\CurrentVersion\CapabilityAccessManager\ConsentStore"
ZOOM = "C:#Users#Ann Lee#AppData#Roaming#Zoom#bin#Zoom.exe"
TEAMS = "MSTeams_8wekyb3d8bbwe"
Times = tuple[int, int]


class Key:
    """An open key; it can be left, and has a handle."""

    def __init__(self, path: str) -> None:
        self.path = path

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        pass

    def __int__(self) -> int:
        return 42


class Registry:
    """The module `winreg`, with the programs that used a capability and when (begin, end)."""

    HKEY_CURRENT_USER = Key("HKCU")

    def __init__(self, capability: str, programs: dict[str, Times]) -> None:
        self.root = rf"HKCU\{STORE}\{capability}"
        self.programs = programs

    def OpenKey(self, key: Key, name: str) -> Key:  # noqa: N802 - the name of Windows
        path = rf"{key.path}\{name}"
        if not any(known == path or known.startswith(path + "\\") for known in self._keys()):
            raise FileNotFoundError
        return Key(path)

    def QueryInfoKey(self, key: Key) -> tuple[int, int, int]:  # noqa: N802
        return (len(self._below(key)), 0, 0)

    def EnumKey(self, key: Key, index: int) -> str:  # noqa: N802
        return self._below(key)[index]

    def QueryValueEx(self, key: Key, name: str) -> tuple[int, int]:  # noqa: N802
        times = self.programs.get(key.path.removeprefix(self.root + "\\"))
        if times is None:
            raise FileNotFoundError
        return (times[name == "LastUsedTimeStop"], 11)

    def _keys(self) -> list[str]:
        return [self.root, *(rf"{self.root}\{name}" for name in self.programs)]

    def _below(self, key: Key) -> list[str]:
        prefix = key.path + "\\"
        below = [known.removeprefix(prefix) for known in self._keys() if known.startswith(prefix)]
        return sorted({path.partition("\\")[0] for path in below})


class Windows:
    """The system's libraries: events, and the news of changes of the registry."""

    def __init__(self, refusal: int = 0) -> None:
        self.refusal = refusal
        self.events: dict[int, bool] = {}
        self.armed: list[int] = []
        self._news = threading.Condition()
        self.advapi32 = SimpleNamespace(RegNotifyChangeKeyValue=self._notify)
        self.kernel32 = SimpleNamespace(
            CreateEventW=self._create,
            SetEvent=lambda event: self.set(event.value, on=True),
            ResetEvent=lambda event: self.set(event.value, on=False),
            CloseHandle=lambda event: self.events.pop(event.value),
            WaitForMultipleObjects=self._wait,
        )
        # ctypes would let a function's type be set.
        self.kernel32.CreateEventW = _Function(self._create)

    def change(self) -> None:
        """Tell whoever asked that the registry has changed."""
        while self.armed:
            self.set(self.armed.pop(), on=True)

    def set(self, event: int, *, on: bool) -> None:
        with self._news:
            self.events[event] = on
            self._news.notify_all()

    def _create(self, *_: object) -> int:
        event = len(self.events) + 100
        self.events[event] = False
        return event

    def _notify(self, key: Any, subtree: int, kinds: int, event: Any, asynchronous: int) -> int:
        assert (key.value, subtree, asynchronous) == (42, 1, 1)
        assert kinds & 5 == 5  # names and values
        if not self.refusal:
            self.armed.append(event.value)
        return self.refusal

    def _wait(self, count: int, events: Any, every: int, _limit: int) -> int:
        assert (count, every) == (2, 0)
        with self._news:
            self._news.wait_for(lambda: any(self.events[event] for event in events), 30)
            index = next((i for i, event in enumerate(events) if self.events[event]), 0xFFFFFFFF)
            if index < count:
                self.events[events[index]] = False
        return index


class _Function:
    """A function of a library, whose types may be set."""

    restype: object = None

    def __init__(self, function: Callable[..., int]) -> None:
        self._function = function

    def __call__(self, *words: object) -> int:
        return self._function(*words)


def test_tells_who_uses_the_microphone() -> None:
    """The programs whose use has no end, named as a person does, as it changes."""
    free = {rf"NonPackaged\{ZOOM}": (5, 9), TEAMS: (1, 2), "Microsoft.Never_x": (0, 0)}
    registry, windows = Registry("microphone", dict(free)), Windows()

    async def scenario() -> None:
        source = WindowsConsent("microphone", (), registry, windows)
        async with watching_busy(source) as watching:
            await watching.heard(1)
            for program, name in ((rf"NonPackaged\{ZOOM}", "Zoom"), (TEAMS, "MSTeams")):
                await until(lambda: windows.armed, "it waits")
                registry.programs = {**free, program: (10, 0)}
                windows.change()
                await until(lambda: watching.reports[-1] == (True, name), f"{name} is told")  # noqa: B023 - awaited at once
            await until(lambda: windows.armed, "it waits")
            registry.programs = free
            windows.change()
            await watching.heard(4)
            assert watching.states == [False, True, True, False]
        assert not windows.events  # all handles are given back

    play(scenario())


def test_ignored_programs() -> None:
    """A program that the person listed does not count."""
    registry = Registry("webcam", {rf"NonPackaged\{ZOOM}": (5, 0)})

    async def scenario() -> None:
        source = WindowsConsent("camera", ["zoom"], registry, Windows())
        async with watching_busy(source) as watching:
            await watching.heard(1)
            assert watching.reports == [(False, "")]

    play(scenario())


def test_a_flood_of_changes() -> None:
    """A registry that changes all the time ends it."""
    windows = Windows()

    async def scenario() -> None:
        source = WindowsConsent("camera", (), Registry("webcam", {}), windows)
        async with watching_busy(source) as watching:

            def flood() -> bool:
                windows.change()
                return watching.task.done()

            windows.kernel32.WaitForMultipleObjects = lambda *_: 0  # always a change
            await until(flood, "it ends")
            assert "2000 changes" in str(await watching.failed())

    play(scenario())


def test_windows_refuses() -> None:
    """A registry that does not tell of changes is said, with Windows' number."""
    source = WindowsConsent("camera", (), Registry("webcam", {}), Windows(refusal=5))
    with pytest.raises(Unavailable, match="error 5"):
        play(source.watch(lambda *_: None))


def test_an_old_windows() -> None:
    """A Windows without the list has no place for this source."""
    source = WindowsConsent("camera", (), Registry("something else", {}), Windows())
    with pytest.raises(NotHere, match="does not note"):
        play(source.watch(lambda *_: None))


@pytest.mark.skipif(sys.platform == "win32", reason="this is Windows")
@pytest.mark.parametrize(
    "source",
    [WindowsConsent("camera"), WindowsAttention("full_screen")],
    ids=["consent", "attention"],
)
def test_elsewhere(source: Any) -> None:
    """On another system it has no place."""
    with pytest.raises(NotHere, match="This is not Windows"):
        play(source.watch(lambda *_: None))


@pytest.mark.parametrize(
    ("source", "busy"), [("do_not_disturb", {4, 6}), ("full_screen", {2, 3, 7})]
)
def test_attention(source: str, busy: set[int]) -> None:
    """Each state of Windows is told as what it is, and each change once."""
    states = [5, 5, 1, 2, 3, 4, 5, 6, 7, 5]
    shown = [state in busy for state in states]
    expected = [now for before, now in zip([None, *shown], shown, strict=False) if now != before]
    reports: list[bool] = []

    def query(state: Any) -> int:
        if not states:
            return -1  # E_FAIL
        state._obj.value = states.pop(0)
        return 0

    async def at_once(_seconds: float) -> None:
        pass

    windows = SimpleNamespace(shell32=SimpleNamespace(SHQueryUserNotificationState=query))
    attention = WindowsAttention(source, windows, at_once)
    with pytest.raises(Unavailable, match="does not tell"):
        play(attention.watch(lambda now, _: reports.append(now)))
    assert reports == expected
    assert ctypes.sizeof(ctypes.c_int) == 4  # as QUERY_USER_NOTIFICATION_STATE has
