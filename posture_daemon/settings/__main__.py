"""The child: reads and checks the settings, and prints an `Answer` as JSON.

    python -m posture_daemon.settings FIRST_YEAR LAST_YEAR FILE NOW [KEY=VALUE ...]

FILE is empty for the built-in settings, and NOW (ISO 8601) where the moment does not matter. It
ends with 0, or with 4 when there are problems; never with a traceback.
"""

from __future__ import annotations

import os
import sys
import traceback
from functools import partial
from pathlib import Path

import msgspec

from posture_daemon.settings.answer import Answer


def main(arguments: list[str]) -> int:
    """Answer on standard output, and return the exit status."""
    answer = _answer(arguments)
    sys.stdout.buffer.write(msgspec.json.encode(answer))
    return 4 if answer.problems else 0


def _answer(arguments: list[str]) -> Answer:
    try:
        from datetime import datetime

        from posture_daemon.paths import (
            exercises_folder,
            marks_file,
            system_settings_file,
            workstation_file,
        )
        from posture_daemon.settings.exercises import read_exercises
        from posture_daemon.settings.loading import load
        from posture_daemon.settings.workstation import asking

        first, last, file, now, *changes = arguments
        path = Path(file) if file else None
        system = system_settings_file()
        exercises = partial(read_exercises, exercises_folder(), marks_file())
        years = int(first), int(last)
        answer = load(path, *years, system=system, changes=changes, exercises=exercises)
        return asking(answer, workstation_file(), datetime.fromisoformat(now)) if now else answer
    except Exception as mistake:  # noqa: BLE001 - whatever it is, a person gets one line
        if os.environ.get("POSTURE_DAEMON_DEBUG") == "1":
            traceback.print_exc()
        what = ascii(f"{type(mistake).__name__}: {mistake}"[:200])[1:-1]
        return Answer(problems=(f"this is a mistake in the program, not in your file: {what}",))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
