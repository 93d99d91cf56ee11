"""What a dose becomes: cues that fill its time."""

from __future__ import annotations

import pytest

from posture_daemon.content.catalogue import Dose, Item, catalogue
from posture_daemon.guide.pace import Cue, cues

READY = Cue("Get ready", 5)


@pytest.mark.parametrize(
    ("dose", "expected"),
    [
        pytest.param(Dose(), (), id="nothing is said"),
        pytest.param(Dose(seconds=20), (READY, Cue("Go on", 20)), id="a length alone"),
        pytest.param(Dose(hold=10), (READY, Cue("Hold", 10)), id="a hold alone"),
        pytest.param(
            Dose(seconds=26, repetitions=2, hold=10),
            (
                READY,
                *(Cue("Hold", 10, "1 of 2"), Cue("Release", 3, "1 of 2")),
                *(Cue("Hold", 10, "2 of 2"), Cue("Release", 3, "2 of 2")),
            ),
            id="holds fill it",
        ),
        pytest.param(
            Dose(seconds=90, repetitions=1, hold=15),
            (
                READY,
                *(Cue("Hold", 15, "1 of 1"), Cue("Release", 10, "1 of 1")),
                Cue("At your own pace", 65),
            ),
            id="what is left over is free",
        ),
        pytest.param(
            Dose(seconds=76, repetitions=2, hold=15, each_side=True),
            (
                READY,
                *(Cue("Hold", 15, "1 of 2, one side"), Cue("Release", 4, "1 of 2, one side")),
                *(Cue("Hold", 15, "1 of 2, other side"), Cue("Release", 4, "1 of 2, other side")),
                *(Cue("Hold", 15, "2 of 2, one side"), Cue("Release", 4, "2 of 2, one side")),
                *(Cue("Hold", 15, "2 of 2, other side"), Cue("Release", 4, "2 of 2, other side")),
            ),
            id="one side and then the other",
        ),
        pytest.param(
            Dose(repetitions=1, sets=2),
            (
                READY,
                Cue("Move", 4, "1 of 1, set 1 of 2"),
                Cue("Rest", 15),
                Cue("Move", 4, "1 of 1, set 2 of 2"),
            ),
            id="a rest between two sets",
        ),
    ],
)
def test_a_dose_becomes_cues(dose: Dose, expected: tuple[Cue, ...]) -> None:
    """Holds keep their length, and the rest of the time is shared out."""
    assert cues(dose) == expected


def test_a_hold_is_never_cut() -> None:
    """An item that gives too little time as a whole takes longer, and is not hurried."""
    paced = cues(Dose(seconds=20, repetitions=3, hold=10))
    assert [cue.seconds for cue in paced if cue.word == "Hold"] == [10, 10, 10]


@pytest.mark.parametrize("item", catalogue().items, ids=lambda item: item.id)
def test_the_countdown_takes_about_as_long_as_the_item(item: Item) -> None:
    """Every item of the catalogue: as long as is said, but for a breath."""
    whole = sum(cue.seconds for cue in cues(item.dose)[1:])
    said = item.dose.seconds
    assert said - 5 < whole < said + 5


@pytest.mark.parametrize("item", catalogue().items, ids=lambda item: item.id)
def test_the_countdown_has_every_repetition_of_each_side_and_set(item: Item) -> None:
    """Two on each side are four."""
    dose = item.dose
    working = [cue for cue in cues(dose) if cue.word in {"Hold", "Move"} and cue.count]
    sides = 2 if dose.each_side else 1
    assert len(working) == dose.repetitions * max(dose.sets, 1) * sides
