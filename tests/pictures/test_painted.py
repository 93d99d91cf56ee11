"""The pictures of notifications, which are painted beforehand."""

from __future__ import annotations

import sys
from io import BytesIO

import pytest
from PIL import Image, ImageChops

from docs.pictures import FOLDER, WIDTH, painted
from posture_daemon import pictures
from posture_daemon.errors import Unavailable

FIGURES = sorted(pictures.known_figures())
MOST = 8 * 1024  # bytes
ALIKE = 12  # of 255; another processor may round otherwise


def unlike(one: Image.Image, two: Image.Image) -> int:
    """How far the most different of their pixels is from the other, of 255."""
    return max(ImageChops.difference(one.convert("RGBA"), two.convert("RGBA")).tobytes())


def pixel(picture: Image.Image, x: int, y: int) -> bytes:
    """Red, green, blue and how opaque it is, each of 255."""
    start = 4 * (y * picture.width + x)
    return picture.convert("RGBA").tobytes()[start : start + 4]


def test_every_figure_is_painted() -> None:
    """If this fails: .venv/bin/python docs/pictures.py."""
    assert sorted(path.stem for path in FOLDER.iterdir()) == FIGURES


@pytest.mark.parametrize("name", FIGURES)
def test_a_picture_is_of_its_description(name: str) -> None:
    """If this fails: .venv/bin/python docs/pictures.py."""
    kept = Image.open(FOLDER / f"{name}.png")
    assert kept.size == (WIDTH, WIDTH)
    assert unlike(kept, painted(name)) <= ALIKE


@pytest.mark.parametrize("name", FIGURES)
def test_a_picture_is_small_and_has_round_corners(name: str) -> None:
    """It stands on a light ground of its own, so that it can be seen on a dark desktop."""
    path = FOLDER / f"{name}.png"
    picture = Image.open(path)
    assert path.stat().st_size <= MOST
    assert [pixel(picture, x, y)[3] for x in (0, 255) for y in (0, 255)] == [0] * 4
    red, green, blue, there = pixel(picture, 128, 3)
    assert there >= 250
    assert min(red, green, blue) > 150


def test_a_picture_is_painted_in_any_size_and_both_grounds() -> None:
    """As wide as it was asked for."""
    for width, dark in ((64, False), (512, True)):
        picture = Image.open(BytesIO(pictures.png("walk", width, dark=dark)))
        assert picture.size == (width, width)
        assert (max(pixel(picture, width // 2, 2)[:3]) < 100) is dark


def test_without_the_library_one_is_told_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    """The command says what is missing, and no traceback."""
    monkeypatch.setitem(sys.modules, "resvg_py", None)
    with pytest.raises(Unavailable, match=r"posture-daemon\[pictures\]"):
        pictures.png("walk", 64)


def test_a_wrong_picture_would_be_noticed() -> None:
    """The comparison tells one movement from another."""
    assert unlike(Image.open(FOLDER / "march.png"), painted("walk")) > ALIKE
