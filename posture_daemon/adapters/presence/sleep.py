"""The sleep of the machine as logind announces it."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from posture_daemon.adapters.presence.login_session import MANAGER, read, signals
from posture_daemon.errors import Unavailable
from posture_daemon.wire.sensor_bus import Which, connected

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from posture_daemon.wire.sensor_bus import SensorBus


class Sleep:
    """logind's PrepareForSleep: true just before the machine sleeps, false once it is awake.

    `environ` names the system bus, by default as for this process.
    """

    source = "asleep"
    name = "logind"

    def __init__(self, environ: Mapping[str, str] | None = None) -> None:
        self._environ = os.environ if environ is None else environ

    async def watch(self, changed: Callable[[bool, str], None]) -> None:
        """Report asleep and awake until cancelled. Raises Unavailable without logind."""
        async with connected(Which.SYSTEM, self._environ) as bus:
            await bus.watch(signals(MANAGER, "PrepareForSleep"))
            await bus.watch_owner(MANAGER.bus_name)
            changed(told := await _asleep(bus), "")
            # The property, whatever came: a signal may be anybody's, or of another logind's start.
            async for _ in bus.signals():
                if told is not (told := await _asleep(bus)):
                    changed(told, "")


async def _asleep(bus: SensorBus) -> bool:
    match await read(bus, MANAGER, "PreparingForSleep"):
        case bool(asleep):
            return asleep
    raise Unavailable("logind does not tell whether the machine is about to sleep.")
