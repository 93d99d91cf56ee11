"""Breaks, as the journal tells them."""

from __future__ import annotations

from datetime import timedelta

from posture_daemon.core.entry import Entry, Event
from posture_daemon.report.breaks import Breaks, breaks, in_all
from tests.report.diaries import START, Diary, journal, period


def test_a_day_has_what_became_of_each_reminder() -> None:
    """Done and rested are taken, skipped is skipped, expired is unanswered; 66 minutes the most."""
    (day,) = breaks(journal(1), period(1))
    longest = timedelta(minutes=66)
    assert day == Breaks("break", START, 4, taken=2, skipped=1, unanswered=1, longest=longest)


def test_a_notice_answers_for_what_it_stood_for() -> None:
    """Two reminders were due, one notice came and was answered."""
    at = Diary().at(0, 10)
    later = at + timedelta(minutes=1)
    entries = [
        Entry(at, Event.DUE, "eyes", due=at),
        Entry(at, Event.DUE, "break", due=at),
        Entry(at, Event.SHOWN, "break", due=at, absorbed=("eyes",)),
        Entry(later, Event.DONE, "break", due=at, absorbed=("eyes",)),
    ]
    found = {one.reminder: (one.due, one.taken) for one in breaks(entries, period(1))}
    assert found == {"break": (1, 1), "eyes": (1, 1)}


def test_reminders_of_the_plan_are_no_breaks() -> None:
    """Nor is what lies outside the period."""
    at = Diary().at(0, 10)
    entries = [Entry(at, Event.DUE, name, due=at) for name in ("sore:move", "medicine:white")]
    assert breaks([*entries, *journal(3)[12:]], period(1)) == ()


def test_over_all_days_the_most_frequent_is_first() -> None:
    """With sums, and the longest of all."""
    hour = timedelta(hours=1)
    days = [
        Breaks("lunch", START, 1, 1, 0, 0, hour),
        Breaks("break", START, 3, 1, 1, 1, hour),
        Breaks("break", START + timedelta(days=1), 4, 2, 0, 1, 2 * hour),
    ]
    assert in_all(days) == (
        Breaks("break", None, 7, 3, 1, 2, 2 * hour),
        Breaks("lunch", None, 1, 1, 0, 0, hour),
    )
