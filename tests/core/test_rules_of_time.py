"""Rules 1 to 5: two clocks, working hours, counted work, rests and fixed times."""

from __future__ import annotations

from datetime import timedelta

import pytest

from posture_daemon.core.entry import Event
from posture_daemon.core.notice import Response
from posture_daemon.core.plan import Timing
from posture_daemon.core.state import Presence
from tests.core.desk import BREAK, LUNCH, MICROBREAK, Desk, every_day, reminder


@pytest.mark.parametrize("hours", [-2, 2])
def test_rule_1_setting_the_clock_is_neither_work_nor_rest(hours: int) -> None:
    """A break 55 minutes of work away stays so, whatever is done to the wall clock."""
    desk = Desk(BREAK, start="11h")
    desk.wait("30m")
    desk.set_clock(timedelta(hours=hours))
    desk.wait("24m59s")
    assert desk.told(Event.SHOWN) == []
    desk.wait("1s")
    assert desk.only(Event.SHOWN).worked == timedelta(minutes=55)


def test_rule_1_suspended_time_is_rest() -> None:
    """A machine that slept for five minutes has given its person a break."""
    desk = Desk(BREAK)
    desk.wait("50m")
    desk.sleep("5m")
    desk.wait("54m59s")
    assert desk.told() == []
    desk.wait("1s")
    assert desk.told(Event.SHOWN) == ["10:50:00 shown break"]


def test_rule_2_nothing_is_counted_outside_working_hours() -> None:
    """Somebody at the machine over a lunch break that the settings know is resting."""
    desk = Desk(BREAK, hours=every_day("09:00-09:50", "10:30-17:00"))
    desk.wait("3h")
    assert desk.told(Event.DUE) == ["11:25:00 due break"]


def test_rule_3_work_is_counted_from_the_last_rest() -> None:
    """`every` is work time: the reminder falls due to the second."""
    desk = Desk(MICROBREAK)
    desk.wait("30m")
    assert desk.told() == ["09:30:00 due microbreak", "09:30:00 shown microbreak"]


def test_rule_3_idle_time_is_credited_back_to_the_last_input() -> None:
    """The thirty seconds in which nobody had noticed yet were no work."""
    desk = Desk(BREAK)
    desk.wait("10m30s")
    desk.be(Presence.IDLE, since="30s")
    desk.wait("1m")
    desk.be(Presence.ACTIVE)
    desk.wait("44m59s")
    assert desk.told() == []
    desk.wait("1s")
    assert desk.only(Event.SHOWN).worked == timedelta(minutes=55)


def test_rule_3_a_count_that_began_in_the_idle_stretch_owes_nothing() -> None:
    """A notice that expires just before somebody turns out to be idle starts a whole count."""
    desk = Desk(BREAK)
    desk.wait("60m10s")
    desk.be(Presence.IDLE, since="25s")
    desk.wait("1m")
    desk.be(Presence.ACTIVE)
    desk.wait("55m")
    assert desk.told()[2:] == [
        "10:00:00 expired break",
        "10:56:10 due break",
        "10:56:10 shown break",
    ]


def test_rule_4_a_long_enough_rest_satisfies_without_asking() -> None:
    """Five minutes away from the desk start the count of the break anew, silently."""
    desk = Desk(BREAK)
    desk.wait("50m")
    desk.rest("5m")
    desk.wait("54m59s")
    assert desk.told() == []
    desk.wait("1s")
    assert desk.told(Event.SHOWN) == ["10:50:00 shown break"]


def test_rule_4_a_shorter_rest_pauses_the_count() -> None:
    """Four minutes and 59 seconds neither add to 55 minutes of work nor start them anew."""
    desk = Desk(BREAK)
    desk.wait("50m")
    desk.rest("4m59s")
    desk.wait("4m59s")
    assert desk.told() == []
    desk.wait("1s")
    assert desk.only(Event.SHOWN).worked == timedelta(minutes=55)


