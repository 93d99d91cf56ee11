"""`answer`: a button of the notice on the screen, by its word."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from posture_daemon.errors import RequestRefused

if TYPE_CHECKING:
    from tests.cli.back import Back
    from tests.cli.conftest import Command


@pytest.mark.parametrize("action", ["confirm", "fine", "stop", "helped", "worse", "yes", "advice"])
def test_a_button_by_its_word(posture: Command, back: Back, action: str) -> None:
    """It goes to the service, and what that says is printed."""
    back.said = ["Off. Give the skin time."]
    assert posture("answer", action) == (0, "Off. Give the skin time.\n", "")
    assert back.asked == [{"command": "answer", "action": action}]


def test_a_word_that_the_notice_does_not_have(posture: Command, back: Back) -> None:
    """Is refused by the service, and a word that no notice has is wrong use."""
    back.refused = RequestRefused("The notice on the screen has no such answer.", "It has: yes, no")
    code, printed, complaint = posture("answer", "confirm")
    assert (code, printed) == (1, "")
    assert complaint.endswith("It has: yes, no\n")
    assert posture("answer", "perhaps")[0] == 2


def test_a_service_that_says_nothing(posture: Command, back: Back) -> None:
    """Then the answer itself is named."""
    back.said = []
    assert posture("answer", "yes") == (0, "Yes: noted.\n", "")
