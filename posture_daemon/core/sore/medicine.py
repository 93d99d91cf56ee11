"""The log of medicines: times under a nickname, and clocks that the person has typed in.

It knows no names, no strengths and no amounts, and nothing of how somebody feels. An opening is
when the numbers that were typed in allow the next entry; it is no advice to make one.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from typing import TYPE_CHECKING

from posture_daemon.core.sore import numbers
from posture_daemon.core.sore.deeds import (
    AddMedicine,
    DropMedicine,
    ReadMedicineCard,
    Record,
    TakeMedicine,
)
from posture_daemon.core.wording import count
from posture_daemon.errors import RequestRefused

if TYPE_CHECKING:
    from collections.abc import Iterator

    from posture_daemon.core.sore.deeds import MedicineDeed
    from posture_daemon.core.sore.local import LocalClock

_HOUR = timedelta(hours=1)
_DAY = timedelta(days=1)
_FULL_DAY = 24
_LONGEST_NAME = 40
_BOUNDS = (
    ("hours", "hours between", numbers.MEDICINE_HOURS),
    ("times", "times in 24 hours", numbers.MEDICINE_TIMES),
    ("days", "days in a row", numbers.MEDICINE_DAYS),
)


@dataclass(slots=True)
class Medicine:
    """One nickname, the numbers of its packet, and when it was taken (elapsed times).

    Days count from the entry `since` on. `early` is whether the last entry was sooner than the
    numbers. What was `dropped` is remembered, so that nothing opens
    sooner for being added anew.
    """

    given: AddMedicine
    taken: list[timedelta] = field(default_factory=list)
    ended: bool = False
    since: int = 0
    dropped: bool = False
    early: bool = False

    @property
    def has_clock(self) -> bool:
        """Whether all three numbers were given; else this is a log and nothing more."""
        return None not in (self.given.hours, self.given.times, self.given.days)

    def opens(self) -> timedelta | None:
        """When the typed numbers allow the next entry; none if they never forbade it."""
        if not (self.has_clock and self.taken):
            return None
        last, times = self.taken[-1], self.given.times or 1
        full = [t for t in self.taken if t > last - numbers.MEDICINE_WINDOW]
        waits = [last + (self.given.hours or 0) * _HOUR]
        if len(full) >= times:
            waits.append(full[-times] + numbers.MEDICINE_WINDOW)
        return max(waits)

    def within_day(self, now: timedelta) -> list[timedelta]:
        """When it was taken in the last 24 hours."""
        return [at for at in self.taken if at > now - numbers.MEDICINE_WINDOW]

    def days(self, clock: LocalClock) -> int:
        """On how many days in a row it was taken until today or yesterday, as it stands now."""
        days = sorted({clock.day(at) for at in self.taken[self.since :]}, reverse=True)
        if not days or days[0] < clock.today - _DAY:
            return 0
        return next((n for n, day in enumerate(days) if day != days[0] - n * _DAY), len(days))

    def is_over(self, clock: LocalClock) -> bool:
        """Whether the number of days is reached that was typed in; then it stays so."""
        return self.ended or (self.has_clock and self.days(clock) >= (self.given.days or 0))


class Medicines:
    """The account of all medicines, by nickname in lower case."""

    def __init__(self) -> None:
        self.all: dict[str, Medicine] = {}
        self.card_read: timedelta | None = None

    def card_due(self, now: timedelta) -> bool:
        """Whether the card is to be read before the next one is added."""
        return self.card_read is None or now - self.card_read > numbers.MEDICINE_CARD_EVERY

    @property
    def listed(self) -> list[Medicine]:
        """Those that were not dropped."""
        return [medicine for medicine in self.all.values() if not medicine.dropped]

    def reminders(self, clock: LocalClock) -> Iterator[tuple[str, timedelta, timedelta]]:
        """Nickname, opening and last entry of those that the person wants to be told of."""
        for medicine in self.listed:
            opens = medicine.opens()
            if medicine.given.remind and opens is not None and not medicine.is_over(clock):
                yield medicine.given.nickname, opens, medicine.taken[-1]

    def same_family(self, deed: AddMedicine) -> bool:
        """Whether another one is marked as an anti-inflammatory painkiller as well."""
        return deed.anti_inflammatory and any(
            other.given.anti_inflammatory
            for other in self.listed
            if other.given.nickname.casefold() != deed.nickname.casefold()
        )

    def family_within_day(self, nickname: str, now: timedelta) -> bool:
        """Whether this one is marked, and another marked one was taken in the last 24 hours."""
        taken = self.all[nickname.casefold()]
        return taken.given.anti_inflammatory and any(
            other.given.anti_inflammatory and other.within_day(now)
            for other in self.all.values()
            if other is not taken
        )

    # --- told ---

    def check(self, clock: LocalClock, deed: MedicineDeed) -> None:
        """Raise RequestRefused if this cannot be."""
        if isinstance(deed, TakeMedicine | DropMedicine):
            names = [medicine.given.nickname for medicine in self.listed]
            if deed.nickname.casefold() not in map(str.casefold, names):
                known = ", ".join(names) or "none yet"
                raise RequestRefused(
                    f"There is no medicine {deed.nickname!r} in the log.",
                    f"There are: {known}. To add one: posture medicine add NICKNAME",
                )
        elif isinstance(deed, AddMedicine):
            _check_numbers(deed)
            if self.card_due(clock.now.elapsed):
                raise RequestRefused("The card comes first.", "posture medicine card shows it.")
            self._check_again(clock, deed)

    def _check_again(self, clock: LocalClock, deed: AddMedicine) -> None:
        before = self.all.get(deed.nickname.casefold())
        if before is None or not before.is_over(clock):
            return
        if not deed.told or None in (deed.hours, deed.times, deed.days):
            raise RequestRefused(
                f"{deed.nickname} has reached the number of days that you typed in.",
                "To open it again, type all three numbers anew, and confirm that a pharmacist or "
                "doctor told you so.",
            )

    def take(self, clock: LocalClock, record: Record) -> None:
        """Note what has happened."""
        match record.deed:
            case ReadMedicineCard():
                self.card_read = record.elapsed
            case AddMedicine() as given:
                before = self.all.get(given.nickname.casefold())
                taken = before.taken if before else []
                over = before is not None and before.is_over(clock)
                since = len(taken) if over else before.since if before else 0
                self.all[given.nickname.casefold()] = Medicine(given, taken, since=since)
            # A line that this version could not read may have been the one that added it.
            case TakeMedicine(nickname=nickname):
                medicine = self._known(nickname)
                opens = medicine.opens()
                medicine.early = opens is not None and record.elapsed < opens
                medicine.taken.append(record.elapsed)
                medicine.ended = medicine.is_over(clock)
            case DropMedicine(nickname=nickname):
                self._known(nickname).dropped = True

    def _known(self, nickname: str) -> Medicine:
        """The one of this nickname: a log only, where the diary has lost how it was added."""
        return self.all.setdefault(nickname.casefold(), Medicine(AddMedicine(nickname)))


def _check_numbers(deed: AddMedicine) -> None:
    name = deed.nickname
    if not name.strip() or name != name.strip() or len(name) > _LONGEST_NAME:
        raise RequestRefused(f"A nickname has 1 to {_LONGEST_NAME} characters.")
    if not name.isprintable() or ":" in name:
        raise RequestRefused("A nickname has characters that can be printed, and no colon.")
    for key, what, (least, most) in _BOUNDS:
        number = getattr(deed, key)
        if number is not None and not least <= number <= most:
            raise RequestRefused(f"The {what} of a packet lie between {least} and {most}.")
    if deed.hours and deed.times and deed.hours * (deed.times - 1) >= _FULL_DAY:
        raise RequestRefused(
            f"{count(deed.hours, 'hour')} between and {count(deed.times, 'time')} in 24 hours do "
            "not fit together.",
            "Please read the packet again. To keep a log only, leave the numbers out.",
        )
    if deed.remind and None in (deed.hours, deed.times, deed.days):
        raise RequestRefused("Without all three numbers this is a log, and reminds of nothing.")
