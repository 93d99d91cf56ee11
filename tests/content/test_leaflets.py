"""The leaflets and the fixed words: whole, with their numbers from one place."""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib
from string import Formatter
from typing import TYPE_CHECKING

import pytest

from posture_daemon.content.catalogue import FOLDER
from posture_daemon.content.leaflets import LEAFLETS, Leaflet, leaflet
from posture_daemon.content.sayings import about, diary, medicine_form
from posture_daemon.content.sore_file import Length, figures, read
from posture_daemon.core.sore import numbers, wording
from tests.content.claims import strings_of

if TYPE_CHECKING:
    from pathlib import Path

FILES = sorted((FOLDER / "en" / "sore").glob("*.toml"))
# Scales and names of levels, the temperature and the number on the fixed card, and a study's size.
PLAIN = re.compile(
    r"\b0 to 10\b|\b(10|0): |\bof 10\b|\bLevel [0-4]$|\b38 °C|\b112 works\b|\bof 100\b|\b701 adults"
)
each_file = pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
each_leaflet = pytest.mark.parametrize("name", LEAFLETS)


def spoken(file: Path) -> list[str]:
    """Every text of a file as it is written, placeholders and all, but not the sources."""
    written = re.sub(r'source = "[^"]*"', 'source = ""', file.read_text("utf-8"))
    return list(strings_of(tomllib.loads(written)))


@each_file
def test_no_number_stands_twice(file: Path) -> None:
    """Outside placeholders there are no digits but those of the scales and the fixed card."""
    for text in spoken(file):
        plain = "".join(literal for literal, *_ in Formatter().parse(text))
        assert not re.search(r"\d", PLAIN.sub("", plain)), text


@each_file
def test_every_placeholder_is_known(file: Path) -> None:
    """It names a number of the plan; only the card's own, doubly braced, is left for later."""
    for text in strings_of(read(file.stem)):
        left = re.findall(r"\{(\w*)\}", text)
        assert left == (["number"] if "{number}" in text else []), text
        assert file.stem == "card" or not left


