"""Idle inhibitors as systemd's logind knows them, on any desktop."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from jeepney import DBusAddress

from posture_daemon.adapters.busy.calls import Inhibitor
from posture_daemon.errors import Unavailable
from posture_daemon.wire.sensor_bus import Which

if TYPE_CHECKING:
    from posture_daemon.wire.sensor_bus import SensorBus

_NAME = "org.freedesktop.login1"
_PATH = "/org/freedesktop/login1"


class Logind:
    """The inhibitors of one user, by default ours, that block idleness.

    logind says that BlockInhibited has changed at each one that comes and goes, also where the
    property stays what it was.
    """

    name = "logind"
    which = Which.SYSTEM
    to = DBusAddress(_PATH, _NAME, f"{_NAME}.Manager")
    changes = f"member='PropertiesChanged',path='{_PATH}',arg0='{_NAME}.Manager'"

    def __init__(self, user: int | None = None) -> None:
        self._user = os.getuid() if user is None else user

    async def inhibitors(self, bus: SensorBus) -> list[Inhibitor]:
        """Read who blocks idleness. Raises Unavailable."""
        match await bus.call(self.to, "ListInhibitors"):
            case (list(entries),):
                return [
                    Inhibitor(str(entry[1]), str(entry[2]))
                    for entry in entries
                    if self._blocks_idleness(entry)
                ]
        raise Unavailable("logind does not list its inhibitors.")

    def _blocks_idleness(self, entry: object) -> bool:
        match entry:
            case (str(what), str(), str(), "block", self._user, int()):
                return "idle" in what.split(":")
        return False
