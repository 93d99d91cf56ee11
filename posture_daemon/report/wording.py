"""How numbers, days and words are written on the page of a report."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from posture_daemon.report.change import Change

NOTHING = "–"  # noqa: RUF001  an en dash is how tables say that there is nothing


def number(value: float | None) -> str:
    """A number with one decimal at most; a dash for none."""
    if value is None:
        return NOTHING
    return f"{round(value, 1):g}"


def signed(value: float | None, unit: str = "") -> str:
    """A difference with its sign, a true minus for print."""
    if value is None:
        return NOTHING
    rounded = round(value, 1) if not unit else round(value)
    return f"{rounded:+g}{unit}".replace("-", "\N{MINUS SIGN}").replace("+0", "0")


def day(on: date) -> str:
    """A day with its year, "2 March 2026"."""
    return f"{on.day} {on:%B %Y}"


def span(first: date, last: date) -> str:
    """From one day to another, or the day that both are."""
    return day(first) if first == last else f"{day(first)} to {day(last)}"


def short(on: date) -> str:
    """A day without its year, "2 Mar"."""
    return f"{on.day} {on:%b}"


def stretch(days: Sequence[date]) -> str:
    """Some days in a row, by their first and last."""
    first, last = days[0], days[-1]
    if first == last:
        return short(first)
    return f"{first.day if first.month == last.month else short(first)} to {short(last)}"


def times(count: int, one: str, many: str = "") -> str:
    """A count with its noun, "1 session", "3 sessions"."""
    return f"{count} {one if count == 1 else many or one + 's'}"


def listed(words: Iterable[str]) -> str:
    """Words in a row, with commas."""
    return ", ".join(words)


def told(change: Change) -> str:
    """A change in a sentence for those who cannot see it drawn."""
    start, latest = number(change.start), number(change.latest)
    if change.points is None:
        return f"{change.name}: {latest}, on one day."
    return f"{change.name}: from {start} to {latest}, scored on {times(change.count, 'day')}."
