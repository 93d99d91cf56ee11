"""The buttons of a notice, and what is reported of them."""

from __future__ import annotations

import pytest

from posture_daemon.core.notice import BUTTONS, Answer


@pytest.mark.parametrize("button", BUTTONS)
def test_every_button_has_a_label(button: Answer) -> None:
    """What can be pressed says so, shortly."""
    assert 0 < len(button.label) <= 20


def test_labels_differ() -> None:
    """Whoever reads a button knows which one it is."""
    assert len({button.label for button in BUTTONS}) == len(BUTTONS)


def test_closing_a_notice_is_no_button() -> None:
    """It is the only answer that is none."""
    assert {*Answer} - {*BUTTONS} == {Answer.DISMISSED}
