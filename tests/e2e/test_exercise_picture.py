"""The picture of an exercise in a real terminal: drawn where sixel is known, else a path."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import pytest
from PIL import Image

from tests.desktop import need, wait_until
from tests.e2e.pictures import artefact

if TYPE_CHECKING:
    from pathlib import Path

    from tests.desktop import PrivateDesktop

Colour = tuple[int, int, int]
ORANGE = ((190, 60, 10), (250, 130, 90))  # what moves in a drawing; nothing else on the screen is
_SHOW = '{python} -m posture_daemon exercises show stretch-knee-to-chest; touch "$1"; read wait'


CREAM = ((245, 235, 220), (255, 250, 240))  # the card that it is drawn on
INK = ((0, 0, 0), (40, 40, 40))
_CARD = 40_000  # pixels
_LINES = 400  # pixels of ink at least in the text of an exercise


def painted(picture: Path, low: Colour, high: Colour) -> int:
    """How many pixels of the left half of a screenshot lie between these two colours."""
    with Image.open(picture) as opened:
        left = opened.convert("RGB").crop((0, 0, 400, 600))
    counts = left.getcolors(1 << 24) or []
    return sum(
        count
        for count, colour in counts
        if isinstance(colour, tuple)
        and all(a <= c <= b for a, c, b in zip(low, colour, high, strict=True))
    )


@pytest.mark.parametrize(("terminal", "draws"), [("vt340", True), ("vt220", False)])
def test_a_terminal_shows_what_it_can(
    private_desktop: PrivateDesktop, tmp_path: Path, terminal: str, *, draws: bool
) -> None:
    """The terminal is asked, and answers: a VT340 has sixel graphics, and a VT220 has not."""
    need("xterm", "import")
    shown, picture = tmp_path / "shown", artefact(tmp_path / f"exercise-{terminal}.png")
    script = _SHOW.format(python=sys.executable)
    options = ("-ti", terminal, "-geometry", "100x48+0+0")
    private_desktop.start("xterm", *options, "-e", "sh", "-c", script, "sh", shown)
    wait_until(shown.exists, "the exercise is shown")

    def read() -> bool:
        private_desktop.screenshot(picture)
        colour, least = (ORANGE, 500) if draws else (INK, _LINES)
        return painted(picture, *colour) > least

    wait_until(read, "it is on the screen")
    assert (painted(picture, *ORANGE) > 0) == draws
    assert (painted(picture, *CREAM) > _CARD) == draws
