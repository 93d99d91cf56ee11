"""The fixed words of the sore-back part: what it is, and what its diary and its form ask."""

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
    where: str
    mood: str
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
class MedicineForm:
    """What is asked when a medicine is added to the log."""

    from_packet: str
    not_the_same: str
    told: str
    mark: str
    as_typed: str


@dataclass(frozen=True, slots=True)
class Beginning:
    """What is said once the plan is on; `item` of the catalogue is the position of ease."""

    reassurance: str
    thermal: str
    position: str
    item: str


def about(language: str = "en") -> About:
    """What the program says of itself."""
    return About(**read("about", language))


def diary(language: str = "en") -> Diary:
    """The questions of the diary."""
    return Diary(**read("diary", language))


def beginning(language: str = "en") -> Beginning:
    """What there is at the beginning."""
    return Beginning(**read("beginning", language))


def medicine_form(language: str = "en") -> MedicineForm:
    """The words of the form for a medicine."""
    return MedicineForm(**read("medicine", language)["form"])
