"""The animated drawings in a real browser: they move, and stand still for who wants that."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

import pytest
from PIL import Image, ImageChops

from posture_daemon import pictures
from tests.e2e.pictures import artefact
from tests.pictures.browser import opened

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Page


ROUNDING = 64  # of 255, at the edge of a line; what has moved differs by far more


def unlike(one: bytes, two: bytes) -> int:
    """How far the most different of their pixels is from the other, of 255."""
    pictures = (Image.open(BytesIO(png)).convert("RGB") for png in (one, two))
    return max(ImageChops.difference(*pictures).tobytes())


def film(page: Page, folder: Path, name: str, *seconds: float) -> list[bytes]:
    """What is seen at these seconds of the movement, which is stopped there."""
    seen = []
    for second in seconds:
        page.evaluate(f"document.rootElement.pauseAnimations(), {second}")
        page.evaluate(f"document.rootElement.setCurrentTime({second})")
        seen.append(page.screenshot(path=artefact(folder / f"motion-{name}-{second:g}.png")))
    return seen


@pytest.fixture
def squat(tmp_path: Path) -> Path:
    """A movement in three frames, in a file."""
    file = tmp_path / "sit-to-stand.svg"
    file.write_text(pictures.motion_svg("sit-to-stand"), "utf-8")
    return file


def test_it_moves_there_and_back(squat: Path, tmp_path: Path) -> None:
    """It holds in the first frame, is elsewhere on the way, and ends as it began."""
    view = {"width": 400, "height": 400}
    with opened(squat, viewport=view, reduced_motion="no-preference") as page:
        first, held, way, up, again = film(page, tmp_path, "squat", 0, 0.7, 1.4, 4.2, 8.01)
    assert unlike(first, held) <= ROUNDING
    assert unlike(first, again) <= ROUNDING
    assert min(unlike(first, way), unlike(first, up), unlike(way, up)) > ROUNDING


def test_it_stands_still_where_motion_is_to_be_reduced(squat: Path, tmp_path: Path) -> None:
    """At every moment it is the still picture that tells the movement."""
    told = tmp_path / "told.svg"
    told.write_text(pictures.told_svg("sit-to-stand"), "utf-8")
    view = {"width": 400, "height": 400}
    with opened(squat, viewport=view, reduced_motion="reduce") as page:
        seen = set(film(page, tmp_path, "reduced", 0, 1.4, 4.2))
    with opened(told, viewport=view) as page:
        assert seen == {page.screenshot()}
