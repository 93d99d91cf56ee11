"""The address by which a page answers: this form, and no other."""

from __future__ import annotations

import pytest

from posture_daemon.guide.answer import SORE, address, sore, word_in

WORD = "0123456789abcdef" * 2


def test_a_word_survives_the_way_through_the_desktop() -> None:
    """What is put into an address comes out of it."""
    assert word_in(address(WORD)) == WORD
    assert word_in(address(WORD, SORE), SORE) == WORD


def test_one_address_is_not_the_other() -> None:
    """Done opens no card, and the way to the card answers nothing."""
    assert word_in(address(WORD), SORE) is None
    assert word_in(address(WORD, SORE)) is None


def test_every_page_says_how_to_begin_when_sore() -> None:
    """A button that opens the card where the desktop passes that on, and the command everywhere."""
    assert address(WORD, SORE) in sore(WORD, connected=True)
    assert "posture sore start" in sore(WORD, connected=True)
    for plain in (sore(WORD, connected=False), sore("", connected=True)):
        assert "href" not in plain
        assert "posture sore start" in plain


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
