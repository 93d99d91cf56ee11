"""The desktop client when servers and buses are absent, late, silent, killed and restarted."""

from __future__ import annotations

import asyncio
from contextlib import asynccontextmanager, suppress
from typing import TYPE_CHECKING, Any

import pytest

from posture_daemon.adapters.notifiers.desktop import Desktop
from posture_daemon.adapters.notifiers.link import Link
from posture_daemon.core.notice import Answer, Notice
from posture_daemon.errors import Unavailable
from tests.adapters.notifiers.ear import Ear
from tests.adapters.notifiers.scripted_server import serving
from tests.adapters.notifiers.stage import client, impatient, opened, play
from tests.desktop import until
from tests.patience import PATIENT

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from tests.desktop import PrivateDesktop

NOTICE = Notice("break", "Take a break", actions=(Answer.DONE,))
OTHER = Notice("water", "Drink some water", actions=(Answer.DONE,))


@asynccontextmanager
async def refused(session: PrivateDesktop, ear: Ear, reason: str) -> AsyncIterator[Any]:
    """Open a client that cannot work yet, for the given reason, and close it in the end."""
    desktop = client(session.environ)
    try:
        with pytest.raises(Unavailable, match=reason):
            await desktop.open(ear.answered, ear.ready)
        yield desktop
    finally:
        await desktop.close()


def test_waits_for_a_server(private_bus: PrivateDesktop) -> None:
    """Without a server the client says so, and reports the one that comes."""

    async def scenario() -> None:
        ear = Ear()
        async with refused(private_bus, ear, "No notification server") as desktop:
            with pytest.raises(Unavailable, match="No notification server"):
                await desktop.show(NOTICE)
            async with serving(private_bus) as server:
                await until(lambda: ear.returns, "the server is reported")
                await desktop.show(NOTICE)
                assert server.screen
                assert ear.returns == 1

    play(scenario())


def test_nothing_is_sent_to_nobody(private_bus: PrivateDesktop) -> None:
    """A call at the moment when the server has gone is unavailable like any other."""

    async def scenario() -> None:
        link = Link(Desktop(), environ=private_bus.environ, limit=PATIENT, later=None)
        with suppress(Unavailable):
            await link.open()
        with pytest.raises(Unavailable, match="just gone"):
            await link.call("GetCapabilities")
        await link.close()

    play(scenario())


def test_starts_a_server_only_when_it_is_needed(private_bus: PrivateDesktop) -> None:
    """A server that can be started is left alone by `open` and asked for by `show`."""
    service = private_bus.folder / "services" / "test.service"
    service.write_text(
        "[D-BUS Service]\nName=org.freedesktop.Notifications\nExec=/bin/false\n", encoding="utf-8"
    )

    async def scenario() -> None:
        async with opened(client(private_bus.environ), Ear()) as desktop:
            with pytest.raises(Unavailable, match="none could be started"):
                await desktop.show(NOTICE)

    private_bus.reload_services()
    play(scenario())


def test_a_new_server_knows_no_old_numbers(private_bus: PrivateDesktop) -> None:
    """After a restart the caller is told, nothing is replaced, and old numbers mean nothing."""

    async def scenario() -> None:
        ear = Ear()
        async with serving(private_bus) as first, opened(client(private_bus.environ), ear) as desk:
            await desk.show(OTHER)
            await first.stop()
            async with serving(private_bus, reuses_numbers=True) as second:
                await until(lambda: ear.returns == 1, "the new server is reported")
                await second.invoke(1, "done")
                await desk.withdraw(OTHER.tag)
                await desk.show(NOTICE)
                assert second.closed == []
                assert second.notified[0][0] == 0
                assert ear.answers == []

    play(scenario())


def test_asks_every_server_what_it_can(private_bus: PrivateDesktop) -> None:
    """Name and capabilities are asked again after each change of server."""

    async def scenario() -> None:
        ear = Ear()
        async with (
            serving(private_bus),
            opened(client(private_bus.environ), ear) as desktop,
            serving(private_bus, name="Bare", capabilities=("body",)) as bare,
        ):
            await until(lambda: ear.returns, "the new server is reported")
            await desktop.show(NOTICE)
            assert desktop.name == "Bare 1.0 over D-Bus"
            assert bare.screen[1].actions == []

    play(scenario())


