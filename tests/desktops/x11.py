"""A person at an X screen: the picture, and the pointer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PIL import ImageGrab

if TYPE_CHECKING:
    from PIL.Image import Image

    from tests.desktop import PrivateDesktop


def picture(session: PrivateDesktop) -> Image:
    """Return what is on the screen; `import` needs seconds where there are many windows."""
    return ImageGrab.grab(xdisplay=session.environ["DISPLAY"])


def click(session: PrivateDesktop, x: int, y: int) -> None:
    """Move the pointer to a place, in pixels, and press its left button."""
    # GTK takes no press where it has not seen the pointer come in.
    for place in ((x - 6, y - 2), (x, y)):
        session.run("xdotool", "mousemove", "--sync", *map(str, place))
    session.run("xdotool", "click", "1")
