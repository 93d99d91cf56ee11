"""The word of a page: for one notice, and impossible to guess."""

from __future__ import annotations

import pytest

from posture_daemon.control.passes import Passes


def test_a_word_belongs_to_one_notice() -> None:
    """The same page twice has the same word; the next notice has another, and the old is void."""
    passes = Passes()
    word = passes.issue("break@1.000")
    assert passes.issue("break@1.000") == word
    assert passes.tag_of(word) == "break@1.000"
    other = passes.issue("break@2.000")
    assert len(other) == 32
    assert other != word
    assert passes.tag_of(word) is None


@pytest.mark.parametrize("guess", ["", "0", "0" * 32])
def test_a_guess_opens_nothing(guess: str) -> None:
    """Not even before anything was issued."""
    passes = Passes()
    assert passes.tag_of(guess) is None
    passes.issue("break@1.000")
    assert passes.tag_of(guess) is None
