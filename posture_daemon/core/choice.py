"""Which text of the catalogue a notice says: varied, and the same every time for the same past."""

from __future__ import annotations

from typing import TYPE_CHECKING
from zlib import crc32

if TYPE_CHECKING:
    from collections.abc import Sequence

    from posture_daemon.core.plan import Text

NO_REPEAT = 6
"""A text does not come again within this many notices of its kind (evidence B.2, rule 15)."""


def choose(texts: Sequence[Text], recent: Sequence[str], seed: str) -> Text | None:
    """Pick a text that was not among the recent ones and is for another area of the body."""
    fresh = [text for text in texts if text.id not in recent[-NO_REPEAT:]] or list(texts)
    areas = {text.id: text.areas[:1] for text in texts}
    last = areas.get(recent[-1]) if recent else None
    candidates = [text for text in fresh if text.areas[:1] != last] or fresh
    if not candidates:
        return None
    draw = crc32(f"{seed}:{len(candidates)}".encode())
    return candidates[draw % len(candidates)]


def remember(recent: Sequence[str], chosen: str) -> list[str]:
    """Note the text that was shown; only the last few matter."""
    return [*recent, chosen][-NO_REPEAT:]
