"""Idleness on a real X server, with real input."""

from __future__ import annotations

import signal
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from posture_daemon.adapters.presence.x11_idle import X11Idle
from posture_daemon.errors import NotHere, Unavailable
from tests.contracts.idle_source import IdleSourceContract
from tests.contracts.watching import play, watching_idle
from tests.desktop import need

if TYPE_CHECKING:
    from tests.desktop import PrivateDesktop


class Xvfb:
    """A person at an X server: xdotool sends input by the extension XTEST."""

    after = timedelta(milliseconds=400)

    def __init__(self, session: PrivateDesktop) -> None:
        need("xdotool")
        self._session = session
        self._right = False
        self.source = X11Idle(session.environ)

    def touch(self) -> None:
        """Move the mouse."""
        self._right = not self._right
        self._session.run("xdotool", "mousemove", "20" if self._right else "10", "10")

    def leave(self) -> None:
        """Time passes by itself."""

    def kill(self) -> None:
        """Kill the X server."""
        self._session.end(self._session.display, signal.SIGKILL)


@pytest.fixture
def idle_stage(private_desktop: PrivateDesktop) -> Xvfb:
    """Sit down at an X server."""
    return Xvfb(private_desktop)


class TestContract(IdleSourceContract):
    """The promises of an idle source, on Xvfb."""


def test_who_is_away_already_is_told_so_at_once(idle_stage: Xvfb) -> None:
    """The server counts before anybody asks: the first report is idle, with the whole length."""

    async def scenario() -> None:
        async with watching_idle(idle_stage.source, idle_stage.after) as earlier:
            await earlier.begun()
            async with watching_idle(idle_stage.source, idle_stage.after / 2) as watching:
                assert await watching.heard(1) >= idle_stage.after
                idle_stage.touch()
                await watching.heard(2)
                assert watching.states[:2] == [True, False]

    play(scenario())


def test_the_counter_of_a_server_inside_wayland_is_not_asked() -> None:
    """XWayland sees only the input to its own windows."""
    inside = {"XDG_SESSION_TYPE": "wayland", "DISPLAY": ":0"}

    async def scenario() -> None:
        with pytest.raises(NotHere, match="Wayland"):
            await X11Idle(inside).watch(Xvfb.after, lambda *_: None)

    play(scenario())


@pytest.mark.parametrize("display", ["", "far.example.org:0", "nonsense"])
def test_without_a_display_on_this_machine_there_is_nothing(display: str) -> None:
    """No display, one elsewhere or an odd one is not tried again."""

    async def scenario() -> None:
        with pytest.raises(NotHere, match="display"):
            await X11Idle({"DISPLAY": display}).watch(Xvfb.after, lambda *_: None)

    play(scenario())


def test_a_display_that_is_out_of_reach_may_come_back() -> None:
    """No server at the display: unavailable, with its number."""

    async def scenario() -> None:
        with pytest.raises(Unavailable, match=":59999") as raised:
            await X11Idle({"DISPLAY": ":59999"}).watch(Xvfb.after, lambda *_: None)
        assert not isinstance(raised.value, NotHere)

    play(scenario())
