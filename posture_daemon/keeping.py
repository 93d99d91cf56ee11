"""The keeping of the diary: opened as soon as its key is there, and told to the dispatcher."""

from __future__ import annotations

import asyncio
import logging
from contextlib import suppress
from itertools import chain, repeat
from typing import TYPE_CHECKING

from posture_daemon.core.privacy import Private
from posture_daemon.diary.child import ask_async
from posture_daemon.diary.cover import Kept
from posture_daemon.errors import RequestRefused

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from typing import Any

    from posture_daemon.core.sore.deeds import Record
    from posture_daemon.diary.answer import Answer, Want
    from posture_daemon.diary.diary import SqliteDiary

log = logging.getLogger(__name__)

_A_MOMENT = 3.0
_ASKING = "The keyring has not answered yet; it may be asking you for its password."
_NOT_KEPT = "What you have just told was not written down; tell it again then."
GAPS = (1, 2, 4, 8, 15, 60, 300, 900)
"""Seconds between the first attempts to open a diary whose keyring is locked."""
_LATER = 3600
"""Seconds between those after them."""


class Keeping:
    """Opens the diary. `remember` hears once what it knows, as soon as it can be read."""

    def __init__(
        self, diary: SqliteDiary, remember: Callable[[Sequence[Record], Private], None]
    ) -> None:
        self.diary = diary
        self._remember = remember
        self._opening = asyncio.Lock()
        self._attempt: asyncio.Task[None] | None = None
        self._asking: asyncio.Task[Answer] | None = None
        self._tried = asyncio.Event()
        self._forgotten = False

    async def run(self) -> None:
        """Open the diary that there is, however long its key takes; nothing to do without one."""
        for gap in chain(GAPS, repeat(_LATER)):
            if self.diary.kept is Kept.LOCKED:
                await self.open()
            self._tried.set()
            if self.diary.kept is not Kept.LOCKED or self._forgotten:
                return
            await asyncio.sleep(gap)

    async def open(self) -> None:
        """Try it once; where it fails the diary says why."""
        async with self._opening:
            if self.diary.kept not in {Kept.LOCKED, Kept.NONE}:
                return
            answer = await self._ask(self.diary.wanted())
            if answer is None:
                return
            self.diary.open(answer)
            known = self.diary.records(), self.diary.last_state(Private) or Private()
            if self.diary.kept is not Kept.LOCKED:  # it has not failed while it was read
                self._remember(*known)

    async def _ask(self, want: Want) -> Answer | None:
        """Ask the keyring; none if all is forgotten before it answers."""
        self._asking = asyncio.create_task(ask_async(want))
        try:
            await asyncio.wait({self._asking})
        finally:
            await self._ask_no_more()
        return None if self._asking.cancelled() else self._asking.result()

    async def _ask_no_more(self) -> None:
        if self._asking:
            self._asking.cancel()
            await asyncio.wait({self._asking})

    async def looked(self) -> None:
        """Wait until it is known whether the diary opens, for a moment at most.

        One that was locked may have been unlocked since: the person looks because of that.
        """
        with suppress(TimeoutError):
            await asyncio.wait_for(self._tried.wait(), _A_MOMENT)
        if self.diary.kept is Kept.LOCKED:
            await self._try_again()

    async def ready(self) -> None:
        """Have a diary to write into. Raises RequestRefused where it cannot be opened.

        A keyring that asks the person for a password is not waited for longer than a moment; the
        diary opens when it has answered.
        """
        has_answered = await self._try_again()
        if self.diary.kept in {Kept.LOCKED, Kept.NONE}:
            waiting = "" if has_answered else _ASKING
            raise RequestRefused(
                waiting or self.diary.trouble or "The diary cannot be opened.", _NOT_KEPT
            )

    async def _try_again(self) -> bool:
        """Try to open it, for a moment; answers whether that is over."""
        if self._attempt is None or self._attempt.done():
            self._attempt = asyncio.create_task(self.open())
        with suppress(TimeoutError):
            await asyncio.wait_for(asyncio.shield(self._attempt), _A_MOMENT)
        return self._attempt.done()

    async def forget(self) -> None:
        """Let go of the diary, so that it can be deleted; the keyring is asked no more."""
        self._forgotten = True
        await self._ask_no_more()
        self.diary.forget()

    def report(self) -> dict[str, Any]:
        """How it is kept, as JSON values."""
        return {"kept": str(self.diary.kept), "trouble": self.diary.trouble or ""}
