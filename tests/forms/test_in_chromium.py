"""The forms in a real browser: for everybody, with and without a script, in two tabs."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

from posture_daemon.content.emergency import card
from posture_daemon.content.precautions import precautions
from posture_daemon.core.sore.deeds import (
    AnswerCard,
    AnswerNever,
    Ask,
    Begin,
    CheckIn,
    GotAdvice,
    Leg,
    PickLevel,
    ScoreActivity,
    Stage,
    StartSession,
    Thermal,
    Visit,
)
from posture_daemon.errors import RequestRefused
from tests.forms.browsing import arrive, hear
from tests.forms.teller import office
from tests.guide.chromium import tab

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser

    from tests.forms.teller import Office

EVERY_WAY = pytest.mark.parametrize(
    "wishes",
    [{}, {"java_script_enabled": False}, {"width": 320, "height": 640}],
    ids=["desktop", "no script", "phone"],
)


@EVERY_WAY
def test_the_plan_is_begun(browser: Browser, forms: Office, wishes: dict[str, Any]) -> None:
    """The card is read, answered with none, and the check-in comes next."""
    forms.teller.report["phase"] = "well"
    with tab(browser, forms.address("start"), **wishes) as opened:
        opened.page.get_by_label("Remind me outside my working hours").check()
        opened.page.get_by_role("button", name="None of these").click()
        arrive(opened.page, "How is it?")
        hear(opened.page, "answer-card")
        assert opened.complaints == []
    assert forms.teller.told == [Begin(outside_hours=True), AnswerCard(applies=False)]


@EVERY_WAY
def test_a_sign_applies(
    browser: Browser, forms: Office, wishes: dict[str, Any], tmp_path: Path
) -> None:
    """The number of the country is there to be pressed, and the way back is to have got advice."""
    with tab(browser, forms.address("card"), **wishes) as opened:
        opened.page.get_by_role("button", name=card().yes).click()
        calls = opened.page.get_by_role("link").all()
        assert [call.get_attribute("href") for call in calls] == ["tel:999", "tel:112"]
        assert opened.page.get_by_text("until you say that you got advice").is_visible()
        opened.picture(tmp_path / f"form-urgent-{len(wishes)}.png")
        opened.page.get_by_role("button", name=card().got_advice).click()
        arrive(opened.page, card().title)
    assert forms.teller.told == [AnswerCard(applies=True), GotAdvice()]


@EVERY_WAY
def test_a_check_in(browser: Browser, forms: Office, wishes: dict[str, Any]) -> None:
    """Scores, a leg, an activity, a level; what is left out is left out."""
    with tab(browser, forms.address("check-in"), **wishes) as opened:
        shown = opened.page
        shown.get_by_role("group", name="How sore is your back now").get_by_label("4").check()
        shown.get_by_role("group", name="at its worst").get_by_label("6", exact=True).check()
        shown.get_by_label("Pins and needles").check()
        shown.get_by_label("A note for yourself").fill("after the move <b>&")
        shown.get_by_label("How well activity 1 goes").fill("3")
        shown.get_by_role("group", name="The level you pick").get_by_label("1").check()
        shown.get_by_role("button", name="Write it down").click()
        arrive(shown, "Written down")
        assert "after" not in shown.url
    assert forms.teller.told == [
        CheckIn(4, 6, leg=Leg.TINGLE, sleep_disturbed=None, note="after the move <b>&"),
        ScoreActivity("Sitting through a meeting", 3),
        PickLevel(1),
    ]


@EVERY_WAY
def test_warmth_is_begun(browser: Browser, forms: Office, wishes: dict[str, Any]) -> None:
    """Three times no, ten minutes, awake."""
    with tab(browser, forms.address("warmth"), **wishes) as opened:
        for question in precautions(Thermal.WARMTH).questions:
            opened.page.get_by_role("group", name=question.text).get_by_label("No").check()
        opened.page.get_by_label("Minutes").fill("10")
        opened.page.get_by_label("I will stay awake").check()
        opened.page.get_by_role("button", name="Start warmth").click()
        hear(opened.page, "start-session")
    assert forms.teller.told == [
        AnswerNever(Thermal.WARMTH, applies=False),
        StartSession(Thermal.WARMTH, 10, stay_awake=True),
    ]


def test_a_visit(browser: Browser, forms: Office) -> None:
    """The day, and a question."""
    with tab(browser, forms.address("help")) as opened:
        opened.page.get_by_label("Booked").check()
        opened.page.get_by_label("On which day").fill("2026-03-05")
        opened.page.get_by_label("the one thing that you want to ask").fill("May I cycle?")
        opened.page.get_by_role("button", name="Write it down").click()
        arrive(opened.page, "Written down")
    assert forms.teller.told == [Visit(Stage.BOOKED, date(2026, 3, 5)), Ask("May I cycle?")]


def test_the_browser_asks_for_what_is_missing(browser: Browser, forms: Office) -> None:
    """A form without a score is not even sent."""
    with tab(browser, forms.address("check-in")) as opened:
        sent = len(opened.requests)
        opened.page.get_by_role("button", name="Write it down").click()
        assert opened.page.evaluate("document.querySelector('form').checkValidity()") is False
        assert len(opened.requests) == sent
    assert forms.teller.told == []


def test_what_is_wrong_is_led_to(browser: Browser, forms: Office, tmp_path: Path) -> None:
    """Where a browser does not ask, the page says it, keeps what was typed and leads there."""
    with tab(browser, forms.address("check-in")) as opened:
        shown = opened.page
        shown.evaluate("document.querySelector('form').noValidate = true")
        shown.get_by_label("stiff this morning").fill("-3")
        shown.get_by_label("A note for yourself").fill("after the move")
        shown.get_by_role("button", name="Write it down").click()
        alert = shown.get_by_role("alert")
        assert "Choose a number from 0 to 10." in alert.inner_text()
        assert shown.title().startswith("Not yet")
        assert shown.get_by_label("A note for yourself").input_value() == "after the move"
        alert.get_by_role("link", name="For how many minutes").click()
        assert shown.url.endswith("#stiff")
        assert shown.get_by_label("stiff this morning").get_attribute("aria-invalid") == "true"
        opened.picture(tmp_path / "form-wrong.png")
        assert opened.violations() == []


def test_a_refusal_keeps_what_was_typed(browser: Browser, forms: Office, tmp_path: Path) -> None:
    """The service says no, in its own words, and the form can be sent again."""
    forms.teller.refused["start-session"] = RequestRefused("Cold opens at 14:30.", "Wait for it.")
    forms.teller.report["thermal"]["cold"]["asked_today"] = True
    with tab(browser, forms.address("cold")) as opened:
        opened.page.get_by_label("Minutes").fill("12")
        opened.page.get_by_role("button", name="Start cold").click()
        assert opened.page.get_by_role("alert").inner_text() == "Cold opens at 14:30. Wait for it."
        assert opened.page.get_by_label("Minutes").input_value() == "12"
        opened.picture(tmp_path / "form-refused.png")
        forms.teller.refused.clear()
        opened.page.get_by_role("button", name="Start cold").click()
        hear(opened.page, "start-session")
    assert forms.teller.told == [StartSession(Thermal.COLD, 12)]


def test_without_the_service(browser: Browser, forms: Office, tmp_path: Path) -> None:
    """A sentence says what to do, and nothing that was typed is lost."""
    with tab(browser, forms.address("check-in")) as opened:
        shown = opened.page
        forms.closed()
        shown.get_by_role("group", name="How sore is your back now").get_by_label("4").check()
        shown.get_by_label("A note for yourself").fill("after the move")
        shown.get_by_role("button", name="Write it down").click()
        assert "posture-daemon run" in shown.get_by_role("alert").inner_text()
        assert shown.get_by_label("A note for yourself").input_value() == "after the move"
        opened.picture(tmp_path / "form-not-running.png")


def test_two_clicks_tell_once(browser: Browser, forms: Office) -> None:
    """Nor does a reload tell it again."""
    with tab(browser, forms.address("check-in")) as opened:
        shown = opened.page
        shown.get_by_role("group", name="How sore is your back now").get_by_label("4").check()
        shown.get_by_role("button", name="Write it down").dblclick()
        hear(shown, "check-in")
        shown.reload()
        hear(shown, "check-in")
    assert forms.teller.told == [CheckIn(4)]


def test_two_tabs(browser: Browser, forms: Office) -> None:
    """Each is a form of its own."""
    address = forms.address("check-in")
    with tab(browser, address) as one, tab(browser, address) as two:
        for opened, score in ((one, "4"), (two, "5")):
            group = opened.page.get_by_role("group", name="How sore is your back now")
            group.get_by_label(score).check()
        for opened in (two, one):
            opened.page.get_by_role("button", name="Write it down").click()
            hear(opened.page, "check-in")
    assert forms.teller.told == [CheckIn(5), CheckIn(4)]


def test_a_form_goes_nowhere_else(browser: Browser, forms: Office) -> None:
    """Whatever got into a page could not send it to anybody, not even to another server of ours."""
    with tab(browser, forms.address("check-in")) as opened, office() as other:
        broken = opened.page.evaluate(
            """(address) => new Promise((resolve) => {
              const heard = (event) => resolve(event.effectiveDirective);
              document.addEventListener("securitypolicyviolation", heard);
              const form = document.querySelector("form");
              form.action = address;
              form.submit();
            })""",
            other.address("check-in"),
        )
        assert broken == "form-action"
        assert opened.page.url == forms.address("check-in")
