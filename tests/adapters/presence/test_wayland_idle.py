"""Idleness on real Wayland compositors, and by protocols that those here are too old for."""

from __future__ import annotations

import asyncio
import signal
import sys
from contextlib import asynccontextmanager
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from posture_daemon.adapters.presence.wayland_idle import WaylandIdle
from posture_daemon.errors import NotHere, Unavailable
from tests.contracts.flood import MANY, FloodContract
from tests.contracts.idle_source import IdleSourceContract
from tests.contracts.watching import play, watching_idle
from tests.desktop import until
from tests.desktops.kwin import Kwin
from tests.desktops.sway import Sway
from tests.fakes.compositor import Compositor

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable
    from pathlib import Path

    from tests.contracts.watching import Watching
    from tests.desktop import PrivateDesktop

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="Wayland is at home on Linux")

AFTER = timedelta(milliseconds=400)
NOTIFIER = "ext_idle_notifier_v1"


class SwayStage:
    """A person at sway; wtype is the keyboard."""

    after = AFTER

    def __init__(self, session: PrivateDesktop) -> None:
        self._sway = Sway(session)
        self.source = WaylandIdle(session.environ)

    def touch(self) -> None:
        """Type a letter."""
        self._sway.type()

    def leave(self) -> None:
        """Time passes by itself."""

    def kill(self) -> None:
        """Kill the compositor."""
        self._sway.end(signal.SIGKILL)


class TestSway(IdleSourceContract):
    """The promises of an idle source, on sway (1.7: KDE's older protocol)."""

    @pytest.fixture
    def idle_stage(self, private_bus: PrivateDesktop) -> SwayStage:
        """Sit down at sway."""
        return SwayStage(private_bus)


def test_kwin(private_bus: PrivateDesktop) -> None:
    """KWin tells of idleness and return by ext-idle-notify, and of its own end."""
    kwin = Kwin(private_bus)

    async def scenario() -> None:
        async with watching_idle(WaylandIdle(private_bus.environ), AFTER) as watching:
            assert await watching.heard(2) == AFTER
            await kwin.move()
            await watching.heard(4)
            assert watching.states == [False, True, False, True]
            private_bus.end(kwin.process, signal.SIGKILL)
            assert str(await watching.failed()) == "The compositor has gone."

    play(scenario())


class TestFlood(FloodContract):
    """A compositor that is idle and active all the time."""

    @pytest.fixture
    @asynccontextmanager
    async def flooded(self, tmp_path: Path) -> AsyncIterator[tuple[Watching, Callable[[], None]]]:
        """Watch a compositor that can be told what to say."""
        offers = {"wl_seat": 7, NOTIFIER: 2}
        async with (
            Compositor(tmp_path, offers).running() as compositor,
            watching_idle(WaylandIdle(compositor.environ), AFTER) as watching,
        ):

            def flood() -> None:
                notification = compositor.requests[0][2][0]
                for change in range(MANY):
                    compositor.event(notification, change % 2)

            await until(lambda: compositor.requests, "it is asked")
            yield watching, flood


@pytest.mark.parametrize(("version", "request_for"), [(1, 1), (2, 2), (3, 2)])
def test_input_alone_counts_where_the_compositor_can_tell(
    tmp_path: Path, version: int, request_for: int
) -> None:
    """Version 2 is asked for input, whatever inhibits idleness; version 1 for what it has."""

    async def scenario() -> None:
        offers = {"wl_seat": 7, NOTIFIER: version}
        async with (
            Compositor(tmp_path, offers).running() as compositor,
            watching_idle(WaylandIdle(compositor.environ), AFTER) as watching,
        ):
            await until(lambda: compositor.requests, "it is asked")
            ((interface, opcode, (notification, length, _)),) = compositor.requests
            assert (interface, opcode, length) == (NOTIFIER, request_for, 400)
            for event in (0, 1):
                compositor.event(notification, event)
            await watching.heard(3)
            assert watching.reports == [(False, timedelta()), (True, AFTER), (False, timedelta())]

    play(scenario())


def test_a_compositor_without_idle_notifications(tmp_path: Path) -> None:
    """GNOME's compositor has none: not here."""

    async def scenario() -> None:
        async with Compositor(tmp_path, {"wl_seat": 8}).running() as compositor:
            with pytest.raises(NotHere, match="idle"):
                await WaylandIdle(compositor.environ).watch(AFTER, lambda *_: None)

    play(scenario())


def test_a_compositor_without_a_seat(tmp_path: Path) -> None:
    """Nobody can sit there now: unavailable."""

    async def scenario() -> None:
        async with Compositor(tmp_path, {NOTIFIER: 1}).running() as compositor:
            with pytest.raises(Unavailable, match="wl_seat"):
                await WaylandIdle(compositor.environ).watch(AFTER, lambda *_: None)

    play(scenario())


def test_a_length_of_months_is_cut_to_what_the_protocol_can_say(tmp_path: Path) -> None:
    """32 bits of milliseconds are the most that can be asked for."""

    async def scenario() -> None:
        offers = {"wl_seat": 7, NOTIFIER: 2}
        async with Compositor(tmp_path, offers).running() as compositor:
            watch = WaylandIdle(compositor.environ).watch(timedelta(days=90), lambda *_: None)
            task = asyncio.create_task(watch)
            await until(lambda: compositor.requests, "it is asked")
            assert compositor.requests[0][2][1] == 0xFFFFFFFF
            task.cancel()

    play(scenario())


def test_no_wayland_session() -> None:
    """On X11 and in a console there is no compositor to ask."""

    async def scenario() -> None:
        for environ in ({}, {"XDG_SESSION_TYPE": "x11", "WAYLAND_DISPLAY": "wayland-0"}):
            with pytest.raises(NotHere, match="no Wayland"):
                await WaylandIdle(environ).watch(AFTER, lambda *_: None)

    play(scenario())
