"""The plan for a sore back on a real desktop: from the button, over the card, to its prompts."""

from __future__ import annotations

from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from posture_daemon.core.entry import Event
from posture_daemon.core.sore.deeds import (
    AnswerCard,
    Begin,
    CheckIn,
    EndSession,
    GotAdvice,
    JudgeSession,
    Thermal,
    Verdict,
)
from tests.e2e.pictures import keep_picture
from tests.e2e.service import AT_THE_DESK, REAL_BREAK
from tests.e2e.sore_desk import SoreDesk, sore_desk
from tests.e2e.sore_service import MINUTE, begun, put_on
from tests.guide.chromium import chromium, tab

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.desktop import PrivateDesktop
    from tests.guide.chromium import Tab

SECOND = timedelta(seconds=1)


@pytest.fixture
def desk(private_desktop: PrivateDesktop) -> Iterator[SoreDesk]:
    """A desktop with dunst and a browser, and a service that is not started."""
    with sore_desk(private_desktop, AT_THE_DESK + REAL_BREAK) as desk:
        yield desk


@contextmanager
def opened(desk: SoreDesk) -> Iterator[Tab]:
    """The page that the browser was asked to open, in Chromium."""
    file = Path(desk.wait_for_page())
    assert file.is_relative_to(desk.service.runtime)
    assert file.stat().st_mode & 0o777 == 0o600
    with chromium() as browser, tab(browser, file.as_uri()) as shown:
        shown.page.wait_for_url("http://127.0.0.1:*/**")
        yield shown


def press(shown: Tab, button: str, title: str) -> None:
    """Press a button of a form, and wait for the page that comes after it."""
    shown.page.get_by_role("button", name=button).click()
    shown.page.get_by_role("heading", level=1, name=title).wait_for()


def begin(desk: SoreDesk) -> None:
    """Say on the notice of a break that one's back hurts."""
    desk.service.have_worked(55 * MINUTE - 3 * SECOND)
    desk.service.start()
    desk.service.wait_for(Event.SHOWN, "break")
    desk.wait_for_screen(1)
    desk.choose("My back hurts")


def test_from_the_button_to_the_plan(desk: SoreDesk, tmp_path: Path) -> None:
    """The card, who should ask first, and then the plan is on, and a level can be picked."""
    service = desk.service
    begin(desk)
    with opened(desk) as shown:
        assert service.sore()["phase"] == "well"
        shown.picture(tmp_path / "start.png")
        assert not shown.violations()
        press(shown, "None of these", "Ask first")
        assert service.sore()["phase"] == "safety"
        shown.picture(tmp_path / "ask-first.png")
        assert not shown.violations()
        press(shown, "Go on", "How is it?")
        assert service.sore()["phase"] == "acute"
        shown.picture(tmp_path / "check-in.png")
        shown.page.get_by_role("group", name="How sore").first.get_by_label("4", exact=True).check()
        shown.page.get_by_label("2", exact=True).last.check()
        press(shown, "Write it down", "Written down")
        assert shown.page.get_by_role("status").inner_text().startswith("Kept in the diary.")
        shown.picture(tmp_path / "written-down.png")
        assert not shown.complaints
    deeds = service.deeds()
    assert deeds[0] == Begin(outside_hours=False)
    assert deeds[1] == AnswerCard(applies=False)
    report = service.sore()
    assert (report["phase"], report["level"]) == ("acute", 2)


WARMTH_BEFORE = (
    *put_on(Thermal.WARMTH, 70 * MINUTE),
    (55 * MINUTE, EndSession()),
    (30 * MINUTE, JudgeSession(Verdict.HELPED)),
)


def test_the_prompt_of_the_hour(desk: SoreDesk, tmp_path: Path) -> None:
    """It comes after an hour of work, and not the break of the settings; Done settles it."""
    service = desk.service
    told = *begun(75 * MINUTE, level=0), *WARMTH_BEFORE
    service.have_told(*told, worked=60 * MINUTE - 3 * SECOND)
    service.start()
    assert "Warmth" not in desk.wait_for_notice("A minute on your feet")
    desk.wait_for_screen(1)
    keep_picture(desk.session, "dunst", tmp_path / "on-your-feet.png")
    desk.choose("Done")
    service.wait_for_private(Event.DONE, "sore:hour")
    assert "break" not in [each["reminder"] for each in service.status()["reminders"]]


def test_warmth_is_offered(desk: SoreDesk, tmp_path: Path) -> None:
    """Where the last time is long ago, the prompt leads to a page that begins it."""
    service = desk.service
    service.have_told(*begun(75 * MINUTE, level=0), worked=60 * MINUTE - 3 * SECOND)
    service.start()
    assert "Warmth or cold, if you like" in desk.wait_for_notice("A minute on your feet")
    desk.wait_for_screen(1)
    desk.choose("Show me")
    with opened(desk) as shown:
        shown.picture(tmp_path / "warmth.png")
        assert not shown.violations()


def test_a_check_in_by_the_form(desk: SoreDesk, tmp_path: Path) -> None:
    """The notice opens the form, and the line that is written down there settles it."""
    service = desk.service
    service.have_told(*begun(10 * MINUTE - 3 * SECOND))
    service.start()
    desk.wait_for_notice("How is it?")
    desk.wait_for_screen(1)
    keep_picture(desk.session, "dunst", tmp_path / "how-is-it.png")
    desk.choose("Show me")
    with opened(desk) as shown:
        shown.page.get_by_label("4", exact=True).first.check()
        press(shown, "Write it down", "Written down")
    desk.wait_for_screen(0)
    assert service.deeds()[-1] == CheckIn(4)
    assert service.status()["live"] is None


def test_a_sign_applies(desk: SoreDesk, tmp_path: Path) -> None:
    """The number to call, and nothing but a pinned notice until there was advice."""
    service = desk.service
    begin(desk)
    with opened(desk) as shown:
        press(shown, "One of these applies", "One of these applies to me")
        shown.picture(tmp_path / "advice.png")
        assert shown.page.get_by_role("link", name="Call 999").count()
    pinned = desk.wait_for_notice("One of the emergency signs was noted")
    assert all(f'string "{label}"' in pinned for label in ("Read it", "I got advice"))
    assert "call 999 or 112" in pinned
    desk.wait_for_screen(1)
    keep_picture(desk.session, "dunst", tmp_path / "pinned.png")
    assert not service.status()["reminders"]

    service.kill()
    service.start()
    desk.wait_for_notice("One of the emergency signs was noted", times=2)
    assert service.sore()["phase"] == "urgent"
    assert not service.status()["reminders"]
    desk.choose("I got advice")
    desk.wait_for_notice("Please read the emergency card now")
    keep_picture(desk.session, "dunst", tmp_path / "card-now.png")
    assert service.deeds()[-1] == GotAdvice()
    assert service.sore()["phase"] == "safety"
    assert "Traceback" not in service.said
