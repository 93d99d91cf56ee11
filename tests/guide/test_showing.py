"""From an item to its page in the browser, as the command and the service's child do it."""

from __future__ import annotations

import asyncio
import logging
import sys
from pathlib import Path

import pytest

from posture_daemon.content.leaflets import how_much
from posture_daemon.errors import RequestRefused
from posture_daemon.guide.child import open_page
from posture_daemon.guide.showing import show
from tests.desktop import PrivateDesktop

ITEM = "stretch-ear-to-shoulder"
WORD = "0123456789abcdef" * 2


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home and a runtime folder of their own, and no screen."""
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "XDG_DATA_HOME", "XDG_CONFIG_HOME"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path))
    return tmp_path


def test_without_a_screen_the_page_is_written(home: Path) -> None:
    """It is in the private folder, under the name of its item."""
    shown = show(ITEM)
    assert not shown.opened
    assert shown.page == home / "posture-daemon" / "guide" / f"{ITEM}.html"
    assert "Ear towards shoulder" in shown.page.read_text("utf-8")
    assert "How much at level" not in shown.page.read_text("utf-8")


def test_an_unknown_item_is_refused_with_the_nearest() -> None:
    """A slip of the finger finds what was meant."""
    with pytest.raises(RequestRefused, match=f"Did you mean {ITEM}"):
        show("stretch-ear-to-sholder")
    with pytest.raises(RequestRefused, match="There is no item"):
        show("../../../etc/passwd")


def test_the_child_opens_the_page_with_its_word(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Word and level come to the page without standing in any argument, which all can read."""
    program, heard = home / "xdg-open", home / "heard"
    program.write_text(f'#!/bin/sh\nprintf "%s" "$1" > "{heard}"\n')
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{home}:/usr/bin:/bin")
    monkeypatch.setenv("DISPLAY", ":7")
    monkeypatch.delenv("INVOCATION_ID", raising=False)
    asyncio.run(open_page(ITEM, WORD, level=1))
    assert how_much(1) in Path(heard.read_text()).read_text("utf-8")
    assert "posture done" in Path(heard.read_text()).read_text("utf-8")


def test_the_log_says_why_no_page_was_opened(caplog: pytest.LogCaptureFixture) -> None:
    """Where there is no screen, and where there is no such item."""
    with caplog.at_level(logging.WARNING):
        asyncio.run(open_page(ITEM, WORD))
        asyncio.run(open_page("nothing", WORD))
    where, what = caplog.messages
    assert "there is no browser to open it; it is /" in where
    assert "There is no item 'nothing'." in what.replace("\\'", "'")


def test_the_command_prints_where_the_page_is() -> None:
    """For whoever sits at another machine."""
    session = PrivateDesktop()
    try:
        program = Path(sys.executable).with_name("posture")
        place = Path(session.run(program, "show", ITEM))
        assert place.name == f"{ITEM}.html"
        assert place.stat().st_mode & 0o777 == 0o600
        assert session.run(program, "show", "nothing", check=False) == ""
        assert session.run(program, "show", check=False) == ""
    finally:
        session.stop()
