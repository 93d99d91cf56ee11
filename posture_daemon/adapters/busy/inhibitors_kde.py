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
            case (dict(table),):  # Plasma 5
                entries = list(table.items())
            case (list(entries),):  # Plasma 6: lists of the name, the reason and more
                pass
            case _:
                raise Unavailable("Plasma's power management does not list its inhibitors.")
        return [one for entry in entries if (one := _inhibitor(entry))]


def _inhibitor(entry: object) -> Inhibitor | None:
    match entry:
        case (str(program), str(reason), *_):
            return Inhibitor(program, reason)
    return None
