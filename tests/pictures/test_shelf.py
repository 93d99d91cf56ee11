"""Reading descriptions: what is wrong is named, with the file and the place in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from posture_daemon.pictures import shelf

if TYPE_CHECKING:
    from pathlib import Path

GOOD = """\
title = "A wave"
description = "Someone waves."
pose = "standing"

[[frame]]
right_arm = [90, 0, 0]
[[frame]]
right_arm = [90, 40, 40]
"""


def written(folder: Path, text: str) -> Path:
    """A description in a file."""
    path = folder / "wave.toml"
    path.write_text(text)
    return path


def test_a_frame_goes_on_from_the_one_before(tmp_path: Path) -> None:
    """What a frame does not say is as it was, from the pose on."""
    figure = shelf.read(written(tmp_path, GOOD))
    first, second = figure.frames
    assert second.right_arm == (90, 40, 40)
    assert second.right_leg == first.right_leg
    assert figure.view == "side"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (GOOD.replace("standing", "flying"), "pose = 'flying' is none of: sitting, standing"),
        (GOOD.replace("[90, 0, 0]", "[90, 0]"), r"\$\.frames\[0\]\.right_arm"),
        (GOOD.replace("[90, 40, 40]", '"up"'), r"\$\.frames\[1\]\.right_arm"),
        (GOOD.replace("right_arm = [90, 40", "tail = [90, 40"), "unknown field `tail`"),
        (GOOD.replace("title =", "titel ="), "unknown field `titel`|missing required field"),
        (GOOD.replace('"A wave"', '"A wave'), "line 1"),
        (GOOD + "[[frame]]\n" * 3, r"length <= 4.*\$\.frames"),
    ],
)
def test_a_mistake_is_named(tmp_path: Path, text: str, said: str) -> None:
    """With the file, and the frame and the key or the line."""
    path = written(tmp_path, text)
    with pytest.raises(ValueError, match=said) as refused:
        shelf.read(path)
    assert str(refused.value).startswith(f"{path}: ")


def test_nobody_reaches_farther_than_the_arm(tmp_path: Path) -> None:
    """A hand that is to be too far off is refused, for bones do not stretch."""
    text = GOOD.replace("[90, 0, 0]", "{ to = [230, 20] }")
    with pytest.raises(
        ValueError, match=r"wave\.toml: frames\[0\]: \(230, 20\) is .* reach from 3"
    ):
        shelf.read(written(tmp_path, text))


def test_a_prop_that_there_is_none_of_is_refused(tmp_path: Path) -> None:
    """Before anything is drawn."""
    text = GOOD + '[[prop]]\nkind = "sofa"\n'
    with pytest.raises(ValueError, match="sofa"):
        shelf.read(written(tmp_path, text))
