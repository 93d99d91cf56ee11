"""Idle inhibitors as Plasma's power management knows them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jeepney import DBusAddress

from posture_daemon.adapters.busy.calls import Inhibitor
from posture_daemon.errors import Unavailable
from posture_daemon.wire.sensor_bus import Which

if TYPE_CHECKING:
    from posture_daemon.wire.sensor_bus import SensorBus

_NAME = "org.kde.Solid.PowerManagement.PolicyAgent"


class PlasmaPower:
    """PowerDevil's policy agent; it lists an inhibitor some seconds after it was asked for."""

    name = "the power management of Plasma"
    which = Which.SESSION
    to = DBusAddress("/org/kde/Solid/PowerManagement/PolicyAgent", _NAME, _NAME)
    changes = f"interface='{_NAME}',member='InhibitionsChanged'"

    async def inhibitors(self, bus: SensorBus) -> list[Inhibitor]:
        """Read who keeps the machine or its screen awake. Raises Unavailable."""
        match await bus.call(self.to, "ListInhibitions"):
            case (list(entries),):  # pairs in Plasma 5, lists in Plasma 6
                return [
                    Inhibitor(program, reason)
                    for entry in entries
                    for program, reason in _pair(entry)
                ]
        raise Unavailable("Plasma's power management does not list its inhibitors.")


def _pair(entry: object) -> list[tuple[str, str]]:
    match entry:
        case (str(program), str(reason), *_):
            return [(program, reason)]
    return []
