"""Pictures of notices, for people to look at: kept where POSTURE_ARTIFACTS says."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from tests.desktop import wait_until

if TYPE_CHECKING:
    from tests.desktop import PrivateDesktop

_WIDTH, _HEIGHT = 1280, 800
_EDGE = 32
_LARGE = 200  # pixels; a notice is wider, and other windows of a server are not


def paint_background(session: PrivateDesktop) -> None:
    """Make the screen look like one."""
    size = ("-size", f"{_WIDTH}x{_HEIGHT}")
    # It paints, and ends with 1 all the same.
    session.run("display", "-window", "root", *size, "gradient:#6b8e9f-#2f4858", check=False)


def artefact(path: Path) -> Path:
    """Say where to keep a file: under its name with the artefacts, if they are wanted."""
    folder = Path(os.environ.get("POSTURE_ARTIFACTS", path.parent))
    folder.mkdir(parents=True, exist_ok=True)
    return folder / path.name


def keep_picture(session: PrivateDesktop, window_class: str, path: Path) -> None:
    """Picture the notice of a server, with a little of what is around it."""
    found: list[tuple[int, int, int, int]] = []

    def visible() -> bool:
        found[:] = [place for place in _windows(session, window_class) if place[2] > _LARGE]
        return bool(found)

    wait_until(visible, "the notice is on the screen")
    left, top, width, height = found[0]
    edge = min(_EDGE, top, _WIDTH - left - width)
    crop = f"{width + 2 * edge}x{height + 2 * edge}+{left - edge}+{top - edge}"
    options = ("-crop", crop, "+repage", "-depth", "8", "-strip")
    session.run("import", "-window", "root", *options, artefact(path))


def _windows(session: PrivateDesktop, window_class: str) -> list[tuple[int, int, int, int]]:
    """Find the visible windows of a class: left, top, width and height of each."""
    search = ("search", "--onlyvisible", "--class", window_class)
    places = []
    for window in session.run("xdotool", *search, check=False).split():
        said = session.run("xdotool", "getwindowgeometry", "--shell", window, check=False)
        place = dict(line.split("=") for line in said.split())
        if "WIDTH" in place:
            left, top, width, height = (int(place[key]) for key in ("X", "Y", "WIDTH", "HEIGHT"))
            places.append((left, top, width, height))
    return places
