"""Notices through plyer, with the real notify-send and dunst, and with a double of plyer."""

from __future__ import annotations

import asyncio
import sys
import threading
from dataclasses import replace
from functools import partial
from types import ModuleType
from typing import TYPE_CHECKING

import pytest

from posture_daemon.adapters.notifiers import choose
from posture_daemon.adapters.notifiers.choose import look_at_desktop
from posture_daemon.adapters.notifiers.portable import Look, Portable, blindly, windows
from posture_daemon.core.notice import Notice
from posture_daemon.errors import Unavailable
from tests.adapters.notifiers.real_servers import displayed_by_dunst, start_dunst
from tests.contracts.notifier import NOTICE, NotifierContract, play
from tests.desktop import need, wait_until
from tests.patience import IMPATIENT

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.desktop import PrivateDesktop


class FakePlyer(ModuleType):
    """Stands in for the module plyer and remembers the texts."""

    def __init__(self) -> None:
        super().__init__("plyer")
        self.notification = self
        self.shown: list[tuple[str, str]] = []
        self.behaviour: Callable[[], object] = lambda: None

    def notify(self, *, title: str, message: str, app_name: str) -> None:
        """Remember, and behave as the test wants."""
        self.behaviour()
        self.shown.append((title, message))


@pytest.fixture
def plyer(monkeypatch: pytest.MonkeyPatch) -> FakePlyer:
    """Put the double in plyer's place."""
    fake = FakePlyer()
    monkeypatch.setitem(sys.modules, "plyer", fake)
    return fake


def show(*notices: Notice, look: Look = blindly) -> None:
    """Show the notices one after another."""
    portable = Portable(look)

    async def scenario(_: object) -> None:
        for notice in notices:
            await portable.show(notice)

    play(portable, scenario)


def test_says_how_to_answer(plyer: FakePlyer) -> None:
    """The text names the commands, because plyer knows no buttons."""
    show(NOTICE)
    assert plyer.shown == [
        (
            "Stretch your shoulders",
            "Roll them back, slowly: 5 < 6 & 7 > 3.\nAnswer: posture start | snooze | skip",
        )
    ]


def test_an_update_is_not_shown(plyer: FakePlyer) -> None:
    """A countdown is not a flood: only a new tag or a new summary is shown."""
    show(NOTICE, replace(NOTICE, body="5 s"), replace(NOTICE, summary="On"), Notice("t", "On"))
    assert [title for title, _ in plyer.shown] == ["Stretch your shoulders", "On", "On"]


def test_a_dash_is_not_an_option(plyer: FakePlyer) -> None:
    """Texts that begin with a dash are kept from being read as options."""
    show(Notice("t", "-h", "--version"))
    assert plyer.shown == [(" -h", " --version")]


def test_fits_a_windows_balloon(plyer: FakePlyer) -> None:
    """On Windows both texts fit their fields, counted in UTF-16 units, commands included."""
    show(replace(NOTICE, summary="💧" * 100, body="💧" * 300), look=windows)
    ((title, message),) = plyer.shown
    assert len(title.encode("utf-16-le")) // 2 <= 63
    assert len(message.encode("utf-16-le")) // 2 <= 255
    assert title.endswith("💧…")
    assert message.endswith("\nAnswer: posture start | snooze | skip")


def test_a_failure_is_a_reason(plyer: FakePlyer) -> None:
    """Whatever plyer raises makes it unavailable."""

    def fail() -> None:
        raise NotImplementedError("No usable implementation found!")

    plyer.behaviour = fail
    with pytest.raises(Unavailable, match="No usable implementation"):
        show(NOTICE)


def test_a_call_that_hangs_is_given_up(plyer: FakePlyer) -> None:
    """A call that does not come back makes it unavailable after the limit."""
    gate = threading.Event()
    plyer.behaviour = gate.wait
    with pytest.raises(Unavailable, match="does not come back"):
        asyncio.run(Portable(limit=IMPATIENT).show(NOTICE))
    gate.set()
    threads = threading.enumerate
    wait_until(lambda: all(one.name != "notifier" for one in threads()), "it has come back")


@pytest.fixture
def in_session(private_desktop: PrivateDesktop, monkeypatch: pytest.MonkeyPatch) -> PrivateDesktop:
    """Let plyer's notify-send live in the private session, as plyer offers no other way."""
    need("notify-send")
    for name in ("DBUS_SESSION_BUS_ADDRESS", "XDG_RUNTIME_DIR", "HOME"):
        monkeypatch.setenv(name, private_desktop.environ[name])
    return private_desktop


def test_arrives_in_one_piece(in_session: PrivateDesktop) -> None:
    """Through the real notify-send, dashes and markup arrive as they were written."""
    start_dunst(in_session)
    show(Notice("t", "-i 5 < 6", "--help & 7 > 3"), look=look_at_desktop)
    assert displayed_by_dunst(in_session) == 1
    in_session.run("dunstctl", "close")
    history = in_session.run("dunstctl", "history")
    assert '" -i 5 < 6"' in history
    assert "&lt;" not in history.partition('"body"')[0]
    assert " --help &amp; 7 &gt; 3" in history


def test_says_that_nobody_shows_anything(in_session: PrivateDesktop) -> None:
    """Without a server it is unavailable, although plyer itself would not say a word."""
    with pytest.raises(Unavailable, match="No notification server"):
        show(NOTICE, look=partial(look_at_desktop, environ=in_session.environ))


def test_says_that_there_is_no_way(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without notify-send and dbus-python it is unavailable, and says what to install."""
    monkeypatch.setattr(choose, "which", lambda _: None)
    monkeypatch.setattr(choose, "find_spec", lambda _: None)
    with pytest.raises(Unavailable, match="Install notify-send"):
        show(NOTICE, look=look_at_desktop)


def test_a_folder_app_is_not_a_flatpak(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Where plyer would build a command line for Flatpak out of the texts, it is not used."""
    monkeypatch.setattr(choose, "Path", lambda _: tmp_path)
    with pytest.raises(Unavailable, match="Flatpak"):
        show(NOTICE, look=look_at_desktop)


class TestContract(NotifierContract):
    """plyer keeps the promises of a notifier, with the real notify-send and dunst."""

    @pytest.fixture
    def notifier(self, in_session: PrivateDesktop) -> Portable:
        """Make one for a session with dunst."""
        start_dunst(in_session)
        return Portable(look_at_desktop)
