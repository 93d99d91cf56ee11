"""Do-not-disturb of the real servers, switched as a person switches it."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

import pytest
from jeepney import DBusAddress, new_method_call
from jeepney.io.blocking import open_dbus_connection

from posture_daemon.adapters.busy.do_not_disturb import DoNotDisturb
from posture_daemon.errors import Unavailable
from tests.contracts.watching import play, watching_busy
from tests.desktop import until
from tests.desktops.seats import SEATS, seated

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.desktops.seat import Seat

WITHOUT = "notification-daemon"
_SERVER = DBusAddress(
    "/org/freedesktop/Notifications",
    "org.freedesktop.Notifications",
    "org.freedesktop.Notifications",
)


@pytest.fixture(scope="module", params=[name for name in SEATS if name != WITHOUT])
def seat(request: pytest.FixtureRequest) -> Iterator[Seat]:
    """Sit down at one desktop after the other."""
    with seated(request.param) as seat:
        yield seat


class Beat:
    """A sleep that is over when the test says so; only an old mako is asked by it."""

    def __init__(self) -> None:
        self._struck = asyncio.Event()
        self.lengths: list[float] = []

    async def __call__(self, seconds: float) -> None:
        """Sleep until it strikes."""
        self.lengths.append(seconds)
        await self._struck.wait()
        self._struck.clear()

    def strike(self) -> None:
        """End the sleep."""
        self._struck.set()


def test_on_and_off(seat: Seat) -> None:
    """On and off are reported, each time that they are switched, and asked for at once as well."""

    async def scenario() -> None:
        beat = Beat()
        source = DoNotDisturb(seat.environ, sleep=beat)
        async with watching_busy(source) as watching:
            await watching.heard(1)
            for count, on in enumerate((True, False, True, False), 2):
                seat.set_do_not_disturb(on)
                beat.strike()
                await watching.heard(count)
                assert await source.is_on() is on
            assert watching.reports == [(on, "") for on in (False, True, False, True, False)]

    play(scenario())


def test_on_from_the_start(seat: Seat) -> None:
    """What was switched on before the service started is reported first."""

    async def scenario() -> None:
        source = DoNotDisturb(seat.environ)
        seat.set_do_not_disturb(True)
        try:
            await until_on(source)
            async with watching_busy(source) as watching:
                await watching.heard(1)
                assert watching.states == [True]
        finally:
            seat.set_do_not_disturb(False)

    play(scenario())


def test_a_program_asks_plasma_for_quiet() -> None:
    """A program that asks Plasma to hold notifications back counts, until it leaves."""

    async def scenario(seat: Seat) -> None:
        async with watching_busy(DoNotDisturb(seat.environ)) as watching:
            await watching.heard(1)
            with open_dbus_connection(seat.environ["DBUS_SESSION_BUS_ADDRESS"]) as call:
                body: Any = ("org.example.call", "In a call", {})
                call.send_and_get_reply(new_method_call(_SERVER, "Inhibit", "ssa{sv}", body))
                await watching.heard(2)
            await watching.heard(3)
            assert watching.states == [False, True, False]

    with seated("plasma") as seat:
        play(scenario(seat))


def test_a_server_without_the_switch() -> None:
    """GNOME's classic server has none, and is not taken for MATE's of the same name."""
    with seated(WITHOUT) as seat, pytest.raises(Unavailable, match="'Notification Daemon' of 'GNO"):
        asyncio.run(DoNotDisturb(seat.environ).is_on())


async def until_on(source: DoNotDisturb) -> None:
    """Wait until a server has noticed that it was switched; Plasma and LXQt need a moment."""
    answers: list[bool] = []

    async def ask() -> None:
        while not answers:
            if await source.is_on():
                answers.append(True)

    asking = asyncio.create_task(ask())
    await until(lambda: answers, "it is switched on")
    await asking
