"""The walk through a routine: an exercise at a time, and how long each took."""

from __future__ import annotations

from typing import TYPE_CHECKING

from posture_daemon.cli.exercises_text import lasting
from posture_daemon.cli.routine_text import steps
from posture_daemon.core.wording import left

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import timedelta

    from posture_daemon.content.catalogue import Item


def walk(
    title: str,
    course: Sequence[Item],
    elapsed: Callable[[], timedelta],
    say: Callable[[str], None],
    go_on: Callable[[str], bool],
    *,
    worse: Callable[[Item], bool | None] | None = None,
) -> bool:
    """Say each exercise, wait until `go_on` says so, and tell the time; whether it was finished.

    `elapsed` is read before and after each, and nothing else is done about time: whoever does an
    exercise takes as long as they take. Whoever is sore is asked by `worse` after each: what was
    worse does not come again, and who gives no answer has gone.
    """
    begun = elapsed()
    length = lasting(sum(item.dose.seconds for item in course))
    say(f"{title}: {len(course)} exercise{'s' * (len(course) > 1)}, about {length}.")
    say("Stop anything that hurts.")
    dropped: set[str] = set()
    for number, item in enumerate(course, 1):
        if item.id in dropped:
            continue
        say("")
        for line in steps(item, f"{number} of {len(course)}: {item.title}"):
            say(line)
        before = elapsed()
        going = go_on(f"   {item.stop} Enter goes on.")
        if going:
            say(f"   {left(elapsed() - before)}")
            answer = worse(item) if worse else False
            going = answer is not None
            dropped |= {item.id} if answer else set()
        if not going:
            say(f"Stopped after {left(elapsed() - begun)}.")
            return False
    say("")
    say(f"Done, in {left(elapsed() - begun)}.")
    return True
