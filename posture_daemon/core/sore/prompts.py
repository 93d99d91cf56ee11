"""What the plan reminds of: the reminders of a part and a day, in place of the usual ones."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

from posture_daemon.core.plan import Span, WorkHours
from posture_daemon.core.reminder import Anchor, Asks, FixedTime, Kind, Reminder
from posture_daemon.core.sore import check_ins, numbers, wording
from posture_daemon.core.sore.back import HOUR, POSITION
from posture_daemon.core.sore.deeds import Stage
from posture_daemon.core.sore.episode import RUNNING, Phase
from posture_daemon.core.sore.rides import Ride, next_ride

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from posture_daemon.core.plan import Plan, Text
    from posture_daemon.core.sore.back import SoreBack
    from posture_daemon.core.sore.local import LocalClock

PRIVATE = ("sore:", "medicine:")
"""How the names of reminders begin that are nobody else's business."""

CARD, FIRST, VERDICT, VISIT = "sore:card", "sore:first", "sore:verdict", "sore:visit"
WALK, STRENGTH = "sore:walk", "sore:strength"
_MINUTE = timedelta(minutes=1)
_DAY = timedelta(days=1)
_WITH_WORK = frozenset({Phase.REBUILD, Phase.MAINTAIN})
_WEEKDAYS = ((), (2,), (1, 4), (0, 2, 4), (0, 1, 3, 4), (0, 1, 2, 3, 4))


def is_private(uid: str | None) -> bool:
    """Whether a reminder tells that somebody is sore."""
    return uid is not None and uid.startswith(PRIVATE)


def derive(base: Plan, back: SoreBack, clock: LocalClock) -> Plan:
    """The plan that the service goes by now: the settings', as long as nobody is sore."""
    phase = back.course.phase(clock)
    extra = (*_medicines(back, clock), *_verdict(back, clock), *_visit(back, clock))
    if phase is Phase.WELL:
        return replace(base, reminders=(*base.reminders, *extra)) if extra else base
    if phase in {Phase.URGENT, Phase.PAUSED}:
        return replace(base, reminders=())
    day = back.course.day(clock)
    usual = base.reminders if phase in _WITH_WORK else ()
    level = back.course.level(clock)
    texts = _texts(base.texts, level, back.course.dropped(clock.now.elapsed))
    reminders = (
        *(reminder for reminder in usual if _suits(reminder, level)),
        *_reminders(texts, back, clock, phase, day),
        *extra,
    )
    return replace(
        base,
        reminders=reminders,
        hours=_hours(base, back, phase),
        limits=replace(
            base.limits,
            per_hour=min(base.limits.per_hour, numbers.PROMPTS_PER_HOUR),
            per_day=min(base.limits.per_day, numbers.PROMPTS_PER_DAY),
        ),
        desk=base.desk if level >= numbers.STRENGTH_LEVEL and phase in _WITH_WORK else None,
        texts=texts,
    )


def _suits(reminder: Reminder, level: int) -> bool:
    """Whether it fits the level: neither strength nor a target to stand below the last one."""
    hard = reminder.kind in {Kind.STRENGTHENING, Kind.STANDING} or reminder.desk is not None
    return level >= (numbers.STRENGTH_LEVEL if hard else reminder.sore_level)


def _texts(
    texts: Mapping[Kind, tuple[Text, ...]], level: int, dropped: Mapping[str, timedelta]
) -> dict[Kind, tuple[Text, ...]]:
    return {
        kind: tuple(t for t in of_kind if t.sore_level <= level and t.id not in dropped)
        for kind, of_kind in texts.items()
    }


def _hours(base: Plan, back: SoreBack, phase: Phase) -> WorkHours:
    """All waking hours in the first two parts as well, if the person agreed; else those of work."""
    episode = back.course.episode
    if episode is None or not episode.outside_hours or phase in _WITH_WORK:
        return base.hours
    week = tuple(_awake(base.hours.week, day, back.care.waking) for day in range(7))
    return WorkHours(time_zone=base.hours.time_zone, week=week)


def _awake(week: Sequence[Sequence[Span]], day: int, waking: Span) -> tuple[Span, ...]:
    """The waking hours of a day, and its shifts where they reach into the night."""
    if waking.end > _DAY:
        return (waking,)
    over = max((span.end - _DAY for span in week[day - 1]), default=timedelta())
    awake: list[Span] = []
    until_bed = replace(waking, start=max(waking.start, over))
    for span in sorted((*week[day], until_bed), key=lambda span: span.start):
        if awake and span.start <= awake[-1].end:
            awake[-1] = Span(awake[-1].start, max(awake[-1].end, span.end))
        else:
            awake.append(span)
    return tuple(awake)


def _reminders(
    texts: Mapping[Kind, tuple[Text, ...]],
    back: SoreBack,
    clock: LocalClock,
    phase: Phase,
    day: int,
) -> Iterator[Reminder]:
    if phase is Phase.SAFETY and back.course.card_at_once(clock) is None:
        yield _card(back, clock)
    if phase not in RUNNING:
        return
    if phase is not Phase.MAINTAIN and day <= numbers.USUAL_FROM:
        later = phase is Phase.REBUILD
        yield _position(numbers.SITTING_LIMIT_LATER if later else back.care.position_every)
    if phase in {Phase.ACUTE, Phase.SETTLING}:
        yield _hour(texts, back, clock, phase, day)
    if phase is Phase.ACUTE:
        yield from _beginning(back)
    else:
        yield from _walks(phase, day)
    if phase in _WITH_WORK and back.course.level(clock) >= numbers.STRENGTH_LEVEL:
        yield _strength()
    yield from check_ins.reminder(back, clock, phase, day)


