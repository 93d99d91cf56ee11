"""What a sore back leaves to be done: by the level, by what was worse, and after the card."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from posture_daemon.content.sore_levels import HIGHEST
from posture_daemon.core.reminder import Kind
from posture_daemon.errors import NotRunning, RequestRefused

if TYPE_CHECKING:
    from posture_daemon.cli.telling import Report
    from posture_daemon.content.catalogue import Item

_EXERCISES = frozenset({Kind.STRETCH, Kind.STRENGTHENING})


@dataclass(frozen=True, slots=True)
class Bounds:
    """What the plan leaves: items up to `level`, without the `dropped` ones.

    `runs` is whether the plan is on at all, and `barred` the refusal of any exercise, if there is
    one.
    """

    runs: bool = False
    level: int = HIGHEST
    dropped: frozenset[str] = frozenset()
    barred: RequestRefused | None = None

    def check(self) -> None:
        """Raise RequestRefused where no exercise is shown, with what comes first."""
        if self.barred:
            raise self.barred


def bounds() -> Bounds:
    """What the running service says of a sore back; without one, nothing is known of it."""
    from posture_daemon.cli.telling import report

    try:
        now = report()
    except NotRunning:
        return Bounds()
    if now["phase"] == "well":
        return Bounds()
    dropped = frozenset(each["item"] for each in now["dropped"])
    return Bounds(runs=True, level=int(now["level"] or 0), dropped=dropped, barred=_barred(now))


def level_for(item: Item) -> int | None:
    """The level that was picked, if it is an exercise and the plan runs.

    Raises RequestRefused if it is an exercise, and something else comes first.
    """
    if item.kind not in _EXERCISES and item.sore == "ok":
        return None
    left = bounds()
    left.check()
    return left.level if left.runs else None


def _barred(now: Report) -> RequestRefused | None:
    if now["phase"] == "urgent":
        from posture_daemon.content.emergency import card

        shown = card(now["country"])
        return RequestRefused(
            "A sign on the emergency card was noted, so no exercise is shown.",
            f"{shown.after_yes} {shown.got_advice}: posture sore advice",
        )
    if now["phase"] == "safety" or now["card"]["due"]:
        return RequestRefused(
            "No exercise is shown before the emergency card is answered.", "posture sore card"
        )
    return None
