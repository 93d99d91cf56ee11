"""`exercises`: what there is to do, what a person says of it, and how varied it is."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from posture_daemon import paths
from posture_daemon.adapters.clock import SystemClock
from posture_daemon.adapters.journal import SqliteJournal
from posture_daemon.cli.exercises_text import as_page
from posture_daemon.content.catalogue import Dose, catalogue, spelled_out
from posture_daemon.core.entry import Entry, Event
from posture_daemon.core.state import State
from posture_daemon.errors import SettingsError
from posture_daemon.settings.marks import Marks, read_marks
from tests.settings.test_own_items import item

if TYPE_CHECKING:
    from posture_daemon.content.catalogue import Item
    from tests.cli.conftest import Command
    from tests.control.office import Office


def listed(posture: Command, *options: str) -> list[str]:
    """The ids that are listed."""
    code, printed, _ = posture("exercises", *options)
    assert code == 0
    return [line.split()[0] for line in printed.splitlines()]


def test_alone_it_lists_everything(posture: Command) -> None:
    """With or without the word `list`."""
    everything = listed(posture)

    assert len(everything) >= 80
    assert listed(posture, "list") == everything


def test_the_filters_add_up(posture: Command) -> None:
    """Sitting, for the neck, in 90 seconds; what can be done in any position is among it."""
    found = listed(posture, "--area", "neck", "--position", "sitting", "--minutes", "1.5")

    assert {"stretch-ear-to-shoulder", "stretch-pocket-look"} <= set(found)
    assert not {"stretch-doorway", "break-head-rest", "stretch-prayer-hands"} & set(found)
    assert listed(posture, "--kind", "lunch", "--minutes", "0.5") == ["Nothing"]


def test_a_level_of_the_sore_back_plan_is_a_filter(posture: Command) -> None:
    """It lists what the level shows, which the levels above it show as well."""
    levels = [set(listed(posture, "--sore", str(level))) for level in range(5)]

    assert levels[0] < levels[1] < levels[2] < levels[3] < levels[4]
    assert "move-one-minute" in levels[0]
    assert "stretch-knee-to-chest" in levels[2] - levels[1]
    assert levels[4] == set(listed(posture))


@pytest.mark.parametrize(
    ("item", "said"),
    [
        ("move-one-minute", "at every level of the sore-back plan"),
        ("stretch-knee-to-chest", "from level 2 of the sore-back plan on"),
        ("strength-bridge", "only at level 4 of the sore-back plan, the highest"),
    ],
)
def test_the_level_is_said_in_words(posture: Command, item: str, said: str) -> None:
    """On the page of the exercise."""
    assert said in " ".join(posture("exercises", "show", item)[1].split())


@pytest.mark.parametrize(
    "words",
    [("list",), ("list", "--json"), ("show", "break-no-screen"), ("show", "lunch-away", "--json")],
    ids=" ".join,
)
def test_the_length_of_a_rest_is_said_in_full(posture: Command, words: tuple[str, ...]) -> None:
    """As on the page: by the dose of the item, since no reminder says how long it is here."""
    printed = posture("exercises", *words)[1]
    assert "{rest}" not in printed
    assert "5 minutes without a screen" in printed or "30 minutes" in printed


def test_an_open_length_of_a_rest_is_said_in_words() -> None:
    """Where the item says none, and at the beginning of a sentence as well."""
    item = replace(catalogue().by_id["break-no-screen"], dose=Dose(), body="{rest} off, {rest}.")
    read = spelled_out(item)
    assert (read.title, read.body) == (
        "A few minutes without a screen",
        "A few minutes off, a few minutes.",
    )


@pytest.mark.parametrize("item", catalogue().items, ids=lambda item: item.id)
def test_every_exercise_is_shown_with_when_to_stop(item: Item) -> None:
    """Whole, however the lines break."""
    assert f"Stop: {item.stop}" in " ".join(as_page(item, Marks(), 80).split())


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--area", "knee"), "'knee' is none; there are: eyes"),
        (("--kind", "nap"), "'nap' is none; there are: eyes"),
        (("--sore", "5"), "5 is not a whole number from 0 to 4"),
        (("--position", "flying"), "is not one of 'sitting', 'standing', 'floor'"),
        (("show", "stretch-dorway"), 'did you mean "stretch-doorway"?'),
        (("star", "nothing-like-it"), "see: posture exercises"),
    ],
)
def test_what_is_unknown_is_named(posture: Command, options: tuple[str, ...], said: str) -> None:
    """With what there is, or the nearest."""
    code, _, complaint = posture("exercises", *options)

    assert code == 2
    assert said in complaint


def test_one_is_shown_whole(posture: Command) -> None:
    """Steps, dose, when to stop, source and grade, and a picture that can be opened."""
    code, printed, _ = posture("exercises", "show", "stretch-knee-to-chest")
    where = printed.rpartition("Picture: ")[2].strip()

    assert code == 0
    for part in (
        "One knee to the chest",
        "1. Lie",
        "6. Do",
        "1 minute 30 seconds; 2 times on each side",
    ):
        assert part in printed
    assert "Stop if your back hurts more" in printed
    assert "Mayo Clinic" in printed
    assert "usual practice" in printed
    assert "<svg" in Path(where).read_text("utf-8")


def test_programs_get_everything(posture: Command) -> None:
    """As JSON, with the marks."""
    posture("exercises", "star", "stretch-doorway")
    [shown] = json.loads(posture("exercises", "show", "stretch-doorway", "--json")[1])

    assert shown["dose"] == {
        "seconds": 60,
        "repetitions": 1,
        "sets": 0,
        "hold": 20,
        "each_side": True,
    }
    assert shown["marks"] == ["starred"]
    assert len(json.loads(posture("exercises", "--json")[1])) >= 80


def test_marks_are_kept_and_taken_back(posture: Command) -> None:
    """Starred, hidden, pinned, and none of it any more."""
    posture("exercises", "star", "eyes-sky")
    posture("exercises", "hide", "eyes-near-far")
    code, printed, _ = posture("exercises", "pin", "stretch-doorway")

    assert (code, printed) == (0, "Open up in a doorway: pinned.\n")
    assert listed(posture, "--starred") == ["eyes-sky"]
    assert "hidden" in posture("exercises", "show", "eyes-near-far")[1]
    for word, uid in (("unstar", "sky"), ("unhide", "near-far")):
        assert posture("exercises", word, f"eyes-{uid}")[0] == 0
    posture("exercises", "unpin", "stretch-doorway")
    assert read_marks(paths.marks_file()) == read_marks(paths.marks_file().with_name("none"))


def test_a_running_service_reads_them_at_once(posture: Command, office: Office) -> None:
    """It is asked to, after they are written."""
    seen: list[frozenset[str]] = []

    async def reload(saved: object = None) -> None:
        assert saved is None
        seen.append(read_marks(paths.marks_file()).starred)

    office.reload = reload  # type: ignore[method-assign]
    assert posture("exercises", "star", "eyes-sky")[0] == 0
    assert seen == [{"eyes-sky"}]


def test_a_service_with_wrong_settings_is_no_wall(posture: Command, office: Office) -> None:
    """What is starred is kept, and it is said that the service will hear of it later."""
    office.wrong = SettingsError("1 problem in the settings.", ["settings.toml:1:1: wrong"])
    code, printed, complaint = posture("exercises", "star", "eyes-sky")

    assert (code, printed) == (0, "Look at the sky: starred.\n")
    assert "the running service cannot read it yet: 1 problem in the settings." in complaint
    assert read_marks(paths.marks_file()).starred == {"eyes-sky"}


def test_a_mark_says_what_it_takes_away(posture: Command) -> None:
    """Nobody means hidden and starred at once; and what was not there is not taken away."""
    for words, said in (
        ("unhide", "was not hidden"),
        ("star", "starred"),
        ("pin", "pinned"),
        ("hide", "hidden, and no longer starred or pinned"),
        ("pin", "pinned, and no longer hidden"),
        ("unpin", "no longer pinned"),
        ("unpin", "was not pinned"),
    ):
        assert posture("exercises", words, "eyes-sky")[1] == f"Look at the sky: {said}.\n"


def test_a_pin_that_had_its_turn_is_gone(posture: Command) -> None:
    """The journal tells; until then it is pinned."""
    posture("exercises", "pin", "stretch-doorway")
    assert "pinned" in posture("exercises", "show", "stretch-doorway")[1]
    now = SystemClock().now()
    shown = Entry(
        now.wall + timedelta(seconds=2),
        Event.SHOWN,
        "stretch",
        text="stretch-doorway",
        because=("pinned",),
    )
    journal = SqliteJournal(paths.journal_file())
    journal.record([shown], State(now.wall, now.elapsed))
    journal.close()

    assert "pinned" not in posture("exercises", "show", "stretch-doorway")[1]


def test_own_exercises_are_among_them(posture: Command) -> None:
    """And what is wrong with one is said, beside the list."""
    folder = paths.exercises_folder()
    folder.mkdir(parents=True)
    (folder / "break.toml").write_text(item() + item("wrong", level="7"))
    code, printed, complaint = posture("exercises", "--kind", "break")

    assert code == 0
    assert "juggle" in printed
    assert f"{folder}/break.toml:26:9: wrong: level = 7: too much: 3 at most" in complaint
    assert "own" in posture("exercises", "show", "juggle")[1]


def test_check_tells_of_them_too(posture: Command) -> None:
    """As warnings, for the settings themselves are right."""
    folder = paths.exercises_folder()
    folder.mkdir(parents=True)
    (folder / "break.toml").write_text(item(level="7"))
    code, printed, _ = posture("check")

    assert code == 0
    assert "break.toml:13:9: warning: juggle: level = 7: too much: 3 at most" in printed
    assert "1 warning" in printed


def test_a_broken_file_of_marks_is_no_wall(posture: Command) -> None:
    """It is said, and the list is there."""
    paths.marks_file().parent.mkdir(parents=True, exist_ok=True)
    paths.marks_file().write_text("{")
    code, printed, complaint = posture("exercises")

    assert code == 0
    assert printed
    assert "Remove that file to start anew" in complaint


def test_statistics_keep_every_promise(posture: Command) -> None:
    """Numbers for each kind; nothing is complained of."""
    posture("exercises", "hide", "eyes-sky")
    posture("exercises", "star", "micro-three-rises")
    code, printed, complaint = posture("exercises", "stats", "--days", "60")

    assert (code, complaint) == (0, "")
    assert "17 of 17" in next(line for line in printed.splitlines() if line.startswith("eyes"))
    assert "microbreak: what is starred came" in printed
