"""The way from a page to the service, through the desktop's own tools."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from posture_daemon.adapters.autostart.command import Command
from posture_daemon.guide.connection import NAME, connect, disconnect, entry_text, is_connected
from tests.desktop import PrivateDesktop, need, wait_until

if TYPE_CHECKING:
    from collections.abc import Iterator

POSTURE = Path(sys.executable).with_name("posture-daemon")
WORD = "0123456789abcdef" * 2


@pytest.fixture
def session(monkeypatch: pytest.MonkeyPatch) -> Iterator[PrivateDesktop]:
    """A home of its own, for the tools and for this process."""
    desktop = PrivateDesktop()
    home = desktop.folder / "home"
    for name in (
        "XDG_DATA_HOME",
        "XDG_CONFIG_HOME",
        "XDG_DATA_DIRS",
        "XDG_CURRENT_DESKTOP",
        "DISPLAY",
    ):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.setenv("XDG_RUNTIME_DIR", desktop.environ["XDG_RUNTIME_DIR"])
    yield desktop
    desktop.stop()


def test_the_desktop_knows_where_an_address_goes(session: PrivateDesktop) -> None:
    """Connected, it names our entry for these addresses; disconnected, it has none."""
    need("xdg-mime", "desktop-file-validate")
    assert not is_connected()
    place = connect()
    assert is_connected()
    assert session.run("xdg-mime", "query", "default", "x-scheme-handler/posture-daemon") == NAME
    assert session.run("desktop-file-validate", place) == ""
    assert disconnect() == place
    assert not is_connected()


def test_a_package_may_have_connected_it(
    session: PrivateDesktop, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The entry in config/ is the one that is written, and is found where packages put such."""
    shipped = Path(__file__).parents[2] / "config" / NAME
    assert shipped.read_text("utf-8") == entry_text(Command(("posture-daemon",)))
    shared = session.folder / "share"
    (shared / "applications").mkdir(parents=True)
    (shared / "applications" / NAME).write_text(shipped.read_text("utf-8"))
    monkeypatch.setenv("XDG_DATA_DIRS", f"/nowhere:{shared}")
    assert is_connected()


@pytest.mark.parametrize("opener", [("gio", "open"), ("xdg-open",)], ids=" ".join)
def test_the_desktop_hands_the_address_over_as_one_word(
    session: PrivateDesktop, opener: tuple[str, ...]
) -> None:
    """The command of the entry is started, and no shell reads what is in an address."""
    need(opener[0], "xdg-mime")
    session.environ["DISPLAY"] = ":7"  # without one, xdg-open looks for browsers of a terminal
    place = connect()
    heard, catcher = session.folder / "heard", session.folder / "catcher"
    catcher.write_text(f'#!/bin/sh\nprintf "%s\\n" "$@" >> "{heard}"\n')
    catcher.chmod(0o755)
    place.write_text(entry_text(Command((str(catcher),))))
    address = f"posture-daemon:done?{WORD};$(touch${{IFS}}taken)"
    session.run(*opener, address, check=False)
    wait_until(heard.exists, "the entry was started")
    assert heard.read_text().splitlines() == ["done", "--page", address]


@pytest.mark.parametrize("address", ["posture-daemon:done?1", "https://example.org", "--help"])
def test_the_command_takes_no_other_address(session: PrivateDesktop, address: str) -> None:
    """It is refused before anybody is asked."""
    assert session.run(POSTURE, "done", f"--page={address}", check=False) == ""
    session.start(POSTURE, "done", f"--page={address}")
    wait_until(lambda: "and nothing else" in session.said("posture-daemon"), "it says why")
