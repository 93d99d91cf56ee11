"""Paints the drawings of the movements for the notifications, from their descriptions.

.venv/bin/python docs/pictures.py
"""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

from PIL import Image

from posture_daemon import pictures

FOLDER = Path(pictures.__file__).parents[1] / "content" / "pictures"
WIDTH = 256
_COLOURS = 64


def painted(name: str) -> Image.Image:
    """One picture, in the few colours that it has."""
    drawn = Image.open(BytesIO(pictures.png(name, WIDTH)))
    return drawn.quantize(_COLOURS, method=Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE)


def main() -> None:
    """Write every picture anew, and take away those that have no description any more."""
    every = {name: painted(name) for name in sorted(pictures.known_figures())}
    FOLDER.mkdir(exist_ok=True)
    for path in FOLDER.glob("*.png"):
        path.unlink()
    for name, picture in every.items():
        picture.save(FOLDER / f"{name}.png", optimize=True)


if __name__ == "__main__":
    main()