def test_rule_4_a_rest_settles_what_is_due() -> None:
    """A break that is owed after a meeting is not asked for once it has been taken."""
    desk = Desk(BREAK)
    desk.busy("microphone")
    desk.wait("1h")
    desk.rest("5m")
    desk.free("microphone")
    desk.wait("10m")
    assert desk.told() == [
        "09:55:00 due break",
        "09:55:00 held break (meeting)",
        "10:05:00 rested break",
    ]


def test_rule_4_no_rest_satisfies_a_reminder_without_one() -> None:
    """Drinking water is not done by being away: its work time is only paused."""
    desk = Desk(reminder("hydration", "1h"))
    desk.wait("50m")
    desk.rest("1h")
    desk.wait("10m")
    assert desk.told(Event.SHOWN) == ["11:00:00 shown hydration"]


def test_rule_5_a_fixed_time_falls_due_by_the_clock() -> None:
    """Lunch comes at half past twelve, however much was worked before."""
    desk = Desk(LUNCH, start="12h")
    desk.wait("40m")
    assert desk.told() == [
        "12:30:00 due lunch",
        "12:30:00 shown lunch",
        "12:35:00 expired lunch",
    ]


def test_rule_5_a_fixed_time_waits_for_the_return() -> None:
    """Who comes back too soon to have had a lunch break is asked after settling."""
    desk = Desk(LUNCH, start="12h")
    desk.wait("25m")
    desk.rest("20m")
    desk.wait("5m")
    assert desk.told() == [
        "12:30:00 due lunch",
        "12:30:00 held lunch (away)",
        "12:46:30 shown lunch",
    ]


def test_rule_5_a_rest_around_the_fixed_time_is_the_rest() -> None:
    """Who was at lunch from 12:25 to 12:55 has had it, and is not asked."""
    desk = Desk(LUNCH, start="12h")
    desk.wait("25m")
    desk.rest("30m")
    assert desk.told()[-1] == "12:55:00 rested lunch"


def test_rule_5_after_the_grace_it_is_missed() -> None:
    """A reminder for half past twelve is pointless at half past one."""
    desk = Desk(LUNCH, start="12h")
    desk.wait("25m")
    desk.rest("3h")
    assert desk.told()[-1] == "13:30:00 missed lunch"


def test_rule_5_only_on_its_days() -> None:
    """A check on Tuesdays does not come on a Monday."""
    desk = Desk(reminder("ergonomics", rest="2m", at=("10:30",), days=frozenset({1})))
    desk.wait("8h")
    assert desk.told() == []
    desk.wait("24h")
    assert desk.told(Event.DUE) == ["10:30:00 due ergonomics"]


def test_rule_5_taking_one_by_hand_does_not_take_the_next() -> None:
    """A lunch break at nine is not the one at half past twelve; one at 12:28 is."""
    desk = Desk(LUNCH)
    desk.take("lunch")
    desk.wait("3h31m")
    assert "12:30:00 due lunch" in desk.told()
    early = Desk(LUNCH, start="12h28m")
    early.take("lunch")
    early.wait("1h")
    assert early.told() == ["12:28:00 shown lunch (taken)", "12:58:00 done lunch (guided)"]


def test_rule_5_a_snoozed_one_does_not_use_up_tomorrow() -> None:
    """A stretch that is snoozed and then absorbed by a break comes again the next day."""
    stretch = reminder("stretch", rest="4m", at=("09:40",))
    desk = Desk(stretch, BREAK, timing=Timing(snooze=timedelta(minutes=16)))
    desk.wait("40m")
    desk.answer(Response.SNOOZED)
    desk.wait("24h")
    assert desk.told(Event.SHOWN)[:2] == ["09:40:00 shown stretch", "09:55:00 shown break +stretch"]
    assert desk.told(Event.DUE).count("09:40:00 due stretch") == 2
