"""The page of a report in a real browser: on a phone, at a desk and on paper."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import pytest

pytest.importorskip("matplotlib")
pytest.importorskip("pypdf")

from pypdf import PdfReader

from posture_daemon.report.chart import draw
from posture_daemon.report.page import page
from tests.guide.chromium import chromium, tab
from tests.report.diaries import ALL, facts, journal, recovery, single

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser

    from posture_daemon.report.facts import Facts

DIARIES = {
    "six-weeks": facts(recovery(), entries=journal()),
    "everything": facts(recovery(), parts=ALL, entries=journal()),
    "single": facts(single(), 1, name=""),
    "half-a-year": facts(recovery(182), 182, entries=journal(182)),
}


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """One browser for all of them."""
    with chromium() as running:
        yield running


def written(folder: Path, found: Facts) -> Path:
    """A page on the disk."""
    file = folder / "report.html"
    file.write_text(page(found, draw(found)), "utf-8")
    return file


@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize("name", ["six-weeks", "everything", "single"])
def test_everybody_can_read_it(browser: Browser, tmp_path: Path, name: str, width: int) -> None:
    """No complaint of axe, nothing to the side of the window, and nothing asked of anybody."""
    file = written(tmp_path, DIARIES[name])
    with tab(browser, file, width=width) as opened:
        assert opened.page.evaluate("document.documentElement.scrollWidth") <= width
        assert opened.page.locator("figure img").evaluate("image => image.naturalWidth") > 0
        opened.picture(tmp_path / f"report-{name}-{width}.png")
        assert opened.violations() == []
        assert opened.requests == [file.as_uri()]
        assert opened.complaints == []


@pytest.mark.parametrize("paper", ["A4", "Letter"])
@pytest.mark.parametrize(
    ("name", "sheets"), [("six-weeks", 1), ("everything", 2), ("half-a-year", 1)]
)
def test_a_browser_prints_it_on_one_sheet(
    browser: Browser, tmp_path: Path, name: str, sheets: int, paper: str
) -> None:
    """Or on two, where medicine and notes are added."""
    with tab(browser, written(tmp_path, DIARIES[name])) as opened:
        printed = opened.page.pdf(format=paper)
    assert len(PdfReader(io.BytesIO(printed)).pages) == sheets
