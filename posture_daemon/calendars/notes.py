"""What is odd in a calendar: one sentence each, with the file and the line."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

_MOST = 20
_LONGEST = 300


class Notes:
    """Collects sentences; after twenty of them only their number grows."""

    def __init__(self) -> None:
        self._sentences: dict[str, None] = {}
        self._more = 0

    def add(self, sentence: str) -> None:
        """Keep a sentence, unless it has been said already."""
        sentence = printable(sentence)
        if sentence in self._sentences:
            return
        if len(self._sentences) < _MOST:
            self._sentences[sentence] = None
        else:
            self._more += 1

    def of(self, file: str) -> Callable[[int, str], None]:
        """Return what keeps sentences about lines of this file; line 0 is the file as a whole."""
        return lambda line, what: self.add(f"{file}:{line}: {what}" if line else f"{file}: {what}")

    def all(self) -> tuple[str, ...]:
        """Every sentence."""
        return (*self._sentences, *([f"and {self._more} more of this kind"] if self._more else []))


def printable(text: str, longest: int = _LONGEST) -> str:
    """Text of a calendar on one line, without what a terminal would obey."""
    shown = "".join(c if c.isprintable() else " " for c in text[: 2 * longest])
    shown = " ".join(shown.split())
    return shown if len(shown) <= longest else f"{shown[: longest - 1]}…"
