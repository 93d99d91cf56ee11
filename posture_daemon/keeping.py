"""The keeping of the diary: opened as soon as its key is there, and told to the dispatcher."""

from __future__ import annotations

import asyncio
import logging
from contextlib import suppress
from typing import TYPE_CHECKING

from posture_daemon.core.privacy import Private
from posture_daemon.diary.child import ask_async
from posture_daemon.diary.cover import Kept
from posture_daemon.errors import RequestRefused

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from typing import Any

    from posture_daemon.core.sore.deeds import Record
    from posture_daemon.diary.diary import SqliteDiary

log = logging.getLogger(__name__)

_A_MOMENT = 3.0
_ASKING = "The keyring has not answered yet; it may be asking you for its password."
GAPS = (1, 2, 4, 8, 15, 60, 300, 900, 3600)
"""Seconds between attempts to open a diary whose keyring is locked; the last one goes on."""


class Keeping:
    """Opens the diary. `remember` hears once what it knows, as soon as it can be read."""

    def __init__(
        self, diary: SqliteDiary, remember: Callable[[Sequence[Record], Private], None]
    ) -> None:
        self.diary = diary
        self._remember = remember
        self._opening = asyncio.Lock()
        self._attempt: asyncio.Task[None] | None = None
        self._tried = asyncio.Event()

    async def run(self) -> None:
        """Open the diary that there is, however long its key takes; nothing to do without one."""
        for gap in (*GAPS, *[GAPS[-1]] * 1000):
            if self.diary.kept is Kept.LOCKED:
                await self.open()
            self._tried.set()
            if self.diary.kept is not Kept.LOCKED:
                return
            await asyncio.sleep(gap)

    async def open(self) -> None:
        """Try it once; where it fails the diary says why."""
        async with self._opening:
            if self.diary.kept not in {Kept.LOCKED, Kept.NONE}:
                return
            self.diary.open(await ask_async(self.diary.wanted()))
            known = self.diary.records(), self.diary.last_state(Private) or Private()
            if self.diary.kept is not Kept.LOCKED:  # it has not failed while it was read
                self._remember(*known)

    async def looked(self) -> None:
        """Wait until it is known whether the diary opens, for a moment at most."""
        with suppress(TimeoutError):
            await asyncio.wait_for(self._tried.wait(), _A_MOMENT)

    async def ready(self) -> None:
        """Have a diary to write into. Raises RequestRefused where it cannot be opened.

        A keyring that asks the person for a password is not waited for longer than a moment; the
        diary opens when it has answered.
        """
        if self._attempt is None or self._attempt.done():
            self._attempt = asyncio.create_task(self.open())
        with suppress(TimeoutError):
            await asyncio.wait_for(asyncio.shield(self._attempt), _A_MOMENT)
        if self.diary.kept in {Kept.LOCKED, Kept.NONE}:
            waiting = "" if self._attempt.done() else _ASKING
            raise RequestRefused(
                waiting or self.diary.trouble or "The diary cannot be opened.",
                "Nothing was taken down, and nothing in it was changed.",
            )

    def forget(self) -> None:
        """Let go of the diary, so that it can be deleted."""
        self.diary.forget()

    def report(self) -> dict[str, Any]:
        """How it is kept, as JSON values."""
        return {"kept": str(self.diary.kept), "trouble": self.diary.trouble or ""}
