"""The course of an episode: parts, the card and levels."""

from __future__ import annotations

import pytest

from posture_daemon.core.sore.deeds import (
    AnswerCard,
    AnswerNever,
    Begin,
    CheckIn,
    Deed,
    DidItem,
    End,
    GotAdvice,
    Leg,
    Pause,
    PickLevel,
    Resume,
    StartSession,
    Thermal,
    Usual,
)
from posture_daemon.core.sore.episode import Phase
from posture_daemon.core.sore.signs import safety_sign, sign
from posture_daemon.errors import RequestRefused
from tests.core.sore.told import DAY, HOUR, MINUTE, Told

NONE = AnswerCard(applies=False)


@pytest.mark.parametrize(
    ("hours", "phase"),
    [
        (0, Phase.ACUTE),
        (71.99, Phase.ACUTE),
        (72, Phase.SETTLING),
        (14 * 24 - 0.01, Phase.SETTLING),
        (14 * 24, Phase.REBUILD),
        (100 * 24, Phase.REBUILD),
    ],
)
def test_the_parts_go_by_elapsed_time(hours: float, phase: Phase) -> None:
    """72 hours, then until two weeks, then until the person says that all is as usual."""
    told = Told().begin().later(hours * HOUR)
    told.tell(NONE)
    assert told.phase is phase


def test_half_a_year_after_usual_the_plan_is_over() -> None:
    """And not before."""
    told = Told().begin().at(15, 12)
    told.tell(NONE, Usual())
    assert told.later(182 * DAY - MINUTE).phase is Phase.MAINTAIN
    assert told.later(MINUTE).phase is Phase.WELL


def test_without_an_answer_there_is_no_plan() -> None:
    """The card waits however long it takes."""
    told = Told()
    told.tell(Begin())
    assert told.later(5 * DAY).phase is Phase.SAFETY


@pytest.mark.parametrize("day", [2, 3, 8, 15, 22, 29, 36])
def test_the_card_is_due_on_its_mornings(day: int) -> None:
    """From the first waking minute on, and not for long before it."""
    told = Told().begin().at(day, 6.9)
    told.tell(NONE)
    assert not told.back.course.card_due(told.clock)
    assert told.at(day, 7).phase is Phase.SAFETY
    told.tell(NONE)
    assert told.at(day, 23).phase is not Phase.SAFETY


@pytest.mark.parametrize("day", [4, 5, 6, 7, 9, 14, 16, 37, 43])
def test_the_card_is_not_due_on_other_mornings(day: int) -> None:
    """Only the next two days, and weekly after that."""
    told = Told().begin().at(day, 6)
    told.tell(NONE)
    assert told.at(day, 12).phase is not Phase.SAFETY


@pytest.mark.parametrize(
    ("first", "second", "due"),
    [
        (CheckIn(4), CheckIn(6), True),
        (CheckIn(4), CheckIn(5), False),
        (CheckIn(6), CheckIn(4), False),
        (CheckIn(4), CheckIn(4, leg=Leg.NUMB), True),
        (CheckIn(4), CheckIn(4, leg=Leg.WEAK), True),
        (CheckIn(4), CheckIn(4, leg=Leg.TINGLE), False),
        (CheckIn(4, leg=Leg.NUMB), CheckIn(4, leg=Leg.NUMB), False),
    ],
)
def test_a_rise_or_something_new_in_a_leg_brings_the_card(
    first: CheckIn,
    second: CheckIn,
    due: bool,  # noqa: FBT001  a column
) -> None:
    """Two points up, or a leg that is newly numb or weak; the same for everyone."""
    told = Told().begin()
    told.tell(first)
    told.later(MINUTE).tell(NONE)
    told.later(MINUTE).tell(second)
    assert told.back.course.card_due(told.clock) is due


@pytest.mark.parametrize(("hours", "phase"), [(24, Phase.ACUTE), (24.1, Phase.SAFETY)])
def test_a_pause_of_more_than_a_day_ends_with_the_card(hours: float, phase: Phase) -> None:
    """A shorter one goes on where it stopped."""
    told = Told().begin().at(4, 8)
    told.tell(NONE, Pause())
    assert told.later(MINUTE).phase is Phase.PAUSED
    told.later(hours * HOUR - MINUTE).tell(Resume())
    assert told.phase is (phase if hours > 24 else Phase.SETTLING)


def test_a_sign_stops_all_until_there_was_advice() -> None:
    """Then the card comes again."""
    told = Told()
    told.tell(Begin(), AnswerCard(applies=True))
    urgent = told.phase
    with pytest.raises(RequestRefused, match="One of the signs was noted"):
        told.tell(NONE)
    told.tell(GotAdvice())
    assert (urgent, told.phase) == (Phase.URGENT, Phase.SAFETY)


@pytest.mark.parametrize(
    ("before", "deed", "sentence"),
    [
        ((Begin(), NONE), Begin(), "The plan runs already."),
        ((), Pause(), "There is no plan."),
        ((Begin(), NONE), Resume(), "The plan is not paused."),
        ((Begin(), NONE, Pause()), Pause(), "The plan is paused already."),
        ((Begin(), NONE, Pause()), Usual(), "The card, or the pause, comes first."),
        ((Begin(),), Usual(), "The card, or the pause, comes first."),
        ((Begin(), NONE), GotAdvice(), "No sign was noted"),
        ((Begin(), AnswerCard(applies=True)), Pause(), "All is off until you say"),
        ((Begin(), NONE), PickLevel(4), "Level 4 has no place in the first three days."),
    ],
)
def test_what_cannot_be_is_refused_with_a_sentence(
    before: tuple[Deed, ...], deed: Deed, sentence: str
) -> None:
    """And nothing changes by it."""
    told = Told()
    told.tell(*before)
    kept = len(told.records)
    with pytest.raises(RequestRefused, match=sentence):
        told.tell(deed)
    assert len(told.records) == kept


