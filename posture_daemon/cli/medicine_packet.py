"""The three numbers of a packet, each typed twice, since a slip of the keyboard matters here."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

import click

from posture_daemon.cli.leaflet_text import wrapped
from posture_daemon.cli.questions import typed
from posture_daemon.core.sore.numbers import MEDICINE_DAYS, MEDICINE_HOURS, MEDICINE_TIMES

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from posture_daemon.content.sayings import MedicineForm

    Command = TypeVar("Command", bound=Callable[..., object])

ONCE_MORE = "Nothing is added. A script says it:"
DO_NOT_FIT = (
    "So many hours between and so many times in 24 hours do not fit together. Please read the "
    "packet once more."
)
_FULL_DAY = 24  # hours
_FIELDS = {
    "hours": ("the hours between two", MEDICINE_HOURS),
    "times": ("the most times in 24 hours", MEDICINE_TIMES),
    "days": ("the most days in a row", MEDICINE_DAYS),
}
_OTHERWISE = f"{ONCE_MORE} --log-only, or each number twice (--hours and --hours-again, …)"


@dataclass(frozen=True, slots=True)
class Typed:
    """What was typed, each number twice; none where it was left empty."""

    hours: int | None = None
    times: int | None = None
    days: int | None = None
    again: tuple[int | None, ...] = (None, None, None)

    @classmethod
    def of(cls, given: Mapping[str, int | None]) -> Typed:
        """What the options say."""
        again = tuple(given[f"{name}_again"] for name in _FIELDS)
        return cls(given["hours"], given["times"], given["days"], again)

    @property
    def is_same(self) -> bool:
        """Whether both entries of each are the same."""
        return (self.hours, self.times, self.days) == self.again

    @property
    def cannot_both_matter(self) -> bool:
        """Whether so many times with so many hours between do not fit into a day."""
        return None not in (self.hours, self.times) and (
            (self.hours or 0) * ((self.times or 0) - 1) >= _FULL_DAY
        )


def number_options(command: Command) -> Command:
    """The options of scripts, each of the three twice."""
    for name, (what, _) in reversed(_FIELDS.items()):
        for option, told in ((f"--{name}-again", "The same once more"), (f"--{name}", what)):
            text = f"{told[:1].upper()}{told[1:]}, as the packet has it."
            decorate = click.option(
                option, type=int, metavar="NUMBER", help=text, callback=_bounded
            )
            command = decorate(command)
    return command


def _bounded(ctx: click.Context, param: click.Parameter, number: int | None) -> int | None:
    """Refuse what can only be a slip, and name no other number."""
    least, most = _FIELDS[(param.name or "").removesuffix("_again")][1]
    if number is not None and not least <= number <= most:
        raise click.BadParameter("no packet says that; please read it once more", ctx, param)
    return number


def checked(numbers: Typed, words: MedicineForm) -> Typed:
    """The numbers of a script; UsageError where they are not the same, or do not fit together."""
    if not numbers.is_same:
        raise click.UsageError(words.not_the_same)
    if numbers.cannot_both_matter:
        raise click.UsageError(DO_NOT_FIT)
    return numbers


def asked(words: MedicineForm) -> Typed:
    """Ask for each number twice, until they fit together; all may be left empty."""
    click.echo(wrapped(words.from_packet))
    while True:
        hours, times, days = (_twice(name, words) for name in _FIELDS)
        numbers = Typed(hours, times, days, (hours, times, days))
        if not numbers.cannot_both_matter:
            return numbers
        click.echo(wrapped(DO_NOT_FIT))


def _twice(name: str, words: MedicineForm) -> int | None:
    what = _FIELDS[name][0]
    while True:
        first, again = _number(name, what), _number(name, "once more")
        if first == again:
            return first
        click.echo(wrapped(words.not_the_same))


def _number(name: str, what: str) -> int | None:
    least, most = _FIELDS[name][1]
    while True:
        text = typed(f"  {what[:1].upper()}{what[1:]}", _OTHERWISE)
        if not text:
            return None
        if text.isascii() and text.isdecimal() and least <= int(text) <= most:
            return int(text)
        click.echo(wrapped(f"{text!r} cannot be that number; please read the packet once more."))
