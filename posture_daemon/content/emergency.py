"""The emergency card, the same for everyone, and whom to call in which country."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from posture_daemon.content.catalogue import FOLDER
from posture_daemon.content.sayings import about
from posture_daemon.content.sore_file import read

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True)
class Sign:
    """One sign on the card, and where it comes from, which is not shown or shown small."""

    text: str
    source: str


@dataclass(frozen=True, slots=True)
class Signs:
    """The signs that ask for the same: what to do, and how the list begins."""

    heading: str
    text: str
    items: tuple[Sign, ...]


@dataclass(frozen=True, slots=True)
class Card:
    """The card as it is shown whole, with two answers, and nothing between them.

    `after_yes` is what comes after the first answer, and names the numbers of the country, which
    are empty where they are not known; `quiet` is what follows once the answer is kept, and
    `got_advice` how to go on.
    """

    version: int
    title: str
    opening: str
    groups: tuple[Signs, ...]
    yes: str
    no: str
    after_yes: str
    quiet: str
    got_advice: str
    numbers: tuple[str, ...]
    disclaimer: str


def card(country: str = "", language: str = "en") -> Card:
    """The card for a country (ISO 3166-1 alpha-2); "" or an unknown one is told in general."""
    table = read("card", language)
    numbers = emergency_numbers(country)
    unknown = table.pop("number_unknown")
    table["after_yes"] = table["after_yes"].format(number=_in_words(numbers, unknown))
    groups = tuple(map(_signs, table.pop("group")))
    disclaimer = about(language).disclaimer
    return Card(**table, groups=groups, numbers=numbers, disclaimer=disclaimer)


def whom_to_call(country: str = "", language: str = "en") -> str:
    """The numbers of a country in words, as the card has them, or how to find them."""
    return _in_words(emergency_numbers(country), read("card", language)["number_unknown"])


def _in_words(numbers: tuple[str, ...], unknown: str) -> str:
    return " or ".join(numbers) or unknown


def _signs(table: Mapping[str, Any]) -> Signs:
    items = tuple(Sign(**item) for item in table["item"])
    return Signs(table["heading"], table["text"], items)


def emergency_numbers(country: str) -> tuple[str, ...]:
    """Whom to call for an ambulance in a country (ISO 3166-1 alpha-2), the first to try first.

    Empty where the country is not known, or its number is in doubt.
    """
    file = FOLDER / "emergency_numbers.toml"
    for call in tomllib.loads(file.read_text("utf-8"))["call"]:
        if country.upper() in call["countries"]:
            return tuple(call["numbers"])
    return ()
