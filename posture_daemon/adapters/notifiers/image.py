"""The file of a notice's picture: one that is shipped, or one of the person's own."""

from __future__ import annotations

from pathlib import Path

# The drawings painted beforehand, so that a notice has its picture where nothing can paint.
FOLDER = Path(__file__).parents[2] / "content" / "pictures"


def file_of(picture: str) -> Path | None:
    """Find the PNG of a figure's id or of an absolute path, or nothing where there is none.

    Not every server can draw an SVG file, and some show nothing at all in its place.
    """
    if not picture:
        return None
    own = Path(picture)
    path = own if own.is_absolute() else FOLDER / f"{own.name}.png"
    return path if path.suffix.lower() == ".png" and path.is_file() else None
