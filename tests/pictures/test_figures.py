"""The drawings as descriptions: joints that hold, everything in sight, and words for each."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest

from posture_daemon.content.catalogue import catalogue
from posture_daemon.pictures import frames, known_figures, scene, shelf, skeleton, told_svg
from posture_daemon.pictures.motion import round_trip
from posture_daemon.pictures.tween import between

if TYPE_CHECKING:
    from collections.abc import Iterator

    from posture_daemon.pictures.description import Figure, Pose

FIGURES = sorted(known_figures())
ON_A_FLOOR = [
    name for name in FIGURES if shelf.figure(name).view == "side" and shelf.figure(name).floor
]
TOLERANCE = 1e-6
WIDEST = 7.0  # half a leg
WITHOUT_A_HEAD = {"heel-toe-rock", "seat-depth"}  # close views of legs
HELD_STILL = {
    *("far-gaze", "near-far", "window-gaze", "legs-on-chair", "side-lying"),
    *(
        "stand-at-desk",
        "elbow-level",
        "footrest",
        "headset",
        "laptop-up",
        "lumbar-cushion",
        "seat-depth",
    ),
}
# Part of what a program that is no medical device does not say.
NEVER = re.compile(
    r"bad posture|correct|good posture|straight up|prevent|cure|treat|reliev|pain|\\bache|injur",
    re.IGNORECASE,
)


def poses(figure: Figure) -> Iterator[Pose]:
    """The frames, and what is shown on the way from one to the next."""
    for one, two in pairwise(round_trip(figure)):
        for share in (0.0, 0.25, 0.5, 0.75):
            yield between(figure.frames[one], figure.frames[two], share, figure)
    yield figure.frames[-1]


@pytest.mark.parametrize("name", FIGURES)
def test_no_joint_ever_breaks(name: str) -> None:
    """All bones are as long as those of everybody else, in every frame and between."""
    figure = shelf.figure(name)
    collar, hip = skeleton.COLLARS[figure.view], skeleton.HIPS[figure.view]
    expected = {
        "back": skeleton.BACK,
        "head": (skeleton.NECK, skeleton.HEAD),
        "right_arm": (collar, *skeleton.ARM),
        "left_arm": (collar, *skeleton.ARM),
        "right_leg": (hip, *skeleton.LEG),
        "left_leg": (hip, *skeleton.LEG),
    }
    for pose in poses(figure):
        bones = skeleton.body(pose, figure).bones()
        assert {
            part: pytest.approx(long, abs=TOLERANCE) for part, long in expected.items()
        } == bones


@pytest.mark.parametrize("name", FIGURES)
def test_everything_that_matters_is_in_sight(name: str) -> None:
    """The arrows, what moves, the head unless legs do; and everything where the view is wide."""
    figure = shelf.figure(name)
    left, top, size = figure.window

    def visible(x: float, y: float, edge: float) -> bool:
        return edge <= x - left <= size - edge and edge <= y - top <= size - edge

    for pose in figure.frames:
        body = skeleton.body(pose, figure)
        assert visible(*body.head[-1][:2], 14) or name in WITHOUT_A_HEAD
        whole = size > 200
        for part, chain in body.chains().items():
            if whole or (part in figure.moving and part not in {"back", "right_arm", "left_arm"}):
                for joint in chain[1:]:
                    assert visible(*joint[:2], WIDEST if whole else 0), (part, joint)
    for arrow in figure.arrows:
        assert visible(*arrow.start, 2)
        assert visible(*arrow.end, 2)


@pytest.mark.parametrize("name", ON_A_FLOOR)
def test_nobody_sinks_into_the_floor(name: str) -> None:
    """Seen from the side, no joint is below the line that people stand on."""
    figure = shelf.figure(name)
    for pose in poses(figure):
        for chain in skeleton.body(pose, figure).chains().values():
            assert max(joint.y for joint in chain) <= scene.FLOOR - 2.5


def test_every_drawing_has_words_of_its_own() -> None:
    """A title and a description for who cannot see it: plain, modest, and none twice."""
    said = [(shelf.figure(name).title, shelf.figure(name).description) for name in FIGURES]
    for words in map(" ".join, said):
        assert not NEVER.search(words)
        assert not set(words) & set("<>&{}\n")
    assert all(description.endswith(".") for _, description in said)
    assert len(set(said)) == len({title for title, _ in said}) == len(FIGURES)


def test_no_two_drawings_look_the_same() -> None:
    """Without their words, all still pictures differ."""
    drawn = {re.sub(r"<(title|desc)>.*?</\1>", "", told_svg(name)) for name in FIGURES}
    assert len(drawn) == len(FIGURES)


def test_every_item_that_names_a_drawing_has_it() -> None:
    """And no drawing is there for nothing."""
    named = {item.figure for item in catalogue().items if item.figure}
    assert named == set(FIGURES)


def test_a_movement_has_more_than_one_frame() -> None:
    """Only what is held still is drawn in a single one."""
    assert {name for name in FIGURES if frames(name) == 1} == HELD_STILL
    assert all(frames(name) <= 4 for name in FIGURES)
