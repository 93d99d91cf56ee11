"""The fallback: without any way to know, the person counts as present (rule 3)."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from typing import TYPE_CHECKING

from posture_daemon.core.state import Presence

if TYPE_CHECKING:
    from collections.abc import Callable


class AlwaysActive:
    """Says once that somebody is there."""

    name = "none: counted as present throughout working hours"

    async def watch(self, changed: Callable[[Presence, timedelta], None]) -> None:
        """Report active, and nothing more until cancelled."""
        changed(Presence.ACTIVE, timedelta())
        await asyncio.Event().wait()
