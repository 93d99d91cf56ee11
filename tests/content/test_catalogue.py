"""The texts of the catalogue: enough of them, short, varied, sourced and modest."""

from __future__ import annotations

import re
import tomllib
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from posture_daemon.core.choice import NO_REPEAT, choose, remember
from posture_daemon.core.reminder import Kind
from posture_daemon.settings.catalogue import texts

FOLDER = Path(__file__).parents[2] / "posture_daemon" / "content" / "en"
FILES = sorted(path for path in FOLDER.glob("*.toml") if path.stem in set(Kind))
AREAS = {
    *("eyes", "neck", "shoulders", "wrists", "upper-back", "lower-back", "hips", "legs"),
    *("whole-body", "mind", "workstation"),
}
AT_LEAST = dict.fromkeys(("eyes", "microbreak", "break", "stretch"), 12) | dict.fromkeys(
    ("posture", "ergonomics"), 8
)
# Part of what a program that is no medical device does not say (evidence D.9).
NEVER = re.compile(
    r"bad posture|correct posture|good posture|sit up straight|prevent|cure|treat|reliev|damage"
    r"|diagnos|therap|clinical|proven|pain|ache|injur|spasm|dose|tablet|pill",
    re.IGNORECASE,
)


def items(path: Path) -> list[dict[str, Any]]:
    """The items of one file."""
    found: list[dict[str, Any]] = tomllib.loads(path.read_text("utf-8"))["item"]
    return found


EVERY = [item for path in FILES for item in items(path)]


def test_every_kind_but_own_has_texts() -> None:
    """No reminder of a known kind is without words."""
    assert set(texts("en")) == set(Kind) - {Kind.OWN}


@pytest.mark.parametrize(("kind", "number"), AT_LEAST.items())
def test_there_are_enough_to_choose_from(kind: str, number: int) -> None:
    """The frequent kinds have at least as many texts as promised, without those for the floor."""
    assert len(texts("en")[Kind(kind)]) >= number


@pytest.mark.parametrize("item", EVERY, ids=lambda item: item["id"])
def test_an_item_is_short_plain_sourced_and_modest(item: dict[str, Any]) -> None:
    """A title and a body fit a notification, name no illness and promise nothing."""
    said = f"{item['title']} {item['body']}"

    assert len(item["title"].replace("{rest}", "30 minutes")) <= 40
    assert len(item["body"].replace("{rest}", "30 minutes")) <= 140
    assert not NEVER.search(said)
    assert not set(said.replace("{rest}", "")) & set("<>&{}\n")
    assert not item["title"].startswith("-")
    assert item["source"]
    assert item["areas"]
    assert set(item["areas"]) <= AREAS
    assert item["position"] in {"sitting", "standing", "floor", "any"}


@pytest.mark.parametrize("key", ["id", "title", "body"])
def test_nothing_is_said_twice(key: str) -> None:
    """Ids, titles and bodies are unique in the whole catalogue."""
    said = [item[key] for item in EVERY]

    assert len(said) == len(set(said))


@pytest.mark.parametrize("kind", AT_LEAST)
def test_texts_vary(kind: str) -> None:
    """None comes again within the last six, and the area of the body alternates."""
    pool = texts("en")[Kind(kind)]
    recent: list[str] = []
    story = []
    for number in range(200):
        text = choose(pool, recent, f"{kind}:{number}")
        assert text is not None
        story.append(text)
        recent = remember(recent, text.id)

    for place, text in enumerate(story):
        assert text.id not in {earlier.id for earlier in story[max(place - NO_REPEAT, 0) : place]}
    assert all(one.areas[0] != two.areas[0] for one, two in pairwise(story))
    assert {text.id for text in story} == {text.id for text in pool}
