"""Opening a page: by the opener of the desktop, outside of the service's bounds, or not at all."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from posture_daemon.guide import browser
from posture_daemon.guide.browser import folder_for_pages, opened, opener

if TYPE_CHECKING:
    from pathlib import Path

XDG = ("xdg-open",)
UNIT = ("systemd-run", "--user", "--quiet", "--collect", "--", "xdg-open")


def program(folder: Path, name: str, script: str) -> None:
    """Put a program of this name into a folder."""
    file = folder / name
    file.write_text(f"#!/bin/sh\n{script}\n")
    file.chmod(0o755)


@pytest.fixture
def bare(tmp_path: Path) -> dict[str, str]:
    """An environment with a screen, and no programs but those that a test puts there."""
    return {"PATH": str(tmp_path), "DISPLAY": ":7"}


def test_the_desktop_is_asked(tmp_path: Path, bare: dict[str, str]) -> None:
    """The opener gets the file as one word, whatever is in its name."""
    program(tmp_path, "xdg-open", f'printf "%s\\n" "$#" "$1" > "{tmp_path}/heard"')
    page = tmp_path / "a page; $(touch taken).html"
    assert opened(page, platform="linux", environ=bare)
    assert (tmp_path / "heard").read_text() == f"1\n{page}\n"
    assert not (tmp_path / "taken").exists()


def test_an_opener_that_fails_has_not_opened(tmp_path: Path, bare: dict[str, str]) -> None:
    """Then the person is told where the page is."""
    program(tmp_path, "xdg-open", "exit 3")
    assert not opened(tmp_path / "page.html", platform="linux", environ=bare)


def test_a_service_gives_the_browser_a_unit_of_its_own(
    tmp_path: Path, bare: dict[str, str]
) -> None:
    """It would be as bounded as the service otherwise, and end with it."""
    program(tmp_path, "xdg-open", "")
    assert tuple(opener("linux", bare)) == XDG
    in_service = {**bare, "INVOCATION_ID": "1"}
    assert tuple(opener("linux", in_service)) == XDG
    program(tmp_path, "systemd-run", "")
    assert tuple(opener("linux", in_service)) == UNIT


def test_without_a_screen_nothing_is_opened(tmp_path: Path, bare: dict[str, str]) -> None:
    """Over ssh, in a container, on a server."""
    program(tmp_path, "xdg-open", "")
    del bare["DISPLAY"]
    assert not opened(tmp_path / "page.html", platform="linux", environ=bare)
    assert tuple(opener("linux", {**bare, "WAYLAND_DISPLAY": "wayland-0"})) == XDG


def test_without_an_opener_nothing_is_opened(tmp_path: Path, bare: dict[str, str]) -> None:
    """And nothing fails."""
    assert not opened(tmp_path / "page.html", platform="linux", environ=bare)
    assert tuple(opener("darwin", {})) == ("open",)


def test_a_browser_from_a_snap_finds_the_page(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It reads its own folder in the home only; every other reads the runtime folder."""
    program(tmp_path, "xdg-settings", "echo firefox_firefox.desktop")
    monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setattr(browser, "runtime_folder", lambda: tmp_path / "run")
    assert folder_for_pages() == tmp_path / "run" / "guide"
    common = tmp_path / "snap" / "firefox" / "common"
    common.mkdir(parents=True)
    assert folder_for_pages() == common / "posture-daemon"
    program(tmp_path, "xdg-settings", "echo firefox.desktop")
    assert folder_for_pages() == tmp_path / "run" / "guide"
