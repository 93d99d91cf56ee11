"""The process of the forms: started, found by the browser, ended, and nothing left behind."""

from __future__ import annotations

import asyncio
import re
import subprocess
import sys
from http.client import HTTPConnection
from pathlib import Path

import pytest

from posture_daemon.errors import Unavailable
from posture_daemon.forms.child import open_form, start_form
from tests.desktop import wait_until

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="the opener is that of Linux")

_CODE = """
import sys, posture_daemon.daemon
print(*sorted(name for name in sys.modules if name.startswith("posture_daemon.forms")))
"""
_WAITING = """
import asyncio
from posture_daemon.forms.child import open_form
asyncio.run(open_form("card"))
"""


@pytest.fixture
def heard(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A session whose opener notes what it is to open, and who opens it."""
    note = tmp_path / "heard"
    for name in ("bin", "run"):
        (tmp_path / name).mkdir(mode=0o700)
    opener = tmp_path / "bin" / "xdg-open"
    opener.write_text(
        f'#!/bin/sh\nprintf "%s\\n" "$PPID" "$@" > {note}.new\nmv {note}.new {note}\n'
    )
    opener.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path / 'bin'}:/usr/bin:/bin")
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path / "run"))
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("DISPLAY", ":7")
    monkeypatch.delenv("INVOCATION_ID", raising=False)
    return note


def way(note: Path) -> tuple[str, Path, str]:
    """The process that serves, the file that the browser was told of, and where that leads."""
    process, name = note.read_text().splitlines()
    file = Path(name)
    found = re.search(r'href="(http://127\.0\.0\.1:\d+/[0-9a-f]{32}/[a-z-]+)"', file.read_text())
    assert found
    return process, file, found[1]


def test_the_service_carries_nothing_of_it() -> None:
    """The process that runs all day imports the way to start it at most."""
    done = subprocess.run((sys.executable, "-c", _CODE), capture_output=True, text=True, check=True)
    assert set(done.stdout.split()) <= {"posture_daemon.forms", "posture_daemon.forms.child"}


def test_a_command_opens_a_form(heard: Path, tmp_path: Path) -> None:
    """The browser gets a private file, which leads to a page that nobody else can guess."""
    start_form("check-in")
    process, file, address = way(heard)
    try:
        assert file.stat().st_mode & 0o777 == 0o600
        assert address.endswith("/check-in")
        host, _, path = address.removeprefix("http://").partition("/")
        connection = HTTPConnection(host, timeout=30)
        connection.request("GET", f"/{path}")
        assert "Posture daemon is not running." in connection.getresponse().read().decode()
        connection.close()
    finally:
        subprocess.run(("kill", process), check=True)
    wait_until(lambda: not file.exists(), "it leaves nothing behind")


def test_a_form_ends_with_the_service(heard: Path) -> None:
    """Whoever waits for it ends it."""

    async def life() -> None:
        waiting = asyncio.create_task(open_form("card"))
        await asyncio.to_thread(wait_until, heard.exists, "the form is opened")
        waiting.cancel()
        await asyncio.gather(waiting, return_exceptions=True)

    asyncio.run(life())
    name = heard.read_text().splitlines()[1]
    assert not Path(name).exists()


def test_a_form_ends_with_a_service_that_was_killed(heard: Path) -> None:
    """Though nobody could tell it to."""
    service = subprocess.Popen((sys.executable, "-c", _WAITING))
    try:
        wait_until(heard.exists, "the form is opened")
        file = way(heard)[1]
    finally:
        service.kill()
        service.wait()
    wait_until(lambda: not file.exists(), "it ends")


@pytest.mark.usefixtures("heard")
def test_an_unknown_form(caplog: pytest.LogCaptureFixture) -> None:
    """Is named, with one that is meant."""
    with pytest.raises(Unavailable, match=r"no form 'check'\. Did you mean check-in"):
        start_form("check")
    asyncio.run(open_form("check"))
    assert "the form check was not opened: There is no form" in caplog.text


@pytest.mark.usefixtures("heard")
def test_without_a_screen(monkeypatch: pytest.MonkeyPatch) -> None:
    """Over ssh there is no browser, and it says so."""
    monkeypatch.delenv("DISPLAY")
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
    with pytest.raises(Unavailable, match="no browser"):
        start_form("check-in")
