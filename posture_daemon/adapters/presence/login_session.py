"""The session of this user as logind knows it, and the addresses of what is asked there."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from jeepney import DBusAddress

from posture_daemon.errors import Unavailable
from posture_daemon.wire.bus import ErrorReply

if TYPE_CHECKING:
    from posture_daemon.wire.sensor_bus import SensorBus

NAME = "org.freedesktop.login1"
MANAGER = DBusAddress("/org/freedesktop/login1", NAME, f"{NAME}.Manager")
_SELF = DBusAddress("/org/freedesktop/login1/user/self", NAME, f"{NAME}.User")


async def own_session(bus: SensorBus) -> DBusAddress:
    """Find the session. Raises Unavailable when logind is not there, or knows none.

    GetSessionByPID fails in services of the user, which belong to no session; "auto" (systemd
    243) and the user's own object answer with the session that has the display.
    """
    try:
        match await bus.call(MANAGER, "GetSession", "s", ("auto",)):
            case (str(path),):
                return DBusAddress(path, NAME, f"{NAME}.Session")
    except ErrorReply:
        pass
    match await read(bus, _SELF, "Display"):
        case (str(name), str(path)) if name:
            return DBusAddress(path, NAME, f"{NAME}.Session")
    raise Unavailable("logind knows no graphical session of this user.")


async def read(bus: SensorBus, of: DBusAddress, member: str) -> Any:
    """Read a property of logind's. Raises Unavailable when it does not tell."""
    try:
        return await bus.get(of, member)
    except ErrorReply as error:
        reason = str(error).rstrip(".")
        raise Unavailable(f"logind does not tell its {member} ({reason}).") from error


def changes(of: DBusAddress) -> str:
    """Return the rule to match the signals that an object's properties have changed."""
    return (
        f"type='signal',sender='{of.bus_name}',path='{of.object_path}',"
        f"member='PropertiesChanged',arg0='{of.interface}'"
    )


def signals(of: DBusAddress, member: str) -> str:
    """Return the rule to match a signal of an object."""
    return (
        f"type='signal',sender='{of.bus_name}',path='{of.object_path}',"
        f"interface='{of.interface}',member='{member}'"
    )
