"""What `medicine list` prints: what was typed in and logged, and no advice."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from posture_daemon.cli.telling import is_ahead, when
from posture_daemon.core.sore.wording import DAYS_REACHED
from posture_daemon.core.wording import count

if TYPE_CHECKING:
    from collections.abc import Iterator

_TYPED = (("hour", "between"), ("time", "in 24 hours"), ("day", "in a row"))


def medicine_lines(each: dict[str, Any]) -> Iterator[str]:
    """One nickname: how often it was logged, and what becomes of the numbers that were typed."""
    row = f", on {each['days_in_a_row']} days in a row" if each["days_in_a_row"] > 1 else ""
    often = "once" if each["taken_24h"] == 1 else f"{each['taken_24h']} times"
    yield f"{each['nickname']}: logged {often} in the last 24 hours{row}."
    typed = [
        f"{count(number, noun)} {what}"
        for noun, what in _TYPED
        if (number := each[f"{noun}s"]) is not None
    ]
    reminds = ", and reminds you" if each["remind"] else ""
    yield f"You typed in: {', '.join(typed)}{reminds}." if typed else "A log only."
    if each["ended"]:
        yield DAYS_REACHED
    elif is_ahead(each["opens"]):
        yield f"The limits that you typed in last until {when(each['opens'])}."
