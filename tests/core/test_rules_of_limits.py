"""Rules 11 and 12: how often a notice may interrupt, and one live notice at a time."""

from __future__ import annotations

from datetime import timedelta

from posture_daemon.core.entry import Event
from posture_daemon.core.notice import Response
from posture_daemon.core.plan import Limits, Timing
from posture_daemon.core.state import Presence
from tests.core.desk import BREAK, EYES, LUNCH, Desk, every_day, reminder


def test_rule_11_five_minutes_between_two_notices() -> None:
    """A reminder that falls due two minutes after another's notice waits three more."""
    desk = Desk(reminder("one", "30m"), reminder("two", "32m"))
    desk.wait("30m")
    desk.answer(Response.DONE)
    desk.wait("5m")
    assert desk.told(Event.HELD, Event.SHOWN) == [
        "09:30:00 shown one",
        "09:32:00 held two (spacing)",
        "09:35:00 shown two",
    ]


def test_rule_11_three_notices_an_hour() -> None:
    """The fourth of an hour waits until the first is an hour old."""
    desk = Desk(reminder("one", "15m"))
    for _ in range(4):
        desk.wait("15m")
        desk.answer(Response.DONE)
    assert desk.told(Event.HELD) == ["10:00:00 held one (cap)"]
    desk.wait("15m")
    assert desk.told(Event.SHOWN)[-1] == "10:15:00 shown one"


def test_rule_11_so_many_a_day_and_the_next_day_again() -> None:
    """With two notices a day the third comes on the next working day."""
    desk = Desk(reminder("one", "2h", "1m"), limits=Limits(per_day=2))
    desk.wait("32h")
    assert desk.told(Event.SHOWN) == [
        "11:00:00 shown one",
        "13:05:00 shown one",
        "11:00:00 shown one",
        "13:05:00 shown one",
    ]


def test_rule_11_a_day_of_24_hours_ends_at_midnight() -> None:
    """Where days run into one another, each has its own number of notices."""
    desk = Desk(
        reminder("one", "5h"), hours=every_day("00:00-24:00"), limits=Limits(per_day=1), start="0h"
    )
    desk.wait("60h")
    assert desk.told(Event.SHOWN) == [
        "05:00:00 shown one",
        "00:00:00 shown one",
        "00:00:00 shown one",
    ]


def test_rule_11_quiet_notices_do_not_count() -> None:
    """The cue for the eyes comes right after a notice, and uses up nothing of the hour."""
    desk = Desk(EYES, reminder("one", "21m"), limits=Limits(per_hour=1))
    desk.wait("43m")
    assert desk.told(Event.SHOWN, Event.HELD) == [
        "09:20:00 shown eyes",
        "09:21:00 shown one",
        "09:40:20 shown eyes",
    ]


def test_rule_11_with_one_notice_an_hour_it_is_kept_for_a_fixed_time() -> None:
    """In the hour before lunch nothing comes by work, and what is owed comes with it."""
    desk = Desk(
        reminder("break", "55m", "5m"),
        reminder("lunch", rest="30m", at=("12:25",)),
        limits=Limits(per_hour=1),
    )
    desk.wait("5h30m")
    assert desk.told(Event.SHOWN, Event.HELD) == [
        "09:55:00 shown break",
        "10:55:00 shown break",
        "11:55:00 held break (cap)",
        "12:25:00 shown lunch +break",
        "13:25:00 shown break",
        "14:25:00 shown break",
    ]


def test_rule_11_none_in_the_last_ten_minutes_but_the_end_of_day() -> None:
    """At 17:20 only the end of the day is worth a notice."""
    desk = Desk(
        reminder("late", at=("17:20",)), reminder("end_of_day", at=("end-5m",)), start="17h"
    )
    desk.wait("29m")
    assert desk.told() == [
        "17:20:00 due late",
        "17:20:00 held late (off_hours)",
        "17:25:00 due end_of_day",
        "17:25:00 shown end_of_day",
    ]


def test_rule_12_one_live_notice_at_a_time() -> None:
    """A reminder as long as the one on the screen joins it; one with no rest waits."""
    desk = Desk(
        reminder("one", "30m"),
        reminder("two", "36m"),
        timing=Timing(expire=timedelta(minutes=20)),
    )
    desk.wait("55m")
    assert desk.told(Event.SHOWN, Event.EXPIRED) == [
        "09:30:00 shown one",
        "09:50:00 expired one",
        "09:50:00 shown two",
    ]


def test_rule_12_a_rest_withdraws_the_notice() -> None:
    """Who goes away for five minutes while the break is on the screen has taken it."""
    desk = Desk(BREAK)
    desk.wait("56m")
    desk.rest("5m")
    assert desk.agenda.live is None
    assert desk.told()[-1] == "10:01:00 rested break"


def test_rule_12_a_notice_does_not_expire_while_nobody_is_there() -> None:
    """A rest that turns out too short leaves the notice to expire at the return."""
    desk = Desk(LUNCH, start="12h")
    desk.wait("31m")
    desk.be(Presence.LOCKED)
    desk.wait("20m")
    assert desk.agenda.live is not None
    desk.be(Presence.ACTIVE)
    assert desk.told()[-1] == "12:51:00 expired lunch"
