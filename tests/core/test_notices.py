"""The picture of a notice: that of the text which it says, for as long as it is on the screen."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from posture_daemon.core.moment import Moment
from posture_daemon.core.notices import notice_of
from posture_daemon.core.plan import Plan, Text
from posture_daemon.core.reminder import Kind
from posture_daemon.core.state import Live
from tests.core.desk import BREAK, MONDAY

DRAWN = Text("drawn", "Walk", "A stroll.", figure="walk")
OWN = Text("own", "Mine", "As I do it.", figure="walk", picture="/home/me/mine.png")
BARE = Text("bare", "Sip", "Some water.")
PLAN = Plan((BREAK,), texts={Kind.BREAK: (DRAWN, OWN, BARE)})
NOW = Moment(MONDAY, timedelta(minutes=1))


def live(text: str | None) -> Live:
    """A break on the screen with this text."""
    return Live("break", (), timedelta(), None, "Walk", "A stroll.", text)


@pytest.mark.parametrize(
    ("text", "picture"),
    [("drawn", "walk"), ("own", "/home/me/mine.png"), ("bare", ""), ("gone", ""), (None, "")],
)
def test_a_notice_has_the_picture_of_its_text(text: str | None, picture: str) -> None:
    """The person's own before the drawing; none where the text has none or is gone."""
    assert notice_of(live(text), PLAN, NOW).picture == picture


def test_the_picture_stays_while_the_break_is_counted_down() -> None:
    """The same one, second after second."""
    started = replace(live("drawn"), started=timedelta())
    notice = notice_of(started, PLAN, NOW)
    assert "left" in notice.summary
    assert notice.picture == "walk"
