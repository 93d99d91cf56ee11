"""The fallback of presence: somebody is there."""

from __future__ import annotations

import asyncio
from datetime import timedelta

from posture_daemon.adapters.presence.always import AlwaysActive
from posture_daemon.core.state import Presence


def test_somebody_is_there_until_cancelled() -> None:
    """It says active once, with nothing to credit back, and then watches on in silence."""
    heard: list[tuple[Presence, timedelta]] = []

    async def scenario() -> None:
        watching = asyncio.create_task(
            AlwaysActive().watch(lambda presence, lasting: heard.append((presence, lasting)))
        )
        for _ in range(10):
            await asyncio.sleep(0)
        assert not watching.done()
        watching.cancel()
        await asyncio.gather(watching, return_exceptions=True)
        assert watching.cancelled()

    asyncio.run(scenario())
    assert heard == [(Presence.ACTIVE, timedelta())]


def test_says_what_it_is() -> None:
    """Its name tells `status` and `doctor` that nothing is known (rule 3)."""
    assert AlwaysActive().name.startswith("none")
