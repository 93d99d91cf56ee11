"""Which text of the catalogue a notice says: varied, and the same every time for the same past."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum
from itertools import accumulate
from typing import TYPE_CHECKING
from zlib import crc32

from posture_daemon.core.plan import Text

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from posture_daemon.core.reminder import Kind

NO_REPEAT = 6
"""A text does not come again within this many notices of its kind (evidence B.2, rule 15)."""
STARRED = 3
"""How much more often a starred text comes than the others (evidence B.2, rule 16)."""
_FINE = 1000  # weights are whole numbers, so that the draw is the same on every machine


class Because(StrEnum):
    """What decided that it was this text."""

    PINNED = "pinned"
    SHORT = "short"
    OTHER_AREA = "other_area"
    ON_FEET = "on_feet"
    STARRED = "starred"


@dataclass(frozen=True, slots=True)
class Wish:
    """What the moment asks for.

    At most `seconds` of length (0 for any), something on one's feet, and none of the pins that
    have had their turn.
    """

    seconds: int = 0
    on_feet: bool = False
    spent: Collection[str] = ()


@dataclass(frozen=True, slots=True)
class Choice:
    """The text, and what decided for it."""

    text: Text
    because: tuple[Because, ...] = ()


def choose(
    texts: Sequence[Text], recent: Sequence[str], seed: str, wish: Wish | None = None
) -> Choice | None:
    """Pick a pinned text; or one that is not among the recent ones and suits the moment.

    Not to repeat comes first, as far as there are enough texts; then another area of the body, then
    what is done on one's feet. Each of these counts only where some text meets it.
    """
    wish = wish or Wish()
    pinned = next((text for text in texts if text.pin and text.pin not in wish.spent), None)
    if pinned:
        return Choice(pinned, (Because.PINNED,))
    because: list[Because] = []

    def narrow(pool: Sequence[Text], reason: Because, is_so: Callable[[Text], bool]) -> list[Text]:
        left = [text for text in pool if is_so(text)]
        if left and len(left) < len(pool):
            because.append(reason)
        return left or list(pool)

    if wish.seconds:
        texts = narrow(texts, Because.SHORT, lambda text: text.seconds <= wish.seconds)
    gap = gap_of(texts)
    pool = [text for text in texts if text.id not in recent[max(len(recent) - gap, 0) :]]
    last = _area(texts, recent)
    if last:
        pool = narrow(pool, Because.OTHER_AREA, lambda text: text.areas[:1] != last)
    if wish.on_feet:
        pool = narrow(pool, Because.ON_FEET, lambda text: text.position == "standing")
    if not pool:
        return None
    text = _drawn(pool, _weight(texts, gap), seed)
    return Choice(text, (*because, Because.STARRED) if text.starred else tuple(because))


def gap_of(texts: Sequence[Text]) -> int:
    """How many notices lie between two of the same text, at least."""
    return min(NO_REPEAT, len(texts) - 1)


def _area(texts: Sequence[Text], recent: Sequence[str]) -> tuple[str, ...]:
    """The main area of the text before."""
    return next((text.areas[:1] for text in texts if text.id in recent[-1:]), ())


def _weight(texts: Sequence[Text], gap: int) -> int:
    """What a starred text weighs, where any other weighs `_FINE`.

    A text comes back after the gap, and then after as many notices as it weighs little; so that
    starred ones come back in a third of the time, they must weigh more than three times as much.
    """
    cycle = len(texts) + (STARRED - 1) * sum(text.starred for text in texts)
    return round(_FINE * (cycle - gap) / max(cycle / STARRED - gap, 1))


def _drawn(pool: Sequence[Text], starred: int, seed: str) -> Text:
    weights = list(accumulate(starred if text.starred else _FINE for text in pool))
    draw = crc32(f"{seed}:{len(pool)}".encode()) % weights[-1]
    return next(text for text, upto in zip(pool, weights, strict=True) if draw < upto)


def remember(recent: Sequence[str], chosen: str) -> list[str]:
    """Note the text that was shown; only the last few matter."""
    return [*recent, chosen][-NO_REPEAT:]


def spend(spent: Sequence[str], choice: Choice, texts: Mapping[Kind, Sequence[Text]]) -> list[str]:
    """A pin counts once; those that are no longer in the settings need not be remembered."""
    if Because.PINNED not in choice.because:
        return list(spent)
    known = {text.pin for of_kind in texts.values() for text in of_kind}
    return [*(pin for pin in spent if pin in known), choice.text.pin]
