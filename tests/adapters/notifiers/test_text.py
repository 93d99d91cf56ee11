"""How text is cleaned and bounded."""

from __future__ import annotations

import pytest

from posture_daemon.adapters.notifiers import text
from posture_daemon.core.notice import Answer, Notice


@pytest.mark.parametrize(
    ("raw", "clean"),
    [
        ("Stretch", "Stretch"),
        ("  two\n\tlines\r\n", "two lines"),
        ("\x1b[31mred\x1b[0m", "[31mred [0m"),
        ("nul\0 and \ud800 surrogate", "nul and surrogate"),
        ("c1 \x9b31m", "c1 31m"),
        ("Drink 💧 naïve שלום", "Drink 💧 naïve שלום"),
        ("family 👩\u200d💻", "family 👩\u200d💻"),
    ],
)
def test_a_line_is_clean(raw: str, clean: str) -> None:
    """A line has no control characters and no breaks, and everything that a person wrote."""
    assert text.line(raw) == clean


def test_a_paragraph_keeps_its_lines() -> None:
    """Line breaks of a body stay, of whatever system; other control characters go."""
    assert text.paragraph("one\r\ntwo\n\x07three\tfour\n") == "one\ntwo\nthree four"


def test_text_is_bounded_visibly() -> None:
    """Text that is too long ends with an ellipsis, within the limit."""
    assert text.line("x" * 300) == "x" * 199 + "…"
    assert len(text.paragraph("x" * 3000)) == 1000
    assert text.line("x" * 200) == "x" * 200


def test_names_the_commands() -> None:
    """Every action offered is named as a command, and no action gives no line."""
    notice = Notice("t", "s", actions=(Answer.DONE, Answer.SNOOZE, Answer.SKIP))
    assert text.how_to_answer(notice) == "Answer: posture done | snooze | skip"
    assert text.how_to_answer(Notice("t", "s")) == ""


@pytest.mark.parametrize(
    ("actions", "line"),
    [
        ((Answer.CONFIRM,), "Answer: posture answer confirm"),
        ((Answer.YES, Answer.NO), "Answer: posture answer yes | no"),
        ((Answer.DONE, Answer.HELP), "Answer: posture done, or posture answer help"),
        ((Answer.DONE, Answer.SORE), "Answer: posture done"),
        ((Answer.SORE,), ""),
    ],
)
def test_names_the_words_to_answer_with(actions: tuple[Answer, ...], line: str) -> None:
    """What is no command of its own is a word of `answer`, and what is no answer is left out."""
    assert text.how_to_answer(Notice("t", "s", actions=actions)) == line
