"""Every form can be read, filled in and sent by keyboard alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from posture_daemon.content.emergency import card
from posture_daemon.core.sore.deeds import (
    AnswerCard,
    AnswerNever,
    Ask,
    CheckIn,
    Leg,
    PickLevel,
    Stage,
    StartSession,
    Thermal,
    Visit,
)
from tests.forms.browsing import arrive, hear
from tests.guide.chromium import tab

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

    from tests.forms.teller import Office


def test_the_card_by_keyboard(browser: Browser, forms: Office) -> None:
    """Tab reaches the two answers and nothing else, in this order, and each is seen."""
    with tab(browser, forms.address("card")) as opened:
        keys, reached = opened.page.keyboard, []
        for _ in range(2):
            keys.press("Tab")
            reached.append(focused(opened.page))
        keys.press("Enter")
        arrive(opened.page, "How is it?")
    assert reached == [(card().yes, "solid", "3px"), (card().no, "solid", "3px")]
    assert forms.teller.told == [AnswerCard(applies=False)]


def test_a_check_in_by_keyboard(browser: Browser, forms: Office) -> None:
    """Arrows choose, Tab goes on, Space ticks, Enter sends."""
    with tab(browser, forms.address("check-in")) as opened:
        keys = opened.page.keyboard
        until(opened.page, "now")
        keys.press("Space")
        for _ in range(4):
            keys.press("ArrowRight")
        until(opened.page, "leg")
        keys.press("ArrowRight")  # from "Leave out" round to the first
        until(opened.page, "stiff")
        keys.type("20")
        until(opened.page, "helped")
        keys.press("Space")
        until(opened.page, "note")
        keys.type("by keys")
        until(opened.page, "level")
        keys.press("ArrowLeft")
        until(opened.page, "stop_rule")
        keys.press("Space")
        keys.press("Enter")
        arrive(opened.page, "Written down")
    assert forms.teller.told == [
        CheckIn(4, leg=Leg.NO, stiff_minutes=20, helped=("Being on my feet",), note="by keys"),
        PickLevel(3, stop_rule_read=True),
    ]


@pytest.mark.parametrize("kind", Thermal)
def test_warmth_and_cold_by_keyboard(browser: Browser, forms: Office, kind: Thermal) -> None:
    """The same for the three questions and the start."""
    with tab(browser, forms.address(kind)) as opened:
        keys = opened.page.keyboard
        for place in range(3):
            until(opened.page, f"never{place}")
            keys.press("Space")
            keys.press("ArrowRight")
        until(opened.page, "minutes")
        keys.press("Enter")
        hear(opened.page, "start-session")
    assert forms.teller.told == [AnswerNever(kind, applies=False), StartSession(kind, 15)]


def test_a_visit_by_keyboard(browser: Browser, forms: Office) -> None:
    """Not now, and a question."""
    with tab(browser, forms.address("help")) as opened:
        keys = opened.page.keyboard
        until(opened.page, "stage")
        keys.press("ArrowLeft")
        until(opened.page, "question")
        keys.type("May I cycle?")
        keys.press("Tab")
        keys.press("Enter")
        arrive(opened.page, "Written down")
    assert forms.teller.told == [Visit(Stage.NOT_NOW), Ask("May I cycle?")]


def focused(page: Page) -> tuple[str, str, str]:
    """What has the focus, and how it is shown."""
    found: list[str] = page.evaluate(
        """() => {
          const here = document.activeElement, look = getComputedStyle(here);
          return [here.textContent || here.name, look.outlineStyle, look.outlineWidth];
        }"""
    )
    return found[0], found[1], found[2]


def until(page: Page, name: str) -> None:
    """Press Tab until a field of this name has the focus."""
    for _ in range(60):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.name") == name:
            return
    pytest.fail(f"Tab does not reach {name}")
