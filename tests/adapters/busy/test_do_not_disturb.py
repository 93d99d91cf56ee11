"""Do-not-disturb with servers that change, vanish, lie, hang and flood."""

from __future__ import annotations

import asyncio
import signal
from typing import TYPE_CHECKING, Any

import pytest

from posture_daemon.adapters.busy.do_not_disturb import DoNotDisturb
from posture_daemon.errors import NotHere, Unavailable
from tests.adapters.busy.quiet_server import NAME, quiet_server
from tests.adapters.notifiers.real_servers import start_dunst
from tests.contracts.busy_source import BusySourceContract
from tests.contracts.watching import open_files, play, watching_busy
from tests.desktop import PrivateDesktop, private_bus, private_desktop, until
from tests.desktops.x11 import Dunst, Xfce
from tests.patience import IMPATIENT, PATIENT

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["private_bus", "private_desktop"]


class DunstStage:
    """A real dunst that a person pauses."""

    def __init__(self, session: PrivateDesktop) -> None:
        self._session = session
        self._bus = session.start_bus()
        session.start_display()
        self._dunst = Dunst(session)
        self.source = DoNotDisturb(session.environ)

    def begin(self) -> None:
        """Pause it."""
        self._dunst.set_do_not_disturb(True)

    def end(self) -> None:
        """Let it go on."""
        self._dunst.set_do_not_disturb(False)

    def kill(self) -> None:
        """End the bus: without it, nothing is told any more."""
        self._session.end(self._bus, signal.SIGKILL)


class TestContract(BusySourceContract):
    """The source keeps the promises of a busy source, with dunst."""

    @pytest.fixture
    def busy_stage(self) -> Iterator[DunstStage]:
        """Sit down at dunst."""
        session = PrivateDesktop()
        try:
            yield DunstStage(session)
        finally:
            session.stop()


def test_goes_with_the_server(private_desktop: PrivateDesktop) -> None:
    """A paused dunst that is killed hides nothing any more; Xfce's server is asked Xfce's way."""

    async def scenario() -> None:
        dunst = start_dunst(private_desktop)
        private_desktop.run("dunstctl", "set-paused", "true")
        async with watching_busy(DoNotDisturb(private_desktop.environ)) as watching:
            await watching.heard(1)
            private_desktop.end(dunst, signal.SIGKILL)
            await watching.heard(2)
            xfce = Xfce(private_desktop)
            for on in (True, False):
                xfce.set_do_not_disturb(on)
                await watching.heard(3 if on else 4)
            assert watching.states == [True, False, True, False]

    play(scenario())


def test_starts_no_server(private_bus: PrivateDesktop) -> None:
    """Where no server runs nobody hides anything, and one that could be started is left alone."""
    started = private_bus.folder / "started"
    service = private_bus.folder / "services" / f"{NAME}.service"
    service.write_text(f"[D-BUS Service]\nName={NAME}\nExec=/usr/bin/touch {started}\n")
    private_bus.reload_services()

    async def scenario() -> None:
        source = DoNotDisturb(private_bus.environ)
        assert await source.is_on() is False
        async with watching_busy(source) as watching:
            await watching.heard(1)
            async with quiet_server(private_bus) as server:
                await until(lambda: server.asked >= 2, "the server is asked when it comes")
                await server.change(on=True)
                await watching.heard(2)
            await watching.heard(3)
            assert watching.states == [False, True, False]
        assert not started.exists()

    play(scenario())


def test_a_server_without_a_way_is_named(private_bus: PrivateDesktop) -> None:
    """Of a server that nothing is known of, this is said, with its name."""

    async def scenario() -> None:
        unknown = ("ssss", ("Bulletin", "Somebody", "1.0", "1.2"))
        async with quiet_server(private_bus, information=unknown):
            with pytest.raises(Unavailable, match="'Bulletin' of 'Somebody' does not tell"):
                await DoNotDisturb(private_bus.environ).is_on()

    play(scenario())


@pytest.mark.parametrize(
    "replies",
    [
        {"information": None},
        {"information": ("u", (7,))},
        {"information": ("", ())},
        {"value": None},
        {"value": ("v", (("s", "yes"),))},
        {"value": ("u", (1,))},
        {"value": ("", ())},
        {"silent": True},
    ],
    ids=str,
)
def test_nonsense_is_unavailable(private_bus: PrivateDesktop, replies: dict[str, Any]) -> None:
    """A server that answers nonsense, or nothing, makes the source unavailable, with a sentence."""

    async def scenario() -> None:
        before = open_files()
        async with quiet_server(private_bus, **replies):
            limit = IMPATIENT if "silent" in replies else PATIENT
            source = DoNotDisturb(private_bus.environ, limit)
            async with watching_busy(source) as watching:
                assert str(await watching.failed())
                assert watching.reports == []
        await until(lambda: open_files() == before, "all is closed")

    play(scenario())


def test_a_flood_is_unavailable(private_bus: PrivateDesktop) -> None:
    """A server that changes all the time is left alone."""

    async def scenario() -> None:
        source = DoNotDisturb(private_bus.environ)
        async with quiet_server(private_bus) as server, watching_busy(source) as watching:
            await watching.heard(1)
            for number in range(2500):
                await server.change(on=bool(number % 2))
            assert str(await watching.failed())

    play(scenario())


def test_servers_that_come_and_go_are_a_flood(private_bus: PrivateDesktop) -> None:
    """A server that is replaced again and again is given up."""

    async def scenario() -> None:
        async with quiet_server(private_bus) as first:
            async with watching_busy(DoNotDisturb(private_bus.environ)) as watching:
                await watching.heard(1)
                while not watching.task.done():
                    async with quiet_server(private_bus) as next_one:
                        await until(
                            lambda: next_one.asked or watching.task.done(),
                            "it is asked",
                        )
                assert "changes within" in str(await watching.failed())
            assert first.asked

    play(scenario())


def test_without_a_bus() -> None:
    """Without a session bus there is nothing to hear of."""
    with pytest.raises(NotHere):
        asyncio.run(DoNotDisturb({}).watch(lambda _on, _why: None))
