"""Where passwords come from, and that no sentence contains one."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from posture_daemon.calendars import secret as adapter
from posture_daemon.calendars.secret import secret
from posture_daemon.errors import Unavailable
from tests.desktop import PrivateDesktop, private_bus
from tests.desktops.keyring import keyring_daemon

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["private_bus"]

_ASK = (
    "import sys\n"
    "from posture_daemon.calendars.secret import secret\n"
    "from posture_daemon.errors import Unavailable\n"
    "try:\n"
    "    print(secret(sys.argv[1], sys.argv[2]))\n"
    "except Unavailable as wrong:\n"
    "    print(wrong)\n"
)


def test_a_variable(monkeypatch: pytest.MonkeyPatch) -> None:
    """A secret in the environment of the service."""
    monkeypatch.setenv("CALENDAR_PASSWORD", "open:sesame ")
    assert secret("env:CALENDAR_PASSWORD", "me") == "open:sesame "
    monkeypatch.setenv("CALENDAR_PASSWORD", "")
    with pytest.raises(Unavailable, match="env:CALENDAR_PASSWORD is empty"):
        secret("env:CALENDAR_PASSWORD", "me")
    monkeypatch.delenv("CALENDAR_PASSWORD")
    with pytest.raises(Unavailable, match="CALENDAR_PASSWORD with the secret is not set"):
        secret("env:CALENDAR_PASSWORD", "me")


def test_a_credential(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A file that systemd puts into a folder of the service; its last line end is none of it."""
    monkeypatch.delenv("CREDENTIALS_DIRECTORY", raising=False)
    with pytest.raises(Unavailable, match="LoadCredential=calendar"):
        secret("credential:calendar", "me")
    monkeypatch.setenv("CREDENTIALS_DIRECTORY", str(tmp_path))
    (tmp_path / "calendar").write_text("open sesame\n")
    assert secret("credential:calendar", "me") == "open sesame"
    with pytest.raises(Unavailable, match=r"other cannot be read \(No such file"):
        secret("credential:other", "me")
    with pytest.raises(Unavailable, match="no path"):
        secret("credential:../calendar", "me")
    (tmp_path / "key").write_bytes(b"\xff\xfe")
    with pytest.raises(Unavailable, match="it is not text"):
        secret("credential:key", "me")


@pytest.mark.parametrize("written", ["open sesame", "vault:sesame", "env:", "", ":sesame"])
def test_what_is_no_reference(written: str) -> None:
    """It may be a secret by mistake, so it is not repeated."""
    with pytest.raises(Unavailable) as refused:
        secret(written, "me")
    assert "sesame" not in str(refused.value)


def test_without_a_keyring(monkeypatch: pytest.MonkeyPatch) -> None:
    """A session without one says so."""
    environ = {**os.environ, "PYTHON_KEYRING_BACKEND": "keyring.backends.fail.Keyring"}
    assert ask(environ, "keyring:calendar", "me") == "There is no keyring in this session."


def ask(environ: dict[str, str], reference: str, user: str) -> str:
    """Look up a secret in a process of its own, as the child does."""
    done = subprocess.run(
        [sys.executable, "-c", _ASK, reference, user],
        env=environ,
        capture_output=True,
        timeout=60,
        check=True,
        text=True,
    )
    return done.stdout.strip()


def test_a_real_keyring(private_bus: PrivateDesktop) -> None:
    """gnome-keyring-daemon: a secret that is there, none for somebody else, and a locked one."""
    with keyring_daemon(private_bus, unlocked=True) as environ:
        store = "import keyring; keyring.set_password('calendar', 'me', 'open sesame')"
        subprocess.run([sys.executable, "-c", store], env=environ, check=True, timeout=60)
        assert ask(environ, "keyring:calendar", "me") == "open sesame"
        assert ask(environ, "keyring:calendar", "you") == (
            "The keyring has no secret of you for calendar: keyring set calendar you"
        )
    with keyring_daemon(private_bus, unlocked=False) as environ:
        assert ask(environ, "keyring:calendar", "me") == "The keyring is locked; unlock it."


def test_a_keyring_that_does_not_answer(
    private_bus: PrivateDesktop, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One that hangs (it asks somebody who is away, say) is waited for a while and no longer."""
    backend = private_bus.folder / "sleepy.py"
    backend.write_text(
        "import select\n"
        "from keyring.backend import KeyringBackend\n"
        "class Keyring(KeyringBackend):\n"
        "    priority = 1\n"
        "    def get_password(self, service, username):\n"
        "        select.select([], [], [])\n"
        "    set_password = delete_password = None\n"
    )
    monkeypatch.syspath_prepend(str(private_bus.folder))
    monkeypatch.setattr(adapter, "_PATIENCE", 0.3)
    import keyring
    import sleepy  # type: ignore[import-not-found] # written above

    before = keyring.get_keyring()
    keyring.set_keyring(sleepy.Keyring())
    try:
        with pytest.raises(Unavailable, match=r"did not answer within 0\.3 s; unlock it"):
            secret("keyring:calendar", "me")
    finally:
        keyring.set_keyring(before)
