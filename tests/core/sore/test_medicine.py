"""The log of medicines: openings, days in a row, and what is refused."""

from __future__ import annotations

from typing import Any

import pytest

from posture_daemon.core.sore.deeds import (
    AddMedicine,
    DropMedicine,
    ReadMedicineCard,
    Record,
    TakeMedicine,
)
from posture_daemon.errors import RequestRefused
from tests.core.sore.told import DAY, HOUR, MINUTE, Told

TAKE = TakeMedicine("box")


def added(hours: int | None = 6, times: int | None = 3, days: int | None = 3, **more: Any) -> Told:
    """One in the log, with reminders where all numbers are there."""
    told = Told()
    remind = None not in (hours, times, days)
    told.tell(ReadMedicineCard(), AddMedicine("box", hours, times, days, remind=remind, **more))
    return told


def opens(told: Told) -> float | None:
    """In how many hours it opens, from the first moment on."""
    at = told.back.medicines.all["box"].opens()
    return None if at is None else at / HOUR - 100


def reminded(told: Told) -> bool:
    """Whether the person is to be told of an opening."""
    return bool(list(told.back.medicines.reminders(told.clock)))


@pytest.mark.parametrize(
    ("hours", "times", "taken", "opening"),
    [
        (6, 3, [0], 6),
        (6, 3, [0, 6], 12),
        (6, 3, [0, 6, 12], 24),  # the fourth only when the first is a day ago
        (6, 3, [0, 6, 12, 24], 30),
        (1, 2, [0, 1], 24),
        (1, 2, [0, 1, 2], 25),  # taken early: the last two count
        (24, 1, [0], 24),
        (72, 1, [0], 72),
        (4, 4, [0, 20, 23], 27),
    ],
)
def test_the_opening(hours: int, times: int, taken: list[int], opening: int) -> None:
    """The gap since the last, and the most in any twenty-four hours, whichever is later."""
    told = added(hours, times)
    start = told.now.elapsed
    for at in taken:
        told.later(start + at * HOUR - told.now.elapsed).tell(TAKE)
    assert opens(told) == opening


def test_no_clock_moves_an_opening() -> None:
    """It is real time that counts, whatever the clock of the wall is set to."""
    told = added()
    told.tell(TAKE)
    told.set_clock(5 * DAY)
    assert opens(told) == 6
    told.set_clock(-50 * DAY)
    assert opens(told) == 6


def test_an_earlier_one_is_logged_and_answered_with_the_fixed_text() -> None:
    """A log is true; the next opening counts from it."""
    told = added()
    told.tell(TAKE)
    said = told.later(2 * HOUR).tell(TAKE)
    assert "sooner than the limits that you typed in" in " ".join(said)
    assert opens(told) == 8
    assert "sooner" not in " ".join(told.later(6 * HOUR).tell(TAKE))


@pytest.mark.parametrize(
    ("taken", "days"),
    [
        ([1], 1),
        ([1, 2], 2),
        ([1, 2, 2, 3], 3),
        ([1, 3], 1),
        ([1, 2, 4, 5], 2),
    ],
)
def test_days_in_a_row(taken: list[int], days: int) -> None:
    """Local dates on which one was taken, without a gap, until the last."""
    told = added(1, 20, 300)
    for day in taken:
        told.at(day, 11 + taken.index(day)).tell(TAKE)
    assert told.back.medicines.all["box"].days(told.clock) == days


def test_the_row_goes_by_local_midnight() -> None:
    """Ten minutes before midnight and ten after are two days."""
    told = added(1, 20, 2).at(1, 23.9)
    told.tell(TAKE)
    assert reminded(told)
    said = told.at(2, 0.1).tell(TAKE)
    assert "This is the number of days that you typed in." in " ".join(said)
    assert not reminded(told)


def test_a_day_without_one_ends_the_row() -> None:
    """Yesterday still counts, the day before does not."""
    told = added(1, 20, 300)
    told.tell(TAKE)
    assert told.back.medicines.all["box"].days(told.at(2, 23).clock) == 1
    assert told.back.medicines.all["box"].days(told.at(3, 1).clock) == 0


def test_at_the_most_days_it_stops_and_stays_so() -> None:
    """Reminders stop; they do not come back by waiting."""
    told = added(6, 3, 1)
    told.tell(TAKE)
    assert not reminded(told)
    assert not reminded(told.later(10 * DAY))


