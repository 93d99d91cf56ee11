"""The page of the check in a real browser: for every person, in every window, without a network."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from posture_daemon.ergonomics.answers import Answers, Reply
from posture_daemon.ergonomics.checklist import checklist
from posture_daemon.ergonomics.page import html
from posture_daemon.ergonomics.review import Review
from tests.ergonomics.test_review import MONDAY
from tests.guide.chromium import chromium, tab

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser

FIRST, SECOND, *_ = checklist()
WISHES: dict[str, dict[str, Any]] = {
    "light": {},
    "dark": {"color_scheme": "dark"},
    "contrast": {"forced_colors": "active"},
    "phone": {"width": 320, "height": 640},
    "wall": {"width": 2560, "height": 1440},
    "no-script": {"java_script_enabled": False},
}


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """The browser that the system has."""
    with chromium() as running:
        yield running


@pytest.fixture
def page(tmp_path: Path) -> Path:
    """The page of a check that has been begun, with a change to try."""
    review = Review(Answers(), MONDAY)
    review.answer(FIRST, Reply.NO)
    review.answer(SECOND, Reply.YES)
    review.choose_change()
    file = tmp_path / "workstation.html"
    file.write_text(html(review), "utf-8")
    return file


@pytest.mark.parametrize("wish", sorted(WISHES.keys() - {"no-script"}))
def test_everybody_can_use_it(browser: Browser, page: Path, tmp_path: Path, wish: str) -> None:
    """The audit finds nothing, nothing is wider than the window, and only the file is read."""
    with tab(browser, page, **WISHES[wish]) as opened:
        assert opened.violations() == []
        assert opened.page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        assert opened.requests == [page.as_uri()]
        assert opened.complaints == []
        opened.picture(tmp_path / f"workstation-{wish}.png")


def test_answers_become_a_command(browser: Browser, page: Path) -> None:
    """What is answered with the keyboard is one command; what is kept already is not in it."""
    command = "document.getElementById('command').textContent"
    with tab(browser, page) as opened:
        assert opened.page.evaluate(command) == ""
        opened.page.focus(f"input[name={FIRST.id}][value=no]")
        opened.page.keyboard.press("ArrowLeft")
        opened.page.focus("input[name=laptop][value=yes]")
        opened.page.keyboard.press("Space")
        assert (
            opened.page.evaluate(command) == f"posture ergonomics answer {FIRST.id} yes laptop yes"
        )
        assert not opened.page.is_visible(".by-hand")


def test_without_a_script_each_question_has_its_command(browser: Browser, page: Path) -> None:
    """And the page says where it is."""
    with tab(browser, page, java_script_enabled=False) as opened:
        assert opened.page.inner_text("#how") == "Run the command below each question."
        assert opened.page.locator(".by-hand").count() == len(checklist())
        assert opened.page.locator(".by-hand").first.is_visible()


def test_paper_has_the_questions_and_no_commands(browser: Browser, page: Path) -> None:
    """What is printed is to be ticked."""
    with tab(browser, page) as opened:
        opened.page.emulate_media(media="print")
        assert not opened.page.is_visible("#keep")
        assert opened.page.locator("input").first.is_visible()
