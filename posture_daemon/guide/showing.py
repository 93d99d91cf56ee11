"""Shows the page of an item: finds the item, writes its page, and opens it in the browser."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from posture_daemon import pictures
from posture_daemon.adapters.clock import SystemClock
from posture_daemon.content.catalogue import Catalogue, catalogue, spelled_out
from posture_daemon.content.leaflets import how_much
from posture_daemon.ergonomics.answers import load
from posture_daemon.ergonomics.page import html
from posture_daemon.ergonomics.question import QUESTION
from posture_daemon.ergonomics.review import Review
from posture_daemon.errors import RequestRefused
from posture_daemon.guide.browser import folder_for_pages, opened
from posture_daemon.guide.connection import is_connected
from posture_daemon.guide.page import put, write
from posture_daemon.paths import exercises_folder, marks_file, workstation_file
from posture_daemon.settings.exercises import read_exercises

if TYPE_CHECKING:
    from posture_daemon.content.catalogue import Item


@dataclass(frozen=True, slots=True)
class Shown:
    """A page that was written, and whether the browser has been told to open it."""

    title: str
    page: Path
    opened: bool


def show(item_id: str, word: str = "", *, level: int | None = None, and_open: bool = True) -> Shown:
    """Write the page of an item and open it; `word` belongs to the notice that it answers.

    `level` is that of the plan for a sore back, while it runs.

    Raises RequestRefused where there is no such item, and OSError where it cannot be written.
    """
    if item_id.startswith(QUESTION):
        return _workstation(and_open=and_open)
    item = _item(item_id)
    said = how_much(level) if level is not None else ""
    place = write(
        item, folder_for_pages(), pictures, word=word, connected=is_connected(), how_much=said
    )
    return Shown(item.title, place, and_open and opened(place))


def _workstation(*, and_open: bool) -> Shown:
    """A question about the workstation is on the page of the whole check."""
    review = Review(load(workstation_file()), SystemClock().now().wall)
    place = put(html(review), folder_for_pages(), "workstation.html")
    return Shown("Workstation check", place, and_open and opened(place))


def known() -> Catalogue:
    """The catalogue, and the items of one's own; what is wrong with those, others say."""
    own = read_exercises(exercises_folder(), marks_file()).own
    return Catalogue.of(map(spelled_out, (*catalogue().items, *own)))


def _item(item_id: str) -> Item:
    items = known().by_id
    if item_id in items:
        return items[item_id]
    from difflib import get_close_matches

    near = get_close_matches(item_id, items, n=1)
    hint = f"Did you mean {near[0]}?" if near else "posture exercises lists them."
    raise RequestRefused(f"There is no item {item_id!r}.", hint)
