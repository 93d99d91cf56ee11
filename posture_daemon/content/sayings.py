"""The fixed words of the sore-back part: what it is, what its diary asks, how it answers."""

from __future__ import annotations

from dataclasses import dataclass

from posture_daemon.content.sore_file import read


@dataclass(frozen=True, slots=True)
class About:
    """What the program is, and whom it is for: `disclaimer` belongs on the card and its pages."""

    general: str
    basis: str
    disclaimer: str
    purpose: str
    scope: str
    diary: str


@dataclass(frozen=True, slots=True)
class Diary:
    """What the diary asks, and what the ends of its scales mean, which go from 0 to 10."""

    sore: str
    lowest: str
    highest: str
    worst: str
    average: str
    leg: str
    work: str
    helped: str
    item: str
    session: str
    activities: str
    unable: str
    as_before: str
    activities_source: str
    visit: str
    self_reported: str


@dataclass(frozen=True, slots=True)
class MedicineAnswers:
    """What the medicine log says: always the same, whatever was typed in."""

    from_packet: str
    log_only: str
    not_the_same: str
    cannot_both: str
    reminder: str
    early: str
    most_days: str
    open_again: str
    told: str
    mark: str
    second_anti_inflammatory: str
    as_typed: str


def about(language: str = "en") -> About:
    """What the program says of itself."""
    return About(**read("about", language))


def diary(language: str = "en") -> Diary:
    """The questions of the diary."""
    return Diary(**read("diary", language))


def medicine_answers(language: str = "en") -> MedicineAnswers:
    """The fixed answers of the medicine log."""
    return MedicineAnswers(**read("medicine", language)["answers"])
