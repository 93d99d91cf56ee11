"""The picture of an exercise: drawn in a terminal that can, or else a file to open."""

from __future__ import annotations

import io
import re
import sys
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from posture_daemon.content.catalogue import FOLDER
from posture_daemon.errors import Unavailable

if TYPE_CHECKING:
    from posture_daemon.content.catalogue import Item

_COLUMNS = 44
_COLOURS = 12  # a VT340 has 16, and a drawing fewer
_DEFINED = re.compile(r"#(\d+);2;\d+;\d+;\d+")


def picture(item: Item) -> str:
    """Draw it if the terminal can, and else return where it is; nothing if there is none."""
    if not (item.figure or item.picture):
        return ""
    if sys.stdout is not None and sys.stdout.isatty() and (drawn := _drawn(item)):
        sys.stdout.write(f"\n{drawn}")
        return ""
    return item.picture or _file(item.figure)


def _drawn(item: Item) -> str:
    """The picture by sixel or kitty's protocol, if the terminal answers that it has either."""
    with suppress(ImportError, Unavailable):  # the extra `terminal` is not installed, say
        from PIL import Image as Pictures
        from rich.console import Console
        from textual_image.renderable import Image, SixelImage, TGPImage
        from textual_image.renderable.sixel import SixelOptions

        if Image not in (SixelImage, TGPImage):
            return ""
        with Pictures.open(io.BytesIO(_content(item))) as opened:
            shown = opened.convert("RGBA")
        page = Pictures.new("RGBA", shown.size, "white")  # what is transparent would come out black
        page.alpha_composite(shown)
        out = io.StringIO()
        console = Console(file=out, force_terminal=True)
        if Image is TGPImage:
            console.print(TGPImage(page, width=_COLUMNS))
            return out.getvalue()
        few = SixelOptions(colors=_COLOURS)
        console.print(SixelImage(page.convert("RGB"), width=_COLUMNS, sixel_options=few))
        # xterm does not paint with a colour for being told what it is; it wants to be told twice.
        return _DEFINED.sub(r"\g<0>#\1", out.getvalue())
    return ""


def _content(item: Item) -> bytes:
    """The picture as PNG; the drawings of the catalogue are shipped as such."""
    if item.picture.endswith(".svg"):
        raise Unavailable("An SVG picture is not drawn in a terminal.")
    return Path(item.picture or FOLDER / "pictures" / f"{item.figure}.png").read_bytes()


def _file(figure: str) -> str:
    """A file that holds the drawing."""
    from posture_daemon.paths import figure_folder
    from posture_daemon.pictures import known_figures, told_svg

    if figure not in known_figures():
        return ""
    path = figure_folder() / f"{figure}.svg"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(told_svg(figure), "utf-8")
    return str(path)
