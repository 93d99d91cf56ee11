"""What the service answers who tells it of a sore back, and presses the buttons of its notices."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from posture_daemon.core.notice import Answer
from posture_daemon.errors import RequestRefused

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