@pytest.mark.parametrize("member", ["GetServerInformation", "GetCapabilities", "Notify"])
def test_a_server_may_vanish_at_any_moment(private_bus: PrivateDesktop, member: str) -> None:
    """A server that dies right after an answer is a reason, or its notice is gone."""

    async def scenario() -> None:
        ear = Ear()
        async with refused(private_bus, ear, "No notification server") as desktop:
            async with serving(private_bus, last_words=member):
                with suppress(Unavailable):
                    await desktop.show(NOTICE)
            async with serving(private_bus) as server:
                await until(lambda: desktop.name.startswith("Scripted"), "the next one is met")
                await desktop.show(NOTICE)
                assert server.notified[0][0] == 0

    play(scenario())


def test_a_silent_server_is_left_alone(private_bus: PrivateDesktop) -> None:
    """A server that does not answer is unavailable after the limit, and then at once."""

    async def scenario() -> None:
        async with (
            serving(private_bus) as server,
            opened(client(private_bus.environ), Ear()) as desktop,
        ):
            server.mute = True
            with impatient(desktop), pytest.raises(Unavailable, match="does not answer"):
                await desktop.show(NOTICE)
            with pytest.raises(Unavailable, match="does not answer"):
                await desktop.show(OTHER)
            await until(lambda: server.waiting, "the notice arrives")
            assert server.waiting == 1

    play(scenario())


def test_a_late_notice_is_closed(private_bus: PrivateDesktop) -> None:
    """What a silent server shows after all is closed, and the caller told to show what is true."""

    async def scenario() -> None:
        ear = Ear()
        async with (
            serving(private_bus) as server,
            opened(client(private_bus.environ), ear) as desktop,
        ):
            server.mute = True
            with impatient(desktop), pytest.raises(Unavailable):
                await desktop.show(NOTICE)
            await until(lambda: server.waiting, "the notice is on its way")
            await server.answer_late()
            await until(lambda: ear.returns, "the server is reported")
            await desktop.show(OTHER)
            await until(lambda: server.closed == [1], "the late notice is closed")
            assert [shown.summary for shown in server.screen.values()] == ["Drink some water"]

    play(scenario())


def test_withdrawn_on_its_way(private_bus: PrivateDesktop) -> None:
    """A notice that is withdrawn before the server answered is closed on arrival."""

    async def scenario() -> None:
        async with (
            serving(private_bus) as server,
            opened(client(private_bus.environ), Ear()) as desktop,
        ):
            server.mute = True
            showing = asyncio.create_task(desktop.show(NOTICE))
            await until(lambda: server.waiting, "the notice is on its way")
            await desktop.withdraw(NOTICE.tag)
            await server.answer_late()
            await showing
            await until(lambda: server.closed == [1], "the notice is closed")

    play(scenario())


def test_answered_while_being_replaced(private_bus: PrivateDesktop) -> None:
    """An answer that crosses the next notice counts for the old one and leaves the new one."""

    async def scenario() -> None:
        ear = Ear()
        async with serving(private_bus) as server, opened(client(private_bus.environ), ear) as desk:
            await desk.show(NOTICE)
            server.mute = True
            showing = asyncio.create_task(desk.show(OTHER))
            await until(lambda: server.waiting, "the next notice is on its way")
            await server.invoke(1, "done")
            await until(lambda: ear.answers, "the answer is reported")
            await desk.withdraw(NOTICE.tag)
            await server.answer_late()
            await showing
            await desk.show(OTHER)  # a round trip
            assert ear.answers == [("break", Answer.DONE)]
            assert server.closed == []
            assert server.screen[1].summary == "Drink some water"

    play(scenario())


def test_a_server_that_is_replaced_while_it_is_asked(private_bus: PrivateDesktop) -> None:
    """A notice on its way to a server that loses the name is unavailable, and not adopted."""

    async def scenario() -> None:
        ear = Ear()
        async with serving(private_bus) as first, opened(client(private_bus.environ), ear) as desk:
            first.mute = True
            showing = asyncio.create_task(desk.show(NOTICE))
            await until(lambda: first.waiting, "the notice is on its way")
            async with serving(private_bus) as second:
                await until(lambda: ear.returns, "the new server is reported")
                await first.answer_late()
                with pytest.raises(Unavailable, match="just gone"):
                    await showing
                await desk.show(NOTICE)
                assert second.notified[0][0] == 0

    play(scenario())
