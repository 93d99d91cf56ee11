"""The review: what is open at a moment, one change at a time, and when it is all asked again."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from posture_daemon.ergonomics.answers import Answers, Reply
from posture_daemon.ergonomics.checklist import Check, checklist
from posture_daemon.ergonomics.question import questions
from posture_daemon.ergonomics.review import Review

MONDAY = datetime(2026, 3, 2, 9, tzinfo=UTC)
DAY = timedelta(days=1)
YES, NO, NOT_FOR_ME = Reply
BY_ID = {check.id: check for check in checklist()}
CHAIR, SCREEN, LAPTOP = (BY_ID[name] for name in ("chair-height", "screen-height", "laptop"))


class Person:
    """Somebody with a file of answers, and a calendar."""

    def __init__(self) -> None:
        self.answers = Answers()
        self.now = MONDAY

    @property
    def review(self) -> Review:
        """The review as things are."""
        return Review(self.answers, self.now)

    def answer_all(self, *no: Check) -> None:
        """Answer everything, with no to these."""
        for check in checklist():
            self.review.answer(check, NO if check in no else YES)


@pytest.fixture
def person() -> Person:
    """Somebody who has not answered anything yet."""
    return Person()


def test_everything_is_open_at_first(person: Person) -> None:
    """In the order of the list, and there is no change to make."""
    assert person.review.unanswered == list(checklist())
    assert person.review.choose_change() is None
    assert person.answers == Answers()


def test_an_answer_stays_for_half_a_year(person: Person) -> None:
    """Then everything is asked again, all at once, counted from the first answer."""
    person.review.answer(CHAIR, YES)
    person.now += 100 * DAY
    person.review.answer(SCREEN, NOT_FOR_ME)
    assert person.review.ends == MONDAY + 182 * DAY
    person.now = MONDAY + 182 * DAY - timedelta(seconds=1)
    assert len(person.review.unanswered) == len(checklist()) - 2
    person.now += timedelta(seconds=1)
    assert len(person.review.unanswered) == len(checklist())
    person.review.answer(CHAIR, YES)
    assert person.review.ends == person.now + 182 * DAY


def test_a_new_workplace_asks_everything_again(person: Person) -> None:
    """The answers about the old one no longer count, nor does its change."""
    person.answer_all(CHAIR)
    person.review.choose_change()
    person.now += DAY
    person.review.move()
    assert person.review.unanswered == list(checklist())
    assert person.review.change is None
    person.review.answer(SCREEN, NO)
    assert person.review.wanting == [SCREEN]
    assert CHAIR in person.review.unanswered


def test_the_most_worthwhile_change_comes_first(person: Person) -> None:
    """And it stays the one, even if a better one turns up meanwhile."""
    person.review.answer(CHAIR, NO)
    person.review.answer(SCREEN, NO)
    assert person.review.wanting == [SCREEN, CHAIR]
    assert person.review.choose_change() == SCREEN
    person.review.answer(LAPTOP, NO)
    assert person.review.wanting == [LAPTOP, SCREEN, CHAIR]
    assert person.review.choose_change() == SCREEN


def test_a_change_is_asked_about_after_a_week(person: Person) -> None:
    """Not before; "no" puts it off by another week, and "yes" makes room for the next one."""
    person.answer_all(CHAIR, SCREEN)
    person.review.choose_change()
    person.now += 7 * DAY - timedelta(seconds=1)
    assert person.review.to_confirm is None
    person.now += timedelta(seconds=1)
    assert person.review.to_confirm == SCREEN
    person.review.answer(SCREEN, NO)
    assert person.review.to_confirm is None
    assert person.review.choose_change() == SCREEN
    person.now += 7 * DAY
    assert person.review.to_confirm == SCREEN
    person.review.answer(SCREEN, YES)
    assert person.review.choose_change() == CHAIR
    assert person.review.asks_again == person.now + 7 * DAY


def test_a_reminder_asks_about_what_is_open(person: Person) -> None:
    """All open questions; nothing while a change is under way, then that; then nothing."""
    asked = questions(person.review)
    assert [text.title for text in asked] == [check.title for check in checklist()]
    person.answer_all(SCREEN)
    assert questions(person.review) == ()
    person.review.choose_change()
    assert questions(person.review) == ()
    person.now += 7 * DAY
    [text] = questions(person.review)
    assert (text.title, text.body) == ("Screen height: done?", SCREEN.change)
    person.review.answer(SCREEN, YES)
    assert questions(person.review) == ()
    person.now += 182 * DAY
    assert len(questions(person.review)) == len(checklist())


def test_while_a_change_is_under_way_nothing_else_is_asked(person: Person) -> None:
    """One thing at a time, although not everything has been answered."""
    person.review.answer(SCREEN, NO)
    person.review.choose_change()
    assert person.review.unanswered
    assert questions(person.review) == ()


def test_questions_fit_a_notice(person: Person) -> None:
    """Forty characters above and 140 below, also when it asks whether something is done."""
    for check in checklist():
        person.answers = Answers()
        person.review.answer(check, NO)
        person.review.choose_change()
        again = Review(person.answers, person.now + 7 * DAY)
        for text in (*questions(again), *questions(Review(Answers(), MONDAY))):
            assert len(text.title) <= 40
            assert len(text.body) <= 140


def test_a_clock_that_is_set_back_loses_nothing(person: Person) -> None:
    """Answers from the future are answers."""
    person.now += 300 * DAY
    person.answer_all()
    person.now = MONDAY
    assert person.review.unanswered == []
