"""Rules 13 to 16: done, the guided break, snooze, skip, and no answer at all."""

from __future__ import annotations

from datetime import timedelta

import pytest

from posture_daemon.core.entry import Event
from posture_daemon.core.notice import Response
from posture_daemon.core.plan import Limits, Timing
from tests.core.desk import BREAK, MICROBREAK, Desk, reminder


def test_rule_13_done_starts_the_count_anew() -> None:
    """The next break comes 55 minutes of work after the answer."""
    desk = Desk(BREAK)
    desk.wait("57m")
    desk.answer(Response.DONE)
    desk.wait("55m")
    assert desk.told(Event.DONE, Event.SHOWN) == [
        "09:55:00 shown break",
        "09:57:00 done break",
        "10:52:00 shown break",
    ]
    assert desk.only(Event.DONE).took == timedelta(minutes=2)


def test_rule_13_a_guided_break_ends_by_itself() -> None:
    """Five minutes after the start the break is done, whether or not anybody moved."""
    desk = Desk(BREAK)
    desk.wait("56m")
    desk.start()
    desk.wait("5m")
    assert desk.told()[-1] == "10:01:00 done break (guided)"


def test_rule_13_a_guided_break_rests_what_needs_no_more() -> None:
    """A reminder for one minute that waits meanwhile is satisfied by five."""
    desk = Desk(BREAK, MICROBREAK)
    desk.wait("20m")
    desk.take("break")
    desk.wait("5m")
    desk.wait("29m59s")
    assert desk.told() == ["09:20:00 shown break (taken)", "09:25:00 done break (guided)"]
    desk.wait("1s")
    assert desk.told()[-1] == "09:55:00 shown microbreak"


def test_rule_13_nothing_interrupts_a_guided_break() -> None:
    """A longer reminder that falls due during a break waits for its end."""
    desk = Desk(MICROBREAK, reminder("break", "31m", "5m"), timing=Timing(merge_window=timedelta()))
    desk.wait("30m30s")
    desk.start()
    desk.wait("10m")
    assert desk.told(Event.DONE, Event.HELD, Event.SHOWN)[:4] == [
        "09:30:00 shown microbreak",
        "09:31:00 held break (spacing)",
        "09:31:30 done microbreak (guided)",
        "09:35:00 shown break",
    ]


def test_rule_14_a_snoozed_notice_comes_again() -> None:
    """Five minutes of the clock after the snooze it falls due, and is shown."""
    desk = Desk(MICROBREAK)
    desk.wait("31m")
    assert desk.answer(Response.SNOOZED)
    assert desk.only(Event.SNOOZED).until == desk.now.wall + timedelta(minutes=5)
    desk.wait("5m")
    assert desk.told()[-2:] == ["09:36:00 due microbreak", "09:36:00 shown microbreak"]


def test_rule_14_three_snoozes_in_a_row_are_the_most() -> None:
    """The fourth is refused and the notice stays; once it is settled they count anew."""
    desk = Desk(BREAK, limits=Limits(per_hour=6))
    desk.wait("55m")
    for _ in range(3):
        assert desk.answer(Response.SNOOZED)
        desk.wait("5m")
    assert desk.agenda.live is not None
    assert not desk.agenda.live.can_snooze
    assert not desk.answer(Response.SNOOZED)
    assert desk.agenda.live is not None
    desk.answer(Response.DONE)
    desk.wait("55m")
    assert desk.answer(Response.SNOOZED)


def test_rule_14_a_rest_settles_a_snoozed_reminder() -> None:
    """Who snoozes the break and then takes it is not asked again."""
    desk = Desk(MICROBREAK)
    desk.wait("30m")
    desk.answer(Response.SNOOZED)
    desk.wait("1m")
    desk.rest("1m")
    desk.wait("20m")
    assert desk.told()[-1] == "09:32:00 rested microbreak"


@pytest.mark.parametrize("response", [Response.SKIPPED, Response.DISMISSED])
def test_rule_15_skipping_settles(response: Response) -> None:
    """Skip and closing the notice are answers: the count starts anew."""
    desk = Desk(MICROBREAK)
    desk.wait("31m")
    assert desk.answer(response)
    desk.wait("29m59s")
    assert len(desk.told(Event.DUE)) == 1
    desk.wait("1s")
    assert len(desk.told(Event.DUE)) == 2


def test_rule_15_an_answer_needs_a_notice() -> None:
    """There is nothing to skip while nothing is on the screen."""
    desk = Desk(MICROBREAK)
    assert not desk.answer(Response.SKIPPED)


def test_rule_16_no_answer_is_written_down() -> None:
    """After five minutes the notice expires, and the count starts anew."""
    desk = Desk(BREAK)
    desk.wait("60m")
    assert desk.told()[-1] == "10:00:00 expired break"
    desk.wait("55m")
    assert desk.told()[-1] == "10:55:00 shown break"


def test_rule_16_the_time_to_answer_begins_when_the_notice_is_there() -> None:
    """A notice that no server would take for an hour does not expire unseen."""
    desk = Desk(BREAK)
    desk.agenda.advance(desk.now.later(timedelta(minutes=55)))
    desk.agenda.advance(desk.now.later(timedelta(minutes=115)))
    assert desk.agenda.live is not None


@pytest.mark.parametrize(("later", "last"), [("9m", "rested"), ("11m", "expired")])
def test_rule_16_a_rest_begun_within_ten_minutes_counts(later: str, last: str) -> None:
    """The notice was seen and heeded, only not answered."""
    desk = Desk(BREAK)
    desk.wait("55m")
    desk.wait(later)
    desk.rest("5m")
    assert desk.entries[-1].event == last


def test_rule_16_a_guided_break_much_later_was_not_for_that_notice() -> None:
    """A microbreak that expired twenty minutes ago is history when a break is taken."""
    desk = Desk(MICROBREAK, BREAK)
    desk.wait("50m")
    desk.take("break")
    desk.wait("5m")
    assert desk.told()[-2:] == ["09:50:00 shown break (taken)", "09:55:00 done break (guided)"]
