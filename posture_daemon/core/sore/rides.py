"""What rides on the prompt of the hour: a minute on one's feet, gentle movements, or an offer."""

from __future__ import annotations

from datetime import timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

from posture_daemon.core.reminder import Asks, Kind
from posture_daemon.core.sore import numbers
from posture_daemon.core.sore.deeds import Thermal
from posture_daemon.core.sore.episode import Phase
from posture_daemon.core.state import Ridden

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from posture_daemon.core.plan import Text
    from posture_daemon.core.reminder import Reminder
    from posture_daemon.core.sore.back import SoreBack
    from posture_daemon.core.sore.local import LocalClock
    from posture_daemon.core.state import Track

_KEPT = timedelta(days=2)


class Ride(StrEnum):
    """What the prompt of the hour is about."""

    FEET = "feet"
    STRETCH = "stretch"
    OFFER = "offer"


def next_ride(
    back: SoreBack,
    clock: LocalClock,
    phase: Phase,
    day: int,
    texts: Mapping[Kind, tuple[Text, ...]],
) -> Ride:
    """What the next prompt of the hour is about, the sets of the day being spread over it."""
    today = [r for r in back.track.rides if clock.day(r.at) == clock.today]
    stretched = sum(ridden.ride == Ride.STRETCH for ridden in today)
    due = sum(slot <= clock.now.elapsed for slot in _slots(clock, _sets(day)))
    movements = any(text.in_plan for text in texts.get(Kind.STRETCH, ()))
    if movements and back.course.level(clock) > 0 and stretched < due:
        return Ride.STRETCH
    offered = [ridden.at for ridden in today if ridden.ride == Ride.OFFER]
    if phase is Phase.ACUTE and len(offered) < numbers.OFFERS_PER_DAY:
        ended = [s.ended or s.due for s in back.sessions.all]
        last = max((*offered, *ended), default=None)
        long_ago = last is None or clock.now.elapsed - last >= numbers.OFFER_GAP
        bedtime = clock.now.elapsed >= clock.sleeps(clock.today) - numbers.BEFORE_BED
        if (
            long_ago
            and not bedtime
            and any(back.sessions.opens(clock.now.elapsed, kind) is None for kind in Thermal)
        ):
            return Ride.OFFER
    return Ride.FEET


def _sets(day: int) -> int:
    return numbers.STRETCH_SETS.get(day, numbers.STRETCH_SETS_LATER)


def _slots(clock: LocalClock, number: int) -> Iterator[timedelta]:
    """From when on a set may come, so that the sets lie apart."""
    wakes, sleeps = clock.wakes(clock.today), clock.sleeps(clock.today)
    for slot in range(number):
        yield wakes + (sleeps - wakes) * slot / number


def pending(back: SoreBack, clock: LocalClock, day: int) -> Iterator[tuple[str, timedelta]]:
    """When the next prompt may come to be about something else, strictly after now."""
    ended = [s.ended or s.due for s in back.sessions.all[-1:]]
    offered = [r.at for r in back.track.rides if r.ride == Ride.OFFER]
    times = [at + numbers.OFFER_GAP for at in (*offered, *ended)]
    times += _slots(clock, _sets(day))
    yield from (("sore:ride", at) for at in times if at > clock.now.elapsed)


def ride_of(reminder: Reminder) -> Ride:
    """What a prompt of the hour is about."""
    if reminder.kind is Kind.STRETCH:
        return Ride.STRETCH
    return Ride.OFFER if reminder.asks is Asks.SESSION else Ride.FEET


def note(track: Track, at: timedelta, ride: Ride) -> None:
    """Remember what a prompt was about."""
    track.rides = [*(r for r in track.rides if r.at > at - _KEPT), Ridden(at, ride)]
