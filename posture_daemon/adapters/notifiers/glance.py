"""A glance at the desktop: who shows notifications now."""

from __future__ import annotations

from typing import TYPE_CHECKING

from posture_daemon.adapters.notifiers.link import Link

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import timedelta

    from posture_daemon.adapters.notifiers.freedesktop import Server
    from posture_daemon.wire.bus import Body


class _Nobody:
    """Hears, and does nothing."""

    def appeared(self) -> None:
        """Nothing to show."""

    def vanished(self) -> None:
        """Nothing to forget."""

    def heard(self, member: str, body: Body) -> None:
        """Nothing was asked."""


async def meet_server(
    environ: Mapping[str, str] | None, limit: timedelta, *, start: bool
) -> Server | None:
    """Ask once who serves notifications; none if it would have to be started and `start` is no.

    Raises Unavailable with the reason if nobody does.
    """
    link = Link(_Nobody(), environ=environ, limit=limit, later=None)
    try:
        await link.open()
        return await link.server() if start else link.known
    finally:
        await link.close()
