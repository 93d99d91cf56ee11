"""A service in memory, and the forms in front of it: fill in, send, read what comes back."""

from __future__ import annotations

import re
from copy import deepcopy
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from posture_daemon.core.sore.deeds import Deed
from posture_daemon.errors import PostureError
from posture_daemon.forms.counter import Counter
from posture_daemon.forms.sheet import NUMBER
from tests.forms.teller import REPORT

if TYPE_CHECKING:
    from collections.abc import Sequence

    from posture_daemon.forms.frame import Answer

WORD = "0123456789abcdef" * 2


@dataclass(slots=True)
class Clerk:
    """Notes what it is told; `refusals` are for the deeds of a class, `away` is for everything."""

    sore: dict[str, Any] = field(default_factory=lambda: deepcopy(REPORT))
    told: list[Deed] = field(default_factory=list)
    refusals: dict[type, PostureError] = field(default_factory=dict)
    away: PostureError | None = None

    def report(self) -> dict[str, Any]:
        """How things are."""
        if self.away:
            raise self.away
        return self.sore

    def tell(self, deed: Deed) -> Sequence[str]:
        """Note it."""
        wrong = self.away or self.refusals.get(type(deed))
        if wrong:
            raise wrong
        self.told.append(deed)
        return [f"Noted: {type(deed).__name__}."]


class Desk:
    """Somebody with a browser."""

    def __init__(self, clerk: Clerk) -> None:
        self.counter = Counter(clerk, WORD)

    def number(self, page: str) -> str:
        """Fetch a form, and read its number."""
        return number_in(self.counter.blank(page).html)

    def send(self, page: str, number: str | None = None, **typed: str | list[str]) -> Answer:
        """Send a form, a new one unless its number is given."""
        fields = {NUMBER: number or self.number(page), **typed}
        return self.counter.received(page, urlencode(fields, doseq=True).encode())


def number_in(html: str) -> str:
    """The number of the form in a page."""
    found = re.search(rf'name="{NUMBER}" value="([0-9a-f]+)"', html)
    assert found
    return found[1]
