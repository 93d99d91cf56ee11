"""What of a calendar counts as a meeting: ordered rules, of which the first answer decides."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from posture_daemon.calendars.series import Instance
from posture_daemon.core.plan import CalendarSource

if TYPE_CHECKING:
    from collections.abc import Iterable

_WHOLE_DAY = timedelta(days=1)
_BUSY_STATUS = "X-MICROSOFT-CDO-BUSYSTATUS"


@dataclass(frozen=True, slots=True)
class Case:
    """One occurrence and what the rules want to know of it; all words are in capitals."""

    instance: Instance
    method: str
    source: CalendarSource

    def word(self, name: str) -> str:
        """The value of a property of the event, or nothing."""
        return _first(self.instance.event, name).upper()

    @property
    def participation(self) -> str:
        """How the person answered the invitation, as far as the calendar knows."""
        own = {_address(address) for address in self.source.own}
        for attendee in _values(self.instance.event, "ATTENDEE"):
            parameters = getattr(attendee, "params", {})
            if own & {_address(attendee), _address(parameters.get("EMAIL", ""))}:
                return str(parameters.get("PARTSTAT", "")).upper()
        return ""

    @property
    def names(self) -> list[str]:
        """The title and the categories."""
        names = [_first(self.instance.event, "SUMMARY")]
        for categories in _values(self.instance.event, "CATEGORIES"):
            names += map(str, getattr(categories, "cats", [categories]))
        return names

    @property
    def whole_day(self) -> bool:
        """Whether it is an all-day event, or one that lasts as long."""
        length = self.instance.end - self.instance.start
        return self.instance.whole_days or length >= _WHOLE_DAY


Rule = Callable[[Case], bool | None]


def _off(case: Case) -> bool | None:
    """What does not take place, or without the person, is no meeting, whatever it is called."""
    cancelled = case.word("STATUS") == "CANCELLED" or case.method == "CANCEL"
    return False if cancelled or case.participation == "DECLINED" else None


def _included(case: Case) -> bool | None:
    return True if _named(case.names, case.source.include) else None


def _ignored(case: Case) -> bool | None:
    return False if _named(case.names, case.source.ignore) else None


def _all_day(case: Case) -> bool | None:
    return False if case.whole_day and not case.source.all_day else None


def _free(case: Case) -> bool | None:
    free = case.word("TRANSP") == "TRANSPARENT"
    return False if free or case.word(_BUSY_STATUS) in ("FREE", "WORKINGELSEWHERE") else None


def _uncertain(case: Case) -> bool | None:
    """Tentative in any way, and so is an invitation that has no answer yet."""
    words = (case.word("STATUS"), case.word(_BUSY_STATUS), case.participation)
    uncertain = "TENTATIVE" in words or case.participation == "NEEDS-ACTION"
    return case.source.tentative if uncertain else None


RULES: tuple[Rule, ...] = (_off, _included, _ignored, _all_day, _free, _uncertain)
"""In this order: `include` wins over `ignore` and all that follows, and nothing over a no."""


def counts(instance: Instance, method: str, source: CalendarSource) -> bool:
    """Whether an occurrence keeps the person busy; `method` is that of its calendar."""
    case = Case(instance, method, source)
    answers = (rule(case) for rule in RULES)
    return next((answer for answer in answers if answer is not None), True)


def title_of(event: Any) -> str:
    """What an event is called; may be empty."""
    return _first(event, "SUMMARY")


def _address(written: object) -> str:
    return str(written).strip().casefold().removeprefix("mailto:")


def _named(names: list[str], words: Iterable[str]) -> bool:
    """Whether a name equals one of these, or has it in it as whole words; case does not matter."""
    return any(
        re.search(rf"(?<!\w){re.escape(word.strip())}(?!\w)", name, re.IGNORECASE)
        for word in words
        if word.strip()
        for name in names
    )


def _values(event: Any, name: str) -> list[Any]:
    found = event.get(name, [])
    return found if isinstance(found, list) else [found]


def _first(event: Any, name: str) -> str:
    """The first value of a property as text: there may be several by mistake."""
    return next((str(value) for value in _values(event, name)), "").strip()
