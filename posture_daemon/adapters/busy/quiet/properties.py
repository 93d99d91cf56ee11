"""Do-not-disturb as a property of the server: Plasma and dunst, which send its changes."""

from __future__ import annotations

from posture_daemon.adapters.busy.quiet.way import Session, Way, switch
from posture_daemon.wire.notifications import NAME, PATH

_CHANGED = (
    f"type='signal',sender='{NAME}',path='{PATH}',"
    "interface='org.freedesktop.DBus.Properties',member='PropertiesChanged',arg0='{interface}'"
)


def _property(interface: str, name: str, whose: str) -> Way:
    async def ask(session: Session) -> bool:
        return switch(await session.bus.get(session.object(PATH, interface), name), whose)

    return Way(ask, (_CHANGED.format(interface=interface),))


# True by the person's "do not disturb until" as by a program that asked for quiet, a video call
# for example: either way nothing is shown.
PLASMA = _property(NAME, "Inhibited", "Plasma")
DUNST = _property("org.dunstproject.cmd0", "paused", "dunst")
