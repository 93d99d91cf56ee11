"""The buttons of a notice, and what is reported of them."""

from __future__ import annotations

import pytest

from posture_daemon.core.notice import Action, Answer


@pytest.mark.parametrize("action", Action)
def test_every_button_has_a_label_and_an_answer(action: Action) -> None:
    """What can be pressed says so, shortly, and can be reported under the same word."""
    assert 0 < len(action.label) <= 20
    assert Answer(action.value).name == action.name


def test_labels_differ() -> None:
    """Whoever reads a button knows which one it is."""
    assert len({action.label for action in Action}) == len(Action)
