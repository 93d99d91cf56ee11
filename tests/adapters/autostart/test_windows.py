"""The Run key of the registry, against a registry that is a dictionary."""

from __future__ import annotations

import sys
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import pytest

from posture_daemon.adapters.autostart import Command, RunKey, Standing
from posture_daemon.adapters.autostart.windows import APPROVAL, KEY
from posture_daemon.errors import AutostartError

if TYPE_CHECKING:
    from collections.abc import Iterator

HOME = r"C:\Users\Sam Smith"
HERE = Command((sys.executable, "-m", "posture_daemon"))
REG_SZ, REG_EXPAND_SZ = 1, 2


@dataclass
class FakeWinreg:
    """The five functions of winreg that are used, over a dictionary."""

    values: dict[tuple[str, str], tuple[object, int]] = field(default_factory=dict)
    refuses: bool = False
    HKEY_CURRENT_USER: int = 0x80000001

    @contextmanager
    def OpenKey(self, _root: int, key: str) -> Iterator[str]:  # noqa: N802
        if not any(known == key for known, _ in self.values):
            raise FileNotFoundError(key)
        yield key

    @contextmanager
    def CreateKey(self, _root: int, key: str) -> Iterator[str]:  # noqa: N802
        if self.refuses:
            raise PermissionError(13, "Access is denied")
        yield key

    def QueryValueEx(self, key: str, name: str) -> tuple[object, int]:  # noqa: N802
        if (key, name) not in self.values:
            raise FileNotFoundError(name)
        return self.values[key, name]

    def SetValueEx(self, key: str, name: str, _zero: int, kind: int, text: str) -> None:  # noqa: N802
        self.values[key, name] = (text, kind)

    def DeleteValue(self, key: str, name: str) -> None:  # noqa: N802
        del self.values[key, name]


@pytest.fixture
def registry(monkeypatch: pytest.MonkeyPatch) -> FakeWinreg:
    """A registry in memory."""
    fake = FakeWinreg()
    monkeypatch.setitem(sys.modules, "winreg", fake)
    return fake


def test_on_and_off_again(registry: FakeWinreg) -> None:
    """Enabling writes one value, disabling deletes it, and twice does no harm."""
    key = RunKey(HERE, HOME)
    assert not key.disable().changed
    assert key.enable().changed
    assert not key.enable().changed
    assert key.status().standing is Standing.ON
    assert registry.values == {
        (KEY, "posture-daemon"): (f'"{sys.executable}" -m posture_daemon run', REG_SZ)
    }
    assert key.disable().changed
    assert registry.values == {}
    assert key.status().standing is Standing.OFF


def test_the_home_folder_is_left_to_windows(registry: FakeWinreg) -> None:
    """A program in the home folder is written with %USERPROFILE%, in quotes, to be expanded."""
    command = Command((r"c:\users\sam smith\venv\pythonw.exe", "-m", "posture_daemon"))
    key = RunKey(command, HOME)
    key.enable()
    expected = r'"%USERPROFILE%\venv\pythonw.exe" -m posture_daemon run'
    assert registry.values[KEY, "posture-daemon"] == (expected, REG_EXPAND_SZ)
    assert key.command_in(expected) == Command((HOME + r"\venv\pythonw.exe", *command.words[1:]))


def test_a_percent_sign_is_not_expanded() -> None:
    """A path with a percent sign is written as it is, since Windows would expand it."""
    command = Command((HOME + r"\100%\p.exe",))
    assert RunKey(command, HOME).wording(command) == (rf'"{HOME}\100%\p.exe" run',)


def test_a_moved_installation_is_noticed(registry: FakeWinreg) -> None:
    """A value whose program is no longer there is reported, then repaired."""
    RunKey(Command((r"C:\old\pythonw.exe", "-m", "posture_daemon")), HOME).enable()
    key = RunKey(HERE, HOME)
    assert key.status().standing is Standing.BROKEN
    assert r"C:\old\pythonw.exe" in key.enable().sentence
    assert key.status().standing is Standing.ON
    assert len(registry.values) == 1


def test_changes_by_hand_are_told(registry: FakeWinreg) -> None:
    """A value changed by hand is repeated in the sentence, as no copy can stay in that key."""
    key = RunKey(HERE, HOME)
    by_hand = f"{sys.executable} -X utf8 -m posture_daemon run"
    registry.values[KEY, "posture-daemon"] = (by_hand, REG_SZ)
    assert "changed by hand" in key.status().sentence
    assert f"was: {by_hand}" in key.enable().sentence


def test_the_task_managers_switch_counts(registry: FakeWinreg) -> None:
    """What the Task Manager has switched off is off, until it is enabled again."""
    key = RunKey(HERE, HOME)
    key.enable()
    registry.values[APPROVAL, "posture-daemon"] = (b"\x03" + bytes(11), 3)
    assert key.status().standing is Standing.OFF
    assert key.enable().changed
    assert key.status().standing is Standing.ON


def test_a_refusal_is_explained(registry: FakeWinreg) -> None:
    """A registry that refuses is an error with a sentence, not a traceback."""
    registry.refuses = True
    with pytest.raises(AutostartError, match="Access is denied"):
        RunKey(HERE, HOME).enable()