def test_a_number_that_changes_changes_the_texts(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing but the number need be touched."""
    figures.cache_clear()
    monkeypatch.setattr(numbers, "LEG_FOR", Length(hours=36))
    assert any("more than 36 hours" in text for text in strings_of(read("see-someone")))
    monkeypatch.undo()
    figures.cache_clear()


def test_lengths_are_said_in_days_once_they_are_long() -> None:
    """Three days are 72 hours, as the plan has it, and two weeks are days."""
    assert f"{Length(hours=72)}, {Length(days=14)}, {Length(minutes=90)}" == (
        "72 hours, 14 days, 1 hour 30 minutes"
    )


@each_leaflet
def test_a_leaflet_is_whole(name: str) -> None:
    """It has a title and sections, each with something to say, and rows as long as the head."""
    one = leaflet(name)
    assert one.title
    assert one.opening
    for section in one.sections:
        assert section.heading
        assert section.text or section.points or section.rows
        assert {len(row) for row in section.rows} <= {len(section.columns)}
        assert all(point.text for point in section.points)


def test_every_file_is_known_by_name() -> None:
    """What is no leaflet is the card, the diary's words, the beginning or what the program is."""
    assert {file.stem for file in FILES} == {*LEAFLETS, "about", "beginning", "card", "diary"}


def texts_of(one: Leaflet, heading: str) -> str:
    """All that a section says."""
    section = next(section for section in one.sections if section.heading == heading)
    return "\n".join([*(point.text for point in section.points), *map(" | ".join, section.rows)])


def test_the_levels_have_the_bands_of_the_plan() -> None:
    """A row for each level, with its scores, and no stretch on level 0."""
    rows = leaflet("levels").sections[0].rows
    assert len(rows) == len(numbers.LEVELS)
    for row, (level, (low, high)) in zip(rows, numbers.LEVELS.items(), strict=True):
        assert row[0].startswith(f"{low} to {high}")
        assert row[1] == f"Level {level}"
    assert "no stretches" in rows[0][3]


@pytest.mark.parametrize(
    "reason",
    [
        *("8 or more of 10 for 24 hours", "up by 2 points or more within 48 hours", "30 percent"),
        *("on day 14", "on day 42", "3 spells within 6 months", "below the knee", "the most days"),
        *("stiff for more than 30 minutes", "ask about first", "You are worried"),
    ],
)
def test_the_list_of_when_to_see_someone_is_whole(reason: str) -> None:
    """Every reason is in it, with its numbers."""
    assert reason in texts_of(leaflet("see-someone"), "Does one of these fit you?")


@pytest.mark.parametrize(
    "who", ["physiotherapist", "GP", "pharmacist", "registered", "chiropractor"]
)
def test_whoever_can_help_is_named(who: str) -> None:
    """By profession, and never by name."""
    assert who in texts_of(leaflet("see-someone"), "Who can help")


@pytest.mark.parametrize(
    "condition",
    [
        *("ulcer", "heart", "kidneys", "liver", "high blood pressure", "stroke", "asthma"),
        *("aspirin", "trouble with bleeding", "thins the blood", "steroids", "SSRI or SNRI"),
        *("pass more water", "methotrexate", "lithium", "any other painkiller", "pregnant"),
        *("breastfeed", "over 60", "under 18", "3 alcoholic drinks", "fluid", "operation"),
        *("Black stools", "vomit", "chest", "swelling face", "breathing", "rash"),
    ],
)
def test_the_medicine_card_is_whole(condition: str) -> None:
    """Every reason to ask first, and every sign to stop at."""
    points = [point.text for one in leaflet("medicine").sections for point in one.points]
    assert any(condition in point for point in points)


def test_the_medicine_log_never_urges() -> None:
    """The reminder leaves it to need and packet; whoever is early is sent to people who know."""
    passed, if_needed = wording.GAP_PASSED
    assert "typed in" in passed
    assert "Only if you still need it" in if_needed
    assert "packet" in if_needed
    assert "sooner than the limits that you typed in" in wording.EARLY
    assert "poison centre or the emergency number" in wording.EARLY
    for answer in (wording.EARLY, wording.DAYS_REACHED, wording.SAME_FAMILY):
        assert "pharmacist or doctor" in " ".join(answer.split())


def test_the_form_asks_for_the_packet_and_for_nothing_else() -> None:
    """Three numbers, each twice, from the packet or whoever prescribed it; or a log only."""
    form = medicine_form()
    assert "from your packet, or from whoever prescribed it" in form.from_packet
    assert "typed twice" in form.from_packet
    assert "a log only" in form.from_packet
    assert form.told == "A pharmacist or doctor told me"


def test_the_scales_have_their_ends_and_their_source() -> None:
    """0 and 10 mean the opposite in the two scales, so both say what they mean."""
    words = diary()
    assert words.lowest.startswith("0: not sore")
    assert words.highest.startswith("10: as sore")
    assert words.unable.startswith("0: cannot")
    assert words.as_before.startswith("10: as well")
    assert "Stratford" in words.activities_source
    assert "1995" in words.activities_source


def test_it_is_said_whom_it_is_not_for() -> None:
    """Under 18, pregnant, after an operation: the card and the ordinary breaks."""
    scope = about().scope
    assert all(word in scope for word in ("under 18", "pregnant", "operation", "emergency card"))


def test_nothing_is_read_before_it_is_shown() -> None:
    """To import the leaflets opens no file, and no library comes with them."""
    script = (
        "import builtins, io, pathlib, sys\n"
        "import posture_daemon.content.leaflets, posture_daemon.content.emergency\n"
        "import posture_daemon.content.precautions\n"
        "print(sorted({'pydantic', 'click', 'tomlkit'} & set(sys.modules)))\n"
        "from posture_daemon.content import sore_file\n"
        "print(sore_file.figures.cache_info().currsize)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    )
    assert done.stdout.split("\n")[:2] == ["[]", "0"]
