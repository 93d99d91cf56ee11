"""Limits in tests: long while something is to succeed, and over when a test says so."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from threading import Thread
from typing import TYPE_CHECKING, Any

from posture_daemon import child
from tests.desktop import until, wait_until

if TYPE_CHECKING:
    import pytest

PATIENT = timedelta(seconds=20)
"""Long enough for the slowest machine; a scenario, which has a minute, may let it pass twice."""

IMPATIENT = timedelta(milliseconds=200)
"""For what is silent on purpose; nothing must be expected within it."""


def let_pass(length: timedelta) -> None:
    """Move the clock of the running event loop on: who has waited for so long gives up now."""
    loop = asyncio.get_running_loop()
    now, further = loop.time, length.total_seconds()
    loop.time = lambda: now() + further  # type: ignore[method-assign]


def let_pass_once_said(monkeypatch: pytest.MonkeyPatch, words: bytes) -> None:
    """Let the limit of a child of ours, if it is the patient one, be over when it has said this."""
    talk = child._talk_async

    class Talk(Thread):
        def __init__(self, *, args: tuple[Any, ...], **kept: Any) -> None:
            super().__init__(args=args, **kept)
            self._said = args[2]

        def join(self, timeout: float | None = None) -> None:
            if timeout == PATIENT.total_seconds():
                wait_until(lambda: self._said == words, "it has said it")
            else:
                super().join(timeout)

    async def overheard(process: Any, request: bytes | None, said: bytearray, most: int) -> None:
        async def listen() -> None:
            await until(lambda: said == words, "it has said it")
            let_pass(PATIENT)

        listening = asyncio.create_task(listen())
        try:
            await talk(process, request, said, most)
        finally:
            listening.cancel()

    monkeypatch.setattr(child, "Thread", Talk)
    monkeypatch.setattr(child, "_talk_async", overheard)