def _private(uid: str, kind: Kind, rest: timedelta, **more: object) -> Reminder:
    return Reminder(uid, kind, rest, waking=True, **more)  # type: ignore[arg-type]


def _position(every: timedelta) -> Reminder:
    return _private(POSITION, Kind.POSTURE, _MINUTE, every=every, quiet=True)


def _card(back: SoreBack, clock: LocalClock) -> Reminder:
    summary, body = wording.CARD_WAITS
    called = back.course.card_called(clock)
    if called is not None and called in back.course.begun:
        called += numbers.CARD_IN_HAND
    return _private(
        CARD,
        Kind.OWN,
        timedelta(),
        every=numbers.ON_YOUR_FEET,
        once=called,
        asks=Asks.CARD,
        summary=summary,
        body=body,
    )


def _hour(
    texts: Mapping[Kind, tuple[Text, ...]],
    back: SoreBack,
    clock: LocalClock,
    phase: Phase,
    day: int,
) -> Reminder:
    """The one prompt of the hour, on which everything else rides."""
    every = back.care.move_every
    ride = next_ride(back, clock, phase, day, texts)
    if ride is Ride.STRETCH:
        frame = wording.gentle_movements(*numbers.STRETCH_MINUTES)
        length = numbers.STRETCH_MINUTES[0] * _MINUTE
        return _private(HOUR, Kind.STRETCH, length, every=every, frame=frame)
    least, most = numbers.MINUTES_ON_FEET.get(day, numbers.MINUTES_ON_FEET_LATER)
    level = back.course.level(clock)
    summary, body = wording.on_your_feet(
        least, most if level else least, offered=ride is Ride.OFFER
    )
    return _private(
        HOUR,
        Kind.MOVEMENT,
        least * _MINUTE,
        every=every,
        summary=summary,
        body=body,
        asks=Asks.SESSION if ride is Ride.OFFER else None,
    )


def _beginning(back: SoreBack) -> Iterator[Reminder]:
    """The first day asks once how it is, and has a check-in of its own."""
    answered = back.course.first_answer
    if answered is None:
        return
    summary, body = wording.FIRST_QUESTION
    yield _private(
        FIRST,
        Kind.OWN,
        timedelta(),
        once=answered + numbers.FIRST_QUESTION,
        asks=Asks.CHECK_IN,
        summary=summary,
        body=body,
    )


def _walks(phase: Phase, day: int) -> Iterator[Reminder]:
    number, least, most = next(
        (walk for until, walk in numbers.WALKS.items() if day <= until), numbers.WALKS[42]
    )
    days = _WEEKDAYS[numbers.WALK_DAYS[224]] if phase is Phase.MAINTAIN else None
    if days is None and day > numbers.USUAL_FROM:
        days = _WEEKDAYS[numbers.WALK_DAYS[42]]
    summary, body = wording.walk(least, most)
    yield _private(
        WALK,
        Kind.MOVEMENT,
        least * _MINUTE,
        at=tuple(FixedTime(Anchor.START, start) for start in numbers.WALK_TIMES[:number]),
        days=None if days is None else frozenset(days),
        summary=summary,
        body=body,
    )


def _strength() -> Reminder:
    return _private(
        STRENGTH,
        Kind.STRENGTHENING,
        numbers.STRENGTH_LENGTH,
        at=(FixedTime(Anchor.START, numbers.STRENGTH_TIME),),
        days=frozenset(_WEEKDAYS[numbers.STRENGTH_DAYS]),
        frame=wording.strength(numbers.STRENGTH_LENGTH // _MINUTE),
    )


def _medicines(back: SoreBack, clock: LocalClock) -> Iterator[Reminder]:
    summary, body = wording.GAP_PASSED
    for nickname, opens, taken in back.medicines.reminders(clock):
        told = back.track.told.get(f"medicine:{nickname}", taken)
        # One for each opening, even where the clock of another machine moves it.
        once = told if told > taken else opens
        yield _private(
            f"medicine:{nickname}",
            Kind.OWN,
            timedelta(),
            once=once,
            off_work=True,
            asks=Asks.MEDICINE,
            summary=f"{nickname}: {summary}",
            body=body,
        )


def _visit(back: SoreBack, clock: LocalClock) -> Iterator[Reminder]:
    """The day before an appointment, and on its day, one is told to bring one's questions."""
    visit = back.notes.visit
    if visit is None or visit.on is None or visit.stage is not Stage.BOOKED:
        return
    if clock.today in {visit.on - _DAY, visit.on}:
        summary, body = wording.visit(today=clock.today == visit.on)
        once = clock.wakes(clock.today) + numbers.VISIT_TOLD
        yield _private(
            VISIT, Kind.OWN, timedelta(), once=once, asks=Asks.VISIT, summary=summary, body=body
        )


def _verdict(back: SoreBack, clock: LocalClock) -> Iterator[Reminder]:
    """Half an hour after warmth or cold it is asked how that was."""
    session = back.sessions.unjudged
    if session is None or session.ended is None or clock.now.elapsed - session.ended > _DAY:
        return
    summary, body = wording.after_session(session.kind)
    yield _private(
        VERDICT,
        Kind.OWN,
        timedelta(),
        once=session.ended + numbers.VERDICT_AFTER,
        off_work=True,
        asks=Asks.VERDICT,
        summary=summary,
        body=body,
    )
