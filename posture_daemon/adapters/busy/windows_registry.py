"""Changes of a key of the Windows registry and all below it, waited for in a thread."""

from __future__ import annotations

import asyncio
import ctypes
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Any

from posture_daemon.errors import NotHere, Unavailable
from posture_daemon.wire.flood import Flood

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

# Of winnt.h: names of keys, values, and whichever thread asked for it.
_NAME, _LAST_SET, _THREAD_AGNOSTIC = 1, 4, 0x10000000
_WITH_SUBTREE, _ASYNCHRONOUS, _ANY = 1, 1, 0
_INFINITE, _FAILED = 0xFFFFFFFF, 0xFFFFFFFF


class Changes:
    """The changes of one key; `key` is its handle, `windll` has the system's libraries."""

    def __init__(self, key: int, windll: Any) -> None:
        self._key = key
        self._windll = windll
        self._flood = Flood()
        self._changed, self._over = (self._event() for _ in range(2))

    @classmethod
    @asynccontextmanager
    async def of(cls, key: int, windll: Any = None) -> AsyncIterator[Changes]:
        """Have the means to wait for as long as the block runs.

        Raises NotHere elsewhere, and Unavailable when Windows refuses.
        """
        windll = windll or getattr(ctypes, "windll", None)
        if windll is None:
            raise NotHere("This is not Windows.")
        changes = cls(key, windll)
        try:
            yield changes
        finally:
            changes.close()

    def arm(self) -> None:
        """Ask for the next change; do so before reading. Raises Unavailable."""
        events = _NAME | _LAST_SET | _THREAD_AGNOSTIC
        notify = self._windll.advapi32.RegNotifyChangeKeyValue
        key, event = ctypes.c_void_p(self._key), ctypes.c_void_p(self._changed)
        if error := notify(key, _WITH_SUBTREE, events, event, _ASYNCHRONOUS):
            raise Unavailable(f"Windows does not tell of changes of the registry (error {error}).")

    async def next(self) -> None:
        """Wait for the change that was asked for. Raises Unavailable."""
        waiting = asyncio.get_running_loop().run_in_executor(None, self._wait)
        try:
            answer = await asyncio.shield(waiting)
        finally:
            # The thread must let go of the events before they are closed.
            self._windll.kernel32.SetEvent(ctypes.c_void_p(self._over))
            await asyncio.wait((waiting,))
        self._windll.kernel32.ResetEvent(ctypes.c_void_p(self._over))
        if answer == _FAILED:
            raise Unavailable("Windows does not wait for changes of the registry.")
        self._flood.count()

    def close(self) -> None:
        """Give the events back."""
        for event in (self._changed, self._over):
            self._windll.kernel32.CloseHandle(ctypes.c_void_p(event))

    def _wait(self) -> int:
        events = (ctypes.c_void_p * 2)(self._changed, self._over)
        wait = self._windll.kernel32.WaitForMultipleObjects
        return int(wait(2, events, _ANY, _INFINITE)) & 0xFFFFFFFF

    def _event(self) -> int:
        create = self._windll.kernel32.CreateEventW
        create.restype = ctypes.c_void_p
        # It resets itself once it was waited for.
        if not (event := create(None, 0, 0, None)):
            raise Unavailable("Windows gives no event to wait for.")
        return int(event)
