"""Every page for everybody: from phone to wall, by day and night, with and without sight."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from posture_daemon.content.leaflets import LEAFLETS
from posture_daemon.forms.pages import PAGES
from tests.guide.chromium import tab

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser

    from tests.forms.teller import Office

WIDTHS = {320: 640, 1280: 800, 2560: 1440}
WISHES: dict[str, dict[str, Any]] = {
    "light": {},
    "dark": {"color_scheme": "dark"},
    "contrast": {"forced_colors": "active"},
}
# Every page on a phone at night, every form at a desk, and one of each sort in all the other ways.
WINDOWS = [
    *((page, 320, "dark") for page in PAGES),
    *((page, 1280, "light") for page in PAGES if page not in LEAFLETS),
    *(
        (page, width, wish)
        for page in ("start", "check-in", "warmth")
        for width, wish in ((320, "light"), (1280, "dark"), (1280, "contrast"), (2560, "light"))
    ),
]


@pytest.mark.parametrize("phase", ["well", "acute"])
def test_the_card_fits_one_screen(browser: Browser, forms: Office, phase: str) -> None:
    """On a desktop all of it is seen at once, with both answers, without scrolling."""
    forms.teller.report["phase"] = phase
    with tab(browser, forms.address("start")) as opened:
        for part in opened.page.locator("h1, .lead, .signs, button").all():
            box = part.bounding_box()
            assert box
            assert box["y"] + box["height"] <= 800


@pytest.mark.parametrize(("page", "width", "wish"), WINDOWS)
def test_every_page_for_everybody(
    browser: Browser, forms: Office, tmp_path: Path, *, page: str, width: int, wish: str
) -> None:
    """Nothing is cut off, what can be pressed is large enough to hit, and axe finds nothing."""
    forms.teller.report |= {"phase": "well"} if page == "start" else {}
    size = {"width": width, "height": WIDTHS[width]}
    with tab(browser, forms.address(page), **size, **WISHES[wish]) as opened:
        opened.picture(tmp_path / f"form-{page}-{width}-{wish}.png")
        assert opened.page.evaluate("document.documentElement.scrollWidth") <= width
        for folded in opened.page.locator("summary").all():
            folded.click()
        for target in opened.page.locator("button, a.button, label:has(input), summary").all():
            box = target.bounding_box()
            assert box
            assert box["x"] + box["width"] <= width
            assert min(box["width"], box["height"]) >= 44
        assert opened.violations() == []
        assert opened.complaints == []
