"""The words by which the page of a notice may answer it, and nothing else."""

from __future__ import annotations

import os

_BYTES = 16


class Passes:
    """Knows the word of the last notice that was shown as a page; an older one opens nothing."""

    def __init__(self) -> None:
        self._tag = self._word = ""

    def issue(self, tag: str) -> str:
        """The word for the notice with this tag, the same however often it is asked for."""
        if tag != self._tag:
            self._tag, self._word = tag, os.urandom(_BYTES).hex()
        return self._word

    def tag_of(self, word: str) -> str | None:
        """The tag of the notice that a word belongs to."""
        return self._tag if word and word == self._word else None
