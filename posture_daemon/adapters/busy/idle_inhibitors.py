"""Programs that keep the screen awake for a call, followed on whatever bus tells of them."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Protocol

from jeepney import HeaderFields

from posture_daemon.adapters.busy.calls import caller
from posture_daemon.adapters.busy.report import Ignored, Report
from posture_daemon.errors import Unavailable
from posture_daemon.wire.bus import BUS
from posture_daemon.wire.sensor_bus import connected

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from datetime import timedelta

    from jeepney import DBusAddress

    from posture_daemon.adapters.busy.calls import Inhibitor
    from posture_daemon.wire.sensor_bus import SensorBus, Which


class Keeper(Protocol):
    """Who keeps the list of inhibitors.

    `name` is what it is, in a person's words, `to` its object, and `changes` the signals after
    which the list may be another.
    """

    name: str
    which: Which
    to: DBusAddress
    changes: str

    async def inhibitors(self, bus: SensorBus) -> list[Inhibitor]:
        """Read who inhibits idleness now. Raises Unavailable."""


class IdleInhibitors:
    """Busy while a conferencing program, or one that speaks of a call, inhibits idleness.

    `environ` says where the bus is, by default that of this process; `limit` bounds each call.
    """

    source = "idle_inhibitor"

    def __init__(
        self,
        keeper: Keeper,
        ignored: Sequence[str] = (),
        environ: Mapping[str, str] | None = None,
        limit: timedelta | None = None,
    ) -> None:
        self.name = keeper.name
        self._keeper = keeper
        self._ignored = Ignored(ignored)
        self._environ = os.environ if environ is None else environ
        self._limits = () if limit is None else (limit,)

    async def watch(self, changed: Callable[[bool, str], None]) -> None:
        """Report whether somebody is in a call, and by which program; see `ports.BusySource`.

        Raises Unavailable while nobody keeps the list, and when its keeper goes, hangs or floods.
        """
        report, keeper = Report(changed), self._keeper
        name = keeper.to.bus_name
        async with connected(keeper.which, self._environ, *self._limits) as bus:
            await bus.watch_owner(name)
            await bus.watch(f"type='signal',sender='{name}',{keeper.changes}")
            if not (owner := await bus.owner(name)):
                raise Unavailable(f"{name} is not on the bus.")
            report.programs(self._callers(await keeper.inhibitors(bus)))
            async for message in bus.signals():
                fields = message.header.fields
                sender, member = fields.get(HeaderFields.sender), fields.get(HeaderFields.member)
                # The bus also tells everyone of their own name (NameAcquired).
                if sender == BUS.bus_name and member == "NameOwnerChanged":
                    raise Unavailable(f"{name} has gone.")
                if sender == owner:
                    report.programs(self._callers(await keeper.inhibitors(bus)))

    def _callers(self, inhibitors: list[Inhibitor]) -> set[str]:
        callers = ((one.program, caller(one)) for one in inhibitors)
        return {name for program, name in callers if name and (program, name) not in self._ignored}
