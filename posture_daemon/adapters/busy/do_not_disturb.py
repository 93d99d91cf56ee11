"""Do-not-disturb of the desktop: follows whoever shows the notifications, and asks its way."""

from __future__ import annotations

import asyncio
import os
from contextlib import asynccontextmanager
from datetime import timedelta
from typing import TYPE_CHECKING

from jeepney import HeaderFields

from posture_daemon.adapters.busy.quiet.servers import way_of
from posture_daemon.adapters.busy.quiet.way import Session
from posture_daemon.errors import Unavailable
from posture_daemon.wire.bus import BUS
from posture_daemon.wire.flood import Flood
from posture_daemon.wire.notifications import NAME, PATH
from posture_daemon.wire.sensor_bus import SensorBus, Which, connected

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Coroutine, Mapping

    from posture_daemon.adapters.busy.quiet.way import Sleep, Way

_LIMIT = timedelta(seconds=5)
_SERVERS, _WITHIN = 20, timedelta(minutes=1)  # more of them, one after the other, are a fault


class DoNotDisturb:
    """A busy source: the notification server hides what it is given.

    It goes with the server when that changes, and starts none. Without any there is nobody who
    hides. `limit` bounds each question, `sleep` is the beat for a server that tells no changes.
    """

    source = "do_not_disturb"
    name = "the notification server"

    def __init__(
        self,
        environ: Mapping[str, str] | None = None,
        limit: timedelta = _LIMIT,
        sleep: Sleep = asyncio.sleep,
    ) -> None:
        self._environ = os.environ if environ is None else environ
        self._limit = limit
        self._sleep = sleep

    async def watch(self, changed: Callable[[bool, str], None]) -> None:
        """Report on and off until cancelled, without any detail.

        Raises Unavailable for a server that cannot be asked, and when the bus goes; NotHere
        without a session bus.
        """
        told: bool | None = None

        def tell(on: bool) -> None:  # noqa: FBT001 - it is the value
            nonlocal told
            if on is not told:
                told = on
                changed(on, "")

        servers = Flood(_SERVERS, _WITHIN)
        while True:
            servers.count()
            # A connection for each server: nothing is left of the one before.
            async with connected(Which.SESSION, self._environ, self._limit) as bus:
                await self._follow(bus, tell)

    async def is_on(self) -> bool:
        """Ask once. Raises as `watch` does."""
        async with connected(Which.SESSION, self._environ, self._limit) as bus:
            session = await self._session(bus)
            return await (await _way(session)).ask(session) if session.owner else False

    async def _follow(self, bus: SensorBus, tell: Callable[[bool], None]) -> None:
        """Follow one server, or the lack of one, until that changes."""
        await bus.watch_owner(NAME)
        session = await self._session(bus)
        try:
            await self._follow_server(session, tell)
        except Unavailable:
            # What fails because the server has just gone is no failure.
            if await bus.owner(NAME) == session.owner:
                raise

    async def _follow_server(self, session: Session, tell: Callable[[bool], None]) -> None:
        stirred = asyncio.Event()
        way = await _way(session) if session.owner else None
        await session.bus.watch(*(way.rules if way else ()))
        async with (
            _running(_hear(session.bus, stirred)) as hearing,
            _running(_stir(way, session, stirred)) as stirring,
        ):
            while not hearing.done():
                tell(await way.ask(session) if way else False)
                await _either(stirred, hearing, stirring)
            await hearing

    async def _session(self, bus: SensorBus) -> Session:
        return Session(bus, await bus.owner(NAME), self._environ, self._sleep)


async def _way(session: Session) -> Way:
    match await session.bus.call(session.object(PATH, NAME), "GetServerInformation"):
        case (str(name), str(vendor), *_):
            return way_of(name, vendor)
    raise Unavailable("The notification server does not say what it is.")


async def _hear(bus: SensorBus, stirred: asyncio.Event) -> None:
    """Note each signal; many before the next question are one. Ends with the server."""
    async for message in bus.signals():
        fields = message.header.fields
        if fields.get(HeaderFields.sender) != BUS.bus_name:
            stirred.set()
        elif fields.get(HeaderFields.member) == "NameOwnerChanged":
            return


async def _stir(way: Way | None, session: Session, stirred: asyncio.Event) -> None:
    if way:
        async for _ in way.stirs(session):
            stirred.set()
    await asyncio.Event().wait()


async def _either(stirred: asyncio.Event, *tasks: asyncio.Task[object]) -> None:
    """Wait for the first to happen; what a task failed with is raised."""
    async with _running(stirred.wait()) as waiting:
        done, _ = await asyncio.wait({waiting, *tasks}, return_when=asyncio.FIRST_COMPLETED)
        stirred.clear()
        for task in done:
            task.result()


@asynccontextmanager
async def _running(work: Coroutine[None, None, object]) -> AsyncIterator[asyncio.Task[object]]:
    """Run something for as long as the block runs."""
    task = asyncio.create_task(work)
    try:
        yield task
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)
