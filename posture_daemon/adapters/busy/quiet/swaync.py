"""The switch of SwayNotificationCenter, which sends a signal with each of its changes."""

from __future__ import annotations

from posture_daemon.adapters.busy.quiet.way import Session, Way, switch
from posture_daemon.wire.notifications import NAME

_PATH, _INTERFACE = "/org/erikreider/swaync/cc", "org.erikreider.swaync.cc"
_CHANGED = f"type='signal',sender='{NAME}',path='{_PATH}',interface='{_INTERFACE}'"


async def _ask(session: Session) -> bool:
    reply = await session.bus.call(session.object(_PATH, _INTERFACE), "GetDnd")
    return switch(reply[0] if reply else None, "SwayNotificationCenter")


SWAYNC = Way(_ask, (_CHANGED,))
