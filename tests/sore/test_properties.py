"""What must be true of every week with a sore back, whatever clocks, person and power do."""

from __future__ import annotations

from datetime import UTC, timedelta
from typing import TYPE_CHECKING

from hypothesis import Phase, given, seed, settings

from posture_daemon.core.reminder import Asks, Kind
from posture_daemon.core.sore import deeds, numbers
from posture_daemon.core.sore.prompts import is_private
from posture_daemon.core.work_calendar import WorkCalendar
from tests.sore.weeks import week
from tests.sore.wild import HAPPENINGS, HOUR, PLANS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import datetime

    from posture_daemon.core.plan import Plan
    from tests.sore.weeks import Shown, Told, Week
    from tests.sore.wild import Wild

DAY = timedelta(days=1)
MINUTE = timedelta(minutes=1)
RUNNING = {"acute", "settling", "rebuild", "maintain"}
EXERCISES = {Kind.STRETCH, Kind.STRENGTHENING}
EXAMPLES = 60


def promised(check: Callable[[Week], None]) -> Callable[[], None]:
    """The same generated weeks for each promise, so that each of them is lived only once.

    A week that breaks one is not made smaller: that would take minutes.
    """

    @seed(20260302)
    @settings(max_examples=EXAMPLES, phases=[Phase.generate])
    @given(PLANS, HAPPENINGS)
    def test(plan: Plan, happenings: tuple[Wild, ...]) -> None:
        check(week(plan, happenings))

    test.__doc__ = check.__doc__
    return test


@promised
def test_no_stretch_before_the_card_is_answered(lived: Week) -> None:
    """While the card waits for its answer there are neither stretches nor strength."""
    for shown in lived.shown:
        if shown.reminder.kind in EXERCISES and shown.phase != "well":
            assert shown.phase in RUNNING
            assert not shown.card_due
            assert _none_applied(lived.told, shown)


def _none_applied(told: list[Told], shown: Shown) -> bool:
    """Whether "none" is the last thing said of the card, and nothing has called for it since."""
    answered, leg, paused = False, None, None
    scores: list[tuple[timedelta, int]] = []
    for each in (t for t in told if t.real <= shown.real):
        match each.record.deed:
            case deeds.Begin():
                answered, leg, paused, scores = False, None, None, []
            case deeds.AnswerCard(applies=applies):
                answered = not applies
            case deeds.CheckIn(now=now, leg=felt):
                near = [(t, score) for t, score in scores if each.real - t < 2 * DAY]
                risen = any(now >= score + 2 for _, score in near or scores[-1:])
                if risen or (felt in {deeds.Leg.NUMB, deeds.Leg.WEAK} and felt is not leg):
                    answered, near = False, []
                scores, leg = [*near, (each.real, now)], felt or leg
            case deeds.Pause():
                paused = each.real
            case deeds.Resume() if paused is not None:
                answered = answered and each.real - paused <= DAY
    return answered


@promised
def test_nothing_of_it_at_night(lived: Week) -> None:
    """Nothing comes outside the waking hours but on a night shift, and no medicine even then."""
    waking = lived.plan.sore.waking
    for shown in lived.shown:
        if is_private(shown.reminder.uid):
            local = shown.local
            clock = timedelta(hours=local.hour, minutes=local.minute, seconds=local.second)
            is_waking = any(waking.start <= each < waking.end for each in (clock, clock + DAY))
            assert is_waking or (_is_on_shift(lived, local) and not shown.reminder.off_work)


def _is_on_shift(lived: Week, at: datetime) -> bool:
    """Whether these are working hours, and not the whole day."""
    shift = WorkCalendar(lived.plan.hours, at.tzinfo or UTC).shift_at(at)
    return shift is not None and shift.end - shift.start <= 16 * HOUR


@promised
def test_no_session_inside_its_gap_or_over_its_cap(lived: Week) -> None:
    """Warmth and cold keep their gaps and caps in real time, and quiet hours need a promise."""
    sessions: list[tuple[Told, Told | None]] = []
    for told in lived.told:
        match told.record.deed:
            case deeds.StartSession():
                _check_start(lived, sessions, told)
                sessions.append((told, None))
            case deeds.EndSession() | deeds.CheckSkin(fine=False):
                sessions[-1] = sessions[-1][0], told


def _check_start(lived: Week, before: list[tuple[Told, Told | None]], told: Told) -> None:
    deed = told.record.deed
    assert isinstance(deed, deeds.StartSession)
    sore = lived.plan.sore
    limits = sore.warmth if deed.kind is deeds.Thermal.WARMTH else sore.cold
    recent = 0
    for started, ended in before:
        assert ended is not None
        kind = getattr(started.record.deed, "kind", None)
        gap = limits.gap if kind is deed.kind else HOUR
        assert told.real - ended.real >= gap - _slack(lived, ended, told)
        since = told.real - started.real + _slack(lived, started, told)
        recent += kind is deed.kind and since < DAY
    assert recent < limits.per_day
    if not deed.stay_awake:
        clock = told.local.hour + told.local.minute / 60 + told.local.second / 3600
        start, end = sore.waking.start / HOUR, sore.waking.end / HOUR
        assert any(start <= each < end for each in (clock, clock + 24))


