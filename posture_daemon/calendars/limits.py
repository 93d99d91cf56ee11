"""The limits of the child: memory, processor time, and how long one piece of work may take."""

from __future__ import annotations

import _thread
import signal
import threading
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

FILE_BYTES = 16 << 20
"""The most that is read of one file or address."""

ALL_BYTES = 64 << 20
"""The most that is read of one calendar."""

FILES = 20_000
"""The most files that one calendar may have."""

DEPTH = 8
"""How deep the folders of one calendar may be nested."""

OCCURRENCES = 5_000
"""The most occurrences of one calendar within the time asked for."""

SERIES_SECONDS = 3.0
"""How long one series of events may take to work out; a usual one takes a thousandth of that."""

CALENDAR_SECONDS = 10.0
"""Processor time that one calendar may take."""

_MEMORY = 768 << 20
_PROCESSOR_SECONDS = 90


class TooLong(BaseException):
    """Work took longer than it may; no library takes it for an error of its own."""


def confine() -> None:
    """Let the system end this process before it harms others, where the system can do that."""
    signal.signal(signal.SIGINT, lambda *_: None)  # an interruption that comes late
    try:
        import resource
    except ImportError:  # Windows
        return
    for what, most in (
        (resource.RLIMIT_AS, _MEMORY),
        (resource.RLIMIT_CPU, _PROCESSOR_SECONDS),
        (resource.RLIMIT_CORE, 0),
    ):
        with suppress(ValueError, OSError):  # macOS has no limit of addresses
            resource.setrlimit(what, (most, most))


@contextmanager
def within(seconds: float) -> Iterator[None]:
    """Interrupt what is done in this block with TooLong, be it a calculation or a wait.

    For the main thread only; blocks may not be nested.
    """
    armed = True

    def stop(*_: object) -> None:
        if armed:
            raise TooLong

    before = signal.signal(signal.SIGINT, stop)
    timer = threading.Timer(seconds, _interrupt)
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        armed = False
        timer.cancel()
        signal.signal(signal.SIGINT, before)


def _interrupt() -> None:
    """Send the main thread a signal; where there are real ones, they end a system call too."""
    if hasattr(signal, "pthread_kill"):
        main = threading.main_thread().ident
        if main is not None:
            signal.pthread_kill(main, signal.SIGINT)
    else:
        _thread.interrupt_main()
