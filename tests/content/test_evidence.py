"""What is said about health has its source and its grade, and is no promise."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from posture_daemon.content.catalogue import FOLDER, catalogue
from posture_daemon.guide.wording import GRADES

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs" / "evidence.md"
SPOKEN = sorted(
    [
        ROOT / "README.md",
        *(ROOT / "docs").glob("*.md"),
        *FOLDER.rglob("*.toml"),
        *(ROOT / "posture_daemon" / "guide").glob("page.*"),
    ]
)
# A part after a semicolon says what of an item is ours.
SOURCES = sorted({(item.source.split(";")[0], item.grade) for item in catalogue().items})

# What a program that is no medical device does not say of itself, nor of anybody's posture.
PROMISE = re.compile(
    r"\b(prevents?|cures?|heals?|treats?|relieves?|alleviates?|gets? rid of)\b[^.]*"
    r"\b(pains?|aches?|spasms?|RSI|strain|injur\w+|headaches?|back|neck|eyes?)\b"
    r"|clinically|\bproven\b|guaranteed|personali[sz]ed|treatment plan"
    r"|\b(NHS|NICE|OSHA|HSE|WHO|AOA)[- ](approved|endorsed|certified|recommended)"
    r"|(monitors|assesses|scores|diagnoses) your"
    r"|tells you whether to see|you may have|you are probably fine"
    r"|safe to take|next dose|\d+ ?mg\b"
    r"|(correct|good|bad|poor|proper|wrong) posture|sit up straight|damag\w+ your|slouch",
    re.IGNORECASE,
)
_DENIED = re.compile(
    r"\b(no|not|never|nobody|nothing|cannot|neither|without|whether)\b", re.IGNORECASE
)
_QUOTED = re.compile(r'"[^"\n]{1,60}"|“[^”\n]{1,60}”')


def promises(text: str) -> list[str]:
    """The sentences that promise something; what is denied, or quoted as an example, is none."""
    sentences = re.split(r"(?<=[.!?:;])\s+|\n\s*\n|\n(?=[|#\[-])|\||\"\n", text)
    return [
        sentence
        for sentence in sentences
        if PROMISE.search(_QUOTED.sub("", sentence)) and not _DENIED.search(sentence)
    ]


def rows(heading: str) -> list[list[str]]:
    """The rows of the table under a heading of the page."""
    section = PAGE.read_text("utf-8").split(f"## {heading}\n")[1].split("\n## ")[0]
    lines = [line for line in section.splitlines() if line.startswith("| ")]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines[1:]]


@pytest.mark.parametrize(("source", "grade"), SOURCES)
def test_every_source_of_an_item_is_explained(source: str, grade: str) -> None:
    """The page has it, with this grade and with what it is."""
    explained = {(row[0], row[1]): row[2] for row in rows("The sources of the texts")}
    assert explained.get((source, grade))


def test_the_page_explains_no_source_that_nobody_uses() -> None:
    """Whatever the texts no longer name has left the page too."""
    assert [(row[0], row[1]) for row in rows("The sources of the texts")] == SOURCES


def test_there_is_one_scale_of_grades() -> None:
    """The page, the catalogue and the pages of items know the same grades."""
    grades = [row[0] for row in rows("The grades")]
    assert grades == list(GRADES)
    assert {item.grade for item in catalogue().items} <= set(grades)
    for heading in ("What the reminders rest on", "How it reminds"):
        assert {row[2] for row in rows(heading)} <= set(grades)
        assert all(row[3] for row in rows(heading))


def test_what_is_not_known_is_said_first() -> None:
    """Before any finding: breaks are not proven to prevent pain, 20 seconds may be too short."""
    text = PAGE.read_text("utf-8")
    known = text.index("## What the reminders rest on")
    assert 0 < text.index("That breaks prevent pain is not proven") < known
    assert 0 < text.index("20 seconds may be too short") < known


@pytest.mark.parametrize("file", SPOKEN, ids=lambda file: str(file.relative_to(ROOT)))
def test_nothing_is_promised(file: Path) -> None:
    """Neither the README nor the pages nor the texts promise health, or judge how one sits."""
    assert promises(file.read_text("utf-8")) == []


@pytest.mark.parametrize(
    "sentence",
    [
        "Prevents back pain.",
        "It relieves spasms in your back.",
        "Clinically tested breaks.",
        "Proven to help.",
        "NHS-approved exercises.",
        "Your personalised treatment plan.",
        "Keep a correct posture.",
        "Bad posture damages your spine.",
        "Take 400 mg now.",
    ],
)
def test_a_promise_would_be_found(sentence: str) -> None:
    """Each of the phrases that are not for this program is noticed."""
    assert promises(f"A line before. {sentence} A line after.") == [sentence]


def test_a_denial_is_no_promise() -> None:
    """To say what is not proven, or never said, is what the pages are for."""
    assert promises('It is not proven that they prevent pain. We say "vary", never more.') == []
