"""The sleep inhibitor: keeps the machine awake while a safety clock runs, its lid closed or not."""

from __future__ import annotations

import asyncio
import ctypes
import logging
import sys
from typing import TYPE_CHECKING, Any

from posture_daemon.errors import Unavailable
from posture_daemon.tasks import Tasks
from posture_daemon.wire.child import running

if TYPE_CHECKING:
    from collections.abc import Mapping

log = logging.getLogger(__name__)

WHY = "Warmth or cold is on the skin, and an alarm is to sound"
_LOGIND = (
    *("systemd-inhibit", "--what=sleep:handle-lid-switch", "--mode=block"),
    *("--who=posture-daemon", f"--why={WHY}"),
)
_CAFFEINATE = ("caffeinate", "-i", "-s")
_UNTIL_THE_SERVICE_ENDS = ("cat",)
_ONCE = ("true",)

_CONTINUOUS = 0x80000000
_SYSTEM_REQUIRED = 0x00000001


class SleepInhibitor:
    """Holds one of logind's inhibitor locks, or what macOS and Windows have in its place.

    The lock goes with the service, however that ends. What keeps it from being had is one line in
    the log: the alarm sounds all the same where the machine does not sleep.
    """

    def __init__(
        self, platform: str = sys.platform, environ: Mapping[str, str] | None = None
    ) -> None:
        self._platform = platform
        self._environ = environ
        self._locks = Tasks("the sleep inhibitor")

    def hold(self) -> None:
        """Have the machine stay awake from now on; returns at once. Needs a running event loop."""
        self._locks.start(self._hold())

    def release(self) -> None:
        """Let it sleep again."""
        self._locks.cancel()

    async def look(self) -> str:
        """Name what would hold the lock, having tried it. Unavailable says why nothing can."""
        if self._platform == "win32":
            return "Windows"
        await self._run(_ONCE)
        return self._command[0]

    @property
    def _command(self) -> tuple[str, ...]:
        return _CAFFEINATE if self._platform == "darwin" else _LOGIND

    async def _hold(self) -> None:
        try:
            if self._platform == "win32":
                await _hold_on_windows()
            else:
                await self._run(_UNTIL_THE_SERVICE_ENDS)
        except Unavailable as reason:
            log.warning("the machine may fall asleep before the alarm: %s", reason.title)

    async def _run(self, program: tuple[str, ...]) -> None:
        """Run a program under the lock."""
        command = (*self._command, *program)
        async with running(command, "systemd", self._environ, tied=True) as child:
            if status := await child.ended():
                raise Unavailable(f"{command[0]} may not keep it awake (exit code {status}).")


async def _hold_on_windows() -> None:
    windll: Any = getattr(ctypes, "windll", None)
    if windll is None:
        raise Unavailable("this is not Windows.")
    kernel = windll.kernel32
    if not kernel.SetThreadExecutionState(_CONTINUOUS | _SYSTEM_REQUIRED):
        raise Unavailable("Windows does not take it.")
    try:
        await asyncio.Event().wait()
    finally:
        kernel.SetThreadExecutionState(_CONTINUOUS)
