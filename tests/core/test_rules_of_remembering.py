"""Rules 19 to 21: what is written, what survives a restart, and settings that change."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from posture_daemon.core.entry import Event
from posture_daemon.core.notice import Response
from tests.core.desk import BREAK, EYES, LUNCH, MICROBREAK, Desk, reminder


def test_rule_19_an_entry_says_what_it_belongs_to_and_how_long_it_took() -> None:
    """A response names its due moment, what it settled with, and the time to the answer."""
    desk = Desk(MICROBREAK, reminder("eyes", "28m", "20s", quiet=True))
    desk.wait("30m")
    desk.wait("45s")
    desk.answer(Response.SKIPPED)
    entry = desk.only(Event.SKIPPED)
    assert entry.reminder == "microbreak"
    assert entry.absorbed == ("eyes",)
    assert entry.due == desk.only(Event.SHOWN).due
    assert entry.took == timedelta(seconds=45)


@pytest.mark.parametrize(("gap", "shown"), [("4m59s", "09:59:59"), ("5m", "10:50:00")])
def test_rule_20_a_short_gap_keeps_the_count_and_a_longer_one_does_not(
    gap: str, shown: str
) -> None:
    """A restart is a rest as long as the service was away."""
    desk = Desk(BREAK)
    desk.wait("50m")
    desk.restart(after=gap)
    desk.wait("56m")
    assert desk.told(Event.SHOWN)[0] == f"{shown} shown break"


def test_rule_20_the_live_notice_survives() -> None:
    """After a kill the notice is still on the screen, with no second entry, and can be answered."""
    desk = Desk(BREAK, EYES)
    desk.wait("56m")
    desk.restart(after="20s")
    assert desk.agenda.live is not None
    assert desk.answer(Response.DONE)
    assert len([told for told in desk.told(Event.SHOWN) if "break" in told]) == 1


def test_rule_20_snoozes_survive() -> None:
    """A snooze that ends while the service is away falls due at its time."""
    desk = Desk(BREAK)
    desk.wait("55m")
    desk.answer(Response.SNOOZED)
    desk.wait("4m50s")
    desk.restart(after="20s")
    desk.wait("2m")
    assert desk.told(Event.DUE) == ["09:55:00 due break", "10:00:00 due break"]
    assert desk.agenda.state.counts["break"].snoozes == 1


def test_rule_20_a_fixed_time_is_neither_lost_nor_shown_twice() -> None:
    """Lunch falls due while the service is away, is shown after it, and never again that day."""
    desk = Desk(LUNCH, start="12h29m")
    desk.restart(after="2m")
    desk.wait("2m")
    desk.answer(Response.SKIPPED)
    desk.restart(after="20s")
    desk.set_clock(timedelta(minutes=-30))
    desk.wait("3h")
    assert desk.told() == [
        "12:30:00 due lunch",
        "12:30:00 held lunch (away)",
        "12:32:30 shown lunch",
        "12:33:00 skipped lunch",
    ]


def test_rule_20_the_limits_survive() -> None:
    """A restart does not make room for another notice in the hour."""
    desk = Desk(reminder("one", "15m"))
    for _ in range(3):
        desk.wait("15m")
        desk.answer(Response.DONE)
        desk.restart(after="1s")
    desk.wait("14m59s")
    desk.wait("3s")
    assert desk.told(Event.HELD) == ["10:00:03 held one (cap)"]


def test_rule_21_other_settings_keep_the_counts_of_what_stays() -> None:
    """A break that is one minute away stays so when the settings bring a new reminder."""
    desk = Desk(BREAK)
    desk.wait("54m")
    plan = replace(desk.plan, reminders=(BREAK, EYES))
    desk.agenda.configure(desk.now, plan, desk.agenda.calendar)
    desk.wait("21m")
    assert desk.told(Event.DUE) == ["09:55:00 due break", "10:14:00 due eyes"]


def test_rule_21_a_reminder_that_is_taken_out_leaves_the_screen() -> None:
    """What the settings no longer know is withdrawn, and says why."""
    desk = Desk(BREAK)
    desk.wait("55m")
    desk.agenda.configure(desk.now, replace(desk.plan, reminders=()), desk.agenda.calendar)
    desk.wait("1s")
    assert desk.told()[-1] == "09:55:00 withdrawn break (settings)"


def test_rule_21_a_held_reminder_that_is_taken_out_is_given_up() -> None:
    """What is owed and not known any more ends with an entry; what stays known is owed on."""
    desk = Desk(BREAK, EYES)
    desk.mute(until=timedelta(hours=2))
    desk.wait("56m")
    desk.agenda.configure(desk.now, replace(desk.plan, reminders=(EYES,)), desk.agenda.calendar)
    desk.wait("1s")
    assert desk.told(Event.WITHDRAWN) == ["09:56:00 withdrawn break (settings)"]


@pytest.mark.parametrize("owed", ["on the screen", "held"])
def test_rule_21_a_reminder_that_was_taken_out_meanwhile_is_given_up(owed: str) -> None:
    """While the service was away: it starts all the same, and says so."""
    desk = Desk(BREAK)
    if owed == "held":
        desk.mute(until=timedelta(hours=2))
    desk.wait("55m")
    desk.plan = replace(desk.plan, reminders=(EYES,))
    desk.restart(after="1m")
    desk.wait("3h")
    assert desk.told(Event.WITHDRAWN) == ["09:55:00 withdrawn break (settings)"]


def test_rule_21_a_fixed_time_that_became_an_interval_is_forgotten() -> None:
    """The settings changed while the service was away, over the old fixed time: it goes on."""
    desk = Desk(reminder("stretch", rest="4m", at=("15:30",)), start="15h")
    desk.plan = replace(desk.plan, reminders=(reminder("stretch", "1h", "4m"),))
    desk.restart(after="1h")
    desk.wait("1h")
    assert desk.told() == ["17:00:00 due stretch", "17:00:00 shown stretch"]
