"""Blocking calls on a thread of their own, one at a time and with a time limit."""

from __future__ import annotations

import asyncio
import contextlib
import threading
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import timedelta


class Worker:
    """Makes blocking calls without blocking the event loop.

    The thread is a daemon, not one of asyncio's pool: a call that hangs for ever must not keep
    the service from ending. It cannot be stopped, only left behind, and then no other is begun.
    """

    def __init__(self, limit: timedelta) -> None:
        self._limit = limit
        self._busy = False
        self._turn = asyncio.Lock()

    async def run(self, call: Callable[[], object]) -> None:
        """Await the end of `call` and raise what it raises.

        Raises TimeoutError after the limit, and at once while an earlier call still hangs.
        """
        async with self._turn:
            if self._busy:
                raise TimeoutError("the call before has not come back")
            ended: asyncio.Future[None] = asyncio.get_running_loop().create_future()
            self._busy = True
            threading.Thread(
                target=self._work, args=(call, ended), daemon=True, name="notifier"
            ).start()
            async with asyncio.timeout(self._limit.total_seconds()):
                await ended

    def _work(self, call: Callable[[], object], ended: asyncio.Future[None]) -> None:
        error: BaseException | None = None
        try:
            call()
        except BaseException as caught:  # noqa: BLE001 - carried over to the awaiting task
            error = caught
        self._busy = False
        with contextlib.suppress(RuntimeError):  # the loop may have been closed meanwhile
            ended.get_loop().call_soon_threadsafe(_settle, ended, error)


def _settle(ended: asyncio.Future[None], error: BaseException | None) -> None:
    if ended.done():
        return
    if error is None:
        ended.set_result(None)
    else:
        ended.set_exception(error)
