"""What the service answers who tells it of a sore back, and presses the buttons of its notices."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from posture_daemon.core.entry import Event
from posture_daemon.core.notice import Answer
from posture_daemon.core.work_calendar import WorkCalendar
from posture_daemon.errors import RequestRefused
from tests.core.desk import every_day

if TYPE_CHECKING:
    from tests.control.office import Office


def tell(office: Office, deed: str, **details: object) -> list[str]:
    """Tell it, and return the sentences that it says to that."""
    return list(office.ask("tell", deed=deed, details=details)["said"])


def shown(office: Office) -> str:
    """The tag of what is on the screen."""
    notice = office.dispatcher.shown
    return notice.tag if notice else ""


def wait_for(office: Office, tag: str) -> None:
    """Skip what comes in an hour and a half, until this is on the screen."""
    for _ in range(90):
        if shown(office).startswith(tag):
            return
        office.dispatcher.respond(Answer.SKIP)
        office.wait(minutes=1)
    pytest.fail(f"{tag} is not shown")


def test_whoever_begins_has_the_card_before_them(office: Office) -> None:
    """It is reminded of only where it has not been answered for two minutes."""
    assert tell(office, "begin") == []
    office.wait(seconds=100)
    assert not shown(office)
    wait_for(office, "sore:card")
    assert tell(office, "answer-card", applies=False) == ["Noted. The plan is on."]
    assert not shown(office)


def test_a_button_by_its_word(office: Office) -> None:
    """It answers the notice, or says that a page opens; a word that is not there is refused."""
    tell(office, "begin")
    wait_for(office, "sore:card")
    assert "opens in your browser" in office.ask("answer", action="card")["said"][0]
    with pytest.raises(RequestRefused, match="has no button 'confirm'") as refused:
        office.ask("answer", action="confirm")
    assert refused.value.hint == "It has: card, snooze, skip."
    assert office.ask("answer", action="skip") == {"taken": True, "said": []}
    assert not shown(office)


def test_a_medicine_however_its_nickname_is_written(office: Office) -> None:
    """What was taken settles the notice of it."""
    tell(office, "read-medicine-card")
    numbers = {"hours": 1, "times": 4, "days": 3, "remind": True}
    tell(office, "add-medicine", nickname="blue ones", **numbers)
    tell(office, "take-medicine", nickname="Blue ones")
    wait_for(office, "medicine:blue ones")
    assert tell(office, "take-medicine", nickname="BLUE ONES")[0].startswith("blue ones: logged")
    assert not shown(office)


def test_a_new_sign_in_a_leg_shows_the_card_whatever_is_muted(office: Office) -> None:
    """At once, in place of what is on the screen, and until it has an answer."""
    tell(office, "begin")
    tell(office, "answer-card", applies=False)
    wait_for(office, "sore:")
    office.ask("mute", **{"for": "2h"})
    tell(office, "check-in", now=4, leg="numb")
    assert shown(office).startswith("sign:card@")
    office.dispatcher.respond(Answer.DISMISSED)
    office.wait(hours=1)
    assert shown(office).startswith("sign:card@")
    assert [e.reminder for e in office.entries if e.reminder == "sore:card"] == ["sore:card"]
    tell(office, "answer-card", applies=False)
    assert not shown(office)


def test_an_alarm_comes_before_the_card(office: Office) -> None:
    """The countdown makes room for it, and the alarm takes the room back."""
    tell(office, "begin")
    tell(office, "answer-card", applies=False)
    tell(office, "answer-never", kind="warmth", applies=False)
    tell(office, "start-session", kind="warmth")
    tell(office, "check-in", now=4, leg="weak")
    assert shown(office).startswith("sign:card@")
    office.wait(minutes=15)
    assert shown(office).startswith("sign:warmth@")
    office.ask("answer", action="confirm")
    assert shown(office).startswith("sign:card@")


def test_a_medicine_may_be_told_of_after_work_but_not_at_night(office: Office) -> None:
    """Its gap does not go by the working hours."""
    numbers = {"hours": 8, "times": 3, "days": 3, "remind": True}
    tell(office, "read-medicine-card")
    tell(office, "add-medicine", nickname="blue", **numbers)
    office.wait(hours=1.5)
    tell(office, "take-medicine", nickname="blue")
    office.wait(hours=8, minutes=1)
    assert shown(office).startswith("medicine:blue")
    tell(office, "take-medicine", nickname="blue")
    office.wait(hours=9)
    assert not shown(office)


@pytest.mark.parametrize(("hours", "comes"), [("22:00-06:00", True), ("00:00-24:00", False)])
def test_on_a_night_shift_one_is_awake(office: Office, hours: str, *, comes: bool) -> None:
    """The plan comes in it; who has put in the whole day has the night to sleep."""
    agenda = office.dispatcher.agenda
    plan = replace(agenda.plan, hours=every_day(hours))
    office.dispatcher.configure(plan, WorkCalendar(plan.hours, agenda.calendar.zone))
    tell(office, "begin")
    tell(office, "answer-card", applies=False)
    office.wait(hours=12.1)
    office.entries.clear()
    office.wait(hours=4)
    assert any(e.event is Event.SHOWN for e in office.entries if e.reminder == "sore:hour") is comes


def test_what_comes_next_of_the_plan_is_known(office: Office) -> None:
    """Also what comes once."""
    tell(office, "begin")
    tell(office, "answer-card", applies=False)
    first = next(r for r in office.ask("status")["reminders"] if r["reminder"] == "sore:first")
    assert first["due"] is not None


def test_everything_is_forgotten(office: Office) -> None:
    """The plan, what it had on the screen, and the diary that was open."""
    tell(office, "begin")
    tell(office, "answer-card", applies=False)
    wait_for(office, "sore:")
    office.ask("forget")
    assert office.keeping.forgotten
    assert office.ask("sore")["phase"] == "well"
    assert not shown(office).startswith("sore:")
    assert not any(uid.startswith("sore:") for uid in office.dispatcher.agenda.state.counts)


def test_an_alarm_is_not_forgotten(office: Office) -> None:
    """While warmth is on, nothing is forgotten; once it is off, all is."""
    tell(office, "answer-never", kind="warmth", applies=False)
    tell(office, "start-session", kind="warmth")
    with pytest.raises(RequestRefused, match="its alarm must not be forgotten"):
        office.ask("forget")
    tell(office, "end-session")
    office.ask("forget")
    assert office.keeping.forgotten


def test_a_locked_diary_takes_nothing_down(office: Office) -> None:
    """The sentence of the diary is what is said, and the plan does not begin."""
    office.keeping.trouble = "The keyring is locked; unlock it."
    with pytest.raises(RequestRefused, match="The keyring is locked"):
        office.ask("tell", deed="begin", details={})
    assert office.ask("sore")["phase"] == "well"


def test_what_the_plan_keeps_away_is_reported(office: Office) -> None:
    """So that `why` and `plan` can say it; nothing is, for who is well."""
    assert office.ask("status")["set_aside"] == []
    tell(office, "begin")
    tell(office, "answer-card", applies=False)
    assert office.ask("status")["set_aside"] == ["break", "microbreak", "end_of_day"]


def test_a_question_that_is_taken_waits_for_its_answer(office: Office) -> None:
    """A check-in without a length is not over as soon as it is there."""
    tell(office, "begin")
    tell(office, "answer-card", applies=False)
    assert office.ask("take", reminder="sore:check-in")["shown"] is True
    assert office.ask("status")["live"]["reminder"] == "sore:check-in"


def test_the_desk_of_somebody_who_is_sore_is_not_denied(office: Office) -> None:
    """It is in the settings, and comes back later."""
    office.furnish()
    tell(office, "begin")
    tell(office, "answer-card", applies=False)
    with pytest.raises(RequestRefused, match="there are no targets for standing"):
        office.ask("desk")


def test_a_level_that_nobody_picked_is_not_said_to_be_picked(office: Office) -> None:
    """What level 0 has is shown until then; level 0 can be picked, too."""
    tell(office, "begin")
    tell(office, "answer-card", applies=False)
    assert (office.ask("sore")["level"], office.ask("sore")["picked"]) == (0, False)
    tell(office, "pick-level", level=0)
    assert (office.ask("sore")["level"], office.ask("sore")["picked"]) == (0, True)
