"""The contact sheet in a real browser: complete, the same every time, and nothing sticks out."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from docs import contact_sheet
from posture_daemon.content.catalogue import catalogue, spelled_out
from posture_daemon.pictures import known_figures
from tests.e2e.pictures import artefact
from tests.pictures.browser import opened

if TYPE_CHECKING:
    from pathlib import Path

STICKING_OUT = """
[...document.querySelectorAll("body *")].filter(e => !e.closest("svg") && (
    e.scrollWidth > e.clientWidth + 1 && getComputedStyle(e).display != "inline"
    || e.getBoundingClientRect().right > e.parentElement.getBoundingClientRect().right + 1
)).map(e => e.outerHTML.slice(0, 80))
"""
DRAWN = """
[...document.querySelectorAll("svg")].map(e => {
    const box = e.getBoundingClientRect(), ids = e.querySelectorAll("[id]");
    return box.width > 20 && Math.abs(box.width - box.height) < 1 && ids.length == 1;
})
"""
REPEATED = """
(() => { const ids = [...document.querySelectorAll("[id]")].map(e => e.id);
         return ids.filter((id, place) => ids.indexOf(id) != place); })()
"""


@pytest.fixture
def sheet(tmp_path: Path) -> Path:
    """The page in a file."""
    file = tmp_path / "contact-sheet.html"
    file.write_text(contact_sheet.page(), "utf-8")
    return file


def test_it_is_the_same_every_time() -> None:
    """Byte for byte."""
    assert contact_sheet.page() == contact_sheet.page()


def test_it_has_every_drawing_every_item_and_every_source() -> None:
    """Nothing of the catalogue is left out."""
    page = contact_sheet.page()
    assert all(f'<article id="{name}">' in page for name in known_figures())
    for item in map(spelled_out, catalogue().items):
        assert f"<b>{item.title.replace('&', '&amp;').replace(chr(39), '&#x27;')}</b>" in page
        assert f"({item.grade})" in page
    assert page.count("<li>") == len(catalogue().items)


@pytest.mark.parametrize("width", [320, 1280, 2560])
def test_no_text_leaves_its_box(sheet: Path, tmp_path: Path, width: int) -> None:
    """From the width of a phone to that of a wall; and every drawing is there, as a square."""
    with opened(sheet, viewport={"width": width, "height": 900}) as page:
        assert page.evaluate(STICKING_OUT) == []
        drawn = page.evaluate(DRAWN)
        assert all(drawn)
        assert len(drawn) > 2 * len(known_figures())
        assert page.evaluate(REPEATED) == []
        page.screenshot(path=artefact(tmp_path / f"contact-sheet-{width}.png"), full_page=True)


def test_a_text_too_wide_would_be_noticed(sheet: Path) -> None:
    """One word that cannot be broken and has no room is found."""
    word = "<p style='overflow-wrap:normal'>" + "x" * 500 + "</p>"
    sheet.write_text(sheet.read_text("utf-8").replace("<main", f"{word}<main"), "utf-8")
    with opened(sheet, viewport={"width": 800, "height": 900}) as page:
        assert any("xxx" in found for found in page.evaluate(STICKING_OUT))
