"""The address by which a page answers: this form, and no other."""

from __future__ import annotations

import pytest

from posture_daemon.guide.answer import address, word_in

WORD = "0123456789abcdef" * 2


def test_a_word_survives_the_way_through_the_desktop() -> None:
    """What is put into an address comes out of it."""
    assert word_in(address(WORD)) == WORD


@pytest.mark.parametrize(
    "other",
    [
        "",
        WORD,
        f"posture-daemon:skip?{WORD}",
        f"posture-daemon:done?{WORD}0",
        f"posture-daemon:done?{WORD}\n",
        f"posture-daemon:done?{WORD.upper()}",
        f"posture-daemon:done?{WORD}&then=stop",
        f"posture-daemon://done?{WORD}",
        f" posture-daemon:done?{WORD}",
        "posture-daemon:done?--help",
    ],
)
def test_nothing_else_is_such_an_address(other: str) -> None:
    """Whatever another page may have put there is refused."""
    assert word_in(other) is None