def _slack(lived: Week, earlier: Told, later: Told) -> timedelta:
    """How much longer ago it seems: only where a journal was lost, and the clock put forward."""
    jumps = [ahead for real, ahead in lived.losses if earlier.real <= real <= later.real]
    return max([timedelta(), *(ahead - earlier.ahead for ahead in jumps)])


@promised
def test_no_medicine_reminder_before_the_opening(lived: Week) -> None:
    """None comes before the typed gap and the typed times have passed, nor past the days."""
    for shown in lived.shown:
        if shown.reminder.asks is Asks.MEDICINE:
            assert not shown.over
            _check_opening(lived, shown)


def _check_opening(lived: Week, shown: Shown) -> None:
    name = shown.reminder.uid.partition(":")[2]
    # What was told at that very moment came after it, and settled it.
    told = [t for t in lived.told if t.real < shown.real]
    added = [t.record.deed for t in told if isinstance(t.record.deed, deeds.AddMedicine)]
    given = [deed for deed in added if deed.nickname == name][-1]
    taken = [t for t in told if t.record.deed == deeds.TakeMedicine(name)]
    now = taken[-1]
    ago = [shown.real - t.real + _slack_to(lived, t, shown) for t in taken]
    assert min(ago) >= (given.hours or 0) * HOUR
    assert sum(length < DAY for length in ago) < (given.times or 0)
    again = sum(uid == shown.reminder.uid and real >= now.real for real, uid in lived.again)
    lost = sum(real >= now.real for real, _ in lived.losses)
    times = [s for s in lived.shown if s.reminder.uid == shown.reminder.uid and s.real >= now.real]
    assert len([s for s in times if s.real <= shown.real]) <= 1 + again + lost


def _slack_to(lived: Week, earlier: Told, shown: Shown) -> timedelta:
    jumps = [ahead for real, ahead in lived.losses if earlier.real <= real <= shown.real]
    return max([timedelta(), *(ahead - earlier.ahead for ahead in jumps)])


@promised
def test_the_alarm_comes_up_until_confirmed(lived: Week) -> None:
    """From the end of a session on it rings anew every two minutes, whatever else is so."""
    for start, end, due in _sessions(lived):
        rung = set()
        for real, notice, until_next in lived.screens:
            if due <= real and start.real < real < end and _is_known(lived, start, real):
                assert notice is not None
                assert notice.alarm
                assert until_next <= 2 * MINUTE
                rung.add((notice.tag, (real - due) // (2 * MINUTE)))
        assert len({tag for tag, _ in rung}) == len({number for _, number in rung})


def _sessions(lived: Week) -> Iterator[tuple[Told, timedelta, timedelta]]:
    """Each session: its start, when it was ended, and when it is due to end."""
    for n, told in enumerate(lived.told):
        deed = told.record.deed
        if isinstance(deed, deeds.StartSession):
            ends = (t for t in lived.told[n + 1 :] if _ends(t.record.deed))
            ended = next((t.real for t in ends), timedelta.max)
            limits = lived.plan.sore
            usual = limits.warmth if deed.kind is deeds.Thermal.WARMTH else limits.cold
            yield told, ended, told.real + (deed.minutes or usual.minutes) * MINUTE


def _ends(deed: deeds.Deed) -> bool:
    return isinstance(deed, deeds.EndSession) or deed == deeds.CheckSkin(fine=False)


def _is_known(lived: Week, start: Told, now: timedelta) -> bool:
    """Whether the real time of it is known: no journal was lost meanwhile."""
    return not any(start.real <= real <= now for real, _ in lived.losses)


@promised
def test_prompts_within_the_caps(lived: Week) -> None:
    """At most two in any hour and eighteen a day interrupt while the plan runs."""
    before: list[Shown] = []
    for shown in lived.shown:
        if shown.reminder.quiet or shown.reminder.asks is Asks.CARD:
            continue
        if any(
            earlier.real < real <= shown.real for earlier in before[-1:] for real, _ in lived.losses
        ):
            before = []  # nobody knows how many there were
        if shown.phase in RUNNING:
            hour = [s for s in before if s.real > shown.real - HOUR]
            assert len(hour) < numbers.PROMPTS_PER_HOUR
            recent = [s for s in before if s.real > shown.real - 1.5 * DAY]
            assert sum(s.day == shown.day for s in recent) < numbers.PROMPTS_PER_DAY
        before.append(shown)


@promised
def test_nothing_comes_while_all_is_off(lived: Week) -> None:
    """In a pause, and after an emergency sign, nothing comes but safety clocks."""
    for shown in lived.shown:
        assert shown.phase not in {"paused", "urgent"}


@promised
def test_the_diary_tells_all_of_it_again(lived: Week) -> None:
    """After a restart the plan stands where it stood, and everything opens when it did."""
    for before, after in lived.replays:
        assert before == after
