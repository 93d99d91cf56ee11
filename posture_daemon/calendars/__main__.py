"""The child: reads the calendars of a `Request`, and prints a line of JSON for each: a `Reading`.

    python -m posture_daemon.calendars < REQUEST

A calendar's line is printed as soon as it has been read, so that one that ends the process (by
taking too much of something) does not take the ones before it along. Never a traceback.
"""

from __future__ import annotations

import os
import sys
import traceback
import warnings
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from posture_daemon.calendars.answer import Reading
from posture_daemon.calendars.limits import confine
from posture_daemon.calendars.request import Request

if TYPE_CHECKING:
    from posture_daemon.core.plan import CalendarSource

_MOST_BYTES = 4 << 20


def main() -> int:
    """Answer on standard output, and return the exit status."""
    confine()
    warnings.simplefilter("ignore")  # libraries guess zones, and say so to developers
    try:
        request = msgspec.json.decode(sys.stdin.buffer.read(_MOST_BYTES), type=Request)
    except msgspec.DecodeError as wrong:
        sys.stderr.write(f"This is no request: {wrong}\n")
        return 2
    for source in request.calendars:
        sys.stdout.buffer.write(msgspec.json.encode(_reading(source, request)) + b"\n")
        sys.stdout.buffer.flush()
    if request.fetch:
        from posture_daemon.calendars.copies import Copies

        Copies(Path(request.copies), request.now).clear_out()
    return 0


def _reading(source: CalendarSource, request: Request) -> Reading:
    try:
        from posture_daemon.calendars.reading import read

        return read(source, request)
    except Exception as mistake:  # noqa: BLE001 - whatever it is, a person gets one line
        if os.environ.get("POSTURE_DAEMON_DEBUG") == "1":
            traceback.print_exc()
        # Not what it says: that may contain an address.
        reason = f"It cannot be read: a mistake in the program ({type(mistake).__name__})."
        return Reading(source.name, reason=reason)


if __name__ == "__main__":
    sys.exit(main())
