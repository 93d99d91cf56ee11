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
