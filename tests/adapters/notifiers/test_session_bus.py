"""The desktop client when the session bus itself is absent, silent, killed and restarted."""

from __future__ import annotations

import asyncio
import signal
import socket

import pytest
from jeepney import Parser, new_method_return

from posture_daemon.core.notice import Answer, Notice
from posture_daemon.errors import Unavailable
from posture_daemon.wire.bus import socket_path
from tests.adapters.notifiers.ear import Ear
from tests.adapters.notifiers.scripted_server import serving
from tests.adapters.notifiers.stage import Timers, client, opened, play
from tests.desktop import PrivateDesktop, until
from tests.patience import IMPATIENT, PATIENT, let_pass

NOTICE = Notice("break", "Take a break", actions=(Answer.DONE,))


def test_comes_back_after_the_bus_died() -> None:
    """After the bus died it is tried again after 1, 2, 4 seconds, and its return is reported."""
    session = PrivateDesktop()

    async def scenario() -> None:
        ear, timers = Ear(), Timers()
        bus = session.start_bus()
        async with (
            serving(session),
            opened(client(session.environ, PATIENT, timers), ear) as desktop,
        ):
            await desktop.show(NOTICE)
            session.end(bus, signal.SIGKILL)
            await until(lambda: timers.delays == [1], "the loss is noticed")
            with pytest.raises(Unavailable, match="session bus"):
                await desktop.show(NOTICE)
            await timers.fire_and_rearm()
            await timers.fire_and_rearm()
            assert timers.delays == [1, 2, 4]
            bus = session.start_bus()
            async with serving(session) as again:
                timers.fire()
                await until(lambda: ear.returns == 1, "the return is reported")
                await desktop.show(NOTICE)
                assert again.notified[0][0] == 0
                session.end(bus, signal.SIGKILL)
                await until(lambda: timers.delays == [1, 2, 4, 1], "the gaps begin anew")

    try:
        play(scenario())
    finally:
        session.stop()


def test_the_gaps_grow_up_to_five_minutes() -> None:
    """A bus that stays away is tried every five minutes in the end."""
    session = PrivateDesktop()

    async def scenario() -> None:
        timers = Timers()
        desktop = client(session.environ, PATIENT, timers)
        with pytest.raises(Unavailable, match="is not running"):
            await desktop.open(Ear().answered, Ear().ready)
        for _ in range(11):
            await timers.fire_and_rearm()
        assert timers.delays == [1, 2, 4, 8, 16, 32, 64, 128, 256, 300, 300, 300]
        await desktop.close()

    try:
        play(scenario())
    finally:
        session.stop()


def test_a_bus_that_says_nothing_is_not_waited_for() -> None:
    """A socket that accepts and never speaks makes the client unavailable after the limit."""
    session = PrivateDesktop()

    async def scenario() -> None:
        with socket.socket(socket.AF_UNIX) as mute:
            mute.bind(str(session.socket))
            mute.listen()
            desktop = client(session.environ, IMPATIENT, Timers())
            with pytest.raises(Unavailable, match="does not answer"):
                await desktop.open(Ear().answered, Ear().ready)
            await desktop.close()

    try:
        play(scenario())
    finally:
        session.stop()


def test_a_bus_that_falls_silent_is_left() -> None:
    """A bus that greets and then answers nothing is hung up on, and tried again later."""
    session = PrivateDesktop()
    hung_up = asyncio.Event()

    async def greet(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n")
        writer.write(b"OK 0123456789abcdef\r\n")
        await reader.readuntil(b"BEGIN\r\n")
        parser = Parser()
        while (hello := parser.get_next_message()) is None:
            parser.add_data(await reader.read(4096))
        writer.write(new_method_return(hello, "s", (":1.0",)).serialise(1))
        assert await reader.read(1)  # the next question
        let_pass(PATIENT)
        await reader.read()
        writer.close()
        hung_up.set()

    async def scenario() -> None:
        timers = Timers()
        async with await asyncio.start_unix_server(greet, session.socket):
            desktop = client(session.environ, PATIENT, timers)
            with pytest.raises(Unavailable, match="did not answer within"):
                await desktop.open(Ear().answered, Ear().ready)
            await hung_up.wait()
            assert timers.delays == [1]
            await desktop.close()

    try:
        play(scenario())
    finally:
        session.stop()


def test_without_a_bus_nothing_is_tried() -> None:
    """Where no session bus is to be expected, the client says why and stays quiet."""

    async def scenario() -> None:
        timers = Timers()
        desktop = client({}, PATIENT, timers)
        with pytest.raises(Unavailable, match="DBUS_SESSION_BUS_ADDRESS is not set"):
            await desktop.open(Ear().answered, Ear().ready)
        with pytest.raises(Unavailable, match="DBUS_SESSION_BUS_ADDRESS is not set"):
            await desktop.show(NOTICE)
        await desktop.close()
        assert timers.armed == []

    play(scenario())


@pytest.mark.parametrize(
    ("environ", "path"),
    [
        ({"DBUS_SESSION_BUS_ADDRESS": "unix:path=/run/bus,guid=1f"}, "/run/bus"),
        ({"DBUS_SESSION_BUS_ADDRESS": "unix:abstract=/tmp/bus"}, "\0/tmp/bus"),
        ({"DBUS_SESSION_BUS_ADDRESS": "tcp:host=a,port=1;unix:path=/a%20b"}, "/a b"),
        ({"XDG_RUNTIME_DIR": "/run/user/7"}, "/run/user/7/bus"),
        ({"XDG_RUNTIME_DIR": "/run/user/7", "DBUS_SESSION_BUS_ADDRESS": ""}, "/run/user/7/bus"),
    ],
)
def test_finds_the_bus(environ: dict[str, str], path: str) -> None:
    """The bus is where the variable says, or where systemd puts it."""
    assert socket_path(environ) == path


@pytest.mark.parametrize("address", ["tcp:host=localhost,port=1", "nonsense", "unix:tmpdir=/tmp"])
def test_an_address_of_no_use(address: str) -> None:
    """An address that cannot be connected to is named in the reason."""
    with pytest.raises(Unavailable, match="cannot be used"):
        socket_path({"DBUS_SESSION_BUS_ADDRESS": address})
