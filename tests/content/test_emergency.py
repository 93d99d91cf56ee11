"""The emergency card: every sign, two answers, and the number of the country."""

from __future__ import annotations

import tomllib
from collections import Counter

import pytest
from phonenumbers.shortnumberinfo import is_emergency_number

from posture_daemon.content.catalogue import FOLDER
from posture_daemon.content.emergency import card, emergency_numbers

CALLS = tomllib.loads((FOLDER / "emergency_numbers.toml").read_text("utf-8"))["call"]
KNOWN = [(country, tuple(call["numbers"])) for call in CALLS for country in call["countries"]]
NOW = (
    *("genitals", "back passage", "inner thighs", "saddle", "wiping", "starting it", "leaking"),
    *("bladder is full", "bowel", "stool", "sexual feeling or function", "both legs"),
    *("getting worse", "foot that drops", "unsteady", "serious accident or fall", "bones are weak"),
    *("chest", "collapse", "pale and sweaty", "tearing", "high fever", "very ill"),
)
TODAY = (
    *("38 °C", "shivering", "infection", "immune", "inject", "Cancer", "past", "losing weight"),
    *("very tired", "never lets up", "position", "at night", "shoulder blades", "lump", "shape"),
    *("steroids", "osteoporosis", "Numbness or weakness in a leg that is new"),
)


@pytest.mark.parametrize(
    ("group", "sign"), [*((0, sign) for sign in NOW), *((1, sign) for sign in TODAY)]
)
def test_every_sign_is_in_its_list(group: int, sign: str) -> None:
    """What is to be seen now is in the first list, and what is to be seen today in the second."""
    assert any(sign in item.text for item in card().groups[group].items)


def test_the_card_is_as_its_version_says() -> None:
    """Two lists of eight and six signs, each with its source; whoever changes that counts it up."""
    assert card().version == 1
    assert [len(group.items) for group in card().groups] == [8, 6]
    assert all(item.source for group in card().groups for item in group.items)
    assert "now" in card().groups[0].heading
    assert "today" in card().groups[1].heading


def test_there_are_two_answers_and_no_third() -> None:
    """One applies, or none; and after the first all else is silent until advice was got."""
    told = card("DE")
    assert (told.yes, told.no) == ("One of these applies to me", "None of these")
    assert "call 112 now" in told.after_yes
    assert "until you say that you got advice" in told.quiet


@pytest.mark.parametrize(
    ("country", "numbers"),
    [
        *(("GB", "999 or 112"), ("IE", "112 or 999"), ("US", "911"), ("CA", "911"), ("AU", "000")),
        *(("NZ", "111"), ("JP", "119"), ("DE", "112"), ("gb", "999 or 112")),
    ],
)
def test_the_number_is_that_of_the_country(country: str, numbers: str) -> None:
    """However the country is written, and every number if it has more than one."""
    assert f"call {numbers} now" in card(country).after_yes


@pytest.mark.parametrize("country", ["", "ZZ", "AQ", "Germany"])
def test_an_unknown_country_is_told_in_general(country: str) -> None:
    """The local number, and that 112 works in much of the world."""
    assert card(country).numbers == ()
    assert "your local emergency number (112 works in most of Europe" in card(country).after_yes


def test_a_number_reaches_an_emergency_service() -> None:
    """Of every country in the list: libphonenumber knows it for such a number there."""
    for country, numbers in KNOWN:
        assert emergency_numbers(country) == numbers
        wrong = [number for number in numbers if not is_emergency_number(number, country)]
        assert wrong == [], country


def test_no_country_stands_twice() -> None:
    """And the list is a long one."""
    assert max(Counter(country for country, _ in KNOWN).values()) == 1
    assert len(KNOWN) > 150


def test_the_union_has_one_number() -> None:
    """In every country of the European Union 112 is among them."""
    union = "AT BE BG HR CY CZ DK EE FI FR DE GR HU IE IT LV LT LU MT NL PL PT RO SK SI ES SE"
    assert all("112" in emergency_numbers(country) for country in union.split())
