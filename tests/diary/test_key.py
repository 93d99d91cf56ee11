"""The key of the diary: from a real keyring, and from everything that is none."""

from __future__ import annotations

import asyncio
from base64 import b64encode
from typing import TYPE_CHECKING

import pytest

from posture_daemon.diary.answer import Answer, Standing, Want
from posture_daemon.diary.child import ask, ask_async
from posture_daemon.diary.cover import Kept
from posture_daemon.diary.diary import SqliteDiary
from posture_daemon.diary.forget import Found, forget
from tests.desktop import PrivateDesktop, private_bus
from tests.desktops.keyring import keyring_daemon
from tests.diary.told import opened, told

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["private_bus"]

BACKEND = "PYTHON_KEYRING_BACKEND"

# A keyring that does as a test has it, in a module of its own that the child imports.
STAGED = """
import os
from keyring.backend import KeyringBackend
from keyring.errors import KeyringLocked

class Keyring(KeyringBackend):
    priority = 1
    kept = {kept!r}
    def get_password(self, service, user):
        assert (service, user) == ("posture-daemon", "diary")
        {get}
    def set_password(self, service, user, password):
        type(self).kept = password
    def delete_password(self, service, user):
        type(self).kept = None
"""


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A session without a bus, whose settings of keyring are nobody's."""
    for name in ("DBUS_SESSION_BUS_ADDRESS", "XDG_RUNTIME_DIR", BACKEND):
        monkeypatch.delenv(name, raising=False)
    for name in ("HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_RUNTIME_DIR"):
        monkeypatch.setenv(name, str(tmp_path))
    return tmp_path


def stage(
    home: Path, monkeypatch: pytest.MonkeyPatch, get: str = "return self.kept", kept: object = None
) -> None:
    """Let the child have this keyring."""
    (home / "staged_keyring.py").write_text(STAGED.format(get=get, kept=kept))
    monkeypatch.setenv("PYTHONPATH", str(home))
    monkeypatch.setenv(BACKEND, "staged_keyring.Keyring")


def test_a_real_keyring(private_bus: PrivateDesktop, monkeypatch: pytest.MonkeyPatch) -> None:
    """gnome-keyring: a key is made once, found again, not found when locked, lost or deleted."""
    path = private_bus.folder / "state" / "diary.sqlite"
    with keyring_daemon(private_bus, unlocked=True) as environ:
        for name, value in environ.items():
            monkeypatch.setenv(name, value)
        assert ask(Want.LOOK).standing is Standing.NO_KEY
        with opened(path, ask(Want.MAKE)) as diary:
            diary.record([told(0)], [], None)
            assert diary.kept is Kept.ENCRYPTED
        found = ask(Want.LOOK)
        assert (found.standing, len(found.key)) == (Standing.HERE, 32)
        assert found == ask(Want.MAKE) == asyncio.run(ask_async(Want.LOOK))
    before = path.read_bytes()
    with keyring_daemon(private_bus, unlocked=False):
        assert ask(Want.LOOK) == Answer(Standing.SHUT, "The keyring is locked; unlock it.")
        diary = SqliteDiary(path)
        diary.open()
        assert (diary.kept, path.read_bytes()) == (Kept.LOCKED, before)
        assert "The keyring is locked; unlock it." in (diary.trouble or "")
    with keyring_daemon(private_bus, unlocked=True):
        diary.open()
        assert (diary.records(), diary.trouble) == ([told(0)], None)
        diary.forget()
        assert ask(Want.DROP).standing is Standing.NO_KEY
        diary.open()
        assert "the keyring has lost its key" in (diary.trouble or "")
        assert ask(Want.LOOK).standing is Standing.NO_KEY, "no new key over an old diary"
        diary.forget()
        assert [trace.found for trace in forget(path)] == [Found.GONE, Found.NONE]
        assert not path.exists()


@pytest.mark.parametrize(
    "backend", ["", "keyring.backends.fail.Keyring", "keyring.backends.null.Keyring"]
)
def test_no_keyring(home: Path, monkeypatch: pytest.MonkeyPatch, backend: str) -> None:
    """A session without one, or with one that keeps nothing, has none."""
    if backend:
        monkeypatch.setenv(BACKEND, backend)
    nothing = Answer(Standing.NO_KEYRING, "There is no keyring in this session.")
    assert ask(Want.MAKE) == nothing
    assert ask(Want.DROP) == nothing


def test_a_keyring_in_plain_text_is_none(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """One that writes passwords into a file (keyrings.alt) would only pretend to keep the key."""
    stage(home, monkeypatch)
    (home / "keyrings").mkdir()
    (home / "staged_keyring.py").rename(home / "keyrings" / "alt.py")
    monkeypatch.setenv(BACKEND, "keyrings.alt.Keyring")
    assert ask(Want.MAKE).standing is Standing.NO_KEYRING


def test_a_keyring_that_does_not_answer(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """One that waits for a person who is away is waited for a while, and no longer."""
    stage(home, monkeypatch, "import select; select.select([], [], [])")
    late = Answer(Standing.SHUT, "The keyring did not answer within 0.5 s; unlock it.")
    assert ask(Want.LOOK, 0.5) == late
    assert asyncio.run(ask_async(Want.LOOK, 0.5)) == late


TROUBLES = {
    "locked": ("raise KeyringLocked('no')", "The keyring is locked; unlock it."),
    "broken": ("raise OSError(self.kept)", "The keyring cannot be asked (OSError)."),
    "no key": (
        "return self.kept",
        "What the keyring has as diary for posture-daemon is no key of the diary.",
    ),
    "deaf": ("return None", "The keyring did not keep the key."),
    "dying": (
        "print(self.kept, flush=True); os._exit(1)",
        (
            "The keyring cannot be asked: the process that does so gave no answer; "
            "POSTURE_DAEMON_DEBUG=1 shows more."
        ),
    ),
}


@pytest.mark.parametrize(("get", "says"), TROUBLES.values(), ids=TROUBLES)
def test_troubles_are_said_without_the_secret(
    home: Path, monkeypatch: pytest.MonkeyPatch, get: str, says: str
) -> None:
    """What the keyring has is in no sentence, and is never written over."""
    stage(home, monkeypatch, get, kept="open sesame")
    for answer in (ask(Want.MAKE), asyncio.run(ask_async(Want.MAKE))):
        assert answer == Answer(Standing.SHUT, says)
        assert "sesame" not in repr(answer)


def test_a_key_that_is_there_is_taken(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A new diary takes the key that the keyring has, so that older copies can be read as well."""
    key = bytes(range(32))
    stage(home, monkeypatch, kept=b64encode(key).decode())
    assert ask(Want.MAKE) == Answer(Standing.HERE, key=key)
    assert ask(Want.DROP).standing is Standing.NO_KEY


@pytest.mark.parametrize("kept", ["", "AAAA", "not base64!", b64encode(bytes(33)).decode()])
def test_what_is_no_key_is_left(home: Path, monkeypatch: pytest.MonkeyPatch, kept: str) -> None:
    """Something else under our name is neither used nor written over."""
    stage(home, monkeypatch, kept=kept)
    assert "is no key of the diary" in ask(Want.MAKE).reason


def test_a_child_that_cannot_be_started() -> None:
    """The sentence has the reason."""
    command = ("/nowhere/python",)
    refused = Answer(Standing.SHUT, "The keyring cannot be asked: No such file or directory.")
    assert ask(Want.LOOK, command=command) == refused
    assert asyncio.run(ask_async(Want.LOOK, command=command)) == refused
