"""The eyes of a test: what has come onto a screen that was empty, and where a word stands on it."""

from __future__ import annotations

import os
import subprocess
from typing import TYPE_CHECKING, NamedTuple

from PIL import Image, ImageChops

from tests.desktop import LIMIT, need, wait_until

if TYPE_CHECKING:
    from collections.abc import Callable

# Letters of a desktop are too small for tesseract, and the edge keeps them whole.
_ENLARGED, _EDGE = 3, 8
_STILL = 5  # times seen the same
_SURE = 10.0  # of 100; the word has to be the very one that is looked for
_SMALLEST = 60  # pixels; a notice is larger, and the pointer is not


class Box(NamedTuple):
    """A part of the screen, in pixels from its upper left corner."""

    left: int
    top: int
    right: int
    bottom: int


SCREEN = Box(0, 0, 1280, 800)


class Sight:
    """Compares the screen with its picture while it was empty, and reads what is new.

    `take` makes a picture; `within` leaves out what changes by itself, a clock for example.
    """

    def __init__(self, take: Callable[[], Image.Image], within: Box = SCREEN) -> None:
        need("tesseract")
        self._take = take
        self._within = within
        self._empty = self._look()

    def remember_empty(self, painted: Callable[[Image.Image], bool]) -> None:
        """Take what is on the screen, once it is painted and stands still, for the empty screen."""
        self._empty = self._standing_still(painted, "the empty screen is painted")

    def wait_for_notice(self) -> Box:
        """Wait until something is on the screen and stands still, and say where it is."""
        # Its place, not each dot: some servers draw how the time to answer runs out.
        seen = self._standing_still(self._has_notice, "a notification is on the screen", self._new)
        return self._new(seen)

    def wait_until_clear(self) -> None:
        """Wait until the screen is as empty as it was."""
        wait_until(lambda: not any(self._new(self._look())), "the screen is empty again")

    def find(self, label: str) -> tuple[int, int]:
        """Wait until the label can be read in what is new; the middle of its last appearance.

        The last, because the buttons are below the text; of several words it looks for the last.
        """
        word = label.rsplit(maxsplit=1)[-1]
        places: list[tuple[int, int]] = []

        def readable() -> bool:
            box = self.wait_for_notice()
            places[:] = _places(self._look(), box, word)
            return bool(places)

        wait_until(readable, f"{word!r} can be read on the screen")
        x, y = places[-1]
        return x + self._within.left, y + self._within.top

    def _look(self) -> Image.Image:
        return self._take().convert("RGB").crop(self._within)

    def _standing_still(
        self,
        wanted: Callable[[Image.Image], bool],
        what: str,
        traits: Callable[[Image.Image], object] = Image.Image.tobytes,
    ) -> Image.Image:
        last, same = self._look(), 0

        def still() -> bool:
            nonlocal last, same
            before, last = last, self._look()
            same = same + 1 if traits(before) == traits(last) else 0
            return same >= _STILL and wanted(last)

        wait_until(still, what)
        return last

    def _new(self, picture: Image.Image) -> Box:
        return Box(*(ImageChops.difference(self._empty, picture).getbbox() or (0, 0, 0, 0)))

    def _has_notice(self, picture: Image.Image) -> bool:
        box = self._new(picture)
        return box.right - box.left > _SMALLEST


def _places(picture: Image.Image, box: Box, word: str) -> list[tuple[int, int]]:
    left, top = max(box.left - _EDGE, 0), max(box.top - _EDGE, 0)
    part = picture.crop((left, top, box.right + _EDGE, box.bottom + _EDGE)).convert("L")
    large = part.resize((part.width * _ENLARGED, part.height * _ENLARGED), Image.Resampling.LANCZOS)
    return [
        (left + x // _ENLARGED, top + y // _ENLARGED)
        for read, x, y in _words(large)
        if read.strip("|[]().,") == word
    ]


def _words(picture: Image.Image) -> list[tuple[str, int, int]]:
    """Each word that tesseract reads, with its middle."""
    command = ("tesseract", "stdin", "stdout", "--psm", "11", "tsv")
    data = b"P5 %d %d 255\n" % picture.size + picture.tobytes()
    done = subprocess.run(
        command,
        input=data,
        # Its threads wait for one another longer than they read.
        env=os.environ | {"OMP_THREAD_LIMIT": "1"},
        capture_output=True,
        timeout=LIMIT,
        check=True,
    )
    rows = [line.split("\t") for line in done.stdout.decode().splitlines()[1:]]
    found = []
    for *_, left, top, width, height, sure, word in rows:
        if word.strip() and float(sure) > _SURE:
            found.append((word, int(left) + int(width) // 2, int(top) + int(height) // 2))
    return found