def test_it_opens_again_only_with_all_numbers_and_the_word_of_somebody() -> None:
    """And counts its days anew from there."""
    told = added(6, 3, 1)
    told.tell(TAKE)
    for wrong in (AddMedicine("Box", 6, 3, 5), AddMedicine("box", 6, 3, told=True)):
        with pytest.raises(RequestRefused, match="has reached the number of days"):
            told.tell(wrong)
    told.tell(AddMedicine("box", 6, 3, 2, remind=True, told=True))
    told.later(7 * HOUR).tell(TAKE)
    assert reminded(told)


def test_dropping_and_adding_opens_nothing_sooner() -> None:
    """What was taken is remembered."""
    told = added()
    told.tell(TAKE, DropMedicine("box"))
    with pytest.raises(RequestRefused, match="There is no medicine 'box' in the log"):
        told.tell(TAKE)
    told.tell(AddMedicine("box", 6, 3, 3))
    assert opens(told) == 6


def test_a_blank_number_is_a_log_only() -> None:
    """It opens nothing and reminds of nothing, and says so."""
    told = added(6, None, 3)
    told.tell(TAKE)
    assert opens(told) is None
    assert not reminded(told)
    with pytest.raises(RequestRefused, match="this is a log, and reminds of nothing"):
        told.tell(AddMedicine("other", 6, remind=True))


@pytest.mark.parametrize(
    ("deed", "sentence"),
    [
        (AddMedicine("box", 0, 3, 3), "The hours between of a packet lie between 1 and 72."),
        (AddMedicine("box", 73, 1, 3), "lie between 1 and 72"),
        (AddMedicine("box", 6, 25, 3), "times in 24 hours of a packet lie between 1 and 24"),
        (AddMedicine("box", 6, 3, 366), "days in a row of a packet lie between 1 and 365"),
        (AddMedicine("box", 12, 3, 3), "do not fit together"),
        (AddMedicine("", 6, 3, 3), "A nickname has 1 to 40 characters."),
        (AddMedicine("a:b", 6, 3, 3), "no colon"),
        (AddMedicine("a\nb", 6, 3, 3), "can be printed"),
        (DropMedicine("other"), "There is no medicine 'other' in the log."),
    ],
)
def test_slips_of_the_keyboard_are_refused(deed: AddMedicine | DropMedicine, sentence: str) -> None:
    """With a sentence, and without another number to try."""
    with pytest.raises(RequestRefused, match=sentence):
        added().tell(deed)


def test_the_card_comes_first_and_again_after_thirty_days() -> None:
    """Without it none can be added."""
    told = Told()
    with pytest.raises(RequestRefused, match="The card comes first"):
        told.tell(AddMedicine("box"))
    told.tell(ReadMedicineCard(), AddMedicine("box"))
    told.later(30 * DAY).tell(AddMedicine("tube"))
    with pytest.raises(RequestRefused, match="The card comes first"):
        told.later(MINUTE).tell(AddMedicine("third"))


def test_two_of_one_family_are_answered_with_the_fixed_text() -> None:
    """Only where both are marked by the person."""
    told = added(anti_inflammatory=True)
    assert "do harm together" in " ".join(told.tell(AddMedicine("tube", anti_inflammatory=True)))
    assert "do harm together" not in " ".join(told.tell(AddMedicine("drops")))


def test_two_of_one_family_within_a_day_are_answered_with_it_too() -> None:
    """Whichever comes second; another day, the same one again, or one without the mark is not."""
    told = added(anti_inflammatory=True)
    told.tell(AddMedicine("tube", anti_inflammatory=True), AddMedicine("drops"))
    assert "do harm together" not in " ".join(told.tell(TAKE))
    assert "do harm together" not in " ".join(told.later(7 * HOUR).tell(TAKE))
    assert "do harm together" not in " ".join(told.tell(TakeMedicine("drops")))
    assert "do harm together" in " ".join(told.later(MINUTE).tell(TakeMedicine("tube")))
    assert "do harm together" in " ".join(told.later(DAY - MINUTE).tell(TAKE))
    assert "do harm together" not in " ".join(told.later(DAY).tell(TakeMedicine("tube")))


def test_a_diary_that_has_lost_a_line_is_still_read() -> None:
    """One that was taken and, as far as one can read, never added, is a log only."""
    told = Told()
    told.back.take(Record(told.now.wall, told.now.elapsed, "UTC", TAKE))
    assert told.back.medicines.all["box"].taken == [told.now.elapsed]
    assert opens(told) is None
