"""What every source promises that listens to others: a flood is a fault, and ends the watch."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from typing import TypeAlias

from tests.contracts.watching import Watching, play

# Begins to watch; the watch, and what lets the flood begin.
Flooded: TypeAlias = AbstractAsyncContextManager[tuple[Watching, Callable[[], None]]]

MANY = 5000


class FloodContract:
    """A test for a source; the subclass has a fixture `flooded`."""

    def test_a_flood_ends_the_watch(self, flooded: Flooded) -> None:
        """Thousands of changes within a moment make a source unavailable, and say why."""

        async def scenario() -> None:
            async with flooded as (watching, flood):
                await watching.heard(1)
                flood()
                assert "more than" in str(await watching.failed())

        play(scenario())
