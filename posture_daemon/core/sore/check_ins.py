"""When the diary asks for a line: often at first, and rarer from week to week."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from posture_daemon.core.reminder import Anchor, Asks, FixedTime, Kind, Reminder
from posture_daemon.core.sore import numbers, wording
from posture_daemon.core.sore.back import CHECK_IN
from posture_daemon.core.sore.episode import Phase

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from posture_daemon.core.sore.back import SoreBack
    from posture_daemon.core.sore.local import LocalClock

_DAY = timedelta(days=1)


def reminder(back: SoreBack, clock: LocalClock, phase: Phase, day: int) -> Iterator[Reminder]:
    """The check-ins of today: mornings and evenings at first, then the evening, and rarer."""
    times = []
    if 1 < day <= numbers.MORNINGS_UNTIL:
        times.append(FixedTime(Anchor.START, numbers.AFTER_GETTING_UP))
    if _is_wanted(back, clock, phase, day):
        times.append(FixedTime(Anchor.END, -numbers.BEFORE_BED))
    once = _missed(back, clock, phase, day)
    if once is not None:
        times.clear()  # it waits for whoever was not there in the evening
    first = back.course.first_answer
    if first is not None and phase is Phase.ACUTE:
        once = first + numbers.FIRST_CHECK_IN
    if times or once is not None:
        summary, body = wording.check_in(
            review=_is_new(numbers.REVIEW_DAYS, day, _last(back, clock, day)),
            leaflets=bool(back.leaflets_due(clock.now)),
        )
        yield Reminder(
            CHECK_IN,
            Kind.OWN,
            timedelta(),
            waking=True,
            at=tuple(times),
            once=once,
            asks=Asks.CHECK_IN,
            summary=summary,
            body=body,
        )


def _is_wanted(back: SoreBack, clock: LocalClock, phase: Phase, day: int) -> bool:
    """Whether the last one, or the last asking, is long enough ago for this time of the plan."""
    every = _every(phase, day)
    asked, told = back.track.asked, back.course.checked_in
    if asked is not None and clock.day(asked) == clock.today and (told is None or told < asked):
        return True  # it is on the screen, or was
    days = [clock.day(at) for at in (asked, told) if at is not None]
    if not days:
        return True
    since = (clock.today - max(days)).days
    return since >= every or _is_new(numbers.REVIEW_DAYS, day, day - since)


def _missed(back: SoreBack, clock: LocalClock, phase: Phase, day: int) -> timedelta | None:
    """When to ask today what could not be asked in the evening; none if it was, or was told."""
    morning = clock.wakes(clock.today) + numbers.AFTER_GETTING_UP
    seen = [at for at in (back.track.asked, back.course.checked_in) if at is not None]
    if day <= numbers.MORNINGS_UNTIL or not seen:
        return None
    late = _every(phase, day) * _DAY - numbers.CHECK_IN_LATE
    return morning if morning - max(seen) > late else None


def _every(phase: Phase, day: int) -> int:
    if phase is Phase.MAINTAIN:
        return numbers.CHECK_IN_USUAL
    by_day = (days for until, days in numbers.CHECK_IN_EVERY.items() if day <= until)
    return next(by_day, numbers.CHECK_IN_LATER)


def _last(back: SoreBack, clock: LocalClock, day: int) -> int:
    """The day of the plan on which the diary got its last line; 0 without one."""
    told = back.course.checked_in
    return 0 if told is None else day - (clock.today - clock.day(told)).days


def _is_new(days: Iterable[int], day: int, last: int) -> bool:
    """Whether one of these days has come after the last one, until now."""
    return any(last < each <= day for each in days)
