"""Whether something keeps the wall clock right: the kernel's word on it (Linux)."""

from __future__ import annotations

import ctypes
import sys

_TIMEX = 512  # bytes; `struct timex` has 208 on 64-bit systems. All zero: change nothing
_TIME_ERROR = 5


def is_synchronised() -> bool | None:
    """Say whether a time service disciplines the clock, by adjtimex(2); none if unknown."""
    if sys.platform != "linux":
        return None
    answer = ctypes.CDLL(None).adjtimex(ctypes.create_string_buffer(_TIMEX))
    return None if answer < 0 else answer != _TIME_ERROR
