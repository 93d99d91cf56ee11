"""Text on its way to a person: cleaned, bounded, and with the answers that can be typed."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from posture_daemon.core.notice import Answer

if TYPE_CHECKING:
    from posture_daemon.core.notice import Notice

SUMMARY_LENGTH = 200
BODY_LENGTH = 1000

COMMAND = "posture"

_COMMANDS = (Answer.START, Answer.SHOW, Answer.DONE, Answer.SNOOZE, Answer.SKIP)

# NUL and lone surrogates end a D-Bus connection; escape sequences would reach the terminal.
_FORBIDDEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]")
_ELLIPSIS = "\u2026"

# Not html.escape: its module keeps 700 KiB of entities, and GNOME shows &#x27; as it is.
_MARKUP = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;"})


def line(text: str, length: int = SUMMARY_LENGTH) -> str:
    """One clean line of at most `length` characters."""
    return bounded(" ".join(_FORBIDDEN.sub(" ", text).split()), length)


def paragraph(text: str, length: int = BODY_LENGTH) -> str:
    """Clean text of at most `length` characters that keeps its line breaks."""
    unified = text.replace("\r\n", "\n").replace("\t", " ")
    return bounded(_FORBIDDEN.sub("", unified).strip(), length)


def bounded(text: str, length: int) -> str:
    """Cut to at most `length` characters, and show that something was cut."""
    return text if len(text) <= length else text[: length - 1].rstrip() + _ELLIPSIS


def escaped(text: str) -> str:
    """Text that shows as it is where markup is understood."""
    return text.translate(_MARKUP)


def how_to_answer(notice: Notice) -> str:
    """Name the commands that stand for the buttons, or nothing if there is nothing to answer.

    That a back hurts is no answer, and is not asked for beside every reminder.
    """
    own = [action for action in notice.actions if action in _COMMANDS]
    others = [action for action in notice.actions if action not in {*_COMMANDS, Answer.SORE}]
    named = ((COMMAND, own), (f"{COMMAND} answer", others))
    ways = ", or ".join(f"{command} {' | '.join(words)}" for command, words in named if words)
    return f"Answer: {ways}" if ways else ""


def joined(*parts: str) -> str:
    """The parts that are not empty, a line each."""
    return "\n".join(part for part in parts if part)
