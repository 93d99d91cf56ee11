"""The pace of an item: the cues that a countdown gives, one after another."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import product
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from posture_daemon.content.catalogue import Dose

_READY = 5
_RELEASE = range(3, 11)
_REST = 15
_ONE_REPETITION = 4
_LONGEST_REPETITION = 12
_WORTH_A_CUE = 5


@dataclass(frozen=True, slots=True)
class Cue:
    """What to do now, for how many seconds; `count` says which one it is ("2 of 5")."""

    word: str
    seconds: int
    count: str = ""


def cues(dose: Dose) -> tuple[Cue, ...]:
    """Spread a dose over time; nothing where it says neither seconds nor a number.

    What the dose leaves open is ours: five seconds to get ready, three to ten between two holds,
    fifteen between two sets, and one side in turn with the other. Holds are never cut; where the
    seconds of the whole item are more than these need, the rest of them is at one's own pace.
    """
    paced = tuple(_paced(dose))
    if not paced:
        return ()
    left = dose.seconds - sum(cue.seconds for cue in paced)
    rest = (Cue("At your own pace", left),) if left >= _WORTH_A_CUE else ()
    return (Cue("Get ready", _READY), *paced, *rest)


def _paced(dose: Dose) -> Iterator[Cue]:
    if not dose.repetitions:
        seconds = dose.seconds or dose.hold
        if seconds:
            yield Cue("Hold" if seconds == dose.hold else "Go on", seconds)
        return
    sets = max(dose.sets, 1)
    for number in range(1, sets + 1):
        if number > 1:
            yield Cue("Rest", _REST)
        yield from _one_set(dose, f"set {number} of {sets}" if sets > 1 else "")


def _one_set(dose: Dose, named: str) -> Iterator[Cue]:
    for number, side in product(range(1, dose.repetitions + 1), _sides(dose)):
        count = ", ".join(filter(None, (f"{number} of {dose.repetitions}", side, named)))
        if dose.hold:
            yield Cue("Hold", dose.hold, count)
            yield Cue("Release", _release(dose), count)
        else:
            yield Cue("Move", min(_repetition(dose), _LONGEST_REPETITION), count)


def _sides(dose: Dose) -> tuple[str, ...]:
    return ("one side", "other side") if dose.each_side else ("",)


def _release(dose: Dose) -> int:
    """The seconds after a hold that fill the whole item, within reason."""
    each = _repetition(dose) - dose.hold
    return min(max(each, _RELEASE[0]), _RELEASE[-1])


def _repetition(dose: Dose) -> int:
    sets = max(dose.sets, 1)
    working = dose.seconds - _REST * (sets - 1)
    number = dose.repetitions * sets * len(_sides(dose))
    return max(working // number, 2) if dose.seconds else _ONE_REPETITION
