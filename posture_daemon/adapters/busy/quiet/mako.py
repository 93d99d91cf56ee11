"""mako's modes: the names are the person's own choice, and before mako 1.10 no change is told."""

from __future__ import annotations

from typing import TYPE_CHECKING

from posture_daemon.adapters.busy.quiet.way import Session, Way
from posture_daemon.errors import Unavailable
from posture_daemon.wire.bus import ErrorReply
from posture_daemon.wire.notifications import NAME

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

_PATH, _INTERFACE = "/fr/emersion/Mako", "fr.emersion.Mako"
_HIDING = frozenset({"dnd", "do-not-disturb", "away"})  # the names in mako's own manual, and kin
_CHANGED = (
    f"type='signal',sender='{NAME}',path='{_PATH}',"
    f"interface='org.freedesktop.DBus.Properties',member='PropertiesChanged',arg0='{_INTERFACE}'"
)
_BEAT = 60.0
"""Seconds between two questions to an old mako: quiet begins at most so late. When it ends, the
service waits longer than that anyway before it shows what is owed."""


async def _ask(session: Session) -> bool:
    modes = await _modes(session)
    if not isinstance(modes, list):
        raise Unavailable("mako does not tell its modes.")
    return not _HIDING.isdisjoint(mode for mode in modes if isinstance(mode, str))


async def _modes(session: Session) -> object:
    mako = session.object(_PATH, _INTERFACE)
    try:
        return await session.bus.get(mako, "Modes")
    except ErrorReply:
        reply = await session.bus.call(mako, "ListModes")
        return reply[0] if reply else None


async def _beats(session: Session) -> AsyncIterator[None]:
    try:
        await session.bus.get(session.object(_PATH, _INTERFACE), "Modes")
    except ErrorReply:
        while True:
            await session.sleep(_BEAT)
            yield


MAKO = Way(_ask, (_CHANGED,), _beats)
