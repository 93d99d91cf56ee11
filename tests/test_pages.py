"""The pages of buttons: of what is on the screen, with what its page has to know."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from posture_daemon import pages
from posture_daemon.core.notice import Answer
from posture_daemon.core.plan import Text
from posture_daemon.core.reminder import Kind
from tests.control.office import Office

if TYPE_CHECKING:
    from collections.abc import Coroutine

TILTS = Text("tilts", "Tiny tilts", "Five times.", sore_level=1)


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[tuple[Any, ...]]:
    """What pages were asked for: item, word and level."""
    asked: list[tuple[Any, ...]] = []

    async def nothing() -> None:
        """Open no browser."""

    def open_page(*about: Any) -> Coroutine[Any, Any, None]:
        asked.append(about)
        return nothing()

    monkeypatch.setattr(pages, "open_page", open_page)
    return asked


def show(office: Office) -> None:
    """Press the button that opens the page of what is on the screen."""
    page = pages.page_for(Answer.SHOW, office.dispatcher, office.passes)
    assert page
    page.close()


def with_tilts() -> Office:
    """A service that knows one stretch, and nothing to say in a break."""
    office = Office()
    agenda = office.dispatcher.agenda
    plan = replace(agenda.plan, texts={Kind.STRETCH: (TILTS,), Kind.MICROBREAK: (TILTS,)})
    office.dispatcher.configure(plan, agenda.calendar)
    return office


def test_the_page_of_a_gentle_movement_knows_the_level(opened: list[tuple[Any, ...]]) -> None:
    """It says how much, which is for everyone on that level."""
    office = with_tilts()
    for deed, details in (
        ("begin", {}),
        ("answer-card", {"applies": False}),
        ("pick-level", {"level": 1, "stop_rule_read": True}),
    ):
        office.ask("tell", deed=deed, details=details)
    assert office.dispatcher.take("sore:hour")
    show(office)
    [(item, _word, level)] = opened
    assert (item, level) == ("tilts", 1)


def test_the_page_of_an_ordinary_break_knows_none(opened: list[tuple[Any, ...]]) -> None:
    """Nobody is sore."""
    office = with_tilts()
    assert office.dispatcher.take("microbreak")
    show(office)
    assert [level for _item, _word, level in opened] == [None]