def test_levels_go_up_by_one_a_day_and_down_at_any_time() -> None:
    """Up takes the stop rule, a day between, and one step at a time."""
    told = Told().begin()
    told.tell(PickLevel(2))
    with pytest.raises(RequestRefused, match="Up by one level a day"):
        told.tell(PickLevel(3, stop_rule_read=True))
    told.tell(PickLevel(1))
    told.at(2, 12).tell(NONE)
    with pytest.raises(RequestRefused, match="Up by one level a day"):
        told.tell(PickLevel(3, stop_rule_read=True))
    with pytest.raises(RequestRefused, match="second yes"):
        told.tell(PickLevel(2))
    told.tell(PickLevel(2, stop_rule_read=True))
    assert told.back.course.level(told.clock) == 2


def test_an_item_that_made_it_worse_is_left_out_for_a_day() -> None:
    """Twenty-four hours of real time, whatever the clock of the wall says."""
    told = Told().begin()
    told.tell(DidItem("knees", worse=True), DidItem("cat", worse=False))
    assert set(told.back.course.dropped(told.now.elapsed)) == {"knees"}
    told.set_clock(3 * DAY)
    assert told.back.course.dropped(told.later(DAY - MINUTE).now.elapsed)
    assert not told.back.course.dropped(told.later(MINUTE).now.elapsed)


def test_who_is_sore_again_begins_anew() -> None:
    """The old plan is ended first; the new one has no level yet."""
    told = Told().begin()
    told.tell(PickLevel(2), End())
    assert told.phase is Phase.WELL
    told.begin()
    assert told.back.course.level(told.clock) == 0
    assert told.back.course.day(told.clock) == 1


def test_a_noted_sign_is_pinned_up_again_every_hour() -> None:
    """Who has closed its notice sees it again, until there was advice."""
    told = Told()
    told.tell(Begin())
    told.tell(AnswerCard(applies=True))
    pins = [sign(told.back, told.now.later(m * MINUTE)) for m in (0, 59, 60, 125)]
    assert [pin and pin.tag for pin in pins] == [f"sign:urgent{n}" for n in (0, 0, 1, 2)]
    told.tell(GotAdvice())
    assert told.back.course.pinned is None


def test_a_card_that_something_told_calls_for_is_pinned_up_at_once() -> None:
    """It comes back every hour, and goes with its answer."""
    told = Told().begin()
    told.tell(CheckIn(4, leg=Leg.NUMB))
    pins = [safety_sign(told.back, told.now.later(m * MINUTE)) for m in (0, 59, 60)]
    assert [pin and (pin.summary, pin.tag[-2:]) for pin in pins] == [
        ("Please read the emergency card now", turn) for turn in (":0", ":0", ":1")
    ]
    told.tell(NONE)
    assert safety_sign(told.back, told.now) is None


def test_a_card_of_the_morning_waits_for_a_good_moment() -> None:
    """Nothing has happened that would call for it at once."""
    told = Told().begin().at(2, 8)
    assert told.phase is Phase.SAFETY
    assert safety_sign(told.back, told.now) is None


@pytest.mark.parametrize("deed", [End(), Pause(), StartSession(Thermal.WARMTH)])
def test_the_card_comes_before_what_would_put_it_away(deed: Deed) -> None:
    """Neither an end nor a pause nor warmth is an answer to it."""
    told = Told().begin()
    told.tell(AnswerNever(Thermal.WARMTH, applies=False), CheckIn(4, leg=Leg.WEAK))
    with pytest.raises(RequestRefused, match="The emergency card comes first"):
        told.tell(deed)
    told.tell(NONE, deed)


def test_neither_an_end_nor_a_pause_takes_a_sign_back() -> None:
    """First comes advice."""
    told = Told().begin()
    told.tell(AnswerCard(applies=True))
    for deed in (End(), Pause()):
        with pytest.raises(RequestRefused, match="All is off until you say"):
            told.tell(deed)


def test_as_usual_again_picks_no_level_and_comes_after_two_weeks() -> None:
    """The level is the person's, whatever is told."""
    told = Told().begin()
    told.tell(PickLevel(1))
    with pytest.raises(RequestRefused, match="after the first two weeks"):
        told.tell(Usual())
    told.at(15, 12).tell(NONE, Usual())
    assert told.phase is Phase.MAINTAIN
    assert told.back.course.level(told.clock) == 1


def test_a_rise_in_small_steps_is_a_rise() -> None:
    """Within two days; and what comes after the card is compared with the score that called it."""
    told = Told().begin()
    for score, phase in ((3, Phase.ACUTE), (4, Phase.ACUTE), (5, Phase.SAFETY)):
        told.later(HOUR).tell(CheckIn(score))
        assert told.phase is phase
    told.tell(NONE)
    for score, due in ((6, False), (7, True)):
        told.later(HOUR).tell(CheckIn(score))
        assert told.back.course.card_due(told.clock) is due


def test_a_slow_rise_over_days_is_none() -> None:
    """Each score is compared with those of the last two days."""
    told = Told().begin()
    for day, score in enumerate((3, 4, 5, 6), 4):
        told.at(day, 12 + day / 10).tell(NONE, CheckIn(score))
        assert told.phase is Phase.SETTLING


def test_what_is_new_in_a_leg_calls_for_the_card_in_the_same_moment() -> None:
    """An answer that was given in the very moment before is no answer to it."""
    told = Told()
    told.tell(Begin(), NONE, CheckIn(2, leg=Leg.WEAK))
    assert told.phase is Phase.SAFETY
