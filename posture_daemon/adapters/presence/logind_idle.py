"""Idleness as the desktop tells logind, for where nothing better is known."""

from __future__ import annotations

import asyncio
import os
from datetime import timedelta
from typing import TYPE_CHECKING

from posture_daemon.adapters.presence.edge import Edge
from posture_daemon.adapters.presence.login_session import changes, own_session, read
from posture_daemon.errors import Unavailable
from posture_daemon.wire.sensor_bus import Which, connected

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from jeepney import DBusAddress

    from posture_daemon.wire.sensor_bus import SensorBus


class LogindIdle:
    """The session's IdleHint: set by desktops after a length of their own, often five minutes.

    The length that is reported begins where the desktop set the hint, so it is too short rather
    than too long. `environ` names the system bus, by default as for this process.
    """

    name = "logind's idle hint"
    exact = False

    def __init__(self, environ: Mapping[str, str] | None = None) -> None:
        self._environ = os.environ if environ is None else environ

    async def watch(self, after: timedelta, changed: Callable[[bool, timedelta], None]) -> None:
        """Report idle and active until cancelled, whatever `after` is.

        Raises Unavailable when logind is not there, knows no session, or goes.
        """
        del after
        edge = Edge(changed)
        async with connected(Which.SYSTEM, self._environ) as bus:
            session = await own_session(bus)
            await bus.watch(changes(session))
            await bus.watch_owner(session.bus_name)
            await _tell(bus, session, edge)
            async for _ in bus.signals():
                await _tell(bus, session, edge)


async def _tell(bus: SensorBus, session: DBusAddress, edge: Edge) -> None:
    # Asked anew each time: a signal may leave the values out, and logind may have been restarted.
    hint = await read(bus, session, "IdleHint")
    match hint, await read(bus, session, "IdleSinceHintMonotonic"):
        case (True, int(since)):
            # The loop goes by the same clock.
            now = asyncio.get_running_loop().time()
            edge.idle(timedelta(seconds=max(0.0, now - (since / 1_000_000 or now))))
        case (False, _):
            edge.active()
        case _:
            raise Unavailable("logind's idle hint is not as it should be.")
