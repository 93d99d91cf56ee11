"""The walk through a routine: an exercise at a time, and how long each took."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from posture_daemon.cli.routine_text import steps
from posture_daemon.content.sore_levels import HIGHEST
from posture_daemon.core.wording import left

if TYPE_CHECKING:
    from collections.abc import Callable

    from posture_daemon.content.catalogue import Catalogue
    from posture_daemon.content.routines import Routine


def walk(
    routine: Routine,
    catalogue: Catalogue,
    elapsed: Callable[[], timedelta],
    say: Callable[[str], None],
    go_on: Callable[[str], bool],
    *,
    sore_level: int = HIGHEST,
) -> bool:
    """Say each exercise, wait until `go_on` says so, and tell the time; whether it was finished.

    `elapsed` is read before and after each, and nothing else is done about time: whoever does an
    exercise takes as long as they take. What is above `sore_level` is left out.
    """
    course = routine.course(catalogue, sore_level)
    begun = elapsed()
    length = _minutes(routine.seconds(catalogue, sore_level))
    say(f"{routine.title}: {len(course)} exercises, {length}.")
    say("Stop anything that hurts.")
    for number, item in enumerate(course, 1):
        say("")
        for line in steps(item, f"{number} of {len(course)}: {item.title}"):
            say(line)
        before = elapsed()
        if not go_on(f"   {item.stop} Enter goes on."):
            say(f"Stopped after {left(elapsed() - begun)}.")
            return False
        say(f"   {left(elapsed() - before)}")
    say("")
    say(f"Done, in {left(elapsed() - begun)}.")
    return True


def _minutes(seconds: int) -> str:
    return f"about {left(timedelta(seconds=seconds))} minutes"
