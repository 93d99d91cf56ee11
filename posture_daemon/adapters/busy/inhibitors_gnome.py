"""Idle inhibitors as GNOME's session manager knows them, and those that are made after it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jeepney import DBusAddress

from posture_daemon.adapters.busy.calls import Inhibitor
from posture_daemon.errors import Unavailable
from posture_daemon.wire.bus import ErrorReply
from posture_daemon.wire.sensor_bus import Which

if TYPE_CHECKING:
    from posture_daemon.wire.sensor_bus import SensorBus

_NAME = "org.gnome.SessionManager"
_INHIBITOR = "org.gnome.SessionManager.Inhibitor"
_MOST = 100

# The flags of suspend and of idle: Chromium keeps the machine awake in a call, not the screen.
_AWAKE = 4 | 8


class GnomeSession:
    """org.gnome.SessionManager: GNOME, Cinnamon, MATE, Budgie, Unity."""

    name = "the session manager of GNOME"
    which = Which.SESSION
    to = DBusAddress("/org/gnome/SessionManager", _NAME, _NAME)
    changes = f"interface='{_NAME}',path='/org/gnome/SessionManager'"

    async def inhibitors(self, bus: SensorBus) -> list[Inhibitor]:
        """Read who keeps the session awake. Raises Unavailable."""
        match await bus.call(self.to, "GetInhibitors"):
            case (list(paths),):
                found = [await self._inhibitor(bus, str(path)) for path in paths[:_MOST]]
                return [one for one in found if one]
        raise Unavailable("The session manager does not list its inhibitors.")

    async def _inhibitor(self, bus: SensorBus, path: str) -> Inhibitor | None:
        """Read one; none if it has just gone or concerns something else."""
        at = DBusAddress(path, _NAME, _INHIBITOR)
        try:
            match await bus.call(at, "GetFlags"):
                case (int(flags),) if flags & _AWAKE:
                    (program,), (reason,) = [
                        await bus.call(at, member) for member in ("GetAppId", "GetReason")
                    ]
                    return Inhibitor(str(program), str(reason))
        except (ErrorReply, ValueError):
            pass
        return None
