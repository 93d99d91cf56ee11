"""Every text of the sore-back part is reviewed: what may never be said, and what must be."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from posture_daemon.content.emergency import card
from posture_daemon.content.leaflets import LEAFLETS, leaflet
from posture_daemon.content.sayings import about
from tests.content.claims import (
    ALLOWED,
    EVERYWHERE,
    HERE,
    PART,
    REST,
    ROOT,
    Said,
    claims,
    strict,
    texts,
)

if TYPE_CHECKING:
    from pathlib import Path

ALL = list(texts(*PART))
# A sentence or more for each rule; the first of most are from the list of what may not be said.
FORBIDDEN = {
    "claims an effect": (
        *("Prevents back pain.", "This treats RSI.", "It cures eye strain.", "Relieves your back."),
        *("Warmth eases the spasm.", "A stretch that fixes your sore back.", "It will help."),
        *("For a faster recovery.", "Stops the pain.", "It does not fail to heal you."),
    ),
    "calls itself proven": ("Clinically proven.", "An evidence-based plan.", "It is proven."),
    "judges the person": (
        *("Monitors your condition.", "It assesses how you move.", "Scoring your back."),
        "Our diagnosis of the day.",
    ),
    "is about one person": (
        *("Your personalised plan.", "A treatment plan.", "Exercises chosen for you."),
    ),
    "decides for the person": (
        *("It tells you whether to see a doctor.", "The program decides when you need help."),
        "You do not need a doctor.",
    ),
    "borrows a name": ("NHS-approved.", "Endorsed by NICE.", "OSHA certified breaks."),
    "says what one has": ("You may have a problem.", "You probably have it.", "A sign of a leak."),
    "names a diagnosis": (
        *("It is cauda equina.", "Signs of sciatica.", "A slipped disc.", "A herniated disk."),
        *("Arthritis does that.", "It is a fracture.", "Spinal stenosis.", "Your muscle spasm."),
    ),
    "plays it down": ("You are probably fine.", "It is nothing serious.", "Do not worry."),
    "tells to take": (
        *("Safe to take now.", "Take your next dose.", "Time to take it.", "You can take it now."),
        *("Take another one.", "Take a painkiller.", "It is due now."),
    ),
    "names an amount": (
        *("At most 400 mg.", "Two tablets.", "A pill with water.", "Half a tablet.", "1 capsule."),
        *("The usual dose.", "A dose of ibuprofen.", "2 painkillers."),
    ),
    "judges how one sits": ("Keep a correct posture.", "Bad posture damages your spine."),
}
SAYABLE = (
    "Reminds you to move, rest your eyes and vary your position.",
    "Many people find short walks and warmth comfortable when their back is sore.",
    "A diary of how your back feels, that you can share.",
    "General information. The same for everyone.",
    "If any of these signs apply, seek urgent help.",
    "You typed in the limits from your packet.",
    "Vary your position.",
)
each_forbidden = pytest.mark.parametrize(
    ("rule", "sentence"), [(rule, one) for rule, some in FORBIDDEN.items() for one in some]
)


@pytest.mark.parametrize("where", sorted({said.where for said in ALL}))
def test_nothing_is_said_that_may_not_be(where: str) -> None:
    """No text of the part breaks a rule, unless its file is allowed that very phrase."""
    assert [(said.text, strict(said)) for said in ALL if said.where == where and strict(said)] == []


def test_the_rest_of_the_project_keeps_to_it() -> None:
    """Nor does the README, a page, the catalogue or any other string of the program."""
    assert [(said, claims(said)) for said in texts(*REST) if claims(said)] == []


@each_forbidden
def test_a_forbidden_sentence_is_found_wherever_it_is_added(
    rule: str, sentence: str, tmp_path: Path
) -> None:
    """In a text, in code or on a page: the review fails, by the rule for it."""
    added = {
        "posture_daemon/content/en/sore/new.toml": f'[[a]]\nb = ["Fine so far. {sentence} Yes."]\n',
        "posture_daemon/cli/sore_new.py": f'def new(x):\n    return f"{{x}}: {sentence}"\n',
        "docs/intended-purpose.md": f"# A page\n\n- an entry\n- {sentence}\n",
    }
    for name, written in added.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(written, "utf-8")
    found = {said.where for said in texts(*PART, root=tmp_path) if rule in dict(strict(said))}
    assert found == set(added)


@each_forbidden
def test_an_allowance_lets_nothing_else_pass(rule: str, sentence: str) -> None:
    """A file that may say a phrase may not say another sentence beside it."""
    for where, phrases in ALLOWED.items():
        assert rule in dict(strict(Said(where, f"{phrases[0]} {sentence}")))


def test_every_rule_is_tried() -> None:
    """A rule without a sentence that breaks it could have stopped to work."""
    assert set(FORBIDDEN) == set(EVERYWHERE) >= set(HERE)


@pytest.mark.parametrize("sentence", SAYABLE)
def test_what_may_be_said_breaks_no_rule(sentence: str) -> None:
    """The other column of the list."""
    assert strict(Said("new", sentence)) == []


@pytest.mark.parametrize(
    ("where", "phrase"), [(where, phrase) for where, some in ALLOWED.items() for phrase in some]
)
def test_an_allowance_is_needed(where: str, phrase: str) -> None:
    """Each allowed phrase is in its file, and would be found without the allowance."""
    assert phrase in " ".join((ROOT / where).read_text("utf-8").split())
    assert strict(Said("new", phrase))


def test_every_place_of_the_part_is_reviewed() -> None:
    """The review sees the texts, the code and the pages that there are."""
    seen = {said.where for said in ALL}
    assert {f"posture_daemon/content/en/sore/{name}.toml" for name in LEAFLETS} <= seen
    assert {"docs/health.md", "docs/intended-purpose.md"} <= seen
    assert "posture_daemon/core/sore/numbers.py" in seen


@pytest.mark.parametrize("name", LEAFLETS)
def test_a_leaflet_says_what_it_is(name: str) -> None:
    """General information, the same for everyone, after public guidance and not endorsed by it."""
    general, basis = leaflet(name).notice
    assert general == "General information, the same for everyone."
    assert basis == "Based on published public guidance; not endorsed by it."


def test_the_disclaimer_is_whole_and_on_the_card() -> None:
    """No device, no diagnosis, no stand-in, no medicine, stop what hurts, and whom to call."""
    disclaimer = card().disclaimer
    assert disclaimer == about().disclaimer
    for said in (
        *("general information, the same for everyone", "not a medical device"),
        *("does not diagnose or treat anything", "does not stand in for a doctor"),
        *("how much of it, it never says", "Stop whatever hurts", "call your local emergency"),
    ):
        assert said in disclaimer


@pytest.mark.parametrize("page", ["health", "intended-purpose"])
def test_the_pages_say_it_too(page: str) -> None:
    """The same for everyone, and no medical device."""
    text = " ".join((ROOT / "docs" / f"{page}.md").read_text("utf-8").split())
    assert "the same for everyone" in text
    assert "not a medical device" in text


def test_the_purpose_is_written_down_as_the_program_says_it() -> None:
    """Word for word, and without the name of an illness."""
    text = (ROOT / "docs" / "intended-purpose.md").read_text("utf-8")
    quoted = " ".join(line[2:] for line in text.splitlines() if line.startswith("> "))
    assert quoted == about().purpose
    assert "pain" not in about().purpose
