"""Idleness as an X server counts it: alarms of the SYNC extension on its counter IDLETIME."""

from __future__ import annotations

import os
from datetime import timedelta
from typing import TYPE_CHECKING

from posture_daemon.adapters.presence.edge import Edge
from posture_daemon.wire.session import need_x11
from posture_daemon.wire.x11 import connected
from posture_daemon.wire.x11_sync import IdleCounter, Test

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

_MILLISECOND = timedelta(milliseconds=1)


class X11Idle:
    """The X server's own count: exact, and silent until something happens.

    `environ` is the session's, by default that of this process.
    """

    name = "the X server"
    exact = True

    def __init__(self, environ: Mapping[str, str] | None = None) -> None:
        self._environ = os.environ if environ is None else environ

    async def watch(self, after: timedelta, changed: Callable[[bool, timedelta], None]) -> None:
        """Report idle and active until cancelled.

        Raises NotHere on Wayland and without a display, Unavailable when the server cannot be
        reached or goes.
        """
        need_x11(self._environ)
        edge, limit = Edge(changed), after // _MILLISECOND
        async with connected(self._environ) as display:
            counter = await IdleCounter.find(display)
            leaving = counter.set_alarm(Test.UPWARDS, limit)
            counter.set_alarm(Test.DOWNWARDS, limit - 1)
            edge.measured(await counter.read() * _MILLISECOND, after)
            async for alarm in counter.alarms():
                if alarm.which == leaving:
                    edge.idle(alarm.value * _MILLISECOND)
                else:
                    edge.active()
