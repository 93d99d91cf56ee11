"""The checks of the workstation: complete, measurable, sourced and modest."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from posture_daemon.ergonomics.checklist import Check, checklist, read

CHECKS = checklist()
AREAS = {"eyes", "neck", "shoulders", "wrists", "upper-back", "lower-back", "hips", "legs"}
# What guidance on workstations speaks of, each with what has to be said of it.
TOPICS = {
    "chair-height": "40 and 51 cm",
    "seat-depth": "3 to 6 cm",
    "lumbar-support": "17 to 25 cm",
    "backrest": "90 to 110 degrees",
    "arm-rests": "90 to 120 degrees",
    "desk-height": "60 cm",
    "screen-height": "5 cm",
    "gaze": "15 to 20 degrees",
    "screen-distance": "50 to 75 cm",
    "screen-position": "straight",
    "keyboard": "10 to 15 cm",
    "mouse": "beside the keys",
    "light": "300 to 500 lux",
    "text-size": "110 to 150 per cent",
    "phone": "five minutes",
    "laptop": "60 minutes",
    "standing-desk": "10 to 15 cm",
}
NEVER = re.compile(
    r"bad posture|correct posture|good posture|sit up straight|prevent|cure|treat|reliev|damage"
    r"|diagnos|therap|clinical|proven|\bpain|\bache|injur|spasm|\bdose|tablet|pill|\bmust\b|\bshould\b"
    r"|approved|harm|wrong|ergonomic",
    re.IGNORECASE,
)


def said(check: Check) -> str:
    """Everything that a person reads of a check."""
    words = (check.title, check.question, *check.measure, check.change, check.because, check.whom)
    return " ".join(words)


def test_every_topic_is_there_with_its_measure() -> None:
    """At least fifteen checks, each with the figures that it is known for."""
    found = {check.id: said(check) for check in CHECKS}
    assert found.keys() == TOPICS.keys()
    assert [name for name, figure in TOPICS.items() if figure not in found[name]] == []


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.id)
def test_a_check_is_modest_and_plain(check: Check) -> None:
    """It names no illness, promises nothing, calls no position wrong, and says where it is from."""
    assert not NEVER.search(said(check))
    assert not set(said(check)) & set("<>&{}\n")
    assert check.question.endswith("?")
    assert all(text[-1] in ".?" for text in (*check.measure, check.change, check.because))
    assert set(check.areas) <= AREAS
    assert check.source[0].isupper()


def test_the_order_of_changes_has_reasons() -> None:
    """Every rank and every reason is given once, and the ranks leave no gap."""
    assert sorted(check.rank for check in CHECKS) == list(range(1, len(CHECKS) + 1))
    assert len({check.because for check in CHECKS}) == len(CHECKS)


def test_only_some_are_for_some() -> None:
    """What is about a laptop, a phone or a standing desk says so, and the rest is for everybody."""
    assert {check.id for check in CHECKS if check.whom} == {"phone", "laptop", "standing-desk"}


GOOD = (Path(__file__).parents[2] / "posture_daemon/content/en/workstation.toml").read_text("utf-8")


@pytest.mark.parametrize(
    ("right", "wrong", "says"),
    [
        ('title = "Chair height"', "", "title"),
        ('title = "Chair height"', f'title = "{"x" * 31}"', "title"),
        ('title = "Seat depth"', 'title = "Chair height"', "the title 'Chair height' is there"),
        ('id = "seat-depth"', 'id = "chair-height"', "the id 'chair-height' is there twice"),
        ('id = "seat-depth"', 'id = "seat depth"', "id"),
        ("rank = 9", "rank = 8", "the rank 8 is there twice"),
        ('grade = "limited"', 'grade = "proven"', "grade"),
        ('for = "who talks', 'fr = "who talks', "fr"),
    ],
)
def test_a_mistake_in_the_file_is_found(tmp_path: Path, right: str, wrong: str, says: str) -> None:
    """A missing, long, double or unknown value is refused, with the file's name."""
    assert right in GOOD
    file = tmp_path / "workstation.toml"
    file.write_text(GOOD.replace(right, wrong, 1), "utf-8")
    with pytest.raises(ValueError, match=re.escape(says)) as refused:
        read(file)
    assert str(refused.value).startswith(str(file))
