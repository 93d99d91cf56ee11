"""The switch of Xfce, which is in its settings store; one that was never touched is not there."""

from __future__ import annotations

from jeepney import DBusAddress

from posture_daemon.adapters.busy.quiet.way import Session, Way, switch

_STORE = DBusAddress("/org/xfce/Xfconf", "org.xfce.Xfconf", "org.xfce.Xfconf")
_KEY = ("xfce4-notifyd", "/do-not-disturb")
# PropertyChanged, and PropertyRemoved, which is a change as well.
_CHANGED = (
    f"type='signal',sender='{_STORE.bus_name}',interface='{_STORE.interface}',"
    f"arg0='{_KEY[0]}',arg1='{_KEY[1]}'"
)


async def _ask(session: Session) -> bool:
    exists = await session.bus.call(_STORE, "PropertyExists", "ss", _KEY)
    if exists == (False,):
        return False
    match await session.bus.call(_STORE, "GetProperty", "ss", _KEY):
        case ((_, value),):
            return switch(value, "Xfce")
    return switch(None, "Xfce")


XFCE = Way(_ask, (_CHANGED,))
